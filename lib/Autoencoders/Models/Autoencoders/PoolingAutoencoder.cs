using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The convolutional autoencoder of many tutorials, for images of 28 × 28 pixels: convolutions of 3 × 3 with 16, 8 and
/// 8 channels, each followed by max pooling, down to a code of 8 × 4 × 4 numbers; up again by convolution and
/// upsampling. 4,385 parameters. The third convolution of the decoder is unpadded, 16 × 16 to 14 × 14, so that doubling
/// ends at 28 and not at 32.
/// </summary>
/// <remarks>Chapter 2, <i>A much copied model</i>.</remarks>
public sealed class PoolingAutoencoder : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;

    /// <summary>The model with fresh weights.</summary>
    public PoolingAutoencoder() : base(nameof(PoolingAutoencoder))
    {
        encoder = Sequential(
            Conv2d(1, 16, 3, padding: 1L), ReLU(), Pool(),  // (n, 16, 14, 14)
            Conv2d(16, 8, 3, padding: 1L), ReLU(), Pool(),  // (n, 8, 7, 7)
            Conv2d(8, 8, 3, padding: 1L), ReLU(), Pool());  // (n, 8, 4, 4)
        decoder = Sequential(
            Conv2d(8, 8, 3, padding: 1L), ReLU(), Double(), // (n, 8, 8, 8)
            Conv2d(8, 8, 3, padding: 1L), ReLU(), Double(), // (n, 8, 16, 16)
            Conv2d(8, 16, 3), ReLU(), Double(),             // (n, 16, 14, 14), then (n, 16, 28, 28)
            Conv2d(16, 1, 3, padding: 1L));                 // (n, 1, 28, 28)
        RegisterComponents();
    }

    /// <summary>The codes of the images <paramref name="x"/>: (n, 1, 28, 28) to (n, 8, 4, 4), non-negative.</summary>
    public Tensor Encode(Tensor x) => encoder.call(x);

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, 8, 4, 4) to (n, 1, 28, 28), logits or means.
    /// </summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>Decode(Encode(x)): (n, 1, 28, 28) to the same shape, logits or means.</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));

    // 7 × 7 becomes 4 × 4: the last window hangs over the edge.
    private static MaxPool2d Pool() => MaxPool2d(2, ceil_mode: true);

    private static Upsample Double() => Upsample(scale_factor: [2, 2]);
}
