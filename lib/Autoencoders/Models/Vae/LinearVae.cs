using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The linear variational autoencoder, for centred data (Lucas, Tucker, Grosse and Norouzi 2019):
/// <code>q(z|x) = N(V x, diag d)   p(x|z) = N(W z, σ² I)</code>
/// with one variance for each latent variable and all images. At its optimum it is probabilistic PCA (Tipping and
/// Bishop 1999), rotated so that the columns of W are orthogonal.
/// </summary>
/// <remarks>Chapter 9, <i>The theory: a linear VAE</i>.</remarks>
public sealed class LinearVae : Module<Tensor, Tensor>, IVae
{
    private readonly Linear encoder;
    private readonly Linear decoder;
    private readonly Parameter logVariance;

    /// <summary>Maps <paramref name="input"/> numbers to <paramref name="latent"/> variables and back.</summary>
    public LinearVae(long input, long latent) : base(nameof(LinearVae))
    {
        Latent = latent;
        encoder = Linear(input, latent, hasBias: false);
        decoder = Linear(latent, input, hasBias: false);
        logVariance = new Parameter(zeros(latent, device: Compute.Device));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Latent { get; }

    /// <summary>The encoder's matrix V itself, (latent, input).</summary>
    public Tensor EncoderMatrix => encoder.weight!;

    /// <summary>The decoder's matrix W itself, (input, latent).</summary>
    public Tensor DecoderMatrix => decoder.weight!;

    /// <summary>log d itself, (latent).</summary>
    public Tensor LogVariance => logVariance;

    /// <inheritdoc/>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x)
    {
        var mu = encoder.call(x);
        return (mu, logVariance.expand_as(mu));
    }

    /// <summary>The mean W z of p(x|z): (n, latent) to (n, input).</summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>W V x: (n, input) to (n, input).</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x).Mu);
}
