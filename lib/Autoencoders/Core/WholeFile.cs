using System.Diagnostics;
using System.Globalization;

namespace Autoencoders;

/// <summary>
/// Writes files whole or not at all: under another name beside the place, then moved there. Missing folders are made.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes a text, UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, draft => File.WriteAllText(draft, text));

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] bytes) => Write(path, draft => File.WriteAllBytes(draft, bytes));

    /// <summary>Copies a file.</summary>
    public static void Copy(string from, string to) => Write(to, draft => File.Copy(from, draft, overwrite: true));

    /// <summary>
    /// Moves to <paramref name="path"/> what <paramref name="write"/> has written to the place that it is given; if it
    /// throws, nothing changes.
    /// </summary>
    public static void Write(string path, Action<string> write)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!).FullName;
        RemoveOrphans(folder, Path.GetFileName(path));
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

    // Drafts of the same file whose writer was killed.
    private static void RemoveOrphans(string folder, string name)
    {
        foreach (var draft in Directory.EnumerateFiles(folder, $"{name}.*.tmp"))
            if (int.TryParse(Path.GetFileName(draft).AsSpan(name.Length + 1)[..^4], NumberStyles.None,
                CultureInfo.InvariantCulture, out var writer) && !IsRunning(writer))
                File.Delete(draft);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
