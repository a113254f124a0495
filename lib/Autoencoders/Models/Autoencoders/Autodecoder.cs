using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A decoder whose codes are parameters of their own, one for each training image, instead of an encoder's output
/// (generative latent optimisation, GLO: Bojanowski, Joulin, Lopez-Paz and Szlam 2018). Codes are kept in the unit
/// ball.
/// <code>min_θ Σ_i min_{‖z_i‖ ≤ 1} ℓ(g_θ(z_i), x_i)</code>
/// </summary>
/// <remarks>Chapter 6, <i>Codes without an encoder</i>.</remarks>
public sealed class Autodecoder : Module<Tensor, Tensor>
{
    private readonly Sequential decoder;

    /// <summary>
    /// A decoder with the layer <paramref name="widths"/> from the image to the code, as an autoencoder's, and random
    /// codes for so many images.
    /// </summary>
    /// <param name="widths">Units of each layer, the image first and the code last, e.g. [784, 512, 128, 32].</param>
    /// <param name="images">How many images have a code.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or one that is not positive.</exception>
    public Autodecoder(long[] widths, long images) : this(widths, Random(widths, images))
    {
    }

    /// <summary>
    /// A decoder, and codes that begin at <paramref name="codes"/> (images, code), drawn into the unit ball: PCA's
    /// coordinates, say.
    /// </summary>
    /// <exception cref="ArgumentException">The widths make no network, or the codes are not as wide as the last of
    /// them.</exception>
    public Autodecoder(long[] widths, Tensor codes) : base(nameof(Autodecoder))
    {
        Require.Widths(widths);
        Codes = new CodeTable(codes);
        if (codes.shape[1] != widths[^1])
            throw new ArgumentException($"The codes have {codes.shape[1]} numbers each, the last width "
                + $"is {widths[^1]}; they must be equal.", nameof(codes));
        decoder = DenseAutoencoder.Layers([.. widths.Reverse()], CodeActivation.Linear);
        RegisterComponents();
    }

    /// <summary>The codes of the training images; the optimiser of the decoder does not see them.</summary>
    public CodeTable Codes { get; }

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, code) to (n, image), logits or means.
    /// </summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>
    /// The reconstructions of the training images <paramref name="index"/> (int64, (n)) from their codes: (n, image),
    /// logits or means.
    /// </summary>
    public override Tensor forward(Tensor index) => Decode(Codes.Rows(index));

    private static Tensor Random(long[] widths, long images)
    {
        Require.Widths(widths);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        return randn(images, widths[^1], device: Compute.Device) / Math.Sqrt(widths[^1]);
    }
}
