namespace Autoencoders.Data;

/// <summary>Writes files whole or not at all: under another name beside the place, then moved there. Missing folders are made.</summary>
public static class WholeFile
{
    /// <summary>Writes a text, UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, draft => File.WriteAllText(draft, text));

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] bytes) => Write(path, draft => File.WriteAllBytes(draft, bytes));

    /// <summary>Copies a file.</summary>
    public static void Copy(string from, string to) => Write(to, draft => File.Copy(from, draft, overwrite: true));

    /// <summary>Moves to <paramref name="path"/> what <paramref name="write"/> has written to the place that it is given; if it throws, nothing changes.</summary>
    public static void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            write(draft);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
