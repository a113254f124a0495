using System.CommandLine;
using Course.Setup;

namespace Course.Commands;

/// <summary><c>./course setup</c>: what the script has not done by building.</summary>
internal static class SetupCommand
{
    public const string Name = "setup";

    public static Command Create(CommandLine line)
    {
        var command = new Command(Name, "Builds lib/bin, fetches what the pages need, and registers the notebook "
            + "kernel for this user; installs nothing into the system.");
        command.SetAction(async (_, cancel) =>
        {
            var code = await new SetUp(line.Folder, line.Output, line.Error).RunAsync(cancel);
            if (code == ExitCode.Ok)
                line.Output.WriteLine("Ready. ./course run executes the chapters; ./course lab opens them in Jupyter.");
            return code;
        });
        return command;
    }
}
