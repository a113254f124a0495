using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Chapters;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

/// <summary>A chapter in .NET Interactive's own tool, by Jupyter's own runner.</summary>
public sealed class OfficialToolTests
{
    private const string Name = "08-elbo";

    [OfficialToolFact]
    [Trait("Speed", "slow")]
    public async Task A_chapter_runs_there_too_and_has_the_same_key_figures()
    {
        var prefix = Directory.CreateTempSubdirectory("official-tool").FullName;
        try
        {
            var spec =
                Directory.CreateDirectory(Path.Combine(prefix, "share", "jupyter", "kernels", "official")).FullName;
            var arguments = new JsonArray(OfficialToolFactAttribute.Command, "jupyter", "--default-kernel", "csharp",
                "{connection_file}");
            File.WriteAllText(Path.Combine(spec, "kernel.json"),
                new JsonObject { ["argv"] = arguments, ["display_name"] = "official", ["language"] = "C#" }
                    .ToJsonString());
            var start = new ProcessStartInfo(OfficialToolFactAttribute.Python,
            [
                "-W", "ignore", "-m", "nbconvert", "--to", "notebook", "--execute",
                "--ExecutePreprocessor.kernel_name=official", "--ExecutePreprocessor.timeout=900",
                "--output-dir", prefix, "--output", Name, NotebookFiles.Chapter(Name).Path,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["JUPYTER_PATH"] = Path.Combine(prefix, "share", "jupyter");
            start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(prefix, "runtime");
            start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
            var (exitCode, said) = await OfficialToolFactAttribute.RunAsync(start);
            Assert.True(exitCode == 0, said);

            var executed = Notebook.Read(Path.Combine(prefix, $"{Name}.ipynb"));
            Assert.DoesNotContain(NotebookFiles.Outputs(executed), output => (string?)output["output_type"] == "error");
            // In the quick profile the figures are others, but not what they are of.
            Assert.Equal(Facts.Read(NotebookFiles.Read(Name)).KeyFigures.Select(figure => figure.Name),
                Facts.Read(executed).KeyFigures.Select(figure => figure.Name));
        }
        finally
        {
            Directory.Delete(prefix, recursive: true);
        }
    }
}

/// <summary>
/// A test that needs the tool, and Jupyter for Python; skipped, with the reason, where it cannot be had.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialToolFactAttribute : FactAttribute
{
    private const string Version = "1.0.712001";

    public static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static readonly string Home =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "csharp-kernel",
            "official-tool", Version);
    private static readonly string? Missing = Check();

    public OfficialToolFactAttribute() => Skip = Missing;

    public static string Command { get; } =
        Path.Combine(Home, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    /// <summary>Runs a program to its end; its exit code, and all that it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }

    private static string? Check()
    {
        try
        {
            if (Run(Python, "-c", "import nbconvert, nbclient") is (not 0, var python))
                return $"Jupyter is not installed for {Python}: {python.Trim().Split('\n')[^1]}";
            return File.Exists(Command)
                || Run("dotnet", "tool", "install", "Microsoft.dotnet-interactive", "--version", Version, "--tool-path",
                    Home) is (0, _)
                ? null
                : $"Microsoft.dotnet-interactive {Version} cannot be restored.";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }

        static (int ExitCode, string Said) Run(string program, params string[] arguments) =>
            RunAsync(new ProcessStartInfo(program, arguments)
            { RedirectStandardOutput = true, RedirectStandardError = true }).GetAwaiter().GetResult();
    }
}
