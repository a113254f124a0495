using System.Runtime.ExceptionServices;
using NotebookKernel.Display;

namespace NotebookKernel.Session;

/// <summary>
/// Exceptions that nobody catches in the background of a cell (<c>async void</c>, threads, forgotten tasks): they are
/// reported on the cell's stderr and do not end the process.
/// </summary>
internal static class UnhandledExceptions
{
    private static readonly Lock Gate = new();
    private static bool installed;

    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
                return;
            installed = true;
        }
        ExceptionHandling.SetUnhandledExceptionHandler(Report);
        TaskScheduler.UnobservedTaskException += (_, e) =>
        {
            if (Report(ErrorReport.Unwrap(e.Exception)))
                e.SetObserved();
        };
    }

    private static bool Report(Exception exception)
    {
        // The end of a continuation that was aborted with its cell.
        if (exception is ThreadAbortException)
            return true;
        if (CellScope.Current is not { } scope)
            return false;
        scope.Outputs.Write(new StreamOutput("stderr", $"Not handled in the background: {Texts.Read(exception)}\n"));
        return true;
    }
}
