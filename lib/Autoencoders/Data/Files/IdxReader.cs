using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>An array of unsigned bytes, as an IDX file holds it.</summary>
/// <param name="Shape">The sizes of the dimensions, the slowest first.</param>
/// <param name="Data">The elements in row-major order.</param>
public sealed record IdxArray(int[] Shape, byte[] Data);

/// <summary>
/// Reads IDX files, the format of MNIST: two zero bytes, the type of the elements, the number of dimensions, each
/// dimension as a big-endian 32-bit number, then the elements. Only unsigned bytes (type 8) are read.
/// </summary>
public static class IdxReader
{
    private const string Remedy = "Delete the file and get it again, or point to the right one.";

    /// <summary>Reads an IDX file, plain or gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">The number of dimensions that it must have: 3 for images, 1 for labels.</param>
    /// <exception cref="DataFileException">The file is not a whole IDX file of unsigned bytes with that many
    /// dimensions.</exception>
    public static IdxArray Read(string path, int rank)
    {
        using var content = PlainContent.Open(path);
        return Read(content, path, rank);
    }

    /// <summary>Reads the uncompressed content of an IDX file.</summary>
    /// <param name="content">The content; it must end where the array ends.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="rank">The number of dimensions that it must have.</param>
    /// <exception cref="DataFileException">It is not a whole IDX file of unsigned bytes with that many
    /// dimensions.</exception>
    public static IdxArray Read(Stream content, string name, int rank)
    {
        var shape = ReadHeader(content, name, rank);

        var length = 1L;
        foreach (var size in shape)
        {
            length *= size; // below 2⁶² as each factor is below 2³¹
            if (size == 0 || length > Array.MaxLength)
                throw new DataFileException(name, $"dimensions with 1 to {Array.MaxLength} elements together",
                    string.Join(" × ", shape), Remedy);
        }

        var data = PlainContent.ReadUpTo(content, name, length + 1);
        if (data.Length < length)
            throw new DataFileException(name, $"{length} bytes after the header ({string.Join(" × ", shape)})",
                $"only {data.Length}: it is cut off", Remedy);
        if (data.Length > length)
            throw new DataFileException(name, $"{length} bytes after the header ({string.Join(" × ", shape)})",
                "more than that", Remedy);
        return new(Array.ConvertAll(shape, size => (int)size), data);
    }

    private static uint[] ReadHeader(Stream content, string name, int rank)
    {
        var header = PlainContent.ReadUpTo(content, name, 4 + 4 * rank);
        if (header is not [0, 0, var type, var dimensions, ..])
            throw new DataFileException(name, "an IDX file", PlainContent.Describe(header), Remedy);
        if (type != 8)
            throw new DataFileException(name, "an IDX file of unsigned bytes (type 0x08)", $"type 0x{type:x2}", Remedy);
        if (dimensions != rank)
            throw new DataFileException(name, $"an IDX file with {rank} dimensions", $"{dimensions}",
                $"{(rank == 1 ? "Labels" : "Images")} were wanted: has another of the files been given its "
                    + $"name? {Remedy}");
        if (header.Length < 4 + 4 * rank)
            throw new DataFileException(name, $"a header of {4 + 4 * rank} bytes",
                $"a file of {header.Length} bytes", Remedy);

        var shape = new uint[rank];
        for (var i = 0; i < rank; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + 4 * i));
        return shape;
    }
}
