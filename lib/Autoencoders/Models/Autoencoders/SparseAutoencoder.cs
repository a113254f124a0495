using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// One layer each way for wide codes, with a decoder that can only add:
/// <code>z = f(W x + b)   a = W′ z + c,   W′ = V ∘ V ≥ 0</code>
/// Where no unit can take away what another has put down, units become parts of pictures (Lee and Seung 1999; with
/// sparsity Hoyer 2004). The output is linear, logits; before training it is close to the mean picture's.
/// </summary>
/// <remarks>Chapter 4, <i>Wider than the picture</i>.</remarks>
public sealed class SparseAutoencoder : Module<Tensor, Tensor>
{
    private readonly Linear encoder;
    private readonly Parameter decoderRoot;
    private readonly Parameter decoderBias;
    private readonly CodeActivation activation;

    /// <summary>An autoencoder of pictures with the given mean, with <paramref name="code"/> units.</summary>
    /// <param name="mean">The mean training picture, pixels in [0, 1], (input).</param>
    /// <param name="code">The number of units.</param>
    /// <param name="activation">ReLU, or sigmoid: codes that are not negative.</param>
    /// <exception cref="ArgumentException">The mean is no vector or leaves [0, 1], or the activation is
    /// linear.</exception>
    public SparseAutoencoder(Tensor mean, long code, CodeActivation activation) : base(nameof(SparseAutoencoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1);
        if (mean.dim() != 1)
            throw new ArgumentException(
                $"The mean picture is a vector (input); it has the shape ({string.Join(", ", mean.shape)}).",
                nameof(mean));
        Require.UnitInterval(mean, nameof(mean));
        if (activation == CodeActivation.Linear)
            throw new ArgumentException(
                "A decoder that can only add needs codes that are not negative: ReLU or sigmoid.", nameof(activation));
        this.activation = activation;
        encoder = Linear(mean.shape[0], code);
        if (activation == CodeActivation.Sigmoid)
            // begins quiet, near 0.05: a KL penalty does not swamp the first steps
            using (no_grad()) encoder.bias!.fill_(-3);
        decoderRoot = new Parameter((0.1 / Math.Sqrt(code) * rand(mean.shape[0], code, device: Compute.Device)).sqrt());
        decoderBias = new Parameter(Bernoulli.Logits(mean, 1e-3).detach());
        RegisterComponents();
    }

    /// <summary>The decoder's matrix W′ ≥ 0, (input, code); column j is the ink that unit j adds.</summary>
    /// <remarks>
    /// Ink that no picture wants decays until V² is below float32's normal range, where matrix products take tens of
    /// times as long. The floor of 1e-30, which no logit shows, keeps it above.
    /// </remarks>
    public Tensor DecoderMatrix => decoderRoot.square().clamp(min: 1e-30);

    /// <summary>The codes z: (n, input) to (n, code), none negative.</summary>
    public Tensor Encode(Tensor x) =>
        activation == CodeActivation.Relu ? encoder.call(x).relu() : encoder.call(x).sigmoid();

    /// <summary>The logits a = W′ z + c: (n, code) to (n, input).</summary>
    public Tensor Decode(Tensor z) => nn.functional.linear(z, DecoderMatrix, decoderBias);

    /// <summary>Decode(Encode(x)): (n, input) to (n, input), logits.</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));
}
