using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A layer of the gated PixelCNN (van den Oord et al., Conditional Image Generation with PixelCNN Decoders, 2016,
/// arXiv:1606.05328, figure 2): a vertical stack that sees the rows above, a horizontal one that sees the row to the
/// left and is told what the vertical one saw. Together they see all that came before: no blind spot. Kernels are as
/// large as what they may see, not masked.
/// <code>y = tanh(a) ∘ σ(b), a and b the two halves of a convolution's channels</code>
/// </summary>
internal sealed class GatedLayer : Module<Tensor, Tensor, Tensor?, (Tensor Vertical, Tensor Horizontal)>
{
    internal readonly Conv2d vertical;
    internal readonly Conv2d horizontal;
    internal readonly Conv2d join;
    internal readonly Conv2d output;
    internal readonly Embedding? ofClass;

    /// <param name="channels">Channels of both stacks.</param>
    /// <param name="kernel">Side of the square around the position, odd.</param>
    /// <param name="isFirst">Whether the input at a position is what is to be predicted there: then it is not seen, and
    /// not added.</param>
    /// <param name="classes">The number of classes, 0 for none.</param>
    public GatedLayer(long channels, long kernel, bool isFirst, long classes) : base(nameof(GatedLayer))
    {
        Half = kernel / 2;
        IsFirst = isFirst;
        var seen = isFirst ? Half : Half + 1; // rows above, with the own one or without; and columns likewise
        vertical = Conv2d(channels, 2 * channels, (seen, kernel));
        horizontal = Conv2d(channels, 2 * channels, (1, seen));
        join = Conv2d(2 * channels, 2 * channels, 1);
        output = Conv2d(channels, channels, 1);
        if (classes > 0) ofClass = Embedding(classes, 4 * channels);
        RegisterComponents();
    }

    public long Half { get; }

    public bool IsFirst { get; }

    /// <summary>Vertical and horizontal stack, (n, c, h, w) each, and classes (n) or null, to the same.</summary>
    public override (Tensor Vertical, Tensor Horizontal) forward(Tensor v, Tensor h, Tensor? classes)
    {
        var (height, width) = (v.shape[2], v.shape[3]);
        // The first layer's kernel ends a row (a column) earlier, so that it makes one row (column) too many.
        var a = vertical.call(functional.pad(v, (Half, Half, Half, 0))).narrow(2, 0, height);   // (n, 2c, h, w)
        var b = horizontal.call(functional.pad(h, (Half, 0, 0, 0))).narrow(3, 0, width);        // (n, 2c, h, w)
        b = b + join.call(a);
        if (Condition(classes) is var (toVertical, toHorizontal))
        {
            a = a + toVertical;
            b = b + toHorizontal;
        }
        var made = output.call(Gate(b));
        return (Gate(a), IsFirst ? made : h + made);
    }

    /// <summary>
    /// What the classes add to the two stacks before the gate, (n, 2c, 1, 1) each; null for a layer without classes.
    /// </summary>
    internal (Tensor Vertical, Tensor Horizontal)? Condition(Tensor? classes)
    {
        if (ofClass is null) return null;
        var halves = ofClass.call(classes!).unsqueeze(2).unsqueeze(3).chunk(2, 1);
        return (halves[0], halves[1]);
    }

    /// <summary>
    /// tanh of the first half of the channels times the sigmoid of the second: (n, 2c, …) to (n, c, …).
    /// </summary>
    internal static Tensor Gate(Tensor x)
    {
        var halves = x.chunk(2, 1);
        return halves[0].tanh() * halves[1].sigmoid();
    }
}
