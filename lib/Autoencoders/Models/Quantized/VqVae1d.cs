using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A vector-quantised autoencoder of sounds (van den Oord, Vinyals and Kavukcuoglu 2017, section 4.3): one code for
/// every hop of samples. The encoder's first convolution looks at whole windows, a Fourier transform that is learned;
/// the next lets neighbouring windows see each other. The decoder mirrors them, and its last layer adds up overlapping
/// windows: each is a sum of as many waves as there are filters, so that few filters leave no room for high harmonics.
/// </summary>
/// <remarks>Chapter 16, <i>A VQ-VAE of sounds</i>.</remarks>
public sealed class VqVae1d : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;
    private readonly IQuantizer quantizer;

    /// <summary>The model with fresh weights around a quantiser, which becomes part of it.</summary>
    /// <param name="quantizer">Its dimension is the number of the encoder's output channels.</param>
    /// <param name="channels">Channels next to the codes, at least 1.</param>
    /// <param name="filters">Channels next to the sounds, at least 1; a window of w samples has w dimensions.</param>
    /// <param name="hop">Samples for each code, at least 1.</param>
    /// <param name="window">Samples that the first and the last convolution see at once: the hop and an even number
    /// more.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public VqVae1d(IQuantizer quantizer, long channels = 64, long filters = 256, int hop = 64, int window = 256)
        : base(nameof(VqVae1d))
    {
        ArgumentNullException.ThrowIfNull(quantizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hop, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        if (window < hop || (window - hop) % 2 != 0)
            throw new ArgumentException($"A window is as long as the hop or longer by an even number; they "
                + $"are {window} and {hop} samples.", nameof(window));
        (this.quantizer, Hop) = (quantizer, hop);
        var (d, margin) = (quantizer.Dimension, (window - hop) / 2);
        encoder = Sequential(
            Conv1d(1, filters, window, stride: hop, padding: (long)margin), ReLU(),         // (n, filters, samples/hop)
            Conv1d(filters, channels, 3, padding: 1L), ReLU(), // (n, channels, samples/hop)
            Conv1d(channels, d, 1));                                                        // (n, D, samples/hop)
        decoder = Sequential(
            Conv1d(d, channels, 3, padding: 1L), ReLU(), // (n, channels, samples/hop)
            Conv1d(channels, filters, 3, padding: 1L), ReLU(),                              // (n, filters, samples/hop)
            ConvTranspose1d(filters, 1, window, stride: hop, padding: margin));             // (n, 1, samples)
        RegisterComponents();
    }

    /// <summary>The quantiser.</summary>
    public IQuantizer Quantizer => quantizer;

    /// <summary>Samples for each code.</summary>
    public int Hop { get; }

    /// <summary>
    /// The vectors z before quantisation: sounds (n, samples), a multiple of the hop long, to (n, D, samples/hop).
    /// </summary>
    /// <exception cref="ArgumentException">The sounds have another shape.</exception>
    public Tensor Encode(Tensor sounds)
    {
        if (sounds.dim() != 2 || sounds.shape[1] == 0 || sounds.shape[1] % Hop != 0)
            throw new ArgumentException($"Sounds are (n, samples), a multiple of {Hop} samples; the shape "
                + $"is ({string.Join(", ", sounds.shape)}).", nameof(sounds));
        return encoder.call(sounds.unsqueeze(1));
    }

    /// <summary>
    /// Quantises sequences of vectors (n, D, t): output (n, D, t), index (n, t), or (n, t, depth), and the penalty of
    /// each sound summed over its positions, (n).
    /// </summary>
    /// <exception cref="ArgumentException">z has another shape, is empty, or holds NaN or infinity.</exception>
    public Quantized Quantize(Tensor z) => CodePositions.Quantize(quantizer, z, Rows(z));

    /// <summary>The sounds for sequences of vectors: (n, D, t) to (n, t · hop). Not confined to [−1, 1].</summary>
    public Tensor Decode(Tensor z) => decoder.call(z).squeeze(1);

    /// <summary>The codes of sounds: (n, samples) to int64, (n, samples/hop), or (n, samples/hop, depth).</summary>
    public Tensor Codes(Tensor sounds) => Quantize(Encode(sounds)).Index;

    /// <summary>The sounds for codes: int64, (n, t), or (n, t, depth), to (n, t · hop).</summary>
    public Tensor DecodeCodes(Tensor index) => Decode(CodePositions.Lookup(quantizer, index, dimensions: 1));

    /// <summary>Decode(Quantize(Encode(x))): sounds to their reconstructions, the same shape.</summary>
    public override Tensor forward(Tensor sounds) => Decode(Quantize(Encode(sounds)).Output);

    /// <summary>The vectors of sequences as rows, position after position: (n, D, t) to (n · t, D).</summary>
    public static Tensor Rows(Tensor z)
    {
        if (z.dim() != 3)
            throw new ArgumentException(
                $"Sequences of vectors are (n, D, t); z has the shape ({string.Join(", ", z.shape)}).", nameof(z));
        return CodePositions.Rows(z);
    }
}
