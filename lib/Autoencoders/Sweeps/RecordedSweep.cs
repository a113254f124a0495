using Autoencoders.Data;
using Autoencoders.Models;

namespace Autoencoders.Sweeps;

/// <summary>The sweeps that come with the course, in its folder data/sweeps: a declaration, the table that it gave, and one of its models.</summary>
public static class RecordedSweep
{
    /// <summary>The results of a sweep, such as "dsprites".</summary>
    /// <exception cref="DataUnavailableException">The course's folder is not above the library, or has no such sweep.</exception>
    public static IReadOnlyList<RunResult> Results(string name) => SweepTable.Load(Find($"{name}.csv"));

    /// <summary>The model of a sweep that was kept, and what it was made by.</summary>
    /// <exception cref="DataUnavailableException">The course's folder is not above the library, or has no such sweep.</exception>
    public static (IVae Model, RunConfiguration Configuration) Model(string name) => Checkpoint.LoadModel(Find($"{name}.safetensors"));

    private static string Find(string file)
    {
        var data = DatasetStore.FindCourse(Path.GetDirectoryName(typeof(RecordedSweep).Assembly.Location));
        var path = data is null ? null : Path.Combine(data, "sweeps", file);
        return path is not null && File.Exists(path)
            ? path
            : throw new DataUnavailableException($"There is no {path ?? $"data/sweeps/{file} above the course's library"}.", [], ["run from a clone of the course"]);
    }
}
