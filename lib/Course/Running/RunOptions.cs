using Autoencoders;

namespace Course.Running;

/// <summary>
/// How chapters are run: the profile (<c>quick</c> or <c>full</c>), where data lies, where the results go, the device
/// if one was named, how many run at a time, and how far their seeds are shifted.
/// </summary>
internal sealed record RunOptions(string Profile, string? DataDirectory, string OutputDirectory, string? Device = null,
    int Processes = 1, int Seed = 0)
{
    public const string Quick = "quick";
    public const string Full = "full";

    private const string Threads = "OMP_NUM_THREADS"; // libtorch's, on every system

    /// <summary>The environment of a chapter's process.</summary>
    public Dictionary<string, string?> Environment()
    {
        // The pages bring plotly.js once, so the figures need not.
        var variables = new Dictionary<string, string?>
        { [Autoencoders.Profile.Variable] = Profile, ["AUTOENCODERS_PLOTLY"] = "omit" };
        if (DataDirectory is not null)
            variables[DatasetStore.Variable] = Path.GetFullPath(DataDirectory);
        if (Device is not null)
            variables[Autoencoders.Compute.Variable] = Device;
        // Side by side, they share the cores: threads that wait for each other's cores would cost more than they bring.
        if (Processes > 1)
            variables[Threads] = $"{Math.Max(1, System.Environment.ProcessorCount / Processes)}";
        return variables;
    }
}
