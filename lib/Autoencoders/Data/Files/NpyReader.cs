using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Autoencoders;

/// <summary>What the header of a NumPy array says.</summary>
/// <param name="Type">The elements' type as NumPy writes it: |u1 are bytes, &lt;i8 64-bit integers, the least
/// significant byte first.</param>
/// <param name="Shape">The sizes of the dimensions, the slowest first.</param>
internal sealed record NpyHeader(string Type, long[] Shape);

/// <summary>
/// Reads the header of an NPY file (NumPy's format 1.0 to 3.0): six magic bytes, the version, the header's length, and
/// a Python dictionary with the type, the order and the shape. The elements follow in the stream.
/// </summary>
internal static partial class NpyReader
{
    private const string Remedy = "Get the file again.";

    /// <exception cref="DataFileException">It is no header of an array in C order.</exception>
    public static NpyHeader ReadHeader(Stream content, string name)
    {
        var start = PlainContent.ReadUpTo(content, name, 8);
        if (start is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1 or 2 or 3, _])
            throw new DataFileException(name, "a NumPy array", PlainContent.Describe(start), Remedy);
        var wide = start[6] > 1;
        var size = PlainContent.ReadUpTo(content, name, wide ? 4 : 2);
        long length = size.Length < (wide ? 4 : 2) ? 0 : wide
            ? BinaryPrimitives.ReadUInt32LittleEndian(size)
            : BinaryPrimitives.ReadUInt16LittleEndian(size);
        var bytes = PlainContent.ReadUpTo(content, name, Math.Min(length, 1 << 16));
        var text = Encoding.UTF8.GetString(bytes);
        var fields = Dictionary().Match(text);
        var values = fields.Groups["key"].Captures.Zip(fields.Groups["value"].Captures)
            .GroupBy(field => field.First.Value)
            .ToDictionary(same => same.Key, same => same.Select(field => field.Second.Value).Distinct().ToArray());
        if (bytes.Length < length || !fields.Success || fields.Groups["key"].Captures.Count != values.Count
            || values.GetValueOrDefault("fortran_order") is not ["False"]
            || values.GetValueOrDefault("descr") is not [['\'', .. var type, '\'']]
            || values.GetValueOrDefault("shape") is not [['(', .. var sizes, ')']])
            throw new DataFileException(name, "the header of a NumPy array in C order, with each key once",
                $"'{text.Trim()}'", Remedy);
        return new(type, [.. sizes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => long.Parse(part, CultureInfo.InvariantCulture))]);
    }

    [GeneratedRegex(
        @"^\s*\{(?:\s*'(?<key>descr|fortran_order|shape)'\s*:\s*"
        + @"(?<value>'[^']*'|True|False|\((?:\d{1,15}, ?)*(?:\d{1,15})?\))\s*,?){3}\s*\}\s*$")]
    private static partial Regex Dictionary();
}
