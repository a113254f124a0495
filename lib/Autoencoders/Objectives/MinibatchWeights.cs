using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How a batch of posteriors stands for the mixture of all N, q(z) = (1/N) Σ_n q(z|x_n): the logarithms of the weights
/// that the densities of the batch's posteriors are summed with, (b, b), one row for each sample z_i, one column for
/// each posterior q(·|x_j) (Chen, Li, Grosse and Duvenaud 2018, appendix C).
/// </summary>
/// <remarks>Chapter 11, <i>Estimates from a batch</i>.</remarks>
public static class MinibatchWeights
{
    /// <summary>
    /// Minibatch-weighted: 1/(N b) for all. Under the logarithm it is a lower bound on average, and a bad one: it makes
    /// q(z) too small by up to a factor b, and the mutual information grows towards log N b whatever the codes are.
    /// </summary>
    /// <param name="batch">b.</param>
    /// <param name="images">N.</param>
    /// <param name="device">Where the weights lie; <see cref="Compute.Device"/> when not given.</param>
    /// <exception cref="ArgumentException">There are fewer images than are in the batch, or the batch is
    /// empty.</exception>
    public static Tensor Weighted(long batch, long images, Device? device = null)
    {
        Check(batch, images, 1);
        return full(batch, batch, -Math.Log((double)images * batch), float64, device);
    }

    /// <summary>
    /// Stratified: a sample's own posterior is certainly in the batch and has its share 1/N; the b − 1 others stand for
    /// the N − 1 others, with (N − 1)/(N (b − 1)) each. The sum is q(z) on average, and q(z) itself if the batch is the
    /// whole data. (The paper gives one of the others a weight of its own, such that the weights add up; with equal
    /// ones the mean is the same and the variance smaller.)
    /// </summary>
    /// <param name="batch">b.</param>
    /// <param name="images">N.</param>
    /// <param name="device">Where the weights lie; <see cref="Compute.Device"/> when not given.</param>
    /// <exception cref="ArgumentException">There are fewer images than are in the batch, or the batch has fewer than
    /// two.</exception>
    public static Tensor Stratified(long batch, long images, Device? device = null)
    {
        Check(batch, images, 2);
        using var scope = NewDisposeScope();
        var others = full(batch, batch, Math.Log((images - 1.0) / ((double)images * (batch - 1))), float64, device);
        return where(eye(batch, dtype: float64, device: device) > 0,
            full(batch, batch, -Math.Log(images), float64, device), others).MoveToOuterDisposeScope();
    }

    private static void Check(long batch, long images, long least)
    {
        if (batch < least || images < batch)
            throw new ArgumentException($"A batch has at least {least} and at most all of the images; it "
                + $"has {batch} of {images}.", nameof(batch));
    }
}
