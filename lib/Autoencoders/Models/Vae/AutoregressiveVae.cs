using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A variational autoencoder for black-and-white pictures whose decoder also sees the pixels before each pixel
/// (Gulrajani et al. 2017; Chen et al. 2017):
/// <code>p(x|z) = Π_i p(x_i | x_&lt;i, z),   logits = a(z) + c(x)</code>
/// with a(z) from the decoder and c(x) from a masked network (<see cref="Made"/>). Without that network the pixels are
/// independent given z.
/// </summary>
/// <remarks>Chapter 9, <i>A workbench</i>.</remarks>
public sealed class AutoregressiveVae : Module<Tensor, Tensor>, IVae
{
    private readonly Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder;
    private readonly Module<Tensor, Tensor> decoder;
    private readonly Module<Tensor, Tensor>? context;

    /// <summary>A model of three parts.</summary>
    /// <param name="latent">The number of latent variables, k.</param>
    /// <param name="encoder">q(z|x): (n, pixels) to mean and log-variance, (n, k).</param>
    /// <param name="decoder">a(z): (n, k) to (n, pixels).</param>
    /// <param name="context">c(x): (n, pixels) to (n, pixels), each output a function of the pixels before it; none if
    /// not given.</param>
    public AutoregressiveVae(
        long latent, Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder, Module<Tensor, Tensor> decoder,
        Module<Tensor, Tensor>? context = null)
        : base(nameof(AutoregressiveVae))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latent, 1);
        Latent = latent;
        (this.encoder, this.decoder, this.context) = (encoder, decoder, context);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Latent { get; }

    /// <summary>The encoder.</summary>
    public Module<Tensor, (Tensor Mu, Tensor LogVar)> Encoder => encoder;

    /// <inheritdoc/>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x) => encoder.call(x);

    /// <summary>What the code adds to the logits, a(z): (n, k) to (n, pixels).</summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>
    /// The logits of each pixel given the code and the pixels before it: pictures (n, pixels) and
    /// <see cref="Decode"/>'s output to (n, pixels).
    /// </summary>
    public Tensor Logits(Tensor x, Tensor decoded) => context is null ? decoded : decoded + context.call(x);

    /// <summary>
    /// −log p(x|z) in nats, for black-and-white pictures and <see cref="Decode"/>'s output, (n, pixels) each, to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a pixel is neither 0 nor 1.</exception>
    public Tensor NegativeLogProbability(Tensor x, Tensor decoded) =>
        Bernoulli.NegativeLogProbability(x, Logits(x, decoded));

    /// <summary>
    /// Draws a picture for each code, pixel after pixel: (n, k) to (n, pixels), 0 or 1, without gradients.
    /// </summary>
    /// <param name="z">The codes.</param>
    /// <param name="generator">Where the randomness comes from; the global generator if not given.</param>
    public Tensor Sample(Tensor z, Generator? generator = null)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var decoded = Decode(z);
        var x = zeros_like(decoded);
        for (long i = 0; i < x.shape[1]; i++)
        {
            using var pixel = NewDisposeScope();
            x.narrow(1, i, 1).copy_(bernoulli(Logits(x, decoded).narrow(1, i, 1).sigmoid(), generator));
        }
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The logits at the posterior's mean: (n, pixels) to (n, pixels).</summary>
    public override Tensor forward(Tensor x) => Logits(x, Decode(Encode(x).Mu));
}
