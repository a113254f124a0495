using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A code drawn from a distribution over all of them, relaxed so that gradients pass (Jang, Gu and Poole 2017,
/// arXiv:1611.01144; Maddison, Mnih and Teh 2017, arXiv:1611.00712): with g Gumbel noise and τ the temperature,
/// <code>q = softmax(a)      y = softmax((a + g)/τ)      the code of the largest y, with the gradient of y</code>
/// The term is "KL", KL(q ‖ uniform) in nats. In evaluation the likeliest code is taken.
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class GumbelQuantizer : nn.Module, IQuantizer
{
    private readonly Linear logits;
    private readonly Parameter codebook;
    private readonly double weight;
    private double temperature = 1;

    /// <summary>
    /// A table of <paramref name="codes"/> vectors of <paramref name="dimension"/> numbers, and the map from a vector
    /// to K logits.
    /// </summary>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="weight">The weight of the divergence; 1 makes the loss a bound on −log p(x), but for the
    /// relaxation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public GumbelQuantizer(long codes, long dimension, double weight = 1) : base(nameof(GumbelQuantizer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Require.NonNegative(weight, nameof(weight));
        (Codes, Dimension, this.weight) = (codes, dimension, weight);
        logits = nn.Linear(dimension, codes);
        codebook = new Parameter(randn(codes, dimension, device: Compute.Device));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Codes { get; }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <summary>
    /// τ, positive: near 0 the relaxation is a choice with noisy gradients, for large τ a blur with quiet ones.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive and finite.</exception>
    public double Temperature
    {
        get => temperature;
        set =>
            temperature = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                "The temperature must be positive and finite.");
    }

    /// <inheritdoc/>
    public Quantized Quantize(Tensor z)
    {
        CodebookQuantizer.RequireVectors(z, Dimension);
        if (z.dtype != codebook.dtype)
            throw new ArgumentException($"The quantiser's weights are {codebook.dtype}; z is {z.dtype}.", nameof(z));
        var a = logits.call(z);                                                  // (m, K)
        var logQ = a.log_softmax(1);                                             // (m, K)
        var kl = weight * ((logQ.exp() * logQ).sum(1) + Math.Log(Codes));        // (m)
        var penalty = new Loss(kl, ("KL", kl));
        if (!training)
        {
            var likeliest = a.argmax(1);
            return new(codebook.index_select(0, likeliest), likeliest, penalty);
        }
        var soft = ((a + Gumbel(a)) / temperature).softmax(1);                   // y, (m, K)
        var index = soft.detach().argmax(1);                                     // (m)
        var hard = nn.functional.one_hot(index, Codes).to(soft.dtype);           // (m, K)
        return new(VectorQuantization.StraightThrough(soft, hard).mm(codebook), index, penalty);
    }

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index)
    {
        Require.Index(index, Codes, nameof(index));
        return codebook.index_select(0, index);
    }

    private static Tensor Gumbel(Tensor like) => -(-rand_like(like).clamp_(min: 1e-20).log()).log();
}
