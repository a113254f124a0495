using System.Diagnostics;
using System.Runtime.CompilerServices;
using NotebookKernel.Install;

namespace NotebookKernel.Tests.Protocol;

/// <summary>
/// The installed kernel under Jupyter's own programs: its conformance suite, its client, its notebook runner.
/// </summary>
[Trait("Speed", "slow")]
public sealed class JupyterTests : IDisposable
{
    private const string Name = "csharp-under-test";
    private readonly string prefix = Directory.CreateTempSubdirectory("csharp-jupyter-").FullName;

    public JupyterTests() =>
        Assert.Equal(0,
            InstallCommand.Install(KernelSpecs.Under(prefix), Name, force: false, TextWriter.Null, TextWriter.Null));

    [JupyterFact]
    public async Task Jupyters_conformance_suite_passes() => await Passes("conformance.py");

    [JupyterFact]
    public async Task Execution_as_the_client_sees_it() => await Passes("client_test.py", "Execution");

    [JupyterFact]
    public async Task Completion_comms_and_bad_requests_as_the_client_sees_them() =>
    await Passes("client_test.py", "Questions");

    [JupyterFact]
    public async Task Input_as_the_client_sees_it() => await Passes("client_test.py", "Input");

    [JupyterFact]
    public async Task Interrupts_by_message_and_by_signal() => await Passes("client_test.py", "Interrupts");

    [JupyterFact]
    public async Task Shutdown_restart_exit_and_orphans() => await Passes("client_test.py", "Lifetime");

    [JupyterFact]
    public async Task Nbclient_and_nbconvert_run_notebooks() => await Passes("client_test.py", "Notebooks");

    public void Dispose() => Directory.Delete(prefix, recursive: true);

    private async Task Passes(string script, params string[] arguments)
    {
        using var python = Start([Path.Combine(Folder(), script), .. arguments]);
        var output = python.StandardOutput.ReadToEndAsync();
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await output + errors);
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(JupyterFactAttribute.Python, ["-W", "ignore", .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_PATH"] = Path.Combine(prefix, "share", "jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(prefix, "runtime");
        start.Environment["CSHARP_KERNEL"] = Name;
        return Process.Start(start)!;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>A test that needs Jupyter for Python; skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JupyterFactAttribute : FactAttribute
{
    /// <summary>The system's Python, for which distributions package Jupyter.</summary>
    public static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static readonly string? Missing = Check();

    public JupyterFactAttribute() => Skip = Missing;

    private static string? Check()
    {
        if (!OperatingSystem.IsLinux())
            return "Only on Linux: the tests on Jupyter's side look into /proc and call libc.";
        try
        {
            using var python =
                Process.Start(
                    new ProcessStartInfo(Python,
                        ["-c", "import jupyter_client, jupyter_kernel_test, nbclient, nbconvert"])
                    { RedirectStandardError = true })!;
            var errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0
                ? null
                : $"Jupyter is not installed for {Python} (on Debian: python3-jupyter-kernel-test python3-nbclient "
                + $"python3-nbconvert): {errors.TrimEnd().Split('\n')[^1]}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"There is no Python: {e.Message}";
        }
    }
}
