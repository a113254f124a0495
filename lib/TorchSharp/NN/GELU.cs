namespace TorchSharp.Modules;

public sealed partial class GELU
{
    internal GELU() { }

    public enum Approximate
    {
        none = 0,
        tanh = 1,
    }
}
