using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The nearest code, with a table of running means (van den Oord et al. 2017, appendix A.1): k-means that never ends.
/// In training, with n_k vectors of the batch at code k and s_k their sum,
/// <code>N_k ← γ N_k + (1 − γ) n_k      M_k ← γ M_k + (1 − γ) s_k      e_k = M_k / N_k</code>
/// The table gets no gradient; the only term is "commitment". Codes that hardly anything chooses can be restarted at
/// vectors of the batch (Dhariwal et al., Jukebox, 2020, arXiv:2005.00341), see <see cref="RestartRule"/>.
/// </summary>
/// <remarks>Chapter 13, <i>A codebook that stays alive</i>.</remarks>
public sealed class EmaQuantizer : CodebookQuantizer
{
    private readonly double decay;
    private readonly double restartBelow;
    private readonly int seed;
    private readonly RestartRule rule;
    private readonly Tensor codebook;
    private readonly Tensor sizes;
    private readonly Tensor sums;
    private long updates;

    /// <summary>
    /// A table of <paramref name="codes"/> vectors of <paramref name="dimension"/> numbers, standard normal until it is
    /// set or started.
    /// </summary>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="commitment">β, at least 0.</param>
    /// <param name="decay">γ, in [0, 1).</param>
    /// <param name="restartBelow">A code is restarted when its N_k falls below this many vectors a step; 0 restarts
    /// none.</param>
    /// <param name="seed">Decides where codes are restarted.</param>
    /// <param name="rule">Which vectors they are restarted at.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EmaQuantizer(long codes, long dimension, double commitment = 0.25, double decay = 0.99,
        double restartBelow = 0, int seed = 0, RestartRule rule = RestartRule.Uniform)
        : base(nameof(EmaQuantizer), codes, dimension, commitment)
    {
        if (!(decay is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay must lie in [0, 1).");
        Require.NonNegative(restartBelow, nameof(restartBelow));
        if (!Enum.IsDefined(rule)) throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule.");
        (this.decay, this.restartBelow, this.seed, this.rule) = (decay, restartBelow, seed, rule);
        codebook = randn(codes, dimension, device: Compute.Device);
        sizes = ones(codes, device: Compute.Device);
        sums = codebook.clone();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor Codebook => codebook;

    /// <summary>N_k, the running number of vectors a step at each code, (K).</summary>
    public Tensor Sizes => sizes;

    /// <summary>How many codes have been restarted so far.</summary>
    public long Restarts { get; private set; }

    /// <inheritdoc/>
    public override Quantized Quantize(Tensor z)
    {
        var index = Nearest(z);                                                  // (m)
        var e = Rows(index);                                                     // (m, D)
        if (training) Update(z, index, e);
        var commit = Commitment * VectorQuantization.Commitment(z, e);           // (m)
        return new(VectorQuantization.StraightThrough(z, e), index, new Loss(commit, ("commitment", commit)));
    }

    /// <inheritdoc/>
    protected override void Place(Tensor codebook)
    {
        this.codebook.copy_(codebook);
        sums.copy_(codebook);
        sizes.fill_(1);
    }

    private void Update(Tensor z, Tensor index, Tensor e)
    {
        using var noGradient = no_grad(); // else every step's graph would hang on the one before
        using var scope = NewDisposeScope();
        var counts = bincount(index, minlength: Codes).to(sizes.dtype);                                     // n_k, (K)
        sizes.mul_(decay).add_(counts, 1 - decay);
        sums.mul_(decay).add_(zeros_like(sums).index_add_(0, index, z.to(sums.dtype), 1), 1 - decay); // s_k, (K, D)
        // Where n_k = 0 both means shrink alike and their ratio stays; dividing would only end at 0/0.
        codebook.copy_(where(counts.gt(0).unsqueeze(1), sums / sizes.unsqueeze(1), codebook));
        if (restartBelow > 0) Restart(z, e);
        updates++;
    }

    private void Restart(Tensor z, Tensor e)
    {
        var dead = sizes.lt(restartBelow).nonzero().flatten();                                             // (dead)
        if (dead.numel() == 0) return;
        var rows = rule == RestartRule.Uniform ? Any(dead.numel(), z.shape[0]) : ByError(dead.numel(), z, e);
        if (rows.Length == 0) return;
        dead = dead[..rows.Length];
        var fresh = z.index_select(0, tensor(rows, device: z.device)).to(sums.dtype);                      // (dead, D)
        var size = Math.Max((double)z.shape[0] / Codes, restartBelow); // as an average code
        codebook.index_copy_(0, dead, fresh);
        sums.index_copy_(0, dead, fresh * size);
        sizes.index_fill_(0, dead, size);
        Restarts += rows.Length;
    }

    private long[] Any(long count, long vectors)
    {
        var random = new SplitMix64((uint)seed, (ulong)updates);
        var rows = new long[count];
        for (var i = 0; i < rows.Length; i++) rows[i] = random.Below((int)vectors);
        return rows;
    }

    // The first of a race in which a vector's time is exponential with its squared error as the rate: draws without
    // putting back. The largest is 1 before the race, so that no rate overflows.
    private long[] ByError(long count, Tensor z, Tensor e)
    {
        var errors = TensorValues.Read((z.detach() - e).to(float64).square().sum(1));                       // (m)
        var largest = errors.Max();
        var random = new SplitMix64((uint)seed, (ulong)updates);
        return [.. errors.Select((error, row) => (Row: (long)row, Error: error,
                Time: -Math.Log(1 - random.Uniform()) / (error / largest)))
            .Where(runner => runner.Error > 0).OrderBy(runner => runner.Time).Take((int)count)
            .Select(runner => runner.Row)];
    }
}
