using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Codes and the classes of the factors behind them, checked and laid out by columns: what all metrics of this folder
/// are made from.
/// </summary>
internal sealed class CodedFactors
{
    private CodedFactors(double[][] codes, int[][] factors, int[] classes) =>
        (Codes, Factors, Classes) = (codes, factors, classes);

    /// <summary>The codes by dimension: d arrays of n.</summary>
    public double[][] Codes { get; }

    /// <summary>The factors' classes, k arrays of n, numbered from 0 in rising order.</summary>
    public int[][] Factors { get; }

    /// <summary>How many classes each factor has.</summary>
    public int[] Classes { get; }

    /// <summary>The number of images, n.</summary>
    public int Count => Codes[0].Length;

    /// <exception cref="ArgumentException">Codes are no finite matrix (n, d), factors no integers (n, k), the numbers
    /// of rows differ, or a factor has one class only.</exception>
    public static CodedFactors Read(Tensor codes, Tensor factors)
    {
        Require.Codes(codes, nameof(codes));
        if (factors.dim() != 2 || factors.shape[0] != codes.shape[0] || factors.shape[1] < 1 || factors.dtype != int64)
            throw new ArgumentException($"The factors of {codes.shape[0]} codes are classes, int64, ({codes.shape[0]}, "
                + $"k); these are {factors.dtype}, ({string.Join(", ", factors.shape)}).", nameof(factors));
        Require.Squarable(codes, nameof(codes));
        using var scope = NewDisposeScope();
        // From here on the CPU: these metrics count, draw pairs and grow trees, value by value.
        var columns =
            Columns(codes.detach().to(float64, CPU).t().contiguous().data<double>().ToArray(), codes.shape[1]);
        var labels = Columns(factors.to(CPU).t().contiguous().data<long>().ToArray(), factors.shape[1]);
        var found = labels.Select(column => column.Distinct().Order().ToArray()).ToArray();
        if (Array.FindIndex(found, values => values.Length < 2) is >= 0 and var constant)
            throw new ArgumentException($"Factor {constant} has the same value everywhere; a factor must vary.",
                nameof(factors));
        return new(columns,
            [.. labels.Select((column, k) => Array.ConvertAll(column, value => Array.BinarySearch(found[k], value)))],
            [.. found.Select(values => values.Length)]);
    }

    /// <summary>Some of the rows; the classes keep their numbers.</summary>
    public CodedFactors Rows(int[] rows) => new(
        [.. Codes.Select(column => Array.ConvertAll(rows, row => column[row]))],
        [.. Factors.Select(column => Array.ConvertAll(rows, row => column[row]))], Classes);

    /// <summary>Two halves, to learn on and to test on, chosen by the seed.</summary>
    public (CodedFactors Train, CodedFactors Test) Halves(int seed)
    {
        var order = Enumerable.Range(0, Count).ToArray();
        var random = new SplitMix64((uint)seed);
        for (var left = order.Length; left > 1; left--)
        {
            var chosen = random.Below(left);
            (order[left - 1], order[chosen]) = (order[chosen], order[left - 1]);
        }
        return (Rows(order[..((Count + 1) / 2)]), Rows(order[((Count + 1) / 2)..]));
    }

    /// <summary>For each class of a factor the rows that have it.</summary>
    public int[][] RowsByClass(int factor)
    {
        var rows = Enumerable.Range(0, Classes[factor]).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < Count; i++) rows[Factors[factor][i]].Add(i);
        return [.. rows.Select(list => list.ToArray())];
    }

    private static T[][] Columns<T>(T[] all, long columns) => all.Chunk(all.Length / (int)columns).ToArray();
}
