using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// Logits of black-and-white pixels of which each sees only those before it, so that their likelihoods multiply to a
/// distribution over whole pictures, p(x) = Π p(x_i | x_&lt;i) (the masked autoencoder of Germain, Gregor, Murray and
/// Larochelle 2015, with direct connections):
/// <code>a = (L ∘ M₀) x + (V ∘ M₂) relu((W ∘ M₁) x + b) + c</code>
/// Hidden unit h has a degree d_h: it sees the pixels before d_h and is seen by pixel d_h and those behind it. The
/// masks M hold that.
/// </summary>
/// <remarks>Chapter 9, <i>A code that dies</i>.</remarks>
public sealed class Made : Module<Tensor, Tensor>
{
    private readonly Linear direct;
    private readonly Linear inner;
    private readonly Linear outer;
    private readonly Tensor directMask;
    private readonly Tensor innerMask;
    private readonly Tensor outerMask;

    /// <summary>A masked network.</summary>
    /// <param name="pixels">Pixels a picture, in the order in which they see each other; at least 2.</param>
    /// <param name="hidden">Hidden units, at least 1.</param>
    /// <param name="context">How many pixels before it a pixel sees: none makes pixels independent; all if not
    /// given.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few pixels or units, or a negative context.</exception>
    public Made(long pixels, long hidden, long? context = null) : base(nameof(Made))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(context ?? 0, nameof(context));
        direct = Linear(pixels, pixels);
        inner = Linear(pixels, hidden);
        outer = Linear(hidden, pixels, hasBias: false);

        // A hidden unit looks back over the nearer half of the context, and an output over the hidden units of the
        // farther half.
        var (reach, near, far) = context is { } c ? (c, (c + 1) / 2, c / 2) : (pixels, pixels, pixels);
        var pixel = arange(pixels, device: Compute.Device);
        // 1 … pixels − 1
        var degree = 1 + (arange(hidden, device: Compute.Device) * (pixels - 1)).div(hidden, RoundingMode.floor);
        directMask = Between(pixel, pixel, reach);
        innerMask = Between(degree, pixel, near);
        outerMask = Between(pixel + 1, degree, far + 1);
        RegisterComponents();
    }

    /// <summary>The logits of each pixel given those before it: (n, pixels) to (n, pixels).</summary>
    public override Tensor forward(Tensor x)
    {
        var h = functional.linear(x, inner.weight! * innerMask, inner.bias).relu();           // (n, hidden)
        return functional.linear(x, direct.weight! * directMask, direct.bias)
            + functional.linear(h, outer.weight! * outerMask);
    }

    // One where a row's number minus reach ≤ a column's number < the row's number.
    private static Tensor Between(Tensor rows, Tensor columns, long reach)
    {
        var difference = rows.unsqueeze(1) - columns;
        return (difference.gt(0) & difference.le(reach)).to(float32);
    }
}
