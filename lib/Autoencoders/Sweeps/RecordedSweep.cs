namespace Autoencoders;

/// <summary>
/// The sweeps that come with the course, from its folder data/sweeps: the table that each gave, and one of its models.
/// They lie beside the library.
/// </summary>
public static class RecordedSweep
{
    /// <summary>The results of a sweep, such as "dsprites".</summary>
    /// <exception cref="DataUnavailableException">There is no such sweep.</exception>
    public static IReadOnlyList<RunResult> Results(string name) => SweepTable.Load(Find($"{name}.csv"));

    /// <summary>The model of a sweep that was kept, and what it was made by.</summary>
    /// <exception cref="DataUnavailableException">There is no such sweep.</exception>
    public static (IVae Model, RunConfiguration Configuration) Model(string name) =>
        Checkpoint.LoadModel(Find($"{name}.safetensors"));

    private static string Find(string file)
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(RecordedSweep).Assembly.Location)!, "sweeps", file);
        return File.Exists(path) ? path
            : throw new DataUnavailableException($"There is no {path}.", [],
                ["set the course up again: ./course setup"]);
    }
}
