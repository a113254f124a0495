using Course.Commands;

namespace Course;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            return await new CommandLine(CourseFolder.Find(), Console.Out, Console.Error).InvokeAsync(args);
        }
        catch (CourseException e)
        {
            Console.Error.WriteLine($"course: {e.Message}");
            return e.ExitCode;
        }
    }
}
