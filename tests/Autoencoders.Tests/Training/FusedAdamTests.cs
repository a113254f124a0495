using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

/// <summary>The one-pass optimizers beside TorchSharp's own.</summary>
public class FusedAdamTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void A_thousand_steps_go_where_TorchSharps_Adam_goes(double decay) =>
        Compare(p => new FusedAdam(p, 3e-3, 0.9, 0.999, weight_decay: decay),
            p => optim.Adam(p, 3e-3, 0.9, 0.999, weight_decay: decay));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void A_thousand_steps_go_where_TorchSharps_AdamW_goes(double decay) =>
        Compare(p => new FusedAdamW(p, 3e-3, 0.9, 0.999, weight_decay: decay),
            p => optim.AdamW(p, 3e-3, 0.9, 0.999, weight_decay: decay));

    [Fact]
    public void Its_defaults_are_TorchSharps() => Compare(p => new FusedAdam(p), p => optim.Adam(p));

    [Fact]
    public void Two_runs_agree_to_the_last_bit()
    {
        var (first, second) = (Train(p => new FusedAdam(p, 1e-2)), Train(p => new FusedAdam(p, 1e-2)));
        Assert.True(first.eq(second).all().item<bool>());
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_groups_keep_their_rates()
    {
        var (a, b, c) = (new Parameter(ones(5)), new Parameter(ones(5)), new Parameter(ones(5)));
        using var optimizer = new FusedAdam([new Adam.ParamGroup([a], lr: 0.1), new Adam.ParamGroup([b, c], lr: 0.01)]);
        (a.sum() + b.sum()).backward();
        optimizer.step();
        Assert.Equal(0.9, a[0].item<float>(), 5);
        Assert.Equal(0.99, b[0].item<float>(), 5);
        Assert.Equal(1, c[0].item<float>());
    }

    [Fact]
    public void State_goes_on_in_TorchSharps_Adam_and_back()
    {
        var (one, other) = (new Parameter(linspace(-1, 1, 7)), new Parameter(linspace(-1, 1, 7)));
        using var fused = new FusedAdam([one], 1e-2);
        using var plain = optim.Adam([other], 1e-2);
        for (var step = 0; step < 5; step++) Step(fused, one);
        for (var step = 0; step < 5; step++) Step(plain, other);
        plain.load_state_dict(fused.state_dict());
        for (var step = 0; step < 5; step++) { Step(fused, one); Step(plain, other); }
        Assert.True(one.allclose(other, 1e-5, 1e-6));
    }

    [Fact]
    public void Double_precision_goes_through_TorchSharps_own()
    {
        var (one, other) = (new Parameter(linspace(-1, 1, 7, float64)), new Parameter(linspace(-1, 1, 7, float64)));
        using var fused = new FusedAdam([one], 1e-2);
        using var plain = optim.Adam([other], 1e-2);
        for (var step = 0; step < 5; step++) { Step(fused, one); Step(plain, other); }
        Assert.True(one.eq(other).all().item<bool>());
    }

    [Fact]
    public void A_dead_units_moments_end_at_zero_and_not_among_denormal_numbers()
    {
        var p = new Parameter(ones(19));
        using var optimizer = new FusedAdam([p], 1e-3);
        (p * 1e-30).sum().backward();
        for (var step = 0; step < 2000; step++) { optimizer.step(); p.grad!.zero_(); }
        var first = ((Adam.State)StateOf(optimizer, p)).exp_avg;
        Assert.True(first.eq(0).all().item<bool>());
    }

    private static void Compare(Func<IEnumerable<Parameter>, optim.Optimizer> fused,
        Func<IEnumerable<Parameter>, optim.Optimizer> plain)
    {
        var (ours, theirs) = (Train(fused), Train(plain));
        Assert.InRange((ours - theirs).abs().max().item<float>(), 0, 1e-5f);
        Assert.True((ours - Start()).abs().max().item<float>() > 0.05f); // it went somewhere
    }

    private static Tensor Start()
    {
        manual_seed(3);
        return randn(7, 19); // no multiple of a vector's width
    }

    // A quadratic valley with a fixed noise in each step: a thousand steps that do not settle.
    private static Tensor Train(Func<IEnumerable<Parameter>, optim.Optimizer> make)
    {
        var p = new Parameter(Start());
        using var optimizer = make([p]);
        var scale = linspace(0.1, 3, 7 * 19).reshape(7, 19);
        for (var step = 0; step < 1000; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            (scale * (p - Math.Sin(step)).square()).sum().backward();
            optimizer.step();
        }
        return p.detach();
    }

    private static void Step(optim.Optimizer optimizer, Parameter p)
    {
        optimizer.zero_grad();
        (p - 0.3).square().sum().backward();
        optimizer.step();
    }

    private static OptimizerState StateOf(FusedAdam optimizer, Parameter p) =>
        ((TorchSharp.Utils.OrderedDict<nint, OptimizerState>)typeof(OptimizerHelper)
            .GetField("_state",
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(
                    optimizer)!)[p.Handle];
}
