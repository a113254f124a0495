using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Black-and-white images from grey ones: a pixel becomes white with its grey value as the probability (Salakhutdinov
/// and Murray 2008). Losses of binarised and of grey images measure different things and must not be compared.
/// </summary>
/// <remarks>Chapter 7, <i>Grey or black-and-white, never both</i>.</remarks>
public static class Binarisation
{
    /// <summary>
    /// Dynamic: a new draw for each call, as in Burda, Grosse and Salakhutdinov (2016), (n, …) to the same shape.
    /// Black-and-white images stay as they are.
    /// </summary>
    /// <param name="x">Pixels in [0, 1].</param>
    /// <param name="generator">Where the randomness comes from; the global generator if not given.</param>
    /// <exception cref="ArgumentException">A pixel lies outside [0, 1]. Of pixels on a GPU, which would be waited for,
    /// libtorch says so later.</exception>
    public static Tensor Draw(Tensor x, Generator? generator = null)
    {
        Require.Floating(x, nameof(x));
        if (Compute.IsFreeToRead(x)) Require.UnitInterval(x, nameof(x));
        return bernoulli(x, generator);
    }

    /// <summary>
    /// Static: one draw for all time, decided by the seed, as in Larochelle and Murray (2011). Labels and factors stay.
    /// </summary>
    public static ImageData Once(ImageData images, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = Compute.Generator((ulong)seed, images.Pixels.device);
        var drawn = Draw(images.Images(), generator).mul_(255).to(uint8);
        return new(drawn, images.Labels.clone(), $"{images.Name}, binarised once",
            $"{images.Source}, drawn from seed {seed}", images.Factors?.clone(), images.FactorNames);
    }
}
