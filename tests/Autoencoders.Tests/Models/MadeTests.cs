using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class MadeTests
{
    /// <summary>All pictures of so many black or white pixels.</summary>
    internal static Tensor AllPictures(int pixels) =>
        tensor(Enumerable.Range(0, 1 << pixels)
            .SelectMany(code => Enumerable.Range(0, pixels).Select(i => (float)(code >> i & 1))).ToArray(),
            [1 << pixels, pixels]);

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(3L)]
    public void The_probabilities_of_all_pictures_add_up_to_one(long? context)
    {
        manual_seed(1);
        var made = new Made(9, 16, context).to(float64);
        foreach (var p in made.parameters()) p.detach().mul_(5); // far from uniform
        var x = AllPictures(9).to(float64);
        Assert.Equal(1, (-Bernoulli.NegativeLogProbability(x, made.call(x))).exp().sum().item<double>(), 1e-10);
    }

    [Theory]
    [InlineData(null, 12)]
    [InlineData(0L, 0)]
    [InlineData(1L, 1)]
    [InlineData(4L, 4)]
    [InlineData(5L, 5)]
    public void A_pixel_sees_exactly_its_context(long? context, int sees)
    {
        manual_seed(2);
        var made = new Made(12, 200, context);
        using (no_grad())
            // positive, so that no path is shut or cancels
            foreach (var p in made.parameters()) p.copy_(rand_like(p) + 0.1f);
        var x = rand(1, 12).requires_grad_();
        for (var i = 0; i < 12; i++)
        {
            var gradient = autograd.grad([made.call(x)[0, i]], [x])[0][0];
            for (var j = 0; j < 12; j++)
                Assert.Equal(j < i && j >= i - sees, gradient[j].item<float>() != 0);
        }
    }

    [Fact]
    public void Hidden_units_see_the_context_too()
    {
        manual_seed(3);
        var made = new Made(6, 50);
        using (no_grad())
            foreach (var (name, p) in made.named_parameters())
                if (name.StartsWith("direct", StringComparison.Ordinal)) p.zero_(); else p.copy_(rand_like(p) + 0.1f);
        var x = rand(1, 6).requires_grad_();
        var gradient = autograd.grad([made.call(x)[0, 5]], [x])[0][0];
        Assert.Equal([true, true, true, true, true, false], gradient.data<float>().ToArray().Select(g => g != 0));
    }

    [Fact]
    public void Too_few_pixels_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Made(1, 4));
}
