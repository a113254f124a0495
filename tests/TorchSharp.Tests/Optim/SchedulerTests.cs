using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Tests.Optim;

public class SchedulerTests
{
    static readonly Dictionary<string, Func<optim.Optimizer, LRScheduler>> Schedulers = new()
    {
        ["StepLR"] = o => StepLR(o, 3, 0.5),
        ["MultiStepLR"] = o => MultiStepLR(o, [2, 5, 5], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.8),
        ["PolynomialLR"] = o => PolynomialLR(o, 6, 2),
        ["ConstantLR"] = o => ConstantLR(o, 0.5, 4),
        ["LinearLR"] = o => LinearLR(o, 0.25, 0.9, 5),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 5, 0.001),
        ["LambdaLR"] = o => LambdaLR(o, epoch => Math.Pow(0.95, epoch)),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, epoch => 1 / (1 + 0.1 * epoch)),
        ["CyclicLR"] = o => CyclicLR(o, 0.01, 0.1, 3, 2),
        ["CyclicLR triangular2"] = o => CyclicLR(o, 0.01, 0.1, 2, mode: impl.CyclicLR.Mode.Triangular2),
        ["CyclicLR exp_range"] = o => CyclicLR(o, 0.01, 0.1, 2, mode: impl.CyclicLR.Mode.ExpRange, gamma: 0.9),
        ["OneCycleLR"] = o => OneCycleLR(o, 0.5, total_steps: 13),
        ["OneCycleLR linear three"] = o => OneCycleLR(o, [0.5, 0.1], total_steps: 13, anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear, three_phase: true, pct_start: 0.4),
        ["ReduceLROnPlateau"] = o => ReduceLROnPlateau(o, factor: 0.5, patience: 1, cooldown: 1),
        ["ChainedLR"] = o => ChainedLR([ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.9)]),
        ["SequentialLR"] = o => SequentialLR(o, [ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.9)], [3]),
    };

    static readonly double[] Measured = [1.0, 0.9, 0.91, 0.92, 0.93, 0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56];

    public static TheoryData<string> Names => [.. Schedulers.Keys];

    static SGD TwoGroups(double momentum = 0.9) => optim.SGD(
        [new SGD.ParamGroup([new Parameter(zeros(1))], new SGD.Options { LearningRate = 0.1 }), new SGD.ParamGroup([new Parameter(zeros(1))], new SGD.Options { LearningRate = 0.02 })], 0.1, momentum);

    [Theory, MemberData(nameof(Names))]
    public void The_learning_rates_of_twelve_epochs_are_PyTorchs(string name)
    {
        using var optimizer = TwoGroups();
        var scheduler = Schedulers[name](optimizer);
        var epoch = 0;
        foreach (var expected in Recorded.Section("schedules").GetProperty(name).EnumerateArray())
        {
            var rates = optimizer.ParamGroups.Select(group => group.LearningRate);
            if (expected.GetArrayLength() == 4) rates = [.. rates, .. optimizer.ParamGroups.Select(group => ((optim.IMomentum)group).Momentum)];
            Recorded.Close(expected.Numbers(), [.. rates], 1e-7, $"{name}, epoch {epoch}");
            if (scheduler is impl.ReduceLROnPlateau) scheduler.step(Measured[epoch]);
            else scheduler.step();
            epoch++;
            Assert.Equal(optimizer.ParamGroups.Select(group => group.LearningRate), scheduler.get_last_lr());
        }
    }

    [Theory, InlineData("StepLR"), InlineData("MultiStepLR"), InlineData("ExponentialLR"), InlineData("PolynomialLR"), InlineData("ConstantLR"), InlineData("LinearLR"), InlineData("CosineAnnealingLR"), InlineData("LambdaLR")]
    public void A_jump_to_an_epoch_gives_the_rate_of_the_steps_up_to_it(string name)
    {
        using var walking = TwoGroups();
        using var jumping = TwoGroups();
        var (walk, jump) = (Schedulers[name](walking), Schedulers[name](jumping));
        for (var i = 0; i < 4; i++) walk.step();
        jump.step(4);
        Recorded.Close([.. walk.get_last_lr()], [.. jump.get_last_lr()], 1e-12, name);
    }

    [Fact]
    public void A_cycle_moves_the_first_beta_of_Adam()
    {
        using var optimizer = optim.Adam([new Parameter(zeros(1))], 0.1);
        var scheduler = OneCycleLR(optimizer, 0.1, total_steps: 10);
        Assert.Equal((0.95, 0.999), ((optim.IBetas)optimizer.ParamGroups.Single()).Betas);
        for (var i = 0; i < 2; i++) scheduler.step();
        Assert.Equal(0.85, ((optim.IBetas)optimizer.ParamGroups.Single()).Betas.Item1, 12);
    }

    [Fact]
    public void Misuse_is_named()
    {
        using var adagrad = optim.Adagrad([new Parameter(zeros(1))]);
        Assert.Contains("no momentum", Assert.Throws<ArgumentException>(() => OneCycleLR(adagrad, 0.1, total_steps: 10)).Message);
        Assert.Contains("total_steps", Assert.Throws<ArgumentException>(() => OneCycleLR(adagrad, 0.1, cycle_momentum: false)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => StepLR(adagrad, 0));
        Assert.Throws<InvalidOperationException>(() => ReduceLROnPlateau(adagrad).step());
        Assert.Contains("milestones", Assert.Throws<ArgumentException>(() => SequentialLR(adagrad, [StepLR(adagrad, 1)], [3])).Message);
        var cycle = OneCycleLR(adagrad, 0.1, total_steps: 2, cycle_momentum: false);
        cycle.step();
        cycle.step();
        Assert.Contains("2 steps", Assert.Throws<InvalidOperationException>(cycle.step).Message);
    }
}
