using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Codes found by gradient descent instead of by an encoder (Bojanowski et al. 2018).</summary>
/// <remarks>Chapter 6, <i>Codes without an encoder</i>.</remarks>
public static class CodeSearch
{
    /// <summary>
    /// Trains an autodecoder: each step moves the decoder by the mean gradient of its batch, and each code of the batch
    /// by its own.
    /// </summary>
    /// <param name="model">The decoder and its codes.</param>
    /// <param name="train">The images, as many as the model has codes for.</param>
    /// <param name="loss">The loss of each image, from the images (b, pixels) and the decoder's output (b, pixels) to
    /// (b).</param>
    /// <param name="options">How the decoder is trained.</param>
    /// <param name="codeRate">The learning rate of the codes.</param>
    /// <exception cref="ArgumentException">The model has codes for another number of images.</exception>
    public static TrainingRun Fit(
        Autodecoder model, ImageData train, Func<Tensor, Tensor, Tensor> loss, TrainingOptions options,
        double codeRate = 0.03)
    {
        if (model.Codes.All.shape[0] != train.Count)
            throw new ArgumentException(
                $"The model has codes for {model.Codes.All.shape[0]} images; there are {train.Count}.", nameof(train));
        Tensor? codes = null;
        return Trainer.Fit(model, train, null,
            batch => loss(batch.Flat, model.Decode(codes = model.Codes.Rows(batch.Index))),
            options with { AfterStep = batch => model.Codes.Step(batch.Index, codes!.grad! * batch.Count, codeRate) });
    }

    /// <summary>
    /// The codes of new images for a decoder that stays as it is: the test-time procedure of an autodecoder, and for an
    /// autoencoder's decoder a measure of what its encoder misses. (n, pixels) to (n, k).
    /// </summary>
    /// <param name="decode">Codes (n, k) to the decoder's output (n, pixels).</param>
    /// <param name="x">The images, (n, pixels).</param>
    /// <param name="start">The codes to begin with, (n, k).</param>
    /// <param name="loss">The loss of each image, as in <see cref="Fit"/>.</param>
    /// <param name="steps">Steps of gradient descent, all images at once.</param>
    /// <param name="learningRate">The step size, see <see cref="CodeTable"/>; it falls to zero along a half
    /// cosine.</param>
    /// <param name="inBall">Whether codes are kept in the unit ball, as an autodecoder's are.</param>
    /// <param name="title">What the progress line calls it; none is written if this is null.</param>
    /// <param name="cancellation">Stops between two steps; the stop button of a notebook does so without it,
    /// too.</param>
    /// <exception cref="ArgumentException">x or start are no matrices, are empty, or hold a value that is not finite;
    /// they differ in number.</exception>
    public static Tensor Find(
        Func<Tensor, Tensor> decode, Tensor x, Tensor start, Func<Tensor, Tensor, Tensor> loss,
        int steps = 200, double learningRate = 0.05, bool inBall = true, string? title = "codes",
        CancellationToken cancellation = default)
    {
        Require.Points(x, nameof(x));
        Require.Points(start, nameof(start));
        if (x.shape[0] != start.shape[0])
            throw new ArgumentException($"There are {x.shape[0]} images and {start.shape[0]} codes to begin with; "
                + "there must be as many.", nameof(start));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Require.Positive(learningRate, nameof(learningRate));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Cancellation.OfTheNotebook);
        using var progress = title is null ? null : new Progress(title, steps);
        using var table = new CodeTable(start, inBall);
        using var all = arange(start.shape[0], device: start.device);
        for (var step = 0; step < steps; step++)
        {
            stop.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var codes = table.Rows(all);
            var gradient = Gradient.Compute(loss(x, decode(codes)).sum(), codes);
            table.Step(all, gradient, learningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2);
            progress?.Report(step + 1);
        }
        return table.All.clone();
    }
}
