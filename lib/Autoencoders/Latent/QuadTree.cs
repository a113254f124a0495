using System.Numerics;

namespace Autoencoders;

/// <summary>
/// A quadtree over points of the plane for sums over all of them (Barnes and Hut 1986). Nodes lie in depth-first order
/// and know where their subtree ends, so that a walk is one loop without a stack. Points are sorted along a Morton
/// curve, whose keys say by their first different bit which cell is the smallest around a range: chains of cells with
/// one child are never made.
/// </summary>
internal sealed class QuadTree
{
    private const int Levels = 31;

    private readonly ulong[] keys;
    private readonly int[] order;
    private Node[] nodes;
    private int count;
    private double side;

    public QuadTree(int points) => (keys, order, nodes) = (new ulong[points], new int[points], new Node[2 * points]);

    /// <summary>
    /// The points in the order of the tree's leaves: neighbours in the plane are mostly neighbours here.
    /// </summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>Builds the tree over points given as x₀, y₀, x₁, y₁, ….</summary>
    public void Build(double[] points)
    {
        var (left, top, right, bottom) =
            (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        for (var i = 0; i < order.Length; i++)
        {
            var (x, y) = (points[2 * i], points[2 * i + 1]);
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
        }
        side = Math.Max(right - left, bottom - top);
        var scale = side > 0 ? (1L << Levels) * (1 - 1e-12) / side : 0;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = Interleave((uint)((points[2 * i] - left) * scale)) | Interleave(
                (uint)((points[2 * i + 1] - top) * scale)) << 1;
        }
        Array.Sort(keys, order);
        count = 0;
        Add(points, 0, order.Length);
    }

    /// <summary>
    /// Σ_j q and Σ_j q² (p − y_j) with q = 1/(1 + ‖p − y_j‖²) over all points y_j, p's own included (it adds 1 and no
    /// force). A cell whose side is at most θ times its distance counts as one point with its mass.
    /// </summary>
    public (double Sum, double X, double Y) Repulsion(double px, double py, double thetaSquared)
    {
        var (sum, fx, fy) = (0.0, 0.0, 0.0);
        var all = nodes.AsSpan(0, count);
        for (var at = 0; at < all.Length;)
        {
            ref readonly var node = ref all[at];
            var (dx, dy) = (px - node.X, py - node.Y);
            var squared = dx * dx + dy * dy;
            if (node.SideSquared <= thetaSquared * squared)
            {
                var q = 1 / (1 + squared);
                var mass = node.Mass * q;
                sum += mass;
                fx += mass * q * dx;
                fy += mass * q * dy;
                at = node.End;
            }
            else
            {
                at++;
            }
        }
        return (sum, fx, fy);
    }

    private void Add(double[] points, int from, int to)
    {
        var at = count++;
        if (at == nodes.Length) Array.Resize(ref nodes, 2 * nodes.Length);
        var (x, y, mass) = (0.0, 0.0, (double)(to - from));
        for (var i = from; i < to; i++)
        {
            x += points[2 * order[i]];
            y += points[2 * order[i] + 1];
        }
        var sideHere = 0.0; // of a leaf: one point, or several that no level tells apart
        var different = keys[from] ^ keys[to - 1];
        if (different != 0)
        {
            var level = (2 * Levels - 1 - BitOperations.Log2(different)) / 2;
            sideHere = Math.ScaleB(side, -level);
            var shift = 2 * (Levels - 1 - level);
            for (var begin = from; begin < to;)
            {
                var quarter = keys[begin] >> shift;
                var end = begin + 1;
                while (end < to && keys[end] >> shift == quarter) end++;
                Add(points, begin, end);
                begin = end;
            }
        }
        nodes[at] = new(x / mass, y / mass, mass, sideHere * sideHere, count);
    }

    // The bits of a number below 2³² at every second place.
    private static ulong Interleave(uint number)
    {
        ulong bits = number;
        bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
        bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits << 2) & 0x3333333333333333;
        return (bits | bits << 1) & 0x5555555555555555;
    }

    /// <summary>
    /// A cell: its centre of mass, its mass, its side squared (0 for a leaf), and the index after its last descendant.
    /// </summary>
    private readonly record struct Node(double X, double Y, double Mass, double SideSquared, int End);
}
