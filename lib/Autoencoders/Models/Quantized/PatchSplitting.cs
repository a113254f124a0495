using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The mirror of <see cref="PatchMerging"/>: each place becomes a square of k × k places. A transposed convolution
/// whose kernel is as wide as its stride; channels stand last.
/// </summary>
public sealed class PatchSplitting : Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly long outputs, side;

    /// <param name="channels">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="side">k, rows and columns of a square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public PatchSplitting(long channels, long outputs, long side) : base(nameof(PatchSplitting))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        (this.outputs, this.side) = (outputs, side);
        linear = Linear(channels, side * side * outputs);
        RegisterComponents();
    }

    /// <summary>(n, h, w, channels) to (n, k·h, k·w, outputs).</summary>
    public override Tensor forward(Tensor x)
    {
        var (n, h, w) = (x.shape[0], x.shape[1], x.shape[2]);
        return linear.call(x).reshape(n, h, w, side, side, outputs).permute(0, 1, 3, 2, 4, 5)
            .reshape(n, h * side, w * side, outputs);
    }
}
