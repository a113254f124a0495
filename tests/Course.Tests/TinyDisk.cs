using System.Diagnostics;

namespace Course.Tests;

/// <summary>A file system that is full: 4 KiB in memory, all of them taken. Linux's alone, and root's.</summary>
internal sealed class TinyDisk : IDisposable
{
    /// <summary>Why there is none on this machine; null if there is.</summary>
    public static string? Missing { get; } = Try();

    public TinyDisk()
    {
        if (Mount("mount", "-t", "tmpfs", "-o", "size=4k", "tiny", Folder) is { } error)
        {
            Directory.Delete(Folder);
            throw new IOException(error);
        }
        File.WriteAllBytes(Path.Combine(Folder, "full"), new byte[4096]);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tiny").FullName;

    public void Dispose()
    {
        if (Mount("umount", Folder) is { } error) throw new IOException(error);
        Directory.Delete(Folder);
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "a full disk is made by root on Linux alone";
        try
        {
            using var disk = new TinyDisk();
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private static string? Mount(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{program}: {error.Trim()}";
    }
}

/// <summary>A test that needs a full disk.</summary>
internal sealed class FullDiskFactAttribute : FactAttribute
{
    public FullDiskFactAttribute() => Skip = TinyDisk.Missing;
}
