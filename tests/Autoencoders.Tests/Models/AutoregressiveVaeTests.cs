using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders.Tests.Models;

public class AutoregressiveVaeTests
{
    private static AutoregressiveVae Make(bool context)
    {
        manual_seed(1);
        var (decoder, made) = (Linear(1, 4), new Made(4, 8));
        foreach (var p in decoder.parameters().Concat(made.parameters())) p.detach().mul_(2);
        var encoder = new GaussianEncoder([4, 8], 1);
        // no code far from the prior's: a proposal without heavy tails
        foreach (var p in encoder.parameters()) p.detach().mul_(0.3);
        return new(1, encoder, decoder, context ? made : null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void For_each_code_the_probabilities_of_all_pictures_add_up_to_one(bool context)
    {
        using var noGradient = no_grad();
        var vae = Make(context);
        var x = MadeTests.AllPictures(4);
        foreach (var code in new[] { -1.5f, 0, 2 })
            Assert.Equal(1, (-vae.NegativeLogProbability(x, vae.Decode(full(16, 1, code)))).exp().sum()
                .item<float>(), 1e-5);
    }

    [Fact]
    public void Pictures_are_drawn_with_their_probabilities()
    {
        using var noGradient = no_grad();
        var vae = Make(context: true);
        const int Draws = 40_000;
        var drawn = vae.Sample(full(Draws, 1, 0.7f), new Generator(2));
        var numbers = drawn.matmul(tensor(new[] { 1f, 2, 4, 8 })).to(int64); // the order of AllPictures
        var p = (-vae.NegativeLogProbability(MadeTests.AllPictures(4), vae.Decode(full(16, 1, 0.7f)))).exp();
        for (var i = 0; i < 16; i++)
        {
            var expected = p[i].item<float>();
            Assert.Equal(expected, numbers.eq(i).sum().item<long>() / (double)Draws, 5 * Math.Sqrt(expected / Draws));
        }
    }

    [Fact]
    public void Its_evidence_by_importance_sampling_is_that_of_a_sum_over_codes()
    {
        var vae = Make(context: true);
        var x = MadeTests.AllPictures(4);
        using var noGradient = no_grad();
        var z = linspace(-7, 7, 2001).unsqueeze(1);
        var prior = (-0.5 * z.squeeze(1).square()).exp() / Math.Sqrt(2 * Math.PI);
        var sampled = ImportanceSampling.LogLikelihood(vae, x, vae.NegativeLogProbability, 100_000, new Generator(3));
        for (var i = 0; i < 16; i++)
        {
            var likelihood = (-vae.NegativeLogProbability(x[i].expand(2001, 4), vae.Decode(z))).exp();
            Assert.Equal(Math.Log((likelihood * prior).sum().item<float>() * 14 / 2000),
                sampled[i].item<float>(), 0.03);
        }
    }

    [Fact]
    public void All_three_parts_are_its_parameters()
    {
        var vae = Make(context: true);
        Assert.Equal((4 * 8 + 8 + 2 * 9) + 8
            + new Made(4, 8).parameters().Sum(p => p.numel()), vae.parameters().Sum(p => p.numel()));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new AutoregressiveVae(0, new GaussianEncoder([4, 8], 1), Linear(1, 4)));
    }
}
