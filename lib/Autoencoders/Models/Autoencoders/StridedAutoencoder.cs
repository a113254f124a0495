using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A convolutional autoencoder with a code of k numbers, for images of 28 × 28 pixels: convolutions of stride 2 halve
/// the image twice, a dense layer makes the code; the decoder mirrors it with transposed convolutions (Radford et al.
/// 2016 argue for strides in place of pooling).
/// </summary>
/// <remarks>Chapter 2, <i>A first convolutional autoencoder</i>.</remarks>
public sealed class StridedAutoencoder : Module<Tensor, Tensor>
{
    private const int Side = 7; // 28 halved twice
    private readonly Sequential encoder;
    private readonly Sequential decoder;

    /// <summary>The model with fresh weights.</summary>
    /// <param name="code">Numbers in the code, at least 1.</param>
    /// <param name="channels">Channels after the first convolution, at least 1; the second has twice as many.</param>
    /// <param name="kernel">
    /// Side of the kernels: 4 is a multiple of the stride, so that all output pixels of a transposed convolution are
    /// made by equally many weights; 3 is not, and leaves a checkerboard (Odena et al. 2016).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the kernel is neither 3 nor 4.</exception>
    public StridedAutoencoder(long code, long channels = 32, long kernel = 4) : base(nameof(StridedAutoencoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (kernel is not (3 or 4))
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel,
                "The kernels are 3 or 4 pixels wide: others do not halve 28 to 14 and 7.");
        var wide = 2 * channels;
        var missing = 4 - kernel; // what a kernel of 3 leaves out when it doubles: one row and one column
        encoder = Sequential(
            Conv2d(1, channels, kernel, stride: 2, padding: 1L), ReLU(),    // (n, channels, 14, 14)
            Conv2d(channels, wide, kernel, stride: 2, padding: 1L), ReLU(), // (n, wide, 7, 7)
            Flatten(), nn.Linear(wide * Side * Side, code));                // (n, code)
        decoder = Sequential(
            nn.Linear(code, wide * Side * Side), ReLU(), Unflatten(1, [wide, Side, Side]), // (n, wide, 7, 7)
                                                                                           // (n, channels, 14, 14)
            ConvTranspose2d(wide, channels, kernel, stride: 2, padding: 1, output_padding: missing), ReLU(),
            ConvTranspose2d(channels, 1, kernel, stride: 2, padding: 1, output_padding: missing)); // (n, 1, 28, 28)
        RegisterComponents();
    }

    /// <summary>The codes of the images <paramref name="x"/>: (n, 1, 28, 28) to (n, code), any real numbers.</summary>
    public Tensor Encode(Tensor x) => encoder.call(x);

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, code) to (n, 1, 28, 28), logits or means.
    /// </summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>Decode(Encode(x)): (n, 1, 28, 28) to the same shape, logits or means.</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));
}
