using System.Runtime.InteropServices;
using NotebookKernel.Notebooks;

namespace NotebookKernel.Running;

/// <summary><c>run NOTEBOOK --output OUT [--folder DIR] [--events]</c>: the headless runner as a command.</summary>
internal static class RunCommand
{
    /// <returns>0 if all cells ran, 1 if one failed, 2 if the notebook cannot be read or the output not written, 130 if
    /// cancelled.</returns>
    public static async Task<int> RunAsync(string path, string outputPath, string? folder, bool events)
    {
        var streams = NativeStreams.Capture();
        await using var errors = new StreamWriter(streams.RealError) { AutoFlush = true };
        await using var output = new StreamWriter(streams.RealOutput) { AutoFlush = true };
        Notebook notebook;
        try
        {
            notebook = Notebook.Read(path);
            if (notebook.Language is { } language && !IsCSharp(language))
                throw new NotebookException($"{path} is written in {language}; this kernel runs C#.");
        }
        catch (NotebookException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 2;
        }

        // Paths are the notebook's, the code's working directory too.
        outputPath = Path.GetFullPath(outputPath);
        folder = Path.GetFullPath(folder ?? Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (!Directory.Exists(folder))
        {
            await errors.WriteLineAsync($"--folder {folder}: there is no such folder.");
            return 2;
        }
        Environment.CurrentDirectory = folder;

        Interrupts.Hear();
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var report = new RunReport(output, events);
        var runner = new NotebookRunner(report.Take, streams.Settle);
        var ended = false;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (ended)
                return;
            runner.ProcessEnds();
            Save(notebook, outputPath, errors);
            Environment.ExitCode = 1;
        };
        var status = await runner.RunAsync(notebook, folder, cancellation.Token);
        ended = true;
        if (!Save(notebook, outputPath, errors))
            return 2;
        return status switch { "ok" => 0, "error" => 1, _ => 130 };

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancellation.CancelAsync();
        }
    }

    private static bool IsCSharp(string language) =>
        language.Equals("C#", StringComparison.OrdinalIgnoreCase) || language is "csharp" or "polyglot-notebook";

    private static bool Save(Notebook notebook, string path, TextWriter errors)
    {
        try
        {
            notebook.Save(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path} cannot be written: {e.Message}");
            return false;
        }
    }
}
