using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The convolutional autoencoder of the Keras examples, which they use for denoising: two convolutions of 3 × 3 with
/// max pooling down, two transposed convolutions of stride 2 and a convolution up. With 32 channels it has 28,353
/// parameters, and its code of 32 × 7 × 7 numbers is twice as large as the image: a bottleneck only against noise.
/// </summary>
/// <remarks>Chapter 2, <i>The size of the code</i>.</remarks>
public sealed class TransposedAutoencoder : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;

    /// <summary>The model with fresh weights.</summary>
    /// <param name="channels">Channels of every layer between the images, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no channel.</exception>
    public TransposedAutoencoder(long channels = 32) : base(nameof(TransposedAutoencoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        encoder = Sequential(
            Conv2d(1, channels, 3, padding: 1L), ReLU(), MaxPool2d(2),         // (n, channels, h/2, w/2)
            Conv2d(channels, channels, 3, padding: 1L), ReLU(), MaxPool2d(2)); // (n, channels, h/4, w/4)
        decoder = Sequential(
            Doubling(channels), ReLU(),                                        // (n, channels, h/2, w/2)
            Doubling(channels), ReLU(),                                        // (n, channels, h, w)
            Conv2d(channels, 1, 3, padding: 1L));                              // (n, 1, h, w)
        RegisterComponents();
    }

    /// <summary>
    /// The codes of the images <paramref name="x"/>: (n, 1, h, w), both sides multiples of 4, to (n, channels, h/4,
    /// w/4), non-negative.
    /// </summary>
    public Tensor Encode(Tensor x) => encoder.call(x);

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, channels, h, w) to (n, 1, 4h, 4w), logits or means.
    /// </summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>
    /// Decode(Encode(x)): (n, 1, h, w) to the same shape if both sides are multiples of 4, logits or means.
    /// </summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));

    private static ConvTranspose2d Doubling(long channels) =>
        ConvTranspose2d(channels, channels, 3, stride: 2, padding: 1, output_padding: 1);
}
