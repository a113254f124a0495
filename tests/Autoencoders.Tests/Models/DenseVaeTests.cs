using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class DenseVaeTests
{
    [Fact]
    public void Parameters_are_counted_as_weights_and_biases() => // PyTorch's example 784-400-20 has as many
        Assert.Equal(784 * 400 + 400 + 2 * (400 * 20 + 20) + 20 * 400 + 400 + 400 * 784 + 784,
            new DenseVae([784, 400], 20).parameters().Sum(p => p.numel()));

    [Fact]
    public void It_is_affine_maps_around_relus()
    {
        manual_seed(1);
        var model = new DenseVae([6, 5], 2);
        var state = model.state_dict();
        Tensor Affine(string name, Tensor x) => x.matmul(state[$"{name}.weight"].t()) + state[$"{name}.bias"];
        var x = randn(3, 6);
        var h = Affine("encoder.hidden.0", x).clamp(min: 0);
        var (mu, logVar) = model.Encode(x);
        Assert.True(mu.allclose(Affine("encoder.mean", h), atol: 1e-6));
        Assert.True(logVar.allclose(Affine("encoder.logVariance", h), atol: 1e-6));
        var output = Affine("decoder.2", Affine("decoder.0", mu).clamp(min: 0));
        Assert.True(model.call(x).allclose(output, atol: 1e-6));
    }

    [Fact]
    public void The_log_variance_stays_in_its_range_and_the_loss_finite()
    {
        var model = new DenseVae([4, 3], 2);
        var x = 1e6 * randn(8, 4);
        var (mu, logVar) = model.Encode(x);
        Assert.InRange(logVar.abs().max().item<float>(), 0, DenseVae.LogVarianceLimit);
        Assert.True(GaussianKl.ToStandardNormal(mu, logVar).isfinite().all().item<bool>());
    }

    [Fact]
    public void It_learns()
    {
        using var data = Datasets.Drawn(train: 300, test: 100, seed: 5);
        manual_seed(1);
        var vae = new DenseVae([784, 64], 4);
        Loss Negative(Batch batch)
        {
            var (mu, logVar) = vae.Encode(batch.Flat);
            return Elbo.Loss(batch.Flat, vae.Decode(DiagonalGaussian.Sample(mu, logVar)), mu, logVar,
                Bernoulli.NegativeLogLikelihood);
        }

        var run = Trainer.Fit(vae, data.Train, data.Test, Negative,
            new() { Epochs = 8, BatchSize = 50, LearningRate = 3e-3, ShowProgress = false });
        Assert.True(run.Last.Test < 0.7 * run.Epochs[0].Train);
        Assert.Equal(run.Last.Test, run.Last.TestTerms["reconstruction"] + run.Last.TestTerms["KL"], 1e-3);
    }

    [Fact]
    public void A_divergence_that_is_not_a_number_stops_training_by_its_name()
    {
        using var data = Datasets.Drawn(train: 100, test: 10, seed: 5);
        var vae = new DenseVae([784, 8], 2);
        var steps = 0;
        var error = Assert.Throws<NonFiniteLossException>(() => Trainer.Fit(vae, data.Train, null, batch =>
        {
            var (mu, logVar) = vae.Encode(batch.Flat);
            if (++steps == 3) mu = mu / 0;
            return Elbo.Loss(batch.Flat, vae.Decode(zeros_like(mu)), mu, logVar, Bernoulli.NegativeLogLikelihood);
        }, new() { Epochs = 2, BatchSize = 25, ShowProgress = false }));
        Assert.Equal("KL", error.Term);
        Assert.Contains("at step 3 (epoch 1)", error.Message);
    }

    [Fact]
    public void Widths_that_make_no_network_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new DenseVae([784], 2));
        Assert.Throws<ArgumentException>(() => new DenseVae([784, 400], 0));
    }
}
