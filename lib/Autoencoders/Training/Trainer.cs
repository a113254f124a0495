using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The training loop of every chapter: shuffle, loss, gradient, step; after each epoch the test loss.
/// </summary>
/// <remarks>Chapter 1, <i>Training</i>.</remarks>
public static class Trainer
{
    /// <summary>
    /// Minimises the mean of <paramref name="loss"/> over <paramref name="train"/> and records the history.
    /// The model is left in evaluation mode.
    /// </summary>
    /// <param name="model">The model whose parameters are trained.</param>
    /// <param name="train">The training images.</param>
    /// <param name="test">Images for the test loss after each epoch, or null.</param>
    /// <param name="loss">The loss of each image of a batch, (n).</param>
    /// <param name="options">Epochs, batch size, learning rate, seed and the like.</param>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped; the model keeps the last whole
    /// step.</exception>
    public static TrainingRun Fit(nn.Module model, ImageData train, ImageData? test, Func<Batch, Loss> loss,
        TrainingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1, nameof(options.Epochs));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Patience, nameof(options.Patience));
        if (options.Patience > 0 && test is null)
            throw new ArgumentException(
                "Early stopping needs images that are held out, for the test loss that it watches.", nameof(test));
        using var best = options.Patience > 0 ? new BestWeights(model, options.Patience) : null;
        using var optimizer = options.Optimizer?.Invoke(model.parameters())
            ?? new FusedAdam(model.parameters(), options.LearningRate);
        var schedule = options.Schedule?.Invoke(optimizer);
        using var cancellation =
            CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation, Cancellation.OfTheNotebook);
        var order = new Batches(train, options.BatchSize, options.Seed);
        using var progress = options.ShowProgress ? new Progress(options.Title, options.Epochs * order.PerEpoch) : null;
        var clock = Stopwatch.StartNew();
        var history = new List<Epoch>();
        var step = 0L;
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            var mean = new RunningMean();
            model.train();
            foreach (var batch in order.Epoch(epoch))
            {
                cancellation.Token.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                step++;
                var value = loss(batch);
                mean.Add(value, () => $"at step {step} (epoch {epoch})");

                optimizer.zero_grad();
                value.Total.mean().backward();
                optimizer.step();
                options.AfterStep?.Invoke(batch);
                progress?.Report(step, () => Line(mean.Total, history));
            }
            schedule?.step();
            model.eval();
            var tested = test is null ? null : Evaluate(test, loss, options.BatchSize, cancellation.Token);
            history.Add(new Epoch(epoch, mean.Total, tested?.Total ?? double.NaN, mean.Terms, tested?.Terms
                ?? mean.Terms, clock.Elapsed.TotalSeconds));
            if (best is not null && !best.Continues(history[^1].Test)) break;
        }
        progress?.Report(step, () => Line(history[^1].Train, history));
        best?.Restore();
        return new TrainingRun(history);
    }

    /// <summary>
    /// The mean loss per image over <paramref name="data"/>, without gradients; the model's mode is the caller's.
    /// </summary>
    public static double Evaluate(ImageData data, Func<Batch, Loss> loss, int batchSize = 1000) =>
        Evaluate(data, loss, batchSize, Cancellation.OfTheNotebook).Total;

    private static RunningMean Evaluate(ImageData data, Func<Batch, Loss> loss, int batchSize,
        CancellationToken cancellation)
    {
        using var noGradient = no_grad();
        var mean = new RunningMean();
        foreach (var batch in new Batches(data, batchSize).InOrder())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            mean.Add(loss(batch), () => $"on the images that are evaluated, near number {batch.Index[0].item<long>()}");
        }
        return mean;
    }

    private static string Line(double train, List<Epoch> history)
    {
        var test = history.Count > 0 ? history[^1].Test : double.NaN;
        return string.Create(CultureInfo.InvariantCulture,
            $"train {train:G5}{(double.IsNaN(test) ? "" : $"  test {test:G5}")}");
    }
}
