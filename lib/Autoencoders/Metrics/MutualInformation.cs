using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Normalised mutual information between two labellings (Strehl and Ghosh 2002; with the arithmetic mean): 1 if each
/// tells the other, 0 if neither tells anything.
/// </summary>
/// <remarks>Chapter 6, <i>Clusters</i>.</remarks>
public static class MutualInformation
{
    /// <summary>
    /// I(labels; clusters) / ½(H(labels) + H(clusters)), both int64, (n); the names of the clusters do not matter.
    /// </summary>
    /// <exception cref="ArgumentException">They are no vectors of integers, are empty, or differ in length.</exception>
    public static double Normalised(Tensor labels, Tensor clusters)
    {
        var table = Contingency.Count(labels, clusters);
        var (classes, found) = (Entropy(table.Rows), Entropy(table.Columns));
        if (classes == 0 && found == 0) return 1; // both put all points together
        var both = Entropy(table.Counts.Cast<double>());
        return Math.Max(0, classes + found - both) / ((classes + found) / 2);
    }

    // The entropy in nats of the shares that counts are of their sum.
    private static double Entropy(IEnumerable<double> counts)
    {
        double[] all = [.. counts.Where(count => count > 0)];
        var total = all.Sum();
        return all.Length <= 1 ? 0 : -all.Sum(count => count / total * Math.Log(count / total));
    }
}
