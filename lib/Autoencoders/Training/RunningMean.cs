using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Means per image of a loss and its terms, over batches of any size.</summary>
internal sealed class RunningMean
{
    private readonly Dictionary<string, double> sums = [];
    private double total;
    private long images;

    /// <summary>Adds a batch. All sums are read at once: a GPU is waited for one time a step.</summary>
    /// <exception cref="NonFiniteLossException">A term is not finite; <paramref name="where"/> tells it
    /// where.</exception>
    public void Add(Loss loss, Func<string> where)
    {
        using var scope = NewDisposeScope();
        images += loss.Total.shape[0];
        var read =
            stack([loss.Total.detach().sum(float64), .. loss.Terms.Select(term => term.Value.detach().sum(float64))])
            .cpu().data<double>().ToArray();
        foreach (var (name, sum) in loss.Terms.Select(term => term.Name).Zip(read.Skip(1)))
        {
            if (!double.IsFinite(sum)) throw new NonFiniteLossException(name, where(), sum);
            sums[name] = sums.GetValueOrDefault(name) + sum;
        }
        if (!double.IsFinite(read[0])) throw new NonFiniteLossException("loss", where(), read[0]);
        total += read[0];
    }

    public double Total => total / images;

    public IReadOnlyDictionary<string, double> Terms =>
        sums.ToDictionary(term => term.Key, term => term.Value / images);
}
