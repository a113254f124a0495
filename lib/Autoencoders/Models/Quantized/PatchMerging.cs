using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A convolution whose kernel is as wide as its stride: squares of k × k places, none overlapping, each become one
/// place with other channels. It is a matrix product on rearranged numbers, which a CPU does several times as fast as a
/// convolution that overlaps. Channels stand last.
/// </summary>
public sealed class PatchMerging : Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly long side;

    /// <param name="channels">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="side">k, rows and columns of a square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public PatchMerging(long channels, long outputs, long side) : base(nameof(PatchMerging))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        this.side = side;
        linear = Linear(side * side * channels, outputs);
        RegisterComponents();
    }

    /// <summary>(n, h, w, channels), h and w multiples of k, to (n, h/k, w/k, outputs).</summary>
    public override Tensor forward(Tensor x)
    {
        var (n, h, w, c) = (x.shape[0], x.shape[1] / side, x.shape[2] / side, x.shape[3]);
        return linear.call(x.reshape(n, h, side, w, side, c).permute(0, 1, 3, 2, 4, 5)
            .reshape(n, h, w, side * side * c));
    }
}
