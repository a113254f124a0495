using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

public class TrajectoryTests
{
    static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> Optimizers = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.05),
        ["SGD momentum"] = p => optim.SGD(p, 0.05, 0.9),
        ["SGD dampening"] = p => optim.SGD(p, 0.05, 0.9, 0.3),
        ["SGD nesterov"] = p => optim.SGD(p, 0.05, 0.9, nesterov: true),
        ["SGD decay maximize"] = p => optim.SGD(p, 0.01, 0.5, weight_decay: 0.1, maximize: true),
        ["Adam"] = p => optim.Adam(p, 0.05),
        ["Adam decay"] = p => optim.Adam(p, 0.05, 0.8, 0.95, 1e-6, 0.1),
        ["Adam amsgrad"] = p => optim.Adam(p, 0.3, amsgrad: true),
        ["Adam maximize"] = p => optim.Adam(p, 0.05, maximize: true),
        ["AdamW"] = p => optim.AdamW(p, 0.05, weight_decay: 0.2),
        ["AdamW amsgrad"] = p => optim.AdamW(p, 0.3, weight_decay: 0.01, amsgrad: true),
        ["RMSProp"] = p => optim.RMSProp(p, 0.02),
        ["RMSProp centered"] = p => optim.RMSProp(p, 0.02, centered: true),
        ["RMSProp momentum decay"] = p => optim.RMSProp(p, 0.02, momentum: 0.7, weight_decay: 0.1),
        ["Adagrad"] = p => optim.Adagrad(p, 0.1),
        ["Adagrad decays"] = p => optim.Adagrad(p, 0.1, 0.1, 0.1, 0.5),
        ["Adadelta"] = p => optim.Adadelta(p),
        ["Adadelta decay"] = p => optim.Adadelta(p, 0.5, 0.8, weight_decay: 0.1),
        ["Adamax"] = p => optim.Adamax(p, 0.05),
        ["NAdam"] = p => optim.NAdam(p, 0.05),
        ["RAdam"] = p => optim.RAdam(p, 0.05),
        ["ASGD"] = p => optim.ASGD(p, 0.05, t0: 4, weight_decay: 0.1),
        ["Rprop"] = p => optim.Rprop(p, 0.05),
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    static Parameter[] Parameters() => [new(Recorded.Ramp(3)), new(Recorded.Ramp(2, 2) + 0.5)];

    static double[] Step(optim.Optimizer optimizer, Parameter[] p, int step)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var (a, b) = (p[0], p[1]);
        var loss = (a - 1).square().sum() + (b.sin() * b).sum() * (1 + 0.1 * step) + a[0] * b[0, 0];
        loss.backward();
        optimizer.step();
        return nn.utils.parameters_to_vector(p).detach().data<double>().ToArray();
    }

    [Theory, MemberData(nameof(Names))]
    public void Twelve_steps_agree_with_PyTorchs(string name)
    {
        var p = Parameters();
        using var optimizer = Optimizers[name](p);
        var step = 0;
        foreach (var expected in Recorded.Section("trajectories").GetProperty(name).EnumerateArray())
            Recorded.Close(expected.Numbers(), Step(optimizer, p, step++), 1e-6, $"{name}, step {step}");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_saved_state_goes_on_where_it_was_saved(string name)
    {
        var path = Path.GetTempFileName();
        try
        {
            var p = Parameters();
            using var optimizer = (OptimizerHelper)Optimizers[name](p);
            for (var step = 0; step < 5; step++) Step(optimizer, p, step);
            optimizer.save_state_dict(path);

            var q = p.Select(parameter => new Parameter(parameter.clone())).ToArray();
            var r = p.Select(parameter => new Parameter(parameter.clone())).ToArray();
            using var loaded = (OptimizerHelper)Optimizers[name](q);
            using var copied = (OptimizerHelper)Optimizers[name](r);
            loaded.load_state_dict(path);
            copied.load_state_dict(optimizer.state_dict());
            Assert.All(optimizer.state_dict().State.Zip(loaded.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));
            for (var step = 5; step < 8; step++)
            {
                var expected = Step(optimizer, p, step);
                Assert.Equal(expected, Step(loaded, q, step));
                Assert.Equal(expected, Step(copied, r, step));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Every_recorded_optimizer_is_tested() => Assert.Equal(Recorded.Names("trajectories").Order(), Optimizers.Keys.Order());
}
