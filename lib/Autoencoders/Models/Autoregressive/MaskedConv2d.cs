using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>Whether a masked convolution may look at its own position.</summary>
public enum MaskKind
{
    /// <summary>No: for the first layer, whose input at a position is what is to be predicted there.</summary>
    A,

    /// <summary>Yes: for all later layers, whose input at a position knows only what came before.</summary>
    B,
}

/// <summary>
/// A convolution that sees nothing after its position in raster order: its kernel is zero there (van den Oord,
/// Kalchbrenner and Kavukcuoglu, Pixel Recurrent Neural Networks, 2016, arXiv:1601.06759, section 3.4). A stack of them
/// has a blind spot to the right above.
/// </summary>
/// <remarks>Chapter 14, <i>Convolutions that do not look ahead</i>.</remarks>
public sealed class MaskedConv2d : Module<Tensor, Tensor>
{
    private readonly Conv2d unmasked;
    private readonly Tensor mask;

    /// <summary>A convolution of an odd kernel that keeps height and width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel is even or below 1.</exception>
    public MaskedConv2d(MaskKind kind, long input, long output, long kernel) : base(nameof(MaskedConv2d))
    {
        mask = Mask(kind, kernel);
        unmasked = Conv2d(input, output, kernel, padding: kernel / 2);
        RegisterComponents();
    }

    /// <summary>The mask of a kernel, 1 where it may look: (kernel, kernel).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel is even or below 1.</exception>
    public static Tensor Mask(MaskKind kind, long kernel)
    {
        if (kernel < 1 || kernel % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "A kernel with a centre has an odd side.");
        // positions before the centre, in raster order, and the centre
        var allowed = kernel * kernel / 2 + (kind == MaskKind.B ? 1 : 0);
        return arange(kernel * kernel, device: Compute.Device).lt(allowed).to(float32).reshape(kernel, kernel);
    }

    /// <summary>(n, input, h, w) to (n, output, h, w).</summary>
    public override Tensor forward(Tensor x)
    {
        var half = mask.shape[0] / 2;
        return functional.conv2d(x, unmasked.weight! * mask, unmasked.bias, padding: [half, half]);
    }
}
