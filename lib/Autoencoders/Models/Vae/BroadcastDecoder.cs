using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A decoder that draws every place of the image by the same small network, from the code and the place's coordinates
/// (the spatial broadcast decoder of Watters, Matthey, Burgess and Lerchner 2019). To move a shape it has to add to
/// coordinates, so that positions are easy to learn apart from all else. A place is a square of pixels here, drawn at
/// once:
/// <code>h = relu(W z + V (u, v) + b)   h′ = relu(W′ h + b′)   pixels of the square = W″ h′ + b″   for each place (u,
/// v) in [−1, 1]²</code>
/// </summary>
public sealed class BroadcastDecoder : Module<Tensor, Tensor>
{
    private readonly Linear fromCode, fromPlace, hidden;
    private readonly PatchSplitting pixels;
    private readonly long places;

    /// <param name="latent">The number of latent variables.</param>
    /// <param name="side">Rows and columns of the image, a multiple of <paramref name="patch"/>.</param>
    /// <param name="width">Units of both hidden layers.</param>
    /// <param name="patch">Rows and columns of the square of pixels at each place.</param>
    /// <exception cref="ArgumentException">A number is below 1, or the patch does not divide the side.</exception>
    public BroadcastDecoder(long latent, long side, long width = 64, long patch = 4) : base(nameof(BroadcastDecoder))
    {
        if (latent < 1 || side < 1 || width < 1 || patch < 1 || side % patch != 0)
            throw new ArgumentException($"Numbers must be at least 1, and the patch divides the side; latent "
                + $"is {latent}, side {side}, width {width}, patch {patch}.", nameof(patch));
        places = side / patch;
        fromCode = Linear(latent, width);
        fromPlace = Linear(2, width, hasBias: false);
        hidden = Linear(width, width);
        pixels = new PatchSplitting(width, 1, patch);
        RegisterComponents();
    }

    /// <summary>Logits or means: (n, latent) to (n, side²).</summary>
    public override Tensor forward(Tensor z)
    {
        var along = linspace(-1, 1, places, dtype: z.dtype, device: z.device);
        // (places, places, 2)
        var coordinates =
            stack([along.unsqueeze(1).expand(places, places), along.unsqueeze(0).expand(places, places)], 2);
        // (n, places, places, width)
        var h = (fromCode.call(z).unsqueeze(1).unsqueeze(1) + fromPlace.call(coordinates)).relu();
        return pixels.call(hidden.call(h).relu()).flatten(1);
    }
}
