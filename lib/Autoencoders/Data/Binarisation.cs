using static TorchSharp.torch;

namespace Autoencoders.Data;

/// <summary>
/// Black-and-white images from grey ones: a pixel becomes white with its grey value as the probability (Salakhutdinov and Murray 2008).
/// Losses of binarised and of grey images measure different things and must not be compared.
/// </summary>
public static class Binarisation
{
    /// <summary>
    /// Dynamic: a new draw for each call, as in Burda, Grosse and Salakhutdinov (2016), (n, …) to the same shape. Black-and-white images stay as they are.
    /// </summary>
    /// <param name="x">Pixels in [0, 1].</param>
    /// <param name="generator">Where the randomness comes from; the global generator if not given.</param>
    public static Tensor Draw(Tensor x, Generator? generator = null) => bernoulli(x, generator);

    /// <summary>Static: one draw for all time, decided by the seed, as in Larochelle and Murray (2011). Labels and factors stay.</summary>
    public static ImageData Once(ImageData images, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, images.Pixels.device);
        var drawn = Draw(images.Images(), generator).mul_(255).to(uint8);
        return new(drawn, images.Labels.clone(), $"{images.Name}, binarised once", $"{images.Source}, drawn from seed {seed}", images.Factors?.clone(), images.FactorNames);
    }
}
