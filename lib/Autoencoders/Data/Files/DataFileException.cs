namespace Autoencoders;

/// <summary>
/// A file is not what it should be: says which file, what was expected, what was found and what to do.
/// </summary>
public sealed class DataFileException(string file, string expected, string found, string remedy,
    Exception? inner = null)
    : Exception($"{file}: expected {expected}, but found {found}. {remedy}", inner)
{
    /// <summary>The file's path, or its name when it was read from memory.</summary>
    public string File { get; } = file;

    /// <summary>What the file should have been.</summary>
    public string Expected { get; } = expected;

    /// <summary>What it was.</summary>
    public string Found { get; } = found;
}
