using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Autoencoders;

/// <summary>
/// Reads dSprites as it was published (Matthey, Higgins, Hassabis and Lerchner 2017), the file
/// dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz: a zip archive of NumPy arrays, of which the images and the factors'
/// classes are used.
/// </summary>
public static class DSpritesFile
{
    /// <summary>The file's MD5, as many public programs that use it have it; it tells damage, not forgery.</summary>
    public const string Md5 = "7da33b31b13a06f4b04a70402ce90c2e";

    private const string Remedy = "Get the file again, from github.com/google-deepmind/dsprites-dataset.";

    /// <summary>
    /// The published images behind the interface of the drawn ones, packed to 360 MiB; takes seconds.
    /// </summary>
    /// <exception cref="DataFileException">The file's hash is another, or its images do not stand in the order of the
    /// factors.</exception>
    public static FactorData Read(string path) => Read(path, Md5, Sprites.DSprites());

    internal static FactorData Read(string path, string md5, FactorData like)
    {
        using var file = File.OpenRead(path);
        var found = Convert.ToHexStringLower(MD5.HashData(file));
        if (found != md5)
            throw new DataFileException(path, $"a file with the MD5 {md5}",
                $"{file.Length} bytes with the MD5 {found}", Remedy);
        file.Position = 0;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            CheckOrder(archive, path, like.Space);
            return new PackedImages(like, "dSprites", "the published file (MD5 verified)",
                ReadImages(archive, path, like));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFileException(path, "a whole zip archive of NumPy arrays",
                "damaged or missing data", Remedy, e);
        }
    }

    private static byte[] ReadImages(ZipArchive archive, string path, FactorData like)
    {
        using var stream = Open(archive, path, "imgs", "|u1", [like.Count, like.Shape.Height, like.Shape.Width]);
        var bits = PackedImages.Room(like);
        var pixels = new byte[like.Pixels];
        for (var i = 0; i < like.Count; i++)
        {
            stream.ReadExactly(pixels);
            if (!PackedImages.Pack(pixels, 1, bits.AsSpan(i * (pixels.Length / 8), pixels.Length / 8)))
                throw new DataFileException(path, "pixels that are 0 or 1", $"another value in image {i}", Remedy);
        }
        RequireEnd(stream, path, "imgs");
        return bits;
    }

    // The file has a sixth factor before the five, colour, with one value.
    private static void CheckOrder(ZipArchive archive, string path, FactorSpace space)
    {
        var factors = space.Factors.Count;
        using var stream = Open(archive, path, "latents_classes", "<i8", [space.Count, factors + 1]);
        var row = new byte[8 * (factors + 1)];
        for (var i = 0; i < space.Count; i++)
        {
            stream.ReadExactly(row);
            for (var k = -1; k < factors; k++)
                if (BinaryPrimitives.ReadInt64LittleEndian(row.AsSpan(8 * (k + 1))) is var found
                    && found != (k < 0 ? 0 : space.Class(i, k)))
                    throw new DataFileException(path, $"the classes of image {i} in the order of the factors",
                        $"{found} for {(k < 0 ? "colour" : space.Factors[k].Name)}", Remedy);
        }
        RequireEnd(stream, path, "latents_classes");
    }

    private static void RequireEnd(Stream stream, string path, string array)
    {
        if (stream.ReadByte() >= 0)
            throw new DataFileException($"{path}, {array}.npy", "as many elements as its header says", "more", Remedy);
    }

    private static Stream Open(ZipArchive archive, string path, string array, string type, long[] shape)
    {
        var entries = archive.Entries.Where(entry => entry.FullName == $"{array}.npy").ToArray();
        if (entries is not [var entry])
            throw new DataFileException(path, $"one array {array}.npy",
                $"{(entries.Length == 0 ? "none" : $"{entries.Length} of this name")} among {string.Join(", ",
                    archive.Entries.Select(entry => entry.FullName))}", Remedy);
        var stream = entry.Open();
        var header = NpyReader.ReadHeader(stream, $"{path}, {array}.npy");
        return header.Type == type && header.Shape.AsSpan().SequenceEqual(shape)
            ? stream
            : throw new DataFileException($"{path}, {array}.npy", $"{type}, ({string.Join(", ", shape)})",
                $"{header.Type}, ({string.Join(", ", header.Shape)})", Remedy);
    }
}
