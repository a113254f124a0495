using static TorchSharp.torch;

namespace Autoencoders.Training;

/// <summary>Means per image of a loss and its terms, over batches of any size.</summary>
internal sealed class RunningMean
{
    private readonly Dictionary<string, double> sums = [];
    private double total;
    private long images;

    /// <summary>Adds a batch.</summary>
    /// <exception cref="NonFiniteLossException">A term is not finite; <paramref name="where"/> tells it where.</exception>
    public void Add(Loss loss, Func<string> where)
    {
        images += loss.Total.shape[0];
        foreach (var (name, value) in loss.Terms.Append((Name: "loss", Value: loss.Total)))
        {
            var sum = Sum(value);
            if (!double.IsFinite(sum)) throw new NonFiniteLossException(name, where(), sum);
            if (ReferenceEquals(value, loss.Total)) total += sum;
            else sums[name] = sums.GetValueOrDefault(name) + sum;
        }
    }

    public double Total => total / images;

    public IReadOnlyDictionary<string, double> Terms => sums.ToDictionary(term => term.Key, term => term.Value / images);

    private static double Sum(Tensor perImage)
    {
        using var scope = NewDisposeScope();
        return perImage.detach().sum(float64).item<double>();
    }
}
