using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>Black-and-white images in memory, one bit a pixel: all of dSprites in 360 MiB.</summary>
public sealed class PackedImages : FactorData
{
    private readonly byte[] bits;

    /// <param name="like">The set whose factors and shape these images have.</param>
    /// <param name="name">The set's name.</param>
    /// <param name="source">Where the images come from.</param>
    /// <param name="bits">The images one after another, the lowest bit of a byte its leftmost pixel.</param>
    internal PackedImages(FactorData like, string name, string source, byte[] bits)
        : base(name, source, like.Space, like.Shape.Channels, like.Shape.Height, like.Shape.Width) => this.bits = bits;

    /// <summary>
    /// Draws a whole set, on all processors; every pixel must be 0 or 255, and an image a multiple of 8 pixels.
    /// </summary>
    /// <exception cref="ArgumentException">A pixel is grey.</exception>
    public static PackedImages Pack(FactorData data)
    {
        var bits = Room(data);
        var grey = -1;
        Parallel.For(0, data.Count, () => new byte[data.Pixels], (i, _, pixels) =>
        {
            data.Draw(i, pixels);
            if (!Pack(pixels, 255, bits.AsSpan(i * (pixels.Length / 8), pixels.Length / 8))) grey = i;
            return pixels;
        }, _ => { });
        return grey < 0
            ? new(data, data.Name, $"{data.Source}, packed", bits)
            : throw new ArgumentException($"Image {grey} of {data.Name} has a grey pixel; only black and white ones "
            + "can be packed.", nameof(data));
    }

    /// <inheritdoc/>
    public override void Draw(int index, Span<byte> pixels)
    {
        var image = bits.AsSpan(index * (Pixels / 8), Pixels / 8);
        for (var i = 0; i < image.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(pixels[(8 * i)..], Sprites.Expand(image[i]));
    }

    /// <summary>Memory for all images of a set.</summary>
    internal static byte[] Room(FactorData data) => new byte[(long)data.Count * (data.Pixels / 8)];

    /// <summary>Eight pixels to a byte; false if a pixel is neither 0 nor <paramref name="white"/>.</summary>
    internal static bool Pack(ReadOnlySpan<byte> pixels, byte white, Span<byte> bits)
    {
        var plain = true;
        for (var i = 0; i < bits.Length; i++)
        {
            var packed = 0;
            for (var bit = 0; bit < 8; bit++)
            {
                var pixel = pixels[8 * i + bit];
                if (pixel == white) packed |= 1 << bit;
                else plain &= pixel == 0;
            }
            bits[i] = (byte)packed;
        }
        return plain;
    }
}
