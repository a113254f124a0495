using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly DataSplit data = Datasets.Drawn(train: 300, test: 100, seed: 5);
    private static readonly TrainingOptions Options =
        new() { Epochs = 4, BatchSize = 64, LearningRate = 1e-2, Seed = 3, ShowProgress = false };

    public void Dispose() => data.Dispose();

    private (DenseAutoencoder Model, TrainingRun Run) Train(TrainingOptions options)
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 16]);
        return (model, Trainer.Fit(model, data.Train, data.Test, Nats(model), options));
    }

    private static Func<Batch, Loss> Nats(DenseAutoencoder model) =>
        batch => Bernoulli.NegativeLogLikelihood(batch.Flat, model.call(batch.Flat));

    [Fact]
    public void The_loss_falls_and_the_history_tells_it()
    {
        var (model, run) = Train(Options);
        Assert.Equal([1, 2, 3, 4], run.Numbers);
        Assert.True(run.Last.Train < 0.6 * run.Epochs[0].Train);
        Assert.False(model.training);

        using var noGradient = no_grad();
        var x = data.Test.Flat();
        var mean = Bernoulli.NegativeLogLikelihood(x, model.call(x)).mean().item<float>();
        Assert.Equal(mean, run.Last.Test, 1e-3 * mean);
        Assert.Equal(mean / 784, run.Test(784)[^1], 1e-3);
    }

    [Fact]
    public void The_same_seeds_give_the_same_history_bit_for_bit() =>
        Assert.Equal(Train(Options).Run.Epochs.Select(e => (e.Train, e.Test)),
            Train(Options).Run.Epochs.Select(e => (e.Train, e.Test)));

    [Fact]
    public void Early_stopping_ends_the_training_and_keeps_the_best_weights()
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 16]);
        var few = data.Train.Take(20);
        var run = Trainer.Fit(model, few, data.Test, Nats(model),
            Options with { Epochs = 200, BatchSize = 20, LearningRate = 0.02, Patience = 3 });
        Assert.InRange(run.Epochs.Count, 4, 199);
        Assert.Equal(run.Best.Number + 3, run.Last.Number);
        Assert.All(run.Epochs, epoch => Assert.True(epoch.Test >= run.Best.Test));
        Assert.Equal(run.Best.Test, Trainer.Evaluate(data.Test, Nats(model)), 1e-3 * run.Best.Test);
        Assert.False(model.training);
    }

    [Fact]
    public void Patience_that_is_not_used_up_still_keeps_the_best_weights()
    {
        var (model, run) = Train(Options with { Patience = 50 });
        Assert.Equal(4, run.Epochs.Count);
        Assert.Equal(run.Best.Test, Trainer.Evaluate(data.Test, Nats(model)), 1e-3 * run.Best.Test);
    }

    [Fact]
    public void Early_stopping_without_images_to_stop_on_is_refused()
    {
        var model = new DenseAutoencoder([784, 16]);
        Assert.Contains("held out",
            Assert.Throws<ArgumentException>(
                () => Trainer.Fit(model, data.Train, null, Nats(model), Options with { Patience = 2 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Trainer.Fit(model, data.Train, data.Test, Nats(model), Options with { Patience = -1 }));
    }

    [Fact]
    public void Evaluating_between_epochs_does_not_change_the_training()
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 16]);
        var without = Trainer.Fit(model, data.Train, null, Nats(model), Options);
        Assert.Equal(Train(Options).Run.Last.Train, without.Last.Train);
        Assert.True(double.IsNaN(without.Last.Test));
    }

    [Fact]
    public void Its_steps_are_adams()
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 16]);
        var optimizer = optim.Adam(model.parameters(), Options.LearningRate);
        var losses = new List<double>();
        foreach (var batch in new Batches(data.Train, Options.BatchSize, Options.Seed).Epoch(1))
        {
            var loss = Nats(model)(batch).Total;
            losses.AddRange(loss.data<float>().Select(value => (double)value));
            optimizer.zero_grad();
            loss.mean().backward();
            optimizer.step();
        }
        Assert.Equal(losses.Average(), Train(Options).Run.Epochs[0].Train, 1e-2);
    }

    [Fact]
    public void Named_terms_are_recorded()
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 16]);
        var run = Trainer.Fit(model, data.Train, data.Test, batch =>
        {
            var error = Gaussian.SquaredError(batch.Flat, model.call(batch.Flat));
            return new Loss(error + 2, ("error", error), ("two", full_like(error, 2)));
        }, Options);
        Assert.Equal(2, run.Last.TrainTerms["two"], 1e-9);
        Assert.Equal(run.Last.Test, run.Last.TestTerms["error"] + 2, 1e-4);
    }

    [Theory]
    [InlineData(7, "at step 7 (epoch 2)")]
    [InlineData(8, "at step 8 (epoch 2)")]
    public void A_loss_that_is_not_a_number_stops_at_its_step_and_spares_the_model(int step, string where)
    {
        manual_seed(1);
        var model = new DenseAutoencoder([784, 4]);
        var steps = 0;
        var error = Assert.Throws<NonFiniteLossException>(() => Trainer.Fit(model, data.Train, null, batch =>
        {
            var nats = Bernoulli.NegativeLogLikelihood(batch.Flat, model.call(batch.Flat));
            var penalty = full_like(nats, ++steps == step ? double.NaN : 0);
            return new Loss(nats + penalty, ("likelihood", nats), ("penalty", penalty));
        }, Options));
        Assert.Equal("penalty", error.Term);
        Assert.Contains($"The penalty became NaN {where}.", error.Message);
        Assert.All(model.parameters(), p => Assert.True(p.isfinite().all().item<bool>()));
    }

    [Fact]
    public void A_test_loss_that_is_not_a_number_is_not_averaged_away() =>
        Assert.Contains("evaluated",
            Assert.Throws<NonFiniteLossException>(
                () => Trainer.Evaluate(data.Test, batch => full([batch.Count], double.PositiveInfinity))).Message);

    [Fact]
    public void A_schedule_is_stepped_after_each_epoch()
    {
        optim.Optimizer? used = null;
        Train(Options with { Schedule = optimizer => optim.lr_scheduler.ExponentialLR(used = optimizer, 0.5) });
        Assert.Equal(Options.LearningRate / 16, used!.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        manual_seed(1);
        var model = new DenseAutoencoder([784, 4]);
        var steps = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Fit(model, data.Train, data.Test, batch =>
        {
            if (++steps == 3) stop.Cancel();
            return Nats(model)(batch);
        }, Options with { Cancellation = stop.Token }));
        Assert.Equal(3, steps);
    }

    [Fact]
    public void No_epochs_is_no_training() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(Options with { Epochs = 0 }));
}
