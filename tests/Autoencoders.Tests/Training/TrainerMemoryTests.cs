using Autoencoders.Tests.Core;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

/// <summary>Counts live tensors, which are counted for the whole process: nothing may run beside it.</summary>
[Trait("Speed", "slow")]
public class TrainerMemoryTests
{
    [Fact]
    public void Training_leaves_no_tensor_behind()
    {
        using var data = Datasets.Drawn(train: 300, test: 100, seed: 5);
        manual_seed(1);
        using var model = new DenseAutoencoder([784, 16]);
        void Train() =>
            Trainer.Fit(model, data.Train, data.Test,
                batch => Bernoulli.NegativeLogLikelihood(batch.Flat, model.call(batch.Flat)),
            new TrainingOptions { Epochs = 2, BatchSize = 64, ShowProgress = false });

        Train();
        var before = LiveTensors.Settle();
        for (var i = 0; i < 5; i++) Train();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Twenty_thousand_steps_leave_no_tensor_behind_and_the_memory_flat()
    {
        using var data = Datasets.Drawn(train: 1000, test: 10, seed: 5);
        var threads = get_num_threads();
        set_num_threads(1); // small tensors: on a busy machine more threads would wait for each other for minutes
        manual_seed(1);
        using var model = new DenseAutoencoder([784, 8]);
        void Train(int steps) =>
            Trainer.Fit(model, data.Train, data.Test,
                batch => Bernoulli.NegativeLogLikelihood(batch.Flat, model.call(batch.Flat)),
            new TrainingOptions { Epochs = steps / 200, BatchSize = 5, ShowProgress = false });

        Train(5_000); // until then the allocator still grows
        var (tensors, bytes) = (LiveTensors.Settle(), OwnMemory());
        Train(20_000);
        set_num_threads(threads);
        Assert.Equal(tensors, LiveTensors.Settle());
        Assert.InRange(OwnMemory(), 0, bytes * 1.02);
    }

    // The program's own pages. On Linux those of libraries are left out, which come and go with what else the machine
    // needs its memory for.
    private static long OwnMemory()
    {
        // The allocator keeps what is freed, as the library tells it; how much depends on how blocks happened to lie.
        NativeSettings.GiveBack();
        return OperatingSystem.IsLinux()
            ? 1024
            * long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssAnon"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            : System.Diagnostics.Process.GetCurrentProcess().PrivateMemorySize64;
    }
}
