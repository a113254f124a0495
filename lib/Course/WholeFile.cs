namespace Course;

/// <summary>Writes files whole or not at all.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text) => Write(path, draft => File.WriteAllText(draft, text));

    public static void Write(string path, byte[] bytes) => Write(path, draft => File.WriteAllBytes(draft, bytes));

    public static void Copy(string from, string to) => Write(to, draft => File.Copy(from, draft, overwrite: true));

    private static void Write(string path, Action<string> write)
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
