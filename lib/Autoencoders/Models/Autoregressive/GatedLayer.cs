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
    private readonly Parameter? ofRow;    // (4c, h, 1)
    private readonly Parameter? ofColumn; // (4c, 1, w)

    /// <param name="channels">Channels of both stacks.</param>
    /// <param name="kernel">Side of the square around the position, odd.</param>
    /// <param name="isFirst">Whether the input at a position is what is to be predicted there: then it is not seen, and
    /// not added.</param>
    /// <param name="classes">The number of classes, 0 for none.</param>
    /// <param name="dilation">How far apart the kernels' values lie; 1 for the first layer.</param>
    /// <param name="grid">Height and width of the grids, if every row and every column is to have a learned
    /// bias.</param>
    public GatedLayer(long channels, long kernel, bool isFirst, long classes, int dilation = 1,
        (long Height, long Width)? grid = null) : base(nameof(GatedLayer))
    {
        (Dilation, Half, IsFirst) = (dilation, kernel / 2 * dilation, isFirst);
        // rows above, with the own one or without; and columns likewise
        var values = isFirst ? kernel / 2 : kernel / 2 + 1;
        vertical = Conv2d(channels, 2 * channels, (values, kernel), dilation: (dilation, dilation));
        horizontal = Conv2d(channels, 2 * channels, (1, values), dilation: (1, dilation));
        join = Conv2d(2 * channels, 2 * channels, 1);
        output = Conv2d(channels, channels, 1);
        if (classes > 0) ofClass = Embedding(classes, 4 * channels);
        if (grid is var (height, width))
        {
            ofRow = new Parameter(zeros([4 * channels, height, 1], device: Compute.Device));
            ofColumn = new Parameter(zeros([4 * channels, 1, width], device: Compute.Device));
        }
        RegisterComponents();
    }

    public int Dilation { get; }

    /// <summary>How far the kernel reaches up, and to each side.</summary>
    public long Half { get; }

    /// <summary>How many rows the vertical kernel spans, the own one included but for a first layer.</summary>
    public long Span => IsFirst ? Half : Half + 1;

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
    /// What the classes, the rows and the columns add to the two stacks before the gate: (n, 2c, h, w) each, with 1 for
    /// what does not matter; null for a layer without any of them.
    /// </summary>
    internal (Tensor Vertical, Tensor Horizontal)? Condition(Tensor? classes)
    {
        var told = ofClass?.call(classes!).unsqueeze(2).unsqueeze(3);                           // (n, 4c, 1, 1)
        if (ofRow is not null)
        {
            var place = (ofRow + ofColumn!).unsqueeze(0);                                       // (1, 4c, h, w)
            told = told is null ? place : told + place;
        }
        if (told is null) return null;
        var halves = told.chunk(2, 1);
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
