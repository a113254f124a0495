namespace Autoencoders;

/// <summary>
/// One epoch's figures. Values are means per image over the epoch's training batches (each measured before its own
/// step) and over the whole test set (after the epoch).
/// </summary>
/// <param name="Number">The epoch, counted from 1.</param>
/// <param name="Train">The mean training loss.</param>
/// <param name="Test">The mean test loss; NaN without a test set.</param>
/// <param name="TrainTerms">Mean of each named term over the training batches.</param>
/// <param name="TestTerms">Mean of each named term over the test set.</param>
/// <param name="Seconds">Wall time since training began.</param>
public sealed record Epoch(
    int Number,
    double Train,
    double Test,
    IReadOnlyDictionary<string, double> TrainTerms,
    IReadOnlyDictionary<string, double> TestTerms,
    double Seconds);

/// <summary>What a training did, epoch by epoch.</summary>
public sealed record TrainingRun(IReadOnlyList<Epoch> Epochs)
{
    /// <summary>The last epoch.</summary>
    public Epoch Last => Epochs[^1];

    /// <summary>
    /// The epoch with the lowest test loss, whose weights early stopping keeps
    /// (<see cref="TrainingOptions.Patience"/>).
    /// </summary>
    public Epoch Best => Epochs.MinBy(epoch => epoch.Test)!;

    /// <summary>Epoch numbers, for the horizontal axis.</summary>
    public double[] Numbers => [.. Epochs.Select(epoch => (double)epoch.Number)];

    /// <summary>Training loss per epoch, divided by <paramref name="per"/> (784 for a 28×28 image's pixels).</summary>
    public double[] Train(double per = 1) => [.. Epochs.Select(epoch => epoch.Train / per)];

    /// <summary>Test loss per epoch, divided by <paramref name="per"/>.</summary>
    public double[] Test(double per = 1) => [.. Epochs.Select(epoch => epoch.Test / per)];
}
