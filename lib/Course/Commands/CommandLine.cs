using System.CommandLine;
using System.CommandLine.Help;
using CSharpKernel.Install;
using CSharpKernel.Notebooks;
using Spectre.Console;

namespace Course.Commands;

/// <summary>The commands behind <c>./course</c>; <c>setup</c> and <c>lab</c> are the script's own and only named here.</summary>
internal sealed class CommandLine(CourseFolder folder, TextWriter output, TextWriter error)
{
    /// <summary>Longer than a chapter's process gets to stop: it must have ended before this one does.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    private const string ExitCodes = "Exit codes: 0 all went well, 1 something failed, 2 wrong usage, 130 interrupted.";

    public async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
            return Reject(parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopDeadline,
            });
        }
        catch (CourseException e)
        {
            error.WriteLine($"course: {e.Message}");
            return e.ExitCode;
        }
        catch (NotebookException e)
        {
            error.WriteLine($"course: {e.Message}");
            return ExitCode.Failed;
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

    private Command Build() => new("./course", $"A course on autoencoders in C#.\n\n{ExitCodes}")
    {
        new HelpOption(),
        ScriptCommand("setup", "Installs what is missing and builds everything into lib/bin."),
        RunCommand.Create(this),
        ScriptCommand("lab", "Opens the notebooks in Jupyter on this machine."),
        TestCommand.Create(this),
        DataCommand.Create(this),
        ExportCommand.Create(this),
        new Command("kernel", "The notebook kernel in Jupyter: register it for this user, remove it, list what is there.")
        {
            InstallCommands.Install(), InstallCommands.Uninstall(), InstallCommands.List(),
        },
        CodecCommand.Create(this),
        SweepCommand.Create(this),
        BenchCommand.Create(this),
    };

    /// <summary>A command that the script carries out before it comes here; it is named for the help and for hints.</summary>
    private static Command ScriptCommand(string name, string description)
    {
        var command = new Command(name, description);
        command.SetAction(int (_) => throw new CourseException($"{name} is done by the script: ./course {name}"));
        return command;
    }

    private int Reject(ParseResult parsed)
    {
        foreach (var word in parsed.UnmatchedTokens)
        {
            var command = parsed.CommandResult.Command;
            var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name));
            var hint = Nearest.To(word, known) is { } near ? $"; did you mean \"{near}\"?" : ".";
            error.WriteLine($"course: {(command.Subcommands.Any() ? "there is no command" : $"{command.Name} does not take")} \"{word}\"{hint}");
        }
        if (parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command.Subcommands.Any())
            error.WriteLine($"course: {parsed.CommandResult.Command.Name} needs one of: {string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(c => c.Name))}");
        else if (parsed.UnmatchedTokens.Count == 0)
            foreach (var e in parsed.Errors)
                error.WriteLine($"course: {e.Message.ReplaceLineEndings(" ")}");
        error.WriteLine("See ./course help.");
        return ExitCode.Usage;
    }
}
