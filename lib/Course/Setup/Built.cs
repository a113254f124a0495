using System.Reflection;

namespace Course.Setup;

/// <summary>What the build wrote into this program about itself: see Course.csproj.</summary>
internal static class Built
{
    /// <summary>The fact of this name.</summary>
    public static string Value(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key).Value ?? "";
}
