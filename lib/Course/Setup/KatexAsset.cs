using System.Formats.Tar;
using System.IO.Compression;
using CliWrap;
using CliWrap.Exceptions;

namespace Course.Setup;

/// <summary>
/// KaTeX for formulas: from npm where that is installed and reaches its registry, else as Debian packages it. Without
/// both, pages load it from a public server (<see cref="Pages.Formulas"/>).
/// </summary>
internal sealed class KatexAsset(string target, string npmWork)
{
    /// <summary>The version that is fetched.</summary>
    public const string Version = "0.19.1";

    /// <summary>What pages use of it, beside its fonts.</summary>
    public static readonly string[] Files = ["katex.min.css", "katex.min.js", "auto-render.min.js"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Where Debian's libjs-katex lies; only there it is.
    private const string Debian = "/usr/share/javascript/katex";

    /// <summary>Whether it is here.</summary>
    public bool IsHere => Files.All(name => File.Exists(Path.Combine(target, name)));

    /// <summary>Puts it here and returns where it came from, or null when it was not to be had.</summary>
    public async Task<string?> GetAsync(CancellationToken cancel)
    {
        if (Helper.Npm.Find() is { } npm && await FromNpmAsync(npm, cancel))
            return $"npm, version {Version}";
        if (!Directory.Exists(Debian))
            return null;
        Copy(Debian);
        return Debian;
    }

    private async Task<bool> FromNpmAsync(string npm, CancellationToken cancel)
    {
        // npm's own cache would lie outside the clone.
        Directory.CreateDirectory(npmWork);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            await Cli.Wrap(npm).WithWorkingDirectory(npmWork)
                .WithArguments(
                    ["pack", "--silent", "--cache", Path.Combine(npmWork, "cache"), "--fetch-retries=1",
                        "--fetch-retry-mintimeout=1000", $"katex@{Version}"])
                .ExecuteAsync(patience.Token);
            await using var archive =
                new GZipStream(File.OpenRead(Path.Combine(npmWork, $"katex-{Version}.tgz")),
                    CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(archive, npmWork, overwriteFiles: true, cancel);
            Copy(Path.Combine(npmWork, "package", "dist"));
            return true;
        }
        catch (Exception e) when (e is CommandExecutionException or IOException || e is OperationCanceledException
            && !cancel.IsCancellationRequested)
        {
            return false; // without a network; the caller says what that means
        }
        finally
        {
            Directory.Delete(npmWork, recursive: true);
        }
    }

    /// <summary>
    /// Copies what pages use, whole or not at all: Debian's auto-render has one name more or less than npm's.
    /// </summary>
    private void Copy(string source)
    {
        var draft = $"{target}.{Environment.ProcessId}";
        Directory.CreateDirectory(Path.Combine(draft, "fonts"));
        try
        {
            foreach (var name in Files[..2])
                File.Copy(Path.Combine(source, name), Path.Combine(draft, name));
            File.Copy(Directory.GetFiles(Path.Combine(source, "contrib"), "auto-render*.js")
                .Order(StringComparer.Ordinal).Last(), Path.Combine(draft, Files[2]));
            foreach (var font in Directory.GetFiles(Path.Combine(source, "fonts")))
                File.Copy(font, Path.Combine(draft, "fonts", Path.GetFileName(font)));
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
            Directory.Move(draft, target);
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }
}
