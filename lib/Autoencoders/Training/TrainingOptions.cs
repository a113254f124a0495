using TorchSharp.Modules;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Autoencoders;

/// <summary>How a model is trained; the defaults suit most of the course.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training images, at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images a step, at least 1. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decides the order of the images, and nothing else.</summary>
    public int Seed { get; init; }

    /// <summary>Another optimizer than Adam, made from the model's parameters.</summary>
    public Func<IEnumerable<Parameter>, Optimizer>? Optimizer { get; init; }

    /// <summary>A learning-rate schedule, stepped after each epoch.</summary>
    public Func<Optimizer, LRScheduler>? Schedule { get; init; }

    /// <summary>
    /// Early stopping: the training ends after so many epochs without a test loss below the best, and the model gets
    /// the best epoch's weights back. Needs test images, which then decide about the model: measure it on others. 0
    /// trains all epochs and keeps the last weights.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>
    /// Called after each step, while the batch and the step's gradients are there: for what an optimizer does not move.
    /// </summary>
    public Action<Batch>? AfterStep { get; init; }

    /// <summary>What the progress line calls this training.</summary>
    public string Title { get; init; } = "training";

    /// <summary>Whether a progress line is written to the console.</summary>
    public bool ShowProgress { get; init; } = true;

    /// <summary>Stops the training between two steps; the stop button of a notebook does so without it, too.</summary>
    public CancellationToken Cancellation { get; init; }
}
