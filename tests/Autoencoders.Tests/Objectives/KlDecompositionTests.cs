using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class KlDecompositionTests
{
    private static (Tensor Z, Tensor Mu, Tensor LogVar) Batch(int n = 7, int k = 3)
    {
        manual_seed(1);
        var (mu, logVar) = (randn(n, k, float64), randn(n, k, float64));
        return (DiagonalGaussian.Sample(mu, logVar), mu, logVar);
    }

    [Fact]
    public void Whatever_the_weights_the_parts_add_up_to_the_sampled_divergence()
    {
        var (z, mu, logVar) = Batch();
        var expected = DiagonalGaussian.LogDensity(z, mu, logVar) + 0.5 * (z.square() + Math.Log(2 * Math.PI)).sum(1L);
        foreach (var weights in new[]
            { MinibatchWeights.Weighted(7, 1000), MinibatchWeights.Stratified(7, 1000), Published(7, 1000),
                randn(7, 7, float64) })
            Assert.True(KlDecomposition.Estimate(z, mu, logVar, weights).Sum().allclose(expected, atol: 1e-10));
    }

    [Fact]
    public void With_the_whole_data_as_the_batch_both_densities_are_the_mixtures_themselves()
    {
        var (z, mu, logVar) = Batch();
        var parts = KlDecomposition.Estimate(z, mu, logVar, MinibatchWeights.Stratified(7, 7));
        for (var i = 0; i < 7; i++)
        {
            // The mixtures written out, in probabilities
            var each = -0.5 * ((z[i] - mu).square() / logVar.exp() + logVar + Math.Log(2 * Math.PI)); // (n, k)
            var (all, single) =
                (each.sum(1L).exp().mean().log().item<double>(), each.exp().mean([0L]).log().sum().item<double>());
            Assert.Equal(each[i].sum().item<double>() - all, parts.MutualInformation[i].item<double>(), 1e-9);
            Assert.Equal(all - single, parts.TotalCorrelation[i].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void Stratified_weights_give_the_density_on_average_over_all_batches()
    {
        // All batches of 3 of 6 images that hold the first: the mean of the estimate of q(z) is q(z) exactly.
        manual_seed(2);
        var density = rand(6, float64);
        var estimates = from a in Enumerable.Range(1, 5)
                        from b in Enumerable.Range(1, 5)
                        where a < b
                        select (MinibatchWeights.Stratified(3, 6)[0]
                            .exp() * stack([density[0], density[a], density[b]])).sum().item<double>();
        Assert.Equal(density.mean().item<double>(), estimates.Average(), 1e-12);
        Assert.True(MinibatchWeights.Stratified(3, 6).exp().sum(1).allclose(ones(3, float64)));
        Assert.True(MinibatchWeights.Weighted(3, 6).exp().eq(MinibatchWeights.Weighted(3, 6).exp()[0, 0]).all()
            .item<bool>());
        Assert.Equal(1 / 18.0, MinibatchWeights.Weighted(3, 6).exp()[0, 0].item<double>(), 1e-12);
    }

    // The weights of a well-known implementation: it means to write 1/N on the diagonal and strides by b where the
    // diagonal strides by b + 1.
    private static Tensor Published(int b, int images)
    {
        var m = b - 1;
        var last = (images - m) / ((double)images * m);
        var flat = Enumerable.Repeat(1.0 / m, b * b).ToArray();
        for (var i = 0; i < flat.Length; i += m + 1) flat[i] = 1.0 / images;
        for (var i = 1; i < flat.Length; i += m + 1) flat[i] = last;
        flat[(m - 1) * b] = last;
        return tensor(flat).reshape(b, b).log();
    }

    [Fact]
    public void The_published_weights_lie_in_the_first_column()
    {
        var weights = Published(5, 1000).exp();
        Assert.Equal([0.001, 0.001, 0.001, 0.001],
            new[] { 0, 1, 2, 4 }.Select(i => Math.Round(weights[i, 0].item<double>(), 12)));
        Assert.Equal(0.25, weights[2, 2].item<double>(), 1e-12); // the diagonal has the others' weight
    }

    // Six independent latents of total variance 1, σ² of it noise, N = 1000, b = 64. Recomputed from the definitions:
    // exact (all N posteriors), minibatch-weighted, the published stratified weights, and the right ones; mutual
    // information, then total correlation, in nats.
    [Theory]
    [InlineData(0.5, 4.03, 10.19, 3.28, 4.51, 0.14, 35.3, 0.78, -0.26)]
    [InlineData(0.2, 6.77, 11.05, 4.17, 6.86, 2.67, 39.5, 4.91, 2.91)]
    public void The_estimators_miss_by_what_the_table_says(
        double sigma, double exactI, double weightedI, double publishedI, double rightI, double exactT,
        double weightedT, double publishedT, double rightT)
    {
        const int N = 1000, B = 64, D = 6;
        manual_seed(3);
        var mu = randn(N, D, float64) * Math.Sqrt(1 - sigma * sigma);
        var logVar = full(N, D, 2 * Math.Log(sigma), float64);
        (double I, double T) Mean(Func<int, Tensor> weights, int batch, int batches)
        {
            var (information, correlation) = (0.0, 0.0);
            for (var i = 0; i < batches; i++)
            {
                using var scope = NewDisposeScope();
                var rows = randperm(N).narrow(0, 0, batch);
                var (m, v) = (mu.index_select(0, rows), logVar.index_select(0, rows));
                var parts = KlDecomposition.Estimate(DiagonalGaussian.Sample(m, v), m, v, weights(batch));
                information += parts.MutualInformation.mean().item<double>() / batches;
                correlation += parts.TotalCorrelation.mean().item<double>() / batches;
            }
            return (information, correlation);
        }
        var exact = Mean(b => MinibatchWeights.Stratified(b, N), N, 3);
        var weighted = Mean(b => MinibatchWeights.Weighted(b, N), B, 60);
        var published = Mean(b => Published(b, N), B, 60);
        var right = Mean(b => MinibatchWeights.Stratified(b, N), B, 60);
        Assert.Equal(exactI, exact.I, 0.15);
        Assert.Equal(weightedI, weighted.I, 0.15);
        Assert.Equal(publishedI, published.I, 0.15);
        Assert.Equal(rightI, right.I, 0.15);
        Assert.Equal(exactT, exact.T, 0.25);
        Assert.Equal(weightedT, weighted.T, 0.4);
        Assert.Equal(publishedT, published.T, 0.25);
        Assert.Equal(rightT, right.T, 0.25);
        // The slip caps the information near log(b − 1); the right weights come within half a nat of the truth.
        Assert.True(published.I < Math.Log(B - 1) + 0.1);
        Assert.InRange(right.I - exact.I, 0, 0.6);
    }

    [Fact]
    public void The_total_correlation_of_a_correlated_normal_is_found()
    {
        // Posteriors so narrow and many that q(z) is N(0, [[1, ρ], [ρ, 1]]) nearly: TC = −½ log(1 − ρ²).
        manual_seed(4);
        const double Rho = 0.9, Sigma = 0.3;
        var noise = randn(1500, 2, float64);
        // Cov of μ such that with σ² on the diagonal the variance is 1 and the covariance ρ.
        var (c, r) = (1 - Sigma * Sigma, Rho);
        var first = Math.Sqrt(c) * noise.select(1, 0);
        var second = r / Math.Sqrt(c) * noise.select(1, 0) + Math.Sqrt(c - r * r / c) * noise.select(1, 1);
        var mu = stack([first, second], 1);
        var logVar = full(1500, 2, 2 * Math.Log(Sigma), float64);
        var parts = KlDecomposition.Estimate(DiagonalGaussian.Sample(mu, logVar), mu, logVar,
            MinibatchWeights.Stratified(1500, 1500));
        Assert.Equal(0.830366, parts.TotalCorrelation.mean().item<double>(), 0.06);
        Assert.Equal(0, parts.DimensionKl.mean().item<double>(), 0.03);
    }

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        var (z, mu, logVar) = Batch(4, 2);
        var weights = MinibatchWeights.Stratified(4, 50);
        foreach (var part in new Func<KlDecomposition, Tensor>[]
            { parts => parts.MutualInformation, parts => parts.TotalCorrelation, parts => parts.DimensionKl })
        {
            FiniteDifferences.Agree(x => part(KlDecomposition.Estimate(x, mu, logVar, weights)), z);
            FiniteDifferences.Agree(x => part(KlDecomposition.Estimate(z, x, logVar, weights)), mu);
            FiniteDifferences.Agree(x => part(KlDecomposition.Estimate(z, mu, x, weights)), logVar);
        }
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var (z, mu, logVar) = Batch();
        Assert.Contains("(7, 7)",
            Assert.Throws<ArgumentException>(
                () => KlDecomposition.Estimate(z, mu, logVar, MinibatchWeights.Weighted(6, 10))).Message);
        Assert.Throws<ArgumentException>(
            () => KlDecomposition.Estimate(z, mu.narrow(1, 0, 2), logVar, MinibatchWeights.Weighted(7, 10)));
        Assert.Throws<ArgumentException>(() => MinibatchWeights.Stratified(1, 10));
        Assert.Throws<ArgumentException>(() => MinibatchWeights.Weighted(11, 10));
    }
}
