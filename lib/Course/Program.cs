using System.Text;
using Course.Commands;
using Course.Setup;
using NotebookKernel.Running;

namespace Course;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var folder = CourseFolder.Find();
            if (args is [Freshness.Question])
                return Freshness.IsCurrent(folder, Environment.GetEnvironmentVariable("TorchBackend"))
                    ? ExitCode.Ok
                    : ExitCode.Failed;
            Interrupts.Hear();
            if (OperatingSystem.IsWindows())
                Console.OutputEncoding = Encoding.UTF8; // elsewhere it is that already
            return await new CommandLine(folder, Console.Out, Console.Error).InvokeAsync(args);
        }
        catch (Exception e) when (e is CourseException or IOException)
        {
            Tell(e.Message);
            return e is CourseException { ExitCode: var code } ? code : ExitCode.Failed;
        }
    }

    /// <summary>
    /// Says what went wrong, if there is room to say it: with outputs in a file on a full disk there is none.
    /// </summary>
    private static void Tell(string message)
    {
        try
        {
            Console.Error.WriteLine($"course: {message}");
        }
        catch (IOException)
        {
            // The exit code says that it failed; there is no other place to say why.
        }
    }
}
