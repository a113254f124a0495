using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Several tables, each for what the ones before it left over (Zeghidour et al., SoundStream, 2021, arXiv:2107.03312;
/// Lee et al., RQ-VAE, 2022, arXiv:2203.01941):
/// <code>r_0 = z      e_d = nearest code to r_{d−1} in table d      r_d = r_{d−1} − e_d      output Σ_d e_d</code>
/// Its terms are the sums of the tables' terms.
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class ResidualQuantizer : nn.Module, IQuantizer
{
    private readonly CodebookQuantizer[] stages;

    /// <summary>
    /// Quantisers with equally many codes of the same dimension, in the order in which they are applied.
    /// </summary>
    /// <exception cref="ArgumentException">There are none, or they differ in shape.</exception>
    public ResidualQuantizer(params CodebookQuantizer[] stages) : base(nameof(ResidualQuantizer))
    {
        if (stages.Length == 0
            || stages.Any(stage => (stage.Codes, stage.Dimension) != (stages[0].Codes, stages[0].Dimension)))
            throw new ArgumentException("Residual quantisation needs one table or more, all of one shape.",
                nameof(stages));
        this.stages = [.. stages];
        for (var i = 0; i < stages.Length; i++) register_module($"stage{i}", stages[i]);
    }

    /// <inheritdoc/>
    public long Dimension => stages[0].Dimension;

    /// <inheritdoc/>
    public long Codes => stages[0].Codes;

    /// <inheritdoc/>
    public int Depth => stages.Length;

    /// <inheritdoc/>
    public Quantized Quantize(Tensor z)
    {
        var left = z;                                                            // r, (m, D)
        var parts = new List<Quantized>();
        foreach (var stage in stages)
        {
            parts.Add(stage.Quantize(left));
            left = left - parts[^1].Output.detach();
        }
        var sum = parts.Select(part => part.Output.detach()).Aggregate((total, e) => total + e);
        return new(VectorQuantization.StraightThrough(z, sum), stack(parts.Select(part => part.Index), 1),
            Sum(parts.Select(part => part.Penalty)));
    }

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index) => index.dim() != 2 || index.shape[1] != Depth
        ? throw new ArgumentException(
            $"Each vector has {Depth} codes, (m, {Depth}); index has the "
                + $"shape ({string.Join(", ", index.shape)}).", nameof(index))
        : stages.Select((stage, d) => stage.Lookup(index.select(1, d))).Aggregate((total, e) => total + e);

    /// <summary>Each table in turn starts from what is left of <paramref name="z"/>.</summary>
    public void Start(Tensor z, int seed = 0)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var left = z.detach();
        foreach (var stage in stages)
        {
            stage.Start(left, seed);
            left = left - stage.Lookup(KMeans.Assign(left, stage.Codebook));
        }
    }

    private static Loss Sum(IEnumerable<Loss> losses) => losses.Aggregate((a, b) =>
        new Loss(a.Total + b.Total,
            [.. a.Terms.Zip(b.Terms, (first, second) => (first.Name, first.Value + second.Value))]));
}
