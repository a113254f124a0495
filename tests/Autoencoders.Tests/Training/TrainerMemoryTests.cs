using Autoencoders.Data;
using Autoencoders.Models;
using Autoencoders.Objectives;
using Autoencoders.Training;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

/// <summary>Counts live tensors, which are counted for the whole process: nothing may run beside it.</summary>
public class TrainerMemoryTests
{
    [Fact]
    public void Training_leaves_no_tensor_behind()
    {
        using var data = Datasets.Drawn(train: 300, test: 100, seed: 5);
        manual_seed(1);
        using var model = new DenseAutoencoder([784, 16]);
        void Train() => Trainer.Fit(model, data.Train, data.Test, batch => Bernoulli.NegativeLogLikelihood(batch.Flat, model.call(batch.Flat)),
            new TrainingOptions { Epochs = 2, BatchSize = 64, ShowProgress = false });

        Train();
        GC.Collect(); // what other tests left undisposed must not vanish in between
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++) Train();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
