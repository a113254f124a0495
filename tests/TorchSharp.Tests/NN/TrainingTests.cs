using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class TrainingTests
{
    static Sequential Autoencoder() => nn.Sequential(nn.Linear(6, 3), nn.ReLU(), nn.Linear(3, 6), nn.Sigmoid());

    [Fact]
    public void An_autoencoder_follows_PyTorchs_losses_step_by_step()
    {
        random.manual_seed(0);
        using var model = Autoencoder();
        using var optimizer = optim.Adam(model.parameters(), 1e-2);
        using var x = sigmoid(Recorded.RampFloat(16, 6));
        var losses = new List<double>();
        for (var step = 0; step < 20; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.binary_cross_entropy(model.forward(x), x);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }
        Recorded.Close(Recorded.Section("training").Numbers(), [.. losses], 1e-5, "loss");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Twenty_thousand_steps_leave_no_tensor_behind_and_no_memory(bool scoped)
    {
        using var model = Autoencoder();
        using var optimizer = optim.Adam(model.parameters(), 1e-3);
        using var x = rand(4, 6);
        var (tensors, bytes) = (0L, 0L);
        for (var step = 0; step < 30_000; step++)
        {
            if (step == 10_000) (tensors, bytes) = (Settled(), ResidentBytes());
            using var scope = scoped ? NewDisposeScope() : null;
            optimizer.zero_grad();
            using var y = model.forward(x);
            using var loss = nn.functional.mse_loss(y, x);
            loss.backward();
            optimizer.step();
        }
        Assert.Equal(tensors, Settled());
        Assert.InRange(ResidentBytes() - bytes, -bytes, 4 << 20);   // 210 bytes a step would be too much; in a process of some 250 MB, 2 % are 5
    }

    // What earlier tests left undisposed must not vanish in between, and the room that the collector keeps for later is no leak.
    static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Tensor.TotalCount;
    }

    // The program's own pages. Those of libraries come and go with what else the machine needs its memory for.
    static long ResidentBytes() => 1024 * long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssAnon")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
}
