namespace Autoencoders;

/// <summary>
/// A regression tree of depth 3 on binned columns. Node i has the children 2i + 1 and 2i + 2; a row goes left if its
/// bin is not above the node's. It is grown level by level from tables of sums: of two children only the smaller one's
/// rows are added up, the other's table is the parent's less that.
/// </summary>
internal sealed class RegressionTree
{
    private const int Depth = 3, Inner = (1 << Depth) - 1; // nodes that may split
    private readonly int[] feature = [.. Enumerable.Repeat(-1, Inner)]; // −1 where there is no split
    private readonly byte[] bin = new byte[Inner];
    private readonly double[] gain = new double[Inner];

    /// <summary>The value of each node; only leaves' are used.</summary>
    public double[] Value { get; } = new double[2 * Inner + 1];

    /// <summary>Each split's column, and how much of the mean squared error it took away.</summary>
    public IEnumerable<(int Feature, double Gain)> Splits => feature.Zip(gain).Where(split => split.First >= 0);

    /// <summary>The leaf that a row ends in.</summary>
    public int Leaf(ReadOnlySpan<byte> row)
    {
        var node = 0;
        while (node < Inner && feature[node] >= 0) node = 2 * node + (row[feature[node]] <= bin[node] ? 1 : 2);
        return node;
    }

    /// <summary>What growing a tree needs beside the data, kept from one tree to the next.</summary>
    internal sealed class Workspace(BinnedRows data)
    {
        /// <summary>A table for each node: the residuals' sum in each bin of each column.</summary>
        public double[][] Sums { get; } = [.. Enumerable.Range(0, Inner).Select(_ => new double[data.Cells])];

        /// <summary>And how many rows.</summary>
        public int[][] Counts { get; } = [.. Enumerable.Range(0, Inner).Select(_ => new int[data.Cells])];

        /// <summary>The rows, those of a node side by side.</summary>
        public int[] Order { get; } = new int[data.Count];

        /// <summary>Room for the rows that go right.</summary>
        public int[] Right { get; } = new int[data.Count];

        /// <summary>The leaf of each row, when the tree is grown.</summary>
        public byte[] Leaves { get; } = new byte[data.Count];

        /// <summary>The rows between two places of the order end in a leaf.</summary>
        public void Leave(int start, int end, int leaf)
        {
            foreach (var row in Order.AsSpan(start, end - start)) Leaves[row] = (byte)leaf;
        }
    }

    /// <summary>Fits the residuals; each row's leaf is left in the workspace.</summary>
    public static RegressionTree Grow(BinnedRows data, double[] residuals, Workspace work)
    {
        var tree = new RegressionTree();
        for (var i = 0; i < data.Count; i++) work.Order[i] = i;
        data.CountAll(work.Counts[0]);
        data.Add(residuals, work.Order, work.Sums[0], null);
        var rows = new (int Start, int End)[2 * Inner + 1]; // of the order, for each node
        rows[0] = (0, data.Count);
        for (var node = 0; node < Inner; node++)
        {
            var (start, end) = rows[node];
            if (start == end || !tree.Split(data, work, node))
            {
                work.Leave(start, end, node);
                continue;
            }
            var middle = Partition(data, tree.feature[node], tree.bin[node], work, start, end);
            var (left, right) = (2 * node + 1, 2 * node + 2);
            (rows[left], rows[right]) = ((start, middle), (middle, end));
            if (left >= Inner)
            {
                work.Leave(start, middle, left);
                work.Leave(middle, end, right);
                continue;
            }
            var (small, large) = middle - start <= end - middle ? (left, right) : (right, left);
            Array.Clear(work.Counts[small]);
            data.Add(residuals, work.Order.AsSpan(rows[small].Start, rows[small].End - rows[small].Start),
                work.Sums[small], work.Counts[small]);
            for (var cell = 0; cell < data.Cells; cell++)
            {
                work.Sums[large][cell] = work.Sums[node][cell] - work.Sums[small][cell];
                work.Counts[large][cell] = work.Counts[node][cell] - work.Counts[small][cell];
            }
        }
        return tree;
    }

    // The split of a node that takes away most of the squared error; false if there is none.
    private bool Split(BinnedRows data, Workspace work, int node)
    {
        var best = 0.0;
        for (var j = 0; j < data.Columns; j++)
        {
            var cells = new Range(j * BinnedRows.Bins, (j + 1) * BinnedRows.Bins);
            var (found, at) = BinnedRows.BestSplit(work.Sums[node].AsSpan(cells), work.Counts[node].AsSpan(cells));
            if (found > best) (best, feature[node], bin[node]) = (found, j, at);
        }
        gain[node] = best / data.Count;
        return best > 0;
    }

    // Brings a node's rows that go left to the front, in their order, and returns where the others begin.
    private static int Partition(BinnedRows data, int feature, byte bin, Workspace work, int start, int end)
    {
        var (left, right) = (start, 0);
        for (var i = start; i < end; i++)
            if (data[work.Order[i], feature] <= bin) work.Order[left++] = work.Order[i];
            else work.Right[right++] = work.Order[i];
        work.Right.AsSpan(0, right).CopyTo(work.Order.AsSpan(left));
        return left;
    }
}
