using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A variational autoencoder for shapes that move, thin enough for one core: convolutions that do not overlap
/// (<see cref="PatchMerging"/>) encode, a <see cref="BroadcastDecoder"/> draws. For images of 64 × 64:
/// <code>64 × 64 × 1 → 16 × 16 × 16 → 8 × 8 × 32 → 4 × 4 × 64 → 128 → μ, log σ²</code>
/// The output is linear: logits or means.
/// </summary>
public sealed class BroadcastVae : Module<Tensor, Tensor>, IVae
{
    private const long Hidden = 128;
    private static readonly (long Patch, long Channels)[] Layers = [(4, 16), (2, 32), (2, 64)];

    private readonly long side;
    private readonly Sequential merging;
    private readonly GaussianEncoder encoder;
    private readonly BroadcastDecoder decoder;

    /// <param name="side">Rows and columns of an image, a multiple of 16.</param>
    /// <param name="latent">The number of latent variables.</param>
    /// <exception cref="ArgumentException">The side is no multiple of 16, or a number is below 1.</exception>
    public BroadcastVae(long side, long latent) : base(nameof(BroadcastVae))
    {
        var reduction = Layers.Aggregate(1L, (product, layer) => product * layer.Patch);
        if (side < 1 || side % reduction != 0)
            throw new ArgumentException(
                $"The side of an image is a multiple of {reduction}; it is {side}.", nameof(side));
        (this.side, Latent) = (side, latent);
        merging =
            Sequential(
                Layers.SelectMany((layer, i) => new Module<Tensor, Tensor>[]
                    { new PatchMerging(i == 0 ? 1 : Layers[i - 1].Channels, layer.Channels, layer.Patch), ReLU() }));
        encoder = new GaussianEncoder([side / reduction * (side / reduction) * Layers[^1].Channels, Hidden], latent);
        decoder = new BroadcastDecoder(latent, side);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Latent { get; }

    /// <inheritdoc/>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x) =>
        encoder.call(merging.call(x.reshape(-1, side, side, 1)).flatten(1));

    /// <inheritdoc/>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>The decoder's output at the posterior's mean: (n, side²) to (n, side²).</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x).Mu);
}
