using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// What whole numbers cost, learned together with the network that makes them: for each channel a mixture of logistic
/// distributions, whose probability between v − ½ and v + ½ is the probability of v. Of values with uniform noise of
/// width 1 in place of rounding it is a density with a gradient (Ballé, Laparra and Simoncelli, End-to-end optimized
/// image compression, 2017, arXiv:1611.01704).
/// </summary>
/// <remarks>Chapter 15, <i>Rounding, trained as noise</i>.</remarks>
public sealed class FactorizedEntropy : Module<Tensor, Tensor>
{
    private readonly Parameter mean;     // (C, K) each
    private readonly Parameter logScale;
    private readonly Parameter weight;   // before the softmax over K

    /// <summary>Narrow mixtures around 0, which make 0 the cheapest number.</summary>
    /// <param name="channels">C, at least 1.</param>
    /// <param name="components">K, logistic distributions in each channel's mixture, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public FactorizedEntropy(long channels, long components = 3) : base(nameof(FactorizedEntropy))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var device = Compute.Device;
        var spread = components == 1 ? zeros(1, device: device) : linspace(-1, 1, components, device: device);
        mean = Parameter(spread.repeat(channels, 1));
        logScale = Parameter(full(channels, components, -1f, device: device));
        weight = Parameter(zeros(channels, components, device: device));
        RegisterComponents();
    }

    /// <summary>C.</summary>
    public long Channels => mean.shape[0];

    /// <summary>
    /// What each picture's values cost in bits, −Σ log₂(P + 2⁻²⁴): (n, C, h, w) to (n). The addend is the least share
    /// that a <see cref="FrequencyTable"/> gives, so that no value costs more than 24 bits.
    /// </summary>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public override Tensor forward(Tensor y)
    {
        if (y.dim() != 4 || y.shape[1] != Channels)
            throw new ArgumentException($"The values are (n, {Channels}, h, w); these are "
                + $"({string.Join(", ", y.shape)}).", nameof(y));
        return -(Probability(y) + Math.Pow(2, -FrequencyTable.Precision)).log2().sum([1L, 2L, 3L]);
    }

    /// <summary>
    /// The probabilities of the numbers from −<paramref name="reach"/> to <paramref name="reach"/> in a channel, as a
    /// table: symbol k is the number k − <paramref name="reach"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel, or the reach is not
    /// positive.</exception>
    public FrequencyTable Table(int channel, int reach)
    {
        if (channel < 0 || channel >= Channels)
            throw new ArgumentOutOfRangeException(nameof(channel), channel,
                $"The channels are numbered from 0 to {Channels - 1}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var numbers = arange(-reach, reach + 1, dtype: mean.dtype, device: mean.device).view(-1, 1, 1, 1);
        var all = Probability(numbers.expand(-1, Channels, 1, 1)); // (2 reach + 1, C, 1, 1)
        return FrequencyTable.FromProbabilities(TensorElements.Read<double>(all.select(1, channel).to(float64)));
    }

    // The logistic distribution's integral is a sigmoid; by symmetry the far side is taken, where no digits cancel.
    private Tensor Probability(Tensor y)
    {
        Tensor Wide(Tensor parameter) => parameter.view(1, Channels, 1, 1, -1);
        var far = (y.unsqueeze(-1) - Wide(mean)).abs(); // (n, C, h, w, K)
        var scale = Wide(logScale).exp();
        var shares = ((0.5 - far) / scale).sigmoid() - ((-0.5 - far) / scale).sigmoid();
        return (shares * Wide(weight).softmax(-1)).sum(-1L);
    }
}
