using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The unsupervised disentanglement ranking, UDR (Duan et al. 2020): no factor is known; instead several models that
/// differ in the seed alone are compared. Codes that are disentangled should be found again, one for one, up to order
/// and sign; entangled ones may differ by any rotation. S_{ij} is how much code i of one model says of code j of
/// another, and a pair of models scores
/// <code>½ [mean_j max_i S_ij² / Σ_i S_ij + mean_i max_j S_ij² / Σ_j S_ij]</code>
/// over the informative codes. A model's score is the median over its pairs.
/// </summary>
/// <remarks>Chapter 12, <i>On trained models</i>.</remarks>
public static class UnsupervisedRanking
{
    /// <summary>
    /// The score of each model, (models): each one's codes of the same images, (n, d), standardised here, and its mean
    /// divergence of each code to the prior in nats, (d); codes below <paramref name="leastNats"/> are not informative.
    /// S by a lasso of each code on all codes of the other model, absolute weights. Usual: 10,000 images, α = 0.1, 0.01
    /// nats.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than two models, or the shapes differ.</exception>
    public static double[] Compute(IReadOnlyList<Tensor> codes, IReadOnlyList<Tensor> nats, double alpha = 0.1,
        double leastNats = 0.01) =>
        Compare(codes, nats, leastNats, (from, to) =>
        {
            var matrix = new double[from.Length, to.Length];
            Parallel.For(0, to.Length, j =>
            {
                var weights = Lasso.Fit(from, to[j], alpha);
                for (var i = 0; i < weights.Length; i++) matrix[i, j] = Math.Abs(weights[i]);
            });
            return matrix;
        });

    /// <summary>As <see cref="Compute"/>, with R the absolute rank correlation of single codes (Spearman's).</summary>
    /// <exception cref="ArgumentException">There are fewer than two models, or the shapes differ.</exception>
    public static double[] OfRanks(IReadOnlyList<Tensor> codes, IReadOnlyList<Tensor> nats, double leastNats = 0.01) =>
        Compare(codes, nats, leastNats, (from, to) =>
        {
            var (a, b) = (from.Select(column => Standardised(Ranks.Compute(column))).ToArray(),
                to.Select(column => Standardised(Ranks.Compute(column))).ToArray());
            var matrix = new double[a.Length, b.Length];
            for (var i = 0; i < a.Length; i++)
                for (var j = 0; j < b.Length; j++) matrix[i, j] = Math.Abs(a[i].Zip(b[j], (x, y) => x * y).Average());
            return matrix;
        });

    private static double[] Compare(IReadOnlyList<Tensor> codes, IReadOnlyList<Tensor> nats, double leastNats,
        Func<double[][], double[][], double[,]> similarity)
    {
        if (codes.Count < 2 || nats.Count != codes.Count)
            throw new ArgumentException($"At least two models are compared, each with its codes and their divergences; "
                + $"there are {codes.Count} and {nats.Count}.", nameof(codes));
        foreach (var z in codes)
        {
            Require.Codes(z, nameof(codes));
            Require.SameShape(z, codes[0], nameof(codes), "the first model's codes");
            Require.Squarable(z, nameof(codes));
        }
        foreach (var model in nats)
        {
            if (model.dim() != 1 || model.shape[0] != codes[0].shape[1])
                throw new ArgumentException($"The divergences of {codes[0].shape[1]} codes are ({codes[0].shape[1]}); "
                    + $"these are ({string.Join(", ", model.shape)}).", nameof(nats));
            Require.Finite(model, nameof(nats));
        }
        // What is not informative is 0, and takes no part.
        var informative = nats.Select(model => model.to(float64, CPU).data<double>().Select(value => value > leastNats)
            .ToArray()).ToArray();
        var columns = codes.Select((z, model) =>
        {
            using var scope = NewDisposeScope();
            var all = z.detach().to(float64, CPU).t().contiguous().data<double>().ToArray()
                .Chunk((int)z.shape[0]).ToArray();
            return all.Where((_, j) => informative[model][j]).Select(Standardised).ToArray();
        }).ToArray();
        return [.. Enumerable.Range(0, codes.Count).Select(model => Median(
            [.. Enumerable.Range(0, codes.Count).Where(other => other != model)
                .Select(other => Score(similarity(columns[other], columns[model])))]))];
    }

    /// <summary>The score of a pair of models from R, (d, d′).</summary>
    internal static double Score(double[,] similarity)
    {
        static double Strength(double[] values) =>
            values.Sum() is var sum && sum > 0 ? values.Max() * values.Max() / sum : 0;
        var (rows, columns) = (similarity.GetLength(0), similarity.GetLength(1));
        if (rows == 0 || columns == 0) return 0;
        return 0.5 * (Enumerable.Range(0, columns).Average(j => Strength(TopTwo.Column(similarity, j)))
            + Enumerable.Range(0, rows).Average(i => Strength(TopTwo.Row(similarity, i))));
    }

    private static double[] Standardised(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => deviation > 0 ? (value - mean) / deviation : 0);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1
            ? values[values.Length / 2]
            : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
    }
}
