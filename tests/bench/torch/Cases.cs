using static TorchSharp.torch;

namespace TorchBench;

/// <summary>Something that is timed: some repetitions, then one number that both sides must agree on.</summary>
internal interface ICase
{
    double Run(int steps);
}

/// <summary>A training step: forward, loss, backward, Adam.</summary>
internal sealed class TrainingStep(nn.Module[] modules, Func<Tensor> loss) : ICase
{
    private readonly optim.Optimizer optimizer = optim.Adam(modules.SelectMany(m => m.parameters()), 1e-3);

    public double Run(int steps)
    {
        var last = 0.0;
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            var value = loss();
            optimizer.zero_grad();
            value.backward();
            optimizer.step();
            if (i == steps - 1) last = value.item<float>();
        }
        return last;
    }
}

/// <summary>An epoch over 60,000 images of 784 numbers: shuffle, gather, step.</summary>
internal sealed class Epoch : ICase
{
    private readonly Tensor data = Models.Images(60_000, 28).flatten(1);
    private readonly nn.Module<Tensor, Tensor> net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784));
    private readonly optim.Optimizer optimizer;

    public Epoch() => optimizer = optim.Adam(net.parameters(), 1e-3);

    public double Run(int steps)
    {
        var last = 0.0;
        for (var epoch = 0; epoch < steps; epoch++)
        {
            using var order = randperm(60_000);
            for (var start = 0; start < 60_000; start += 256)
            {
                using var scope = NewDisposeScope();
                var x = data.index_select(0, order[start..Math.Min(start + 256, 60_000)]);
                var value = Models.Bernoulli(x, net.call(x));
                optimizer.zero_grad();
                value.backward();
                optimizer.step();
                if (start + 256 >= 60_000) last = value.item<float>();
            }
        }
        return last;
    }
}

/// <summary>An operator called again and again.</summary>
internal sealed class Loop(Func<Tensor> call) : ICase
{
    public double Run(int steps)
    {
        for (var i = 1; i < steps; i++) call().Dispose();
        using var result = call();
        return result.detach().flatten()[0].item<float>();
    }
}

/// <summary>A gradient, taken again and again.</summary>
internal sealed class BackwardLoop : ICase
{
    private readonly Tensor a = ones(4, 4, requires_grad: true);

    public double Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var square = a * a;
            using var sum = square.sum();
            sum.backward();
            a.grad = null;
        }
        return 1;
    }
}

/// <summary>The small operators that show what a call costs beside its arithmetic, and the large one that shows what the machine can do.</summary>
internal static class Operators
{
    public static ICase Add()
    {
        var (a, b) = (ones(4, 4), ones(4, 4));
        return new Loop(() => a + b);
    }

    public static ICase AddWithGradient()
    {
        var (a, b) = (ones(4, 4, requires_grad: true), ones(4, 4));
        return new Loop(() => a + b);
    }

    public static ICase Scale()
    {
        var a = ones(4, 4);
        return new Loop(() => a * 2.0);
    }

    public static ICase View()
    {
        var a = ones(4, 4);
        return new Loop(() => a.view(16));
    }

    public static ICase Sum()
    {
        var a = ones(4, 4);
        return new Loop(() => a.sum());
    }

    public static ICase Matmul()
    {
        var a = ones(4, 4);
        return new Loop(() => a.matmul(a));
    }

    public static ICase Index()
    {
        var a = ones(4, 4);
        return new Loop(() => a[0]);
    }

    public static ICase Backward() => new BackwardLoop();

    public static ICase Product()
    {
        var a = Models.Images(1, 1024).view(1024, 1024);
        return new Loop(() => a.matmul(a));
    }
}
