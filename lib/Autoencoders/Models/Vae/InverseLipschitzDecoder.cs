using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A decoder that cannot ignore its code: different codes give outputs at least L times as far apart (Kinoshita, Oono,
/// Fukumizu, Yoshida and Maeda 2023). As there, the bound comes from the gradient of a strongly convex function,
/// <code>t(z) = L z + Wᵀ σ(W z + b),   (t(z) − t(z′))·(z − z′) ≥ L ‖z − z′‖²</code>
/// which here takes the place of another decoder's output m(z) along k directions, the orthonormal columns of Q; across
/// them m is free:
/// <code>a(z) = m(z) + Q (t(z) − Qᵀ m(z)),   ‖a(z) − a(z′)‖ ≥ ‖t(z) − t(z′)‖ ≥ L ‖z − z′‖</code>
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class InverseLipschitzDecoder : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> decoder;
    private readonly Linear potential;
    private readonly Parameter frame;
    private readonly double lipschitz;

    /// <summary>Makes <paramref name="decoder"/> one that cannot ignore its code.</summary>
    /// <param name="decoder">m, from (n, latent) to (n, pixels).</param>
    /// <param name="latent">The number of latent variables, k.</param>
    /// <param name="pixels">The number of outputs, at least k.</param>
    /// <param name="lipschitz">L, not negative: the least distance of outputs per unit of distance between
    /// codes.</param>
    /// <param name="hidden">Rows of W.</param>
    /// <exception cref="ArgumentException">Fewer outputs than latent variables, or an L that is negative or not
    /// finite.</exception>
    public InverseLipschitzDecoder(Module<Tensor, Tensor> decoder, long latent, long pixels, double lipschitz,
        long hidden = 32) : base(nameof(InverseLipschitzDecoder))
    {
        if (latent < 1 || pixels < latent)
            throw new ArgumentException(
                $"{latent} orthonormal directions need as many outputs at least; there are {pixels}.", nameof(pixels));
        Require.NonNegative(lipschitz, nameof(lipschitz));
        (this.decoder, this.lipschitz) = (decoder, lipschitz);
        potential = Linear(latent, hidden);
        frame = new Parameter(randn(pixels, latent, device: Compute.Device));
        RegisterComponents();
    }

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, k) to (n, pixels), logits or means.
    /// </summary>
    public override Tensor forward(Tensor z)
    {
        var q = linalg.qr(frame).Q; // (pixels, k), orthonormal columns
        var t = lipschitz * z + potential.call(z).sigmoid().mm(potential.weight!);            // (n, k)
        var m = decoder.call(z);                                                              // (n, pixels)
        return m + (t - m.mm(q)).mm(q.t());
    }
}
