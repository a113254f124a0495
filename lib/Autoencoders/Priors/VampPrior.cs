using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The variational mixture of posteriors (Tomczak and Welling 2018): the prior is what the encoder makes of K
/// pseudo-inputs, which are trained along: <code>p(z) = (1/K) Σ_c q(z|u_c)</code>
/// With all training images as pseudo-inputs it would be the aggregate posterior. The encoder's parameters stay the
/// model's; the module's own are the pseudo-inputs.
/// </summary>
/// <remarks>Chapter 10, <i>The best prior</i>.</remarks>
public sealed class VampPrior : Module<Tensor, Tensor>, IPrior
{
    private readonly Func<Tensor, (Tensor Mu, Tensor LogVar)> encode;
    private readonly Parameter pseudo;

    /// <summary>
    /// The prior that <paramref name="encode"/>, a model's encoder, makes of <paramref name="pseudoInputs"/> to begin
    /// with; a copy is taken.
    /// </summary>
    /// <param name="encode">Images to means and log-variances, (K, input) to (K, k) and (K, k), such as
    /// <see cref="IVae.Encode"/>.</param>
    /// <param name="pseudoInputs">K images, (K, input), pixels in [0, 1].</param>
    /// <exception cref="ArgumentException">The pseudo-inputs are no matrix, or a pixel lies outside [0, 1].</exception>
    public VampPrior(Func<Tensor, (Tensor Mu, Tensor LogVar)> encode, Tensor pseudoInputs) : base(nameof(VampPrior))
    {
        Require.Matrix(pseudoInputs, nameof(pseudoInputs), "images as rows, (K, input)");
        Require.UnitInterval(pseudoInputs, nameof(pseudoInputs));
        this.encode = encode;
        pseudo = Parameter(pseudoInputs.detach().clone());
        RegisterComponents();
    }

    /// <summary>The pseudo-inputs u, kept in [0, 1], (K, input).</summary>
    public Tensor PseudoInputs => pseudo.clamp(0, 1);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor z)
    {
        var (mu, logVar) = encode(PseudoInputs); // (K, k)
        return DiagonalGaussian.LogDensities(z, mu, logVar).logsumexp(-1) - Math.Log(pseudo.shape[0]);
    }

    /// <summary>The same as <see cref="LogDensity"/>.</summary>
    public override Tensor forward(Tensor z) => LogDensity(z);

    /// <inheritdoc/>
    public Tensor Sample(long count, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (mu, logVar) = encode(PseudoInputs);
        Require.Finite(mu, nameof(mu));
        Require.Finite(logVar, nameof(logVar));
        var chosen = randint(pseudo.shape[0], [count], int64, pseudo.device, generator: generator);
        return DiagonalGaussian.Sample(mu.index_select(0, chosen), logVar.index_select(0, chosen), generator)
            .MoveToOuterDisposeScope();
    }
}
