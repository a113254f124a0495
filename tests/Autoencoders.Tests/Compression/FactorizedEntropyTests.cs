using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

public class FactorizedEntropyTests
{
    [Fact]
    public void A_number_costs_what_the_mixtures_integral_over_its_bin_says()
    {
        using var entropy = Fitted(out var components);
        foreach (var channel in (int[])[0, 1])
            foreach (var v in (double[])[-3, -0.4, 0, 1, 2.3, 6])
            {
                // A Riemann sum of the density, e^(−t) / s (1 + e^(−t))², over v − ½ … v + ½.
                var (p, steps) = (0.0, 20_000);
                for (var i = 0; i < steps; i++)
                    foreach (var (mean, scale, weight) in components[channel])
                    {
                        var t = Math.Exp(-Math.Abs((v - 0.5 + (i + 0.5) / steps - mean) / scale));
                        p += weight * t / (scale * (1 + t) * (1 + t)) / steps;
                    }
                // Beside it the other channel's cost of 0, taken away again.
                var (with, without) = (zeros(1, 2, 1, 1), zeros(1, 2, 1, 1));
                with[0, channel, 0, 0] = v;
                var difference = (entropy.call(with) - entropy.call(without)).item<float>();
                Assert.Equal(-Math.Log2(p + Math.Pow(2, -24)), difference + AtZero(components[channel]), 2e-4);
            }
    }

    [Fact]
    public void Tables_charge_what_the_model_says()
    {
        using var entropy = Fitted(out _);
        manual_seed(2);
        var y = randn(3, 2, 5, 4).mul(2).round().clamp(-40, 40);
        var bits = 0.0;
        for (var channel = 0; channel < 2; channel++)
        {
            var table = entropy.Table(channel, reach: 40);
            Assert.Equal(81, table.Symbols);
            foreach (var v in y.select(1, channel).flatten().data<float>()) bits += table.Bits((int)v + 40);
        }
        Assert.Equal(entropy.call(y).sum().item<float>(), bits, 0.1);
    }

    [Fact]
    public void The_rate_of_noised_values_falls_to_their_entropy()
    {
        // Numbers that are 0 or 1 with equal probability, and another channel that is always 2: one bit and none.
        manual_seed(3);
        using var entropy = new FactorizedEntropy(2);
        var adam = optim.Adam(entropy.parameters(), 0.05);
        for (var step = 0; step < 600; step++)
        {
            using var scope = NewDisposeScope();
            var y = stack([randint(2, [64, 4, 4]).to(float32), full([64, 4, 4], 2f)], 1);
            adam.zero_grad();
            entropy.call(y + rand_like(y) - 0.5).mean().backward();
            adam.step();
        }
        var drawn = stack([randint(2, [64, 4, 4]).to(float32), full([64, 4, 4], 2f)], 1);
        Assert.InRange(entropy.call(drawn).mean().item<float>() / 16, 1.0, 1.3);
    }

    [Fact]
    public void Improbable_numbers_cost_24_bits_and_keep_the_gradient_finite()
    {
        using var entropy = new FactorizedEntropy(1);
        var far = full(1, 1, 1, 1, 1e4f).requires_grad_(true);
        var bits = entropy.call(far);
        Assert.Equal(24, bits.item<float>(), 1e-4);
        bits.backward();
        Assert.True(entropy.parameters().All(p => p.grad is null || p.grad.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Other_shapes_and_numbers_are_refused()
    {
        using var entropy = new FactorizedEntropy(3);
        Assert.Contains("(n, 3, h, w)",
            Assert.Throws<ArgumentException>(() => entropy.call(zeros(2, 4, 1, 1))).Message);
        Assert.Throws<ArgumentException>(() => entropy.call(zeros(2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => entropy.Table(3, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => entropy.Table(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorizedEntropy(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorizedEntropy(1, 0));
    }

    private static FactorizedEntropy Fitted(out (double Mean, double Scale, double Weight)[][] components)
    {
        manual_seed(1);
        var entropy = new FactorizedEntropy(2);
        using (no_grad()) foreach (var parameter in entropy.parameters()) parameter.add_(0.4 * randn_like(parameter));
        var values = entropy.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        double At(string name, int channel, int k) => values[name][channel, k].item<float>();
        components =
        [
            .. Enumerable.Range(0, 2).Select(channel =>
            {
                var all = Enumerable.Range(0, 3).Sum(k => Math.Exp(At("weight", channel, k)));
                return Enumerable.Range(0, 3).Select(k => (At("mean", channel, k),
                    Math.Exp(At("logScale", channel, k)), Math.Exp(At("weight", channel, k)) / all)).ToArray();
            }),
        ];
        return entropy;
    }

    // −log₂ of the probability of 0, by the sigmoid's own formula.
    private static double AtZero((double Mean, double Scale, double Weight)[] mixture)
    {
        static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));
        return -Math.Log2(mixture.Sum(one => one.Weight
            * (Sigmoid((0.5 - one.Mean) / one.Scale) - Sigmoid((-0.5 - one.Mean) / one.Scale))));
    }
}
