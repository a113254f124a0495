using Autoencoders;
using static TorchSharp.torch;

namespace TorchBench;

/// <summary>Something that is timed: some repetitions, then one number that all sides must agree on.</summary>
internal interface ICase
{
    double Run(int steps);
}

/// <summary>A training step: forward, loss, backward, Adam.</summary>
internal sealed class TrainingStep(nn.Module[] modules, Func<Tensor> loss) : ICase
{
    private readonly optim.Optimizer optimizer = new FusedAdam(modules.SelectMany(m => m.parameters()), 1e-3);

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

    public Epoch() => optimizer = new FusedAdam(net.parameters(), 1e-3);

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

/// <summary>A product of two matrices of 1,024 × 1,024, which shows what the machine can do.</summary>
internal sealed class Product : ICase
{
    private readonly Tensor a = Models.Images(1, 1024).view(1024, 1024);

    public double Run(int steps)
    {
        for (var i = 1; i < steps; i++) a.matmul(a).Dispose();
        using var result = a.matmul(a);
        return result[0, 0].item<float>();
    }
}
