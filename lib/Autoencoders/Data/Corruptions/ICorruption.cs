using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A distribution C(x̃ | x) over damaged images (Vincent et al. 2008), to draw from: what a denoising autoencoder is
/// trained to undo. All randomness comes from the generator handed over, so that corrupting one set of images shifts no
/// other random numbers.
/// </summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public interface ICorruption
{
    /// <summary>Draws x̃ for each of the images <paramref name="x"/>: (n, …) to the same shape.</summary>
    /// <param name="x">The images, (n, …); the kinds that move pixels ask for (n, channels, height, width).</param>
    /// <param name="generator">Where the random numbers come from; on the images' device.</param>
    /// <exception cref="ArgumentException">The images have a shape that this corruption cannot work on.</exception>
    Tensor Corrupt(Tensor x, Generator generator);
}
