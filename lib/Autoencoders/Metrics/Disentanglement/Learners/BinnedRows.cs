namespace Autoencoders;

/// <summary>
/// Columns of numbers cut into at most 256 bins each, row by row: a bin for each value where there are no more, else
/// bins of equal frequency.
/// </summary>
internal sealed class BinnedRows
{
    /// <summary>The most bins of a column.</summary>
    public const int Bins = 256;

    private readonly double[][] edges;
    private readonly byte[] bins; // row by row

    private BinnedRows(double[][] edges, double[][] x)
    {
        (this.edges, Count, Columns) = (edges, x[0].Length, x.Length);
        bins = new byte[Count * Columns];
        for (var j = 0; j < Columns; j++)
            for (var i = 0; i < Count; i++)
                bins[i * Columns + j] = (byte)(Array.BinarySearch(edges[j], x[j][i]) is var found && found < 0
                    ? ~found
                    : found);
    }

    /// <summary>Cuts columns, d arrays of n.</summary>
    public static BinnedRows Bin(double[][] x) => new([.. x.Select(Edges)], x);

    /// <summary>Other columns at the same edges.</summary>
    public BinnedRows Alike(double[][] x) => new(edges, x);

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The cells of a table with a number for each bin of each column.</summary>
    public int Cells => Columns * Bins;

    /// <summary>A row's bin in a column.</summary>
    public byte this[int row, int column] => bins[row * Columns + column];

    /// <summary>A row's bins.</summary>
    public ReadOnlySpan<byte> Row(int row) => bins.AsSpan(row * Columns, Columns);

    /// <summary>Counts all rows into a table.</summary>
    public void CountAll(int[] counts)
    {
        Array.Clear(counts);
        for (var i = 0; i < bins.Length; i++) counts[i % Columns * Bins + bins[i]]++;
    }

    /// <summary>
    /// Adds up some rows' values in a table, which is cleared first; counts them, too, if a table is given for that.
    /// </summary>
    public void Add(double[] values, ReadOnlySpan<int> rows, double[] sums, int[]? counts)
    {
        Array.Clear(sums);
        foreach (var row in rows)
        {
            var value = values[row];
            var cell = 0;
            foreach (var bin in Row(row))
            {
                sums[cell + bin] += value;
                if (counts is not null) counts[cell + bin]++;
                cell += Bins;
            }
        }
    }

    /// <summary>
    /// The split of a column's table that takes away most of the squared error: how much, and the last bin on the left;
    /// no gain if there is none.
    /// </summary>
    public static (double Gain, byte Bin) BestSplit(ReadOnlySpan<double> sums, ReadOnlySpan<int> counts)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in sums) sum += value;
        foreach (var value in counts) count += value;
        var (left, leftCount, best, bestBin) = (0.0, 0, 0.0, 0);
        for (var bin = 0; bin < Bins && leftCount < count; bin++)
        {
            if (counts[bin] == 0) continue;
            left += sums[bin];
            leftCount += counts[bin];
            if (leftCount == count) break;
            var difference = left / leftCount - (sum - left) / (count - leftCount);
            var gain = (double)leftCount * (count - leftCount) / count * difference * difference;
            if (gain > best) (best, bestBin) = (gain, bin);
        }
        return (best, (byte)bestBin);
    }

    // The values that part the bins: halfway between neighbours, or at even frequencies where there are too many.
    private static double[] Edges(double[] values)
    {
        var distinct = values.Distinct().Order().ToArray();
        if (distinct.Length <= Bins) return [.. distinct.Zip(distinct.Skip(1), (a, b) => a + (b - a) / 2)];
        var sorted = values.Order().ToArray();
        return [.. Enumerable.Range(1, Bins - 1).Select(i => sorted[(int)((long)i * sorted.Length / Bins)]).Distinct()];
    }
}
