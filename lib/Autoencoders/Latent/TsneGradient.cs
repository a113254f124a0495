namespace Autoencoders;

/// <summary>
/// The gradient of t-SNE's objective (van der Maaten and Hinton 2008, equation 5), split as van der Maaten (2014) does:
/// <code>∂KL/∂y_i = 4 ( Σ_j p_ij q_ij Z (y_i − y_j)  −  Σ_j q_ij² Z (y_i − y_j) ),   q_ij Z = 1/(1 + ‖y_i −
/// y_j‖²)</code>
/// Attraction runs over the affinities, repulsion over all points, exactly or by a quadtree. Each point's sums are made
/// by one thread in one order, so the result does not depend on the number of threads.
/// </summary>
internal sealed class TsneGradient
{
    private const int Block = 64;
    private const int PointsPerThread = 500; // fewer are not worth waking a thread for

    private readonly Affinities affinities;
    private readonly QuadTree? tree;
    private readonly int[] inOrder;
    private readonly double thetaSquared;
    private readonly ParallelOptions parallel;
    private readonly double[] repulsion;
    private readonly double[] normaliser;
    private readonly double[] logarithms;
    private readonly double affinityTerm;

    /// <summary>A gradient for these affinities; exact if <paramref name="angle"/> is null.</summary>
    public TsneGradient(Affinities affinities, double? angle, int threads, CancellationToken cancellation)
    {
        this.affinities = affinities;
        var n = affinities.Count;
        tree = angle is null ? null : new QuadTree(n);
        inOrder = [.. Enumerable.Range(0, n)];
        thetaSquared = angle * angle ?? 0;
        parallel = new()
        {
            MaxDegreeOfParallelism = Math.Clamp(n / PointsPerThread, 1, threads),
            CancellationToken = cancellation
        };
        (repulsion, normaliser, logarithms) = (new double[2 * n], new double[n], new double[n]);
        affinityTerm = affinities.Value.Sum(p => p > 0 ? p * Math.Log(p) : 0);
    }

    /// <summary>
    /// Writes the gradient at <paramref name="y"/> (x₀, y₀, x₁, y₁, …) with the attraction multiplied by
    /// <paramref name="exaggeration"/>, and returns KL(P‖Q) in nats, without exaggeration, if it is asked for (NaN if
    /// not).
    /// </summary>
    public double At(double[] y, double exaggeration, double[] gradient, bool wantDivergence)
    {
        tree?.Build(y);
        var n = affinities.Count;
        var blocks = (n + Block - 1) / Block;
        if (parallel.MaxDegreeOfParallelism > 1) Parallel.For(0, blocks, parallel, Sum);
        else for (var block = 0; block < blocks; block++) Sum(block);
        var z = -(double)n; // every point met itself once
        foreach (var part in normaliser) z += part;
        for (var c = 0; c < gradient.Length; c++) gradient[c] = 4 * (gradient[c] - repulsion[c] / z);
        return wantDivergence ? affinityTerm + logarithms.Sum() + Math.Log(z) : double.NaN;

        void Sum(int block)
        {
            var order = tree is null ? inOrder : tree.Order;
            for (var at = block * Block; at < Math.Min(n, (block + 1) * Block); at++)
            {
                var i = order[at];
                Attract(y, i, exaggeration, gradient, wantDivergence);
                (normaliser[i], repulsion[2 * i], repulsion[2 * i + 1]) =
                    tree is null ? RepelExactly(y, i) : tree.Repulsion(y[2 * i], y[2 * i + 1], thetaSquared);
            }
        }
    }

    private void Attract(double[] y, int i, double exaggeration, double[] gradient, bool wantDivergence)
    {
        var (column, value) = (affinities.Column, affinities.Value);
        var (px, py, fx, fy, logarithm) = (y[2 * i], y[2 * i + 1], 0.0, 0.0, 0.0);
        for (var e = affinities.Start[i]; e < affinities.Start[i + 1]; e++)
        {
            var j = column[e];
            var (dx, dy) = (px - y[2 * j], py - y[2 * j + 1]);
            var oneAndSquared = 1 + dx * dx + dy * dy;
            var pull = value[e] / oneAndSquared;
            fx += pull * dx;
            fy += pull * dy;
            if (wantDivergence) logarithm += value[e] * Math.Log(oneAndSquared);
        }
        (gradient[2 * i], gradient[2 * i + 1], logarithms[i]) = (exaggeration * fx, exaggeration * fy, logarithm);
    }

    private static (double Sum, double X, double Y) RepelExactly(double[] y, int i)
    {
        var (px, py, sum, fx, fy) = (y[2 * i], y[2 * i + 1], 0.0, 0.0, 0.0);
        for (var j = 0; j < y.Length; j += 2)
        {
            var (dx, dy) = (px - y[j], py - y[j + 1]);
            var q = 1 / (1 + dx * dx + dy * dy);
            sum += q;
            fx += q * q * dx;
            fy += q * q * dy;
        }
        return (sum, fx, fy);
    }
}
