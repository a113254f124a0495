using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What a coder takes from a model: numbers. Damaged or absurd weights give infinities, and what they decide is no
/// picture.
/// </summary>
internal static class Finite
{
    /// <summary>The tensor itself.</summary>
    /// <exception cref="NotFiniteNumberException">An element is no number or infinite.</exception>
    public static Tensor Check(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.isfinite().all().item<bool>() ? x : throw new NotFiniteNumberException(
            "The model computes infinities or no numbers: its weights are damaged, or its training failed. "
                + "Train it again.");
    }
}
