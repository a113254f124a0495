using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class LinearVaeTests
{
    /// <summary>
    /// Data whose covariance has exactly these eigenvalues, in a rotated frame: (n, d), and the frame.
    /// </summary>
    private static (Tensor X, Tensor Frame) With(double[] eigenvalues)
    {
        manual_seed(1);
        var d = eigenvalues.Length;
        var noise = randn(400, d, float64);
        noise -= noise.mean([0L]);
        var white = noise.matmul(linalg.inv(linalg.cholesky(Pca.Covariance(noise))).t()); // covariance I
        var frame = linalg.qr(randn(d, d, float64)).Q;
        return (white.matmul(diag(tensor(eigenvalues).sqrt())).matmul(frame.t()), frame);
    }

    /// <summary>
    /// The model at its optimum for β = 1: W = U (Λ − σ²)^½, with the exact posterior as its encoder.
    /// </summary>
    private static LinearVae Optimum(Tensor frame, double[] eigenvalues, double variance)
    {
        var vae = new LinearVae(eigenvalues.Length, eigenvalues.Length).to(float64);
        var lambda = tensor(eigenvalues).clamp(min: variance);
        var w = frame * (lambda - variance).sqrt();
        using (no_grad())
        {
            vae.DecoderMatrix.copy_(w);
            vae.EncoderMatrix.copy_((w / lambda).t());
            vae.LogVariance.copy_((variance / lambda).log());
        }
        return vae;
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(1, 2)]
    [InlineData(4, 0)]
    public void At_its_optimum_the_divergences_are_those_of_the_formula(double variance, int active)
    {
        double[] lambda = [4, 2, 1, 0.5, 0.25];
        var (x, frame) = With(lambda);
        var (mu, logVar) = Optimum(frame, lambda, variance).Encode(x);
        var expected = ProbabilisticPca.Divergences(tensor(lambda), variance);
        Assert.True(GaussianKl.PerDimension(mu, logVar).mean([0L]).allclose(expected, atol: 1e-10));
        Assert.Equal(active, ActiveUnits.Count(mu));
    }

    [Fact]
    public void At_its_optimum_the_bound_is_tight_and_its_gradient_vanishes()
    {
        double[] lambda = [4, 2, 1, 0.5, 0.25];
        var (x, frame) = With(lambda);
        var vae = Optimum(frame, lambda, 0.5);
        // The mean over ε of the squared error, without sampling: at ±√k along each axis the second moments are exact.
        var (mu, logVar) = vae.Encode(x);
        var k = lambda.Length;
        var eps = cat([eye(k, dtype: float64), -eye(k, dtype: float64)]) * Math.Sqrt(k);
        var parts = Enumerable.Range(0, 2 * k).Select(i =>
        {
            var z = DiagonalGaussian.At(mu, logVar, eps[i].expand_as(mu));
            return Elbo.Loss(x, vae.Decode(z), mu, logVar,
                (a, b) => Gaussian.NegativeLogLikelihood(a, b, 0.5)).Total.mean();
        }).ToArray();
        var loss = stack(parts).mean();
        Assert.Equal(ProbabilisticPca.LogLikelihood(tensor(lambda), k, 0.5), -loss.item<double>(), 1e-10);
        loss.backward();
        Assert.All(vae.parameters(), p => Assert.InRange(p.grad!.abs().max().item<double>(), 0, 1e-10));
    }

    [Fact]
    public void The_likelihood_is_that_of_the_normal_distribution_written_out()
    {
        double[] lambda = [3, 1.5, 0.4, 0.1];
        var (x, frame) = With(lambda);
        foreach (var (k, variance) in new[] { (0, 0.7), (2, 0.7), (4, 0.7), (4, 0.2) })
        {
            var model = tensor(lambda.Select((value, j) => j < k ? Math.Max(value, variance) : variance).ToArray());
            var covariance = frame.matmul(diag(model)).matmul(frame.t());
            var mahalanobis = (x.matmul(linalg.inv(covariance)) * x).sum(1);
            var expected = (-0.5 * (mahalanobis + logdet(covariance) + 4 * Math.Log(2 * Math.PI))).mean()
                .item<double>();
            Assert.Equal(expected, ProbabilisticPca.LogLikelihood(tensor(lambda), k, variance), 1e-10);
        }
    }

    [Fact]
    public void The_most_likely_noise_is_the_mean_of_what_is_left_out()
    {
        var lambda = tensor(new[] { 3, 1.5, 0.4, 0.1 });
        var best = ProbabilisticPca.NoiseVariance(lambda, 2);
        Assert.Equal(0.25, best, 1e-12);
        Assert.All(new[] { 0.2, 0.24, 0.26, 0.3 }, other =>
            Assert.True(ProbabilisticPca.LogLikelihood(lambda, 2, other)
                < ProbabilisticPca.LogLikelihood(lambda, 2, best)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProbabilisticPca.NoiseVariance(lambda, 4));
        Assert.Throws<ArgumentException>(() => ProbabilisticPca.Divergences(tensor(new[] { -1.0 }), 1));
        Assert.Throws<ArgumentException>(() => ProbabilisticPca.Divergences(lambda, 0));
    }
}
