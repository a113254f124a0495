using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How a <see cref="CodecModel"/> is trained: the autoencoder, then the prior of its codes, and by itself the
/// distribution of pixels.
/// </summary>
public static class CodecTraining
{
    private const double Variance = 0.0475; // half of the pixels' own variance in MNIST

    /// <summary>Trains a model on 28 × 28 grey pictures.</summary>
    /// <param name="data">The pictures; the test part decides when the two distributions have learned enough.</param>
    /// <param name="autoencoderEpochs">Passes for the autoencoder.</param>
    /// <param name="codesEpochs">At most so many for its codes.</param>
    /// <param name="pixelsEpochs">At most so many for pixels, which take longest.</param>
    /// <param name="showProgress">Whether progress is written to the console.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <exception cref="ArgumentException">The pictures are not 28 × 28 and grey.</exception>
    public static CodecModel Train(
        DataSplit data, int autoencoderEpochs = 10, int codesEpochs = 15, int pixelsEpochs = 6,
        bool showProgress = true, CancellationToken cancellation = default)
    {
        if (data.Train.Pixels.shape is not [_, 1, CodecModel.Side, CodecModel.Side])
            throw new ArgumentException($"The codec's tiles are (n, 1, {CodecModel.Side}, {CodecModel.Side}); the "
                + $"pictures have the shape ({string.Join(", ", data.Train.Pixels.shape)}).", nameof(data));
        var model =
            CodecModel.Fresh(
                $"{data.Used.Name}, {data.Used.Source}; {autoencoderEpochs}, {codesEpochs} and {pixelsEpochs} epochs",
                seed: 1);
        TrainingOptions Options(string title, int epochs, double rate) => new()
        {
            Epochs = epochs,
            BatchSize = 64,
            LearningRate = rate,
            Seed = 1,
            Title = title,
            ShowProgress = showProgress,
            Cancellation = cancellation,
            Schedule = optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs, 1e-4),
        };

        using (var noGradient = no_grad())
        using (var scope = NewDisposeScope())
            model.Autoencoder.Quantizer.Start(
                VqVae.Rows(model.Autoencoder.Encode(data.Train.Take(Math.Min(data.Train.Count, 500)).Images())),
                seed: 1);
        Trainer.Fit(model.Autoencoder, data.Train, null, batch =>
        {
            var q = model.Autoencoder.Quantize(model.Autoencoder.Encode(batch.Images));
            return VectorQuantization.Loss(batch.Images, model.Autoencoder.Decode(q.Output), q.Penalty, Variance);
        }, Options("autoencoder", autoencoderEpochs, 2e-3));
        model.Settle(); // the codes that the prior learns are those of the rounded weights

        Loss OfCodes(Batch batch)
        {
            Tensor codes;
            using (no_grad()) codes = model.Autoencoder.Codes(batch.Images);
            return Autoregressive.NegativeLogLikelihood(codes, model.Codes.Logits(codes));
        }
        Loss OfPixels(Batch batch)
        {
            var levels = (batch.Images.squeeze(1) * 255).round().to(int64);
            return Autoregressive.NegativeLogLikelihood(levels, model.Pixels.Logits(levels));
        }
        Trainer.Fit(model.Codes, data.Train, data.Test, OfCodes,
            Options("codes", codesEpochs, 2e-3) with { Patience = 2 });
        Trainer.Fit(model.Pixels, data.Train, data.Test, OfPixels,
            Options("pixels", pixelsEpochs, 3e-3) with { BatchSize = 32, Patience = 2 });
        model.Settle();
        model.To(CPU); // where coders work
        return model;
    }
}
