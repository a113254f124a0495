using System.CommandLine;

namespace NotebookKernel.Install;

/// <summary>The words of the command line that make the kernel known to Jupyter.</summary>
public static class InstallCommands
{
    /// <summary><c>install</c>.</summary>
    public static Command Install()
    {
        var name =
            Name("The name of the kernel spec; without it .net-csharp, or csharp-kernel where that is .NET "
            + "Interactive's.");
        var force = new Option<bool>("--force") { Description = "Replace another kernel's spec." };
        return Command("install", "Makes the kernel known to Jupyter.", [name, force],
            (specs, parsed, output, errors) =>
            InstallCommand.Install(specs, parsed.GetValue(name), parsed.GetValue(force), output, errors));
    }

    /// <summary><c>uninstall</c>.</summary>
    public static Command Uninstall()
    {
        var name = Name("The name of the kernel spec; without it, all that start this kernel.");
        return Command("uninstall", "Removes the kernel from Jupyter.", [name], (specs, parsed, output, errors) =>
            InstallCommand.Uninstall(specs, parsed.GetValue(name), output, errors));
    }

    /// <summary><c>list</c>.</summary>
    public static Command List() =>
        Command("list", "Lists Jupyter's kernels; * marks this one.", [],
            (specs, _, output, _) => InstallCommand.List(specs, output));

    private static Command Command(string word, string about, Option[] options,
        Func<KernelSpecs, ParseResult, TextWriter, TextWriter, int> run)
    {
        var prefix = new Option<string>("--prefix")
        {
            Description = "Where Jupyter is installed, such as /usr/local or a virtual environment.",
            HelpName = "DIR"
        };
        var user = new Option<bool>("--user") { Description = "For this user only (the default)." };
        var command = new Command(word, about) { prefix, user };
        foreach (var option in options)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (parsed.GetValue(prefix) is not { } folder)
                return run(KernelSpecs.OfUser(), parsed, parsed.InvocationConfiguration.Output, error);
            if (!parsed.GetValue(user))
                return run(KernelSpecs.Under(folder), parsed, parsed.InvocationConfiguration.Output, error);
            error.WriteLine("--prefix and --user exclude each other.");
            return 2;
        });
        return command;
    }

    private static Option<string> Name(string about) => new("--name") { Description = about, HelpName = "NAME" };
}
