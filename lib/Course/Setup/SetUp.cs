using System.CommandLine;
using System.Runtime.InteropServices;
using Autoencoders;
using NotebookKernel.Install;

namespace Course.Setup;

/// <summary>
/// What a build does not bring: plotly.js and KaTeX for the pages, and the notebook kernel's entry in Jupyter's list,
/// for this user.
/// </summary>
internal sealed class SetUp(CourseFolder folder, TextWriter output, TextWriter error)
{
    // In lib/bin, so that each build asks for it anew.
    private string Done => Path.Combine(folder.Bin, "set-up");

    /// <summary>
    /// Sets up, unless that was done since the last build or this is another program than the one in <c>lib/bin</c>;
    /// false when interrupted.
    /// </summary>
    public async Task<bool> EnsureAsync()
    {
        if (File.Exists(Done) || Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory) != folder.Bin)
            return true;
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            await RunAsync(stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Sets up what is missing; the exit code is 1 when the kernel could not be registered.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        PlotlyAsset.Write(Path.Combine(folder.Assets, PlotlyAsset.File));
        var katex = new KatexAsset(folder.Katex, Path.Combine(folder.Work, "npm"));
        if (!katex.IsHere)
            output.WriteLine(await katex.GetAsync(cancel) is { } source ? $"KaTeX for the pages: from {source}"
                : $"KaTeX for the pages: neither npm nor Debian's libjs-katex brings it here. Pages load it "
                + $"from {Pages.Formulas.Server}, and need the network once.");
        var registered = await InstallCommands.Install().Parse([])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancel);
        if (registered != 0)
        {
            error.WriteLine("course: chapters run all the same, by ./course run; Jupyter and VS Code do not see the "
                + "kernel until ./course setup has registered it.");
            return ExitCode.Failed;
        }
        WholeFile.Write(Done, "");
        return ExitCode.Ok;
    }
}
