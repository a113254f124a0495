using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// One layer of sigmoid units whose decoder is the encoder's transpose:
/// <code>z = σ(W x + b)   a = Wᵀ z + c</code>
/// With one matrix for both, an encoder cannot make its codes small and have the decoder make up for it, which a
/// penalty on the encoder alone invites (the model of Rifai et al., ICML 2011). The output is linear: logits, or means.
/// </summary>
/// <remarks>Chapter 5, <i>A first contractive autoencoder</i>.</remarks>
public sealed class TiedAutoencoder : Module<Tensor, Tensor>
{
    private readonly Linear encoder;
    private readonly Parameter decoderBias;

    /// <summary>Maps <paramref name="input"/> numbers to <paramref name="code"/> numbers in (0, 1) and back.</summary>
    /// <param name="input">The number of pixels.</param>
    /// <param name="code">The number of units.</param>
    /// <param name="mean">
    /// The mean training picture, pixels in [0, 1], (input), where the output is logits: c begins at its logits.
    /// Otherwise W would have to draw the black background, and the encoder, which shares W, would become sensitive to
    /// it. c begins at zero if not given.
    /// </param>
    /// <exception cref="ArgumentException">The mean has another shape, or leaves [0, 1].</exception>
    public TiedAutoencoder(long input, long code, Tensor? mean = null) : base(nameof(TiedAutoencoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1);
        if (mean is not null)
        {
            if (mean.dim() != 1 || mean.shape[0] != input)
                throw new ArgumentException(
                    $"The mean picture is a vector ({input}); it has the "
                        + $"shape ({string.Join(", ", mean.shape)}).", nameof(mean));
            Require.UnitInterval(mean, nameof(mean));
        }
        encoder = Linear(input, code);
        decoderBias = new Parameter(mean is null
            ? zeros(input, device: Compute.Device)
            : Bernoulli.Logits(mean, 1e-3).detach());
        RegisterComponents();
    }

    /// <summary>The matrix W itself, (code, input).</summary>
    public Tensor Weight => encoder.weight!;

    /// <summary>The codes z = σ(W x + b): (n, input) to (n, code).</summary>
    public Tensor Encode(Tensor x) => encoder.call(x).sigmoid();

    /// <summary>The output a = Wᵀ z + c: (n, code) to (n, input).</summary>
    public Tensor Decode(Tensor z) => nn.functional.linear(z, Weight.t(), decoderBias);

    /// <summary>Decode(Encode(x)): (n, input) to (n, input), logits or means.</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));
}
