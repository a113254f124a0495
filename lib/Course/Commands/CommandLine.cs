using System.CommandLine;
using System.CommandLine.Help;
using Course.Setup;
using NotebookKernel.Install;
using Spectre.Console;

namespace Course.Commands;

/// <summary>The commands behind <c>./course</c>.</summary>
internal sealed class CommandLine(CourseFolder folder, TextWriter output, TextWriter error)
{
    /// <summary>Longer than a chapter's process gets to stop: it must have ended before this one does.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    /// <summary>The commands before which nothing is set up: one does it, the other says what is.</summary>
    private static readonly string[] SetsUpItself = [SetupCommand.Name, DoctorCommand.Name];

    private const string Variables = "Every command builds and sets up first if something changed. TorchBackend=cuda "
        + "in the environment builds for an NVIDIA GPU;\n"
        + "AUTOENCODERS_DEVICE=cpu|cuda|auto is --device for everything, ./course lab included.";
    private const string ExitCodes = "Exit codes: 0 all went well, 1 something failed, 2 wrong usage, 130 interrupted.";

    public async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build()
            .Parse(args switch { [] => ["--help"], ["help", .. var about] => [.. about, "--help"], _ => args });
        if (parsed.Errors.Count > 0)
            return Reject(parsed);
        try
        {
            if (parsed.Action is not HelpAction && !SetsUpItself.Contains(parsed.CommandResult.Command.Name)
                && !await new SetUp(folder, output, error).EnsureAsync())
                return ExitCode.Interrupted;
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // Jupyter has the terminal's signals to itself.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == LabCommand.Name ? null : StopDeadline,
            });
        }
        catch (Exception e) when (Foreseen.Includes(e))
        {
            error.WriteLine($"course: {e.Message}");
            return (e as CourseException)?.ExitCode ?? ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>A console on the command's output; without colours and redrawing when that is no terminal.</summary>
    public IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!IsTerminal)
            console.Profile.Width = 120;
        return console;
    }

    public bool IsTerminal => ReferenceEquals(output, System.Console.Out) && !System.Console.IsOutputRedirected;

    public TextWriter Output => output;

    public TextWriter Error => error;

    public CourseFolder Folder => folder;

    private Command Build() => new("./course", $"A course on autoencoders in C#.\n\n{Variables}\n{ExitCodes}")
    {
        new HelpOption(),
        SetupCommand.Create(this),
        RunCommand.Create(this),
        LabCommand.Create(this),
        TestCommand.Create(this),
        DataCommand.Create(this),
        ExportCommand.Create(this),
        new Command("kernel",
            "The notebook kernel in Jupyter: register it for this user, remove it, list what is there.")
        {
            InstallCommands.Install(), InstallCommands.Uninstall(), InstallCommands.List(),
        },
        CodecCommand.Create(this),
        SweepCommand.Create(this),
        BenchCommand.Create(this),
        DoctorCommand.Create(this),
    };

    private int Reject(ParseResult parsed)
    {
        foreach (var word in parsed.UnmatchedTokens)
        {
            var command = parsed.CommandResult.Command;
            var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name));
            var hint = Nearest.To(word, known) is { } near ? $"; did you mean \"{near}\"?" : ".";
            error.WriteLine(
                $"course: {(command.Subcommands.Any()
                    ? "there is no command"
                    : $"{command.Name} does not take")} \"{word}\"{hint}");
        }
        if (parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command.Subcommands.Any())
            error.WriteLine($"course: {parsed.CommandResult.Command.Name} needs one "
                + $"of: {string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(c => c.Name))}");
        else if (parsed.UnmatchedTokens.Count == 0)
            foreach (var e in parsed.Errors)
                error.WriteLine($"course: {e.Message.ReplaceLineEndings(" ")}");
        error.WriteLine("See ./course help.");
        return ExitCode.Usage;
    }
}
