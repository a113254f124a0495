using System.Diagnostics;

namespace Autoencoders;

/// <summary>
/// Trains and measures one model of a sweep, from its checkpoint if there is one, and leaves a result and the model.
/// </summary>
public static class SweepRunner
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Where a run's result lies in the sweep's folder: it is there when the run is finished, and only then.
    /// </summary>
    public static string ResultPath(string folder, RunConfiguration run) => Path.Combine(folder, $"{run.Name}.json");

    /// <summary>Where the weights of a finished run lie.</summary>
    public static string ModelPath(string folder, RunConfiguration run) =>
        Path.Combine(folder, $"{run.Name}.safetensors");

    /// <summary>Where a training that was stopped lies.</summary>
    public static string CheckpointPath(string folder, RunConfiguration run) =>
        Path.Combine(folder, $"{run.Name}.checkpoint.safetensors");

    /// <summary>The result of a run that is finished, or null.</summary>
    /// <exception cref="DataFileException">What lies there is no result, or that of another
    /// configuration.</exception>
    public static RunResult? Finished(string folder, RunConfiguration run)
    {
        var path = ResultPath(folder, run);
        if (!File.Exists(path)) return null;
        var result = RunResult.Load(path);
        return result.Configuration.Differences(run).ToArray() is { Length: > 0 } differences
            ? throw new DataFileException(path, $"the result of {run.Name} with the settings asked for",
                $"others: {string.Join(", ", differences)}", "Choose another folder, or delete it to do the run again.")
            : result;
    }

    /// <summary>
    /// Does the run, or what is left of it. A checkpoint is written every 20 seconds, and when it is stopped.
    /// </summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="progress">Is told the steps done and the mean loss of the last batch.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="DataFileException">The checkpoint or the result that lies there is damaged or another
    /// run's.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; its checkpoint is written.</exception>
    public static RunResult Run(string folder, RunConfiguration run, Action<long, double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (Finished(folder, run) is { } done) return done;
        using var training = new ModelTraining(run);
        var checkpoint = CheckpointPath(folder, run);
        var before = File.Exists(checkpoint) ? Checkpoint.Load(checkpoint, training) : 0;
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var saved = Stopwatch.StartNew();
        while (training.Step < run.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                Checkpoint.Save(checkpoint, training, Seconds());
                cancellation.ThrowIfCancellationRequested();
            }
            var loss = training.Advance();
            progress?.Invoke(training.Step, loss);
            if (saved.Elapsed <= SaveEvery) continue;
            Checkpoint.Save(checkpoint, training, Seconds());
            saved.Restart();
        }
        var seconds = Seconds();
        Checkpoint.Save(checkpoint, training, seconds); // should the measuring be stopped
        cancellation.ThrowIfCancellationRequested();
        var result = RunResult.Measure(training.Model, run, seconds);
        Checkpoint.SaveModel(ModelPath(folder, run), training, seconds);
        result.Save(ResultPath(folder, run));
        File.Delete(checkpoint);
        return result;

        double Seconds()
        {
            process.Refresh();
            return before + (process.TotalProcessorTime - start).TotalSeconds;
        }
    }
}
