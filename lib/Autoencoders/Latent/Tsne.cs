using System.Diagnostics;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>An embedding that t-SNE found.</summary>
/// <param name="Embedding">The points in the plane, float32, (n, 2).</param>
/// <param name="Divergence">KL(P‖Q) at the end, in nats.</param>
/// <param name="History">KL(P‖Q) in nats, every 50 steps and after the last.</param>
/// <param name="Seconds">Wall time, the affinities included.</param>
public sealed record TsneResult(Tensor Embedding, double Divergence,
    IReadOnlyList<(int Iteration, double Divergence)> History, double Seconds);

/// <summary>
/// t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008): points in the plane whose
/// neighbourhoods, measured by a Student distribution q, resemble those of the data, p (<see cref="Affinities"/>), by
/// gradient descent on KL(P‖Q). Neighbours are kept; distances between groups, and their sizes, mean little.
/// </summary>
/// <remarks>Chapter 6, <i>Maps</i>.</remarks>
public static class Tsne
{
    private const double StartDeviation = 1e-4;
    private const int ReportEvery = 50;

    /// <summary>Embeds <paramref name="points"/> (n, d) in the plane.</summary>
    /// <exception cref="ArgumentException">points is no matrix, holds a value that is not finite, or too many points
    /// for the exact method.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range: the perplexity too large for so few
    /// points, say.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TsneResult Fit(Tensor points, TsneOptions? options = null)
    {
        options ??= new();
        Check(options);
        using var cancellation =
            CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation, Cancellation.OfTheNotebook);
        using var noGradient = no_grad();
        var clock = Stopwatch.StartNew();
        var exact = options.Method == TsneMethod.Exact;
        var affinities = Affinities.Compute(points, options.Perplexity, exact, cancellation.Token);
        var n = affinities.Count;
        var gradient = new TsneGradient(affinities, exact ? null : options.Angle, options.Threads
            ?? Environment.ProcessorCount, cancellation.Token);
        var y = Start(points, options);
        var rate = options.LearningRate ?? Math.Max(n / options.EarlyExaggeration / 4, 50);
        var history = Descend(y, gradient, rate, options, cancellation.Token);
        return new(tensor(y, [n, 2], device: points.device).to(float32), history[^1].Divergence, history,
            clock.Elapsed.TotalSeconds);
    }

    /// <summary>KL(P‖Q) in nats of an embedding (n, 2), summed over all pairs.</summary>
    /// <exception cref="ArgumentException">The embedding has another number of points than the affinities, or not two
    /// coordinates.</exception>
    public static double Divergence(Affinities affinities, Tensor embedding)
    {
        Require.Points(embedding, nameof(embedding));
        if (embedding.shape[0] != affinities.Count || embedding.shape[1] != 2)
            throw new ArgumentException($"The embedding of {affinities.Count} points is ({affinities.Count}, 2); this "
                + $"one is ({string.Join(", ", embedding.shape)}).", nameof(embedding));
        var gradient =
            new TsneGradient(affinities, angle: null, Environment.ProcessorCount, Cancellation.OfTheNotebook);
        return gradient.At(TensorValues.Read(embedding), 1, new double[2 * affinities.Count], wantDivergence: true);
    }

    private static void Check(TsneOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1, nameof(options.Iterations));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ExaggeratedIterations,
            nameof(options.ExaggeratedIterations));
        if (!(options.EarlyExaggeration >= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.EarlyExaggeration,
                "The early exaggeration must be 1 or more.");
        if (!(options.Angle is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Angle,
                "The angle must lie between 0 and 1.");
        if (options.LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(options), rate,
                "The learning rate must be positive and finite.");
        if (options.Threads < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads,
                "There must be at least one thread.");
    }

    private static double[] Start(Tensor points, TsneOptions options)
    {
        using var scope = NewDisposeScope();
        if (options.Start == TsneStart.Random || points.shape[1] < 2)
        {
            // On the CPU, as all of the descent: its trees are walked point by point.
            using var random = Compute.Generator((ulong)options.Seed, CPU);
            return TensorValues.Read(StartDeviation * randn([points.shape[0], 2], float64, CPU, generator: random));
        }
        using var pca = Pca.Fit(points);
        var plane = pca.Encode(points.to(float64), 2); // (n, 2)
        var deviation = Math.Sqrt(pca.Eigenvalues[0].item<double>());
        return TensorValues.Read(deviation > 0 ? plane * (StartDeviation / deviation) : plane);
    }

    // Gradient descent with momentum, and a gain for each coordinate that grows while it keeps its direction (Jacobs
    // 1988).
    private static List<(int Iteration, double Divergence)> Descend(
        double[] y, TsneGradient gradient, double rate, TsneOptions options, CancellationToken cancellation)
    {
        using var progress = options.ShowProgress ? new Progress(options.Title, options.Iterations) : null;
        var (slope, velocity, gain) = (new double[y.Length], new double[y.Length], new double[y.Length]);
        Array.Fill(gain, 1);
        var history = new List<(int Iteration, double Divergence)>();
        for (var step = 0; step < options.Iterations; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var early = step < options.ExaggeratedIterations;
            var wanted = step > 0 && step % ReportEvery == 0;
            var divergence = gradient.At(y, early ? options.EarlyExaggeration : 1, slope, wanted);
            if (wanted) history.Add((step, divergence));
            for (var c = 0; c < y.Length; c++)
            {
                gain[c] = Math.Max(0.01, slope[c] * velocity[c] < 0 ? gain[c] + 0.2 : gain[c] * 0.8);
                velocity[c] = (early ? 0.5 : 0.8) * velocity[c] - rate * gain[c] * slope[c];
                y[c] += velocity[c];
            }
            progress?.Report(step, () => history.Count > 0
                ? FormattableString.Invariant($"KL {history[^1].Divergence:F3}")
                : "");
        }
        history.Add((options.Iterations, gradient.At(y, 1, slope, wantDivergence: true)));
        progress?.Report(options.Iterations, ("KL", history[^1].Divergence));
        return history;
    }
}
