using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The vector-quantised autoencoder (van den Oord, Vinyals and Kavukcuoglu 2017): a grid of codes for a picture, a
/// quarter as high and as wide. Convolutions of stride 2 and kernel 4 halve the picture twice, one of kernel 3 lets
/// neighbours see each other, and one of kernel 1 makes the vectors; the decoder mirrors them with transposed
/// convolutions. Its output is linear, the mean of a Gaussian: a sigmoid before a squared error can saturate at the
/// background's colour and never learn.
/// </summary>
/// <remarks>Chapter 13, <i>The loss, and the term that is missing from it</i>.</remarks>
public sealed class VqVae : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;
    private readonly IQuantizer quantizer;

    /// <summary>The model with fresh weights around a quantiser, which becomes part of it.</summary>
    /// <param name="quantizer">Its dimension is the number of the encoder's output channels.</param>
    /// <param name="channels">Channels after the first convolution, at least 1; the others have twice as many.</param>
    /// <param name="imageChannels">Channels of the pictures, 1 for grey and 3 for colour.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public VqVae(IQuantizer quantizer, long channels = 32, long imageChannels = 1) : base(nameof(VqVae))
    {
        ArgumentNullException.ThrowIfNull(quantizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageChannels, 1);
        var (d, wide) = (quantizer.Dimension, 2 * channels);
        this.quantizer = quantizer;
        encoder = Sequential(
            Conv2d(imageChannels, channels, 4, stride: 2, padding: 1L), ReLU(),             // (n, channels, h/2, w/2)
            Conv2d(channels, wide, 4, stride: 2, padding: 1L), ReLU(),                      // (n, wide, h/4, w/4)
            Conv2d(wide, wide, 3, padding: 1L), ReLU(),                                     // (n, wide, h/4, w/4)
            Conv2d(wide, d, 1));                                                            // (n, D, h/4, w/4)
        decoder = Sequential(
            Conv2d(d, wide, 3, padding: 1L), ReLU(),                                        // (n, wide, h/4, w/4)
            ConvTranspose2d(wide, channels, 4, stride: 2, padding: 1), ReLU(),              // (n, channels, h/2, w/2)
            ConvTranspose2d(channels, imageChannels, 4, stride: 2, padding: 1));            // (n, imageChannels, h, w)
        RegisterComponents();
    }

    /// <summary>The quantiser.</summary>
    public IQuantizer Quantizer => quantizer;

    /// <summary>
    /// The vectors z before quantisation: (n, c, h, w), both sides multiples of 4, to (n, D, h/4, w/4).
    /// </summary>
    public Tensor Encode(Tensor x) => encoder.call(x);

    /// <summary>
    /// Quantises a grid of vectors (n, D, h, w): output (n, D, h, w), index (n, h, w), or (n, h, w, depth), and the
    /// penalty of each image summed over its positions, (n).
    /// </summary>
    /// <exception cref="ArgumentException">z has another shape, is empty, or holds NaN or infinity.</exception>
    public Quantized Quantize(Tensor z) => CodePositions.Quantize(quantizer, z, Rows(z));

    /// <summary>The mean picture for a grid of vectors: (n, D, h, w) to (n, c, 4h, 4w), about 0 to 1.</summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>The codes of pictures: (n, c, h, w) to int64, (n, h/4, w/4), or (n, h/4, w/4, depth).</summary>
    public Tensor Codes(Tensor x) => Quantize(Encode(x)).Index;

    /// <summary>The mean pictures for codes: int64, (n, h, w), or (n, h, w, depth), to (n, c, 4h, 4w).</summary>
    public Tensor DecodeCodes(Tensor index) => Decode(CodePositions.Lookup(quantizer, index, dimensions: 2));

    /// <summary>Decode(Quantize(Encode(x))): pictures to their reconstructions, the same shape.</summary>
    public override Tensor forward(Tensor x) => Decode(Quantize(Encode(x)).Output);

    /// <summary>The vectors of a grid as rows, position after position: (n, D, h, w) to (n · h · w, D).</summary>
    public static Tensor Rows(Tensor z)
    {
        if (z.dim() != 4)
            throw new ArgumentException(
                $"A grid of vectors is (n, D, h, w); z has the shape ({string.Join(", ", z.shape)}).", nameof(z));
        return CodePositions.Rows(z);
    }
}
