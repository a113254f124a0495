using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The accuracy of a clustering if each cluster is given the class that makes the total best, no class twice (Xie et
/// al. 2016, equation 10).
/// </summary>
/// <remarks>Chapter 6, <i>Clusters</i>.</remarks>
public static class ClusterAccuracy
{
    /// <summary>
    /// The largest share of points whose cluster's class is their own, over all assignments; labels and clusters are
    /// int64, (n).
    /// </summary>
    /// <exception cref="ArgumentException">They are no vectors of integers, are empty, or differ in length.</exception>
    public static double Compute(Tensor labels, Tensor clusters)
    {
        var table = Contingency.Count(labels, clusters);
        var classOf = BestClasses(table);
        return Enumerable.Range(0, classOf.Length)
            .Sum(c => classOf[c] < 0 ? 0 : table.Counts[classOf[c], c]) / table.Total;
    }

    /// <summary>
    /// The clusters renamed to the classes of the best assignment, int64, (n); −1 where a cluster is left without a
    /// class.
    /// </summary>
    /// <exception cref="ArgumentException">They are no vectors of integers, are empty, or differ in length.</exception>
    public static Tensor Renamed(Tensor labels, Tensor clusters)
    {
        var table = Contingency.Count(labels, clusters);
        var classOf = BestClasses(table);
        using var scope = NewDisposeScope();
        return tensor(clusters.to(int64, CPU).data<long>().ToArray()
            .Select(cluster => classOf[Array.BinarySearch(table.Clusters, cluster)] is var row and >= 0
                ? table.Classes[row]
                : -1).ToArray(), device: clusters.device).MoveToOuterDisposeScope();
    }

    // The row of the class of each cluster.
    private static int[] BestClasses(Contingency table)
    {
        var cost = new double[table.Clusters.Length, table.Classes.Length];
        for (var i = 0; i < table.Classes.Length; i++)
            for (var j = 0; j < table.Clusters.Length; j++) cost[j, i] = -table.Counts[i, j];
        return Assignment.Cheapest(cost);
    }
}
