using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A mixture of K Gaussians with diagonal covariances as the prior, all of it trained along with the model (Jiang et
/// al. 2017):
/// <code>p(z) = Σ_c π_c N(z; μ_c, diag σ_c²)</code>
/// Its parameters are the module's: logits of π, μ and log σ².
/// </summary>
/// <remarks>Chapter 10, <i>A class that nobody knows</i>.</remarks>
public sealed class GaussianMixturePrior : Module<Tensor, Tensor>, IPrior
{
    private readonly Parameter logits;
    private readonly Parameter means;
    private readonly Parameter logVariances;

    /// <summary>
    /// A mixture that begins with these components, such as a fitted <see cref="GaussianMixture"/>'s; copies are
    /// taken, in the means' precision.
    /// </summary>
    /// <param name="weights">π, (K), positive; they need not sum to 1.</param>
    /// <param name="means">μ, (K, k).</param>
    /// <param name="variances">σ², (K, k), positive.</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together, or a weight or variance that is not
    /// positive.</exception>
    public GaussianMixturePrior(Tensor weights, Tensor means, Tensor variances) : base(nameof(GaussianMixturePrior))
    {
        Require.Matrix(means, nameof(means), "the means of K components, (K, k)");
        Require.SameShape(means, variances, nameof(means), nameof(variances));
        if (weights.dim() != 1 || weights.shape[0] != means.shape[0])
            throw new ArgumentException($"The weights of {means.shape[0]} components are ({means.shape[0]}); these "
                + $"are ({string.Join(", ", weights.shape)}).", nameof(weights));
        Require.Inside(weights, double.Epsilon, double.MaxValue, nameof(weights), "Weights must be positive", "");
        Require.Inside(variances, double.Epsilon, double.MaxValue, nameof(variances), "Variances must be positive", "");
        logits = Parameter(weights.detach().log().to(means.dtype));
        this.means = Parameter(means.detach().clone());
        logVariances = Parameter(variances.detach().log().to(means.dtype));
        RegisterComponents();
    }

    /// <summary>log π, (K).</summary>
    public Tensor LogWeights => logits.log_softmax(0);

    /// <summary>μ, (K, k).</summary>
    public Tensor Means => means;

    /// <summary>log σ², (K, k).</summary>
    public Tensor LogVariances => logVariances;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor z) => LogJoint(z).logsumexp(-1);

    /// <summary>The same as <see cref="LogDensity"/>.</summary>
    public override Tensor forward(Tensor z) => LogDensity(z);

    /// <summary>log p(z, c) = log π_c + log N(z; μ_c, σ_c²), in nats: (…, k) to (…, K).</summary>
    /// <exception cref="ArgumentException">The codes have another number of dimensions.</exception>
    public Tensor LogJoint(Tensor z) => DiagonalGaussian.LogDensities(z, means, logVariances) + LogWeights;

    /// <summary>p(c|z), the probability that each component made each code: (…, k) to (…, K).</summary>
    /// <exception cref="ArgumentException">The codes have another number of dimensions.</exception>
    public Tensor Responsibilities(Tensor z) => LogJoint(z).softmax(-1);

    /// <summary>KL(N(μ, σ²) ‖ N(μ_c, σ_c²)) to every component, in nats: (n, k), (n, k) to (n, K).</summary>
    /// <exception cref="ArgumentException">The shapes differ, or the number of dimensions is another.</exception>
    public Tensor Divergences(Tensor mu, Tensor logVar) => GaussianKl.ToEach(mu, logVar, means, logVariances);

    /// <inheritdoc/>
    public Tensor Sample(long count, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        foreach (var (name, parameter) in named_parameters()) Require.Finite(parameter, name);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var chosen = LogWeights.exp().multinomial(count, true, generator); // (count)
        return DiagonalGaussian.Sample(means.index_select(0, chosen), logVariances.index_select(0, chosen), generator)
            .MoveToOuterDisposeScope();
    }
}
