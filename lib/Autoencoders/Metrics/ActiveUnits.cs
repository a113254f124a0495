using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Latent variables that depend on the image (Burda, Grosse and Salakhutdinov 2016, section 5.2): those whose posterior
/// mean varies over the data, Var_x E_q[z_j] > 0.01.
/// </summary>
/// <remarks>Chapter 9, <i>What it is, and what it is not</i>.</remarks>
public static class ActiveUnits
{
    /// <summary>The threshold that is usual since Burda et al.</summary>
    public const double Threshold = 0.01;

    /// <summary>The variance over the images of each posterior mean, with divisor n: (n, k) to (k).</summary>
    /// <exception cref="ArgumentException">mu is no matrix, has fewer than two rows, or holds a value that is not
    /// finite.</exception>
    public static Tensor Variances(Tensor mu)
    {
        Require.Matrix(mu, nameof(mu), "posterior means of at least two images, (n, k)");
        if (mu.shape[0] < 2)
            throw new ArgumentException("The variance over images needs at least two; mu has one.", nameof(mu));
        Require.Floating(mu, nameof(mu));
        Require.Squarable(mu, nameof(mu));
        using var scope = NewDisposeScope();
        return (mu - mu.mean([0L])).square().mean([0L]).MoveToOuterDisposeScope();
    }

    /// <summary>How many of the variances exceed the <paramref name="threshold"/>.</summary>
    /// <exception cref="ArgumentException">mu is no matrix, or has fewer than two rows.</exception>
    public static int Count(Tensor mu, double threshold = Threshold)
    {
        using var scope = NewDisposeScope();
        return (int)Variances(mu).gt(threshold).sum().item<long>();
    }
}
