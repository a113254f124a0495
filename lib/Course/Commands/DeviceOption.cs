using System.CommandLine;
using Autoencoders;

namespace Course.Commands;

/// <summary><c>--device</c> of the commands that train.</summary>
internal static class DeviceOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--device")
        {
            Description = $"cpu, cuda, or auto: CUDA where there is one (default: what {Compute.Variable} says, "
            + "else auto)."
        };
        option.AcceptOnlyFromAmong("cpu", "cuda", "auto");
        return option;
    }

    /// <summary>
    /// Makes the option's device, or the variable's, this process's, and returns the option for its children, who have
    /// the variable anyway.
    /// </summary>
    /// <exception cref="CourseException">There is no such device.</exception>
    public static string? Use(string? option)
    {
        try
        {
            Compute.Use(option ?? Environment.GetEnvironmentVariable(Compute.Variable));
            return option;
        }
        catch (InvalidOperationException e)
        {
            throw new CourseException(e.Message, ExitCode.Usage);
        }
    }
}
