namespace TorchSharp.Utils;

/// <summary>Names the field's component in the module's state, in place of the field's own name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
