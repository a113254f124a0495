using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// TorchSharp's file format. A tensor: element type, rank and each size as unsigned LEB128, then the elements in row-major
/// order, little-endian.
/// </summary>
internal static class TensorFile
{
    public static void WriteNumber(BinaryWriter writer, long number)
    {
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7) writer.Write((byte)(rest | 0x80));
        writer.Write((byte)rest);
    }

    public static long ReadNumber(BinaryReader reader)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = reader.ReadByte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)number;
        }
        throw new InvalidDataException("A number in the file is longer than 64 bits: this is no TorchSharp file, or it is damaged.");
    }

    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        WriteNumber(writer, (long)tensor.dtype);
        var shape = tensor.shape;
        WriteNumber(writer, shape.Length);
        foreach (var size in shape) WriteNumber(writer, size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads what precedes the elements.</summary>
    public static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        const int MostDimensions = 64;
        var type = ReadNumber(reader);
        if (type > sbyte.MaxValue || !Enum.IsDefined((ScalarType)type)) throw new InvalidDataException($"{type} is no element type: this is no TorchSharp file, or it is damaged.");
        var rank = ReadNumber(reader);
        if (rank is < 0 or > MostDimensions) throw new InvalidDataException($"A tensor of {rank} dimensions: this is no TorchSharp file, or it is damaged.");
        var shape = new long[rank];
        for (var i = 0; i < rank; i++) shape[i] = ReadNumber(reader);
        if (shape.Any(s => s < 0)) throw new InvalidDataException("A negative size: this is no TorchSharp file, or it is damaged.");
        return ((ScalarType)type, shape);
    }

    public static Tensor Read(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        RequireBytes(reader.BaseStream, type, shape);
        var result = empty(shape, type, CPU);
        try
        {
            result.ReadBytesFromStream(reader.BaseStream);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public static void Skip(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        var bytes = RequireBytes(reader.BaseStream, type, shape);
        if (reader.BaseStream.CanSeek) reader.BaseStream.Seek(bytes, SeekOrigin.Current);
        else for (; bytes > 0; bytes -= int.MaxValue) reader.ReadBytes((int)Math.Min(bytes, int.MaxValue));
    }

    // A damaged size must not allocate memory for elements that the file does not have.
    private static long RequireBytes(Stream stream, ScalarType type, long[] shape)
    {
        var bytes = (Int128)SizeOf(type);
        foreach (var size in shape)
        {
            bytes *= size;
            if (bytes > long.MaxValue) throw new InvalidDataException("The tensor is too large to be real: this is no TorchSharp file, or it is damaged.");
        }
        if (stream.CanSeek && stream.Length - stream.Position < bytes)
            throw new EndOfStreamException($"The file ends before the tensor does: {bytes} bytes are missing {bytes - (stream.Length - stream.Position)}.");
        return (long)bytes;
    }

    /// <summary>Writes a file whole or not at all: under another name first.</summary>
    public static void WriteWhole(string location, Action<Stream> write)
    {
        var unfinished = location + ".unfinished";
        try
        {
            using (var stream = File.Create(unfinished)) write(stream);
            File.Move(unfinished, location, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
