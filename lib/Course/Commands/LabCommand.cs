using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Course.Setup;

namespace Course.Commands;

/// <summary><c>./course lab</c>: the notebooks in Jupyter, where it is installed.</summary>
internal static class LabCommand
{
    public const string Name = "lab";

    public static Command Create(CommandLine line)
    {
        var rest = new Argument<string[]>("OPTION")
        { Description = "Handed on to Jupyter.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(Name, "Opens the notebooks in Jupyter, on this machine's loopback address.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Run(line.Folder, [.. parsed.GetValue(rest) ?? [], .. parsed.UnmatchedTokens]));
        return command;
    }

    private static int Run(CourseFolder folder, IEnumerable<string> options)
    {
        string[] asRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? ["--allow-root"] : [];
        using var jupyter = Process.Start(Helper.Jupyter.Require(),
            ["--ip=127.0.0.1", $"--notebook-dir={folder.Notebooks}", .. asRoot, .. options]);
        // Jupyter shares the terminal: it hears Ctrl-C itself, and asks what is meant.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            jupyter.Kill(entireProcessTree: true);
        });
        jupyter.WaitForExit();
        return jupyter.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
