using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The adjusted Rand index (Hubert and Arabie 1985): of all pairs of points, the share that both labellings treat
/// alike, corrected for chance. 1 for the same partition, 0 on average for a random one; it can be negative.
/// </summary>
/// <remarks>Chapter 6, <i>Clusters</i>.</remarks>
public static class RandIndex
{
    /// <summary>The index of labels and clusters, both int64, (n); the names of the clusters do not matter.</summary>
    /// <exception cref="ArgumentException">They are no vectors of integers, are empty, or differ in length.</exception>
    public static double Adjusted(Tensor labels, Tensor clusters)
    {
        var table = Contingency.Count(labels, clusters);
        var (both, classes, found) = (Pairs(table.Counts.Cast<double>()), Pairs(table.Rows), Pairs(table.Columns));
        var all = table.Total * (table.Total - 1) / 2;
        var chance = all > 0 ? classes * found / all : 0;
        var most = (classes + found) / 2;
        return most == chance ? 1 : (both - chance) / (most - chance); // equal only if both are trivial in the same way
    }

    private static double Pairs(IEnumerable<double> counts) => counts.Sum(count => count * (count - 1) / 2);
}
