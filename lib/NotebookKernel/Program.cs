using System.CommandLine;
using NotebookKernel.Install;
using NotebookKernel.Protocol;
using NotebookKernel.Running;

namespace NotebookKernel;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var parsed = Commands().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See: NotebookKernel --help");
            return 2;
        }
        // Signals are the commands' own business.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Commands() => new("Runs C# notebooks.")
    {
        Run(),
        Kernel(),
        InstallCommands.Install(),
        InstallCommands.Uninstall(),
        InstallCommands.List(),
    };

    private static Command Run()
    {
        var notebook = new Argument<string>("NOTEBOOK") { Description = "The notebook (.ipynb, nbformat 4)." };
        var output = new Option<string>("--output")
        { Description = "Where the executed notebook is written.", Required = true, HelpName = "OUT" };
        var folder = new Option<string?>("--folder")
        { Description = "Where relative paths start (default: the notebook's folder).", HelpName = "DIR" };
        var events = new Option<bool>("--events") { Description = "Report as JSON, one object a line." };
        var run = new Command("run", "Executes a notebook's code cells in order. Exit codes: 0 all ran, 1 a cell "
            + "failed, 2 bad usage or an unreadable notebook, 130 cancelled.")
        {
            notebook, output, folder, events,
        };
        run.SetAction(
            parsed => RunCommand.RunAsync(parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(output),
                parsed.GetValue(folder), parsed.GetValue(events)));
        return run;
    }

    private static Command Kernel()
    {
        var connection = new Argument<string>("CONNECTION_FILE")
        { Description = "The file in which Jupyter says where it expects the kernel." };
        var kernel = new Command("kernel", "Serves a Jupyter client until it asks for shutdown. Exit codes: 0 shut "
            + "down, 2 bad usage or connection file.") { connection };
        kernel.SetAction(parsed => KernelCommand.Run(parsed.GetRequiredValue(connection)));
        return kernel;
    }
}
