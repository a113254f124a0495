using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Aggressive training of the encoder (He, Spokoyny, Neubig and Berg-Kirkpatrick 2019): early in training the encoder
/// lags behind the posterior, and a decoder that is not yet told anything learns to do without. So between two steps of
/// the whole model the encoder makes steps of its own until the loss no longer falls; once the mutual information has
/// stopped rising, this ends.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class AggressiveEncoder : IDisposable
{
    private readonly optim.Optimizer optimizer;
    private readonly int most, window;
    private double information = double.NegativeInfinity;

    /// <summary>The rule for an encoder.</summary>
    /// <param name="encoder">The encoder's parameters.</param>
    /// <param name="learningRate">Of its own steps, by Adam.</param>
    /// <param name="most">Own steps in a row at most, at least 1.</param>
    /// <param name="window">Steps whose mean loss is compared with that of as many before them, at least 1.</param>
    public AggressiveEncoder(IEnumerable<Parameter> encoder, double learningRate, int most = 10, int window = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (optimizer, this.most, this.window) = (new FusedAdam(encoder, learningRate), most, window);
    }

    /// <summary>Whether the encoder still makes steps of its own.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>
    /// Steps of the encoder alone, each on the mean of a new <paramref name="loss"/>, (n), until it no longer falls;
    /// none when no longer active. The number of steps made. The other parameters' gradients are left for the caller to
    /// clear.
    /// </summary>
    public int Run(Func<Tensor> loss)
    {
        var (before, now) = (double.PositiveInfinity, 0.0);
        for (var step = 1; IsActive && step <= most; step++)
        {
            using var scope = NewDisposeScope();
            var mean = loss().mean();
            optimizer.zero_grad();
            mean.backward();
            optimizer.step();
            now += mean.detach().to(float64).item<double>();
            if (step % window != 0) continue;
            if (now >= before) return step;
            (before, now) = (now, 0);
        }
        return IsActive ? most : 0;
    }

    /// <summary>
    /// Tells the mutual information now, in nats; the rule ends when it is no greater than the last time.
    /// </summary>
    public void Observe(double mutualInformation)
    {
        if (mutualInformation <= information) IsActive = false;
        information = mutualInformation;
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}
