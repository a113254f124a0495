using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How often each class meets each cluster: what all measures of agreement between two labellings are made from.
/// </summary>
internal sealed class Contingency
{
    private Contingency(double[,] counts, long[] classes, long[] clusters) =>
        (Counts, Classes, Clusters) = (counts, classes, clusters);

    /// <summary>The counts, (classes, clusters).</summary>
    public double[,] Counts { get; }

    /// <summary>The values that stand for the classes, rising.</summary>
    public long[] Classes { get; }

    /// <summary>The values that stand for the clusters, rising.</summary>
    public long[] Clusters { get; }

    /// <summary>The number of points.</summary>
    public double Total => Counts.Cast<double>().Sum();

    /// <summary>The sizes of the classes.</summary>
    public double[] Rows =>
        [.. Enumerable.Range(0, Classes.Length)
            .Select(i => Enumerable.Range(0, Clusters.Length).Sum(j => Counts[i, j]))];

    /// <summary>The sizes of the clusters.</summary>
    public double[] Columns =>
        [.. Enumerable.Range(0, Clusters.Length)
            .Select(j => Enumerable.Range(0, Classes.Length).Sum(i => Counts[i, j]))];

    /// <exception cref="ArgumentException">The labellings are no vectors of integers, are empty, or differ in
    /// length.</exception>
    public static Contingency Count(Tensor labels, Tensor clusters)
    {
        var (a, b) = (Values(labels, nameof(labels)), Values(clusters, nameof(clusters)));
        if (a.Length != b.Length)
            throw new ArgumentException($"There are {a.Length} labels and {b.Length} clusters; there must be one of "
                + "each for every point.", nameof(clusters));
        long[] classes = [.. a.Distinct().Order()], found = [.. b.Distinct().Order()];
        var counts = new double[classes.Length, found.Length];
        for (var i = 0; i < a.Length; i++) counts[Array.BinarySearch(classes, a[i]), Array.BinarySearch(found, b[i])]++;
        return new(counts, classes, found);
    }

    private static long[] Values(Tensor labels, string name)
    {
        if (labels.dim() != 1 || labels.shape[0] == 0)
            throw new ArgumentException(
                $"{name} must be one number a point, (n), n > 0; the shape "
                    + $"is ({string.Join(", ", labels.shape)}).", name);
        if (labels.dtype is not (ScalarType.Int64 or ScalarType.Int32 or ScalarType.Int16 or ScalarType.Int8
            or ScalarType.Byte))
            throw new ArgumentException($"{name} must be integers; they are {labels.dtype}.", name);
        using var wide = labels.to(int64, CPU);
        return wide.data<long>().ToArray();
    }
}
