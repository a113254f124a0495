using System.Text.RegularExpressions;

namespace Autoencoders.Tests.Core;

/// <summary>The clone that the tests were built from.</summary>
internal static partial class Repository
{
    /// <summary>A path in it, by its parts.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The files of a pattern under a folder, C# by default, without what builds write.</summary>
    public static string[] Sources(string folder, string pattern = "*.cs") =>
    [
        .. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")),
    ];

    /// <summary>The names of the types that a folder's files declare, nested ones aside.</summary>
    public static IEnumerable<string> Types(string folder) =>
        from file in Sources(folder)
        from Match type in Declaration().Matches(File.ReadAllText(file))
        select type.Groups["name"].Value;

    [GeneratedRegex(
        @"^(public |internal )[a-z ]*(class|record struct|record|struct|interface) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    private static string Root { get; } = Path.GetDirectoryName(DatasetStore.FindCourse(AppContext.BaseDirectory))!;
}
