using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autoencoders.Data;
using static TorchSharp.torch;

namespace Autoencoders.Training;

/// <summary>
/// Named tensors and texts in a file of the safetensors format, which Python's <c>safetensors</c> reads too: eight bytes with the
/// header's length, a JSON header (each tensor's type, shape and place, and texts under <c>__metadata__</c>), then the elements.
/// </summary>
public static class Safetensors
{
    private const string MetadataKey = "__metadata__";
    private const string Remedy = "Delete the file and write it again, or point to the right one.";
    private const long MostHeader = 100_000_000;   // the format's own limit

    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8), ["F32"] = (ScalarType.Float32, 4), ["F16"] = (ScalarType.Float16, 2), ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8), ["I32"] = (ScalarType.Int32, 4), ["I16"] = (ScalarType.Int16, 2), ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1), ["BOOL"] = (ScalarType.Bool, 1),
    };

    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="tensors">By name: a module's <c>state_dict()</c>, say. Any shape; types from 64-bit float to bool, not complex.</param>
    /// <param name="metadata">Texts for the header: a configuration, say.</param>
    /// <exception cref="ArgumentException">A tensor's type has no name in the format, or its name is the one kept for the texts.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var header = new JsonObject();
        if (metadata is not null) header[MetadataKey] = new JsonObject(metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
        var end = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var (code, (_, size)) = Types.FirstOrDefault(known => known.Value.Type == tensor.dtype);
            if (code is null) throw new ArgumentException($"A safetensors file holds no {tensor.dtype} (\"{name}\").", nameof(tensors));
            if (name == MetadataKey) throw new ArgumentException($"No tensor can be called {MetadataKey}.", nameof(tensors));
            var start = end;
            end += tensor.numel() * size;
            header[name] = new JsonObject { ["dtype"] = code, ["shape"] = new JsonArray([.. tensor.shape]), ["data_offsets"] = new JsonArray(start, end) };
        }
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        Array.Resize(ref text, (text.Length + 7) / 8 * 8);                      // the elements begin at a multiple of eight
        text.AsSpan(text.AsSpan().TrimEnd((byte)0).Length).Fill((byte)' ');
        WholeFile.Write(path, draft =>
        {
            using var file = File.Create(draft);
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
            file.Write(length);
            file.Write(text);
            foreach (var tensor in tensors.Values)
            {
                using var scope = NewDisposeScope();
                file.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    /// <summary>The tensors (on the CPU) and the texts of a file.</summary>
    /// <exception cref="DataFileException">The file is cut off, too long, or no safetensors file.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path)
    {
        using var file = File.OpenRead(path);
        var header = ReadHeader(file, path);
        var dataStart = file.Position;
        var dataLength = file.Length - dataStart;
        var (tensors, metadata) = (new Dictionary<string, Tensor>(), new Dictionary<string, string>());
        try
        {
            var used = 0L;
            foreach (var (name, entry) in header)
            {
                if (name == MetadataKey)
                {
                    foreach (var (key, value) in entry!.AsObject()) metadata[key] = value!.GetValue<string>();
                    continue;
                }
                var (type, shape, start, bytes) = Entry(path, name, entry!);
                if (start + bytes > dataLength) throw new DataFileException(path, $"{start + bytes} bytes of elements (\"{name}\")", $"{dataLength}: it is cut off", Remedy);
                used += bytes;
                file.Position = dataStart + start;
                var tensor = tensors[name] = empty(shape, type);
                file.ReadExactly(tensor.bytes);
            }
            if (used != dataLength) throw new DataFileException(path, $"{used} bytes of elements", $"{dataLength}", Remedy);
            return (tensors, metadata);
        }
        catch (Exception e)
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            if (e is InvalidOperationException or FormatException or NullReferenceException)
                throw new DataFileException(path, "a dtype, a shape and two data_offsets for each tensor, and texts", "something else in its header", Remedy, e);
            throw;
        }
    }

    private static JsonObject ReadHeader(FileStream file, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8) throw new DataFileException(path, "a safetensors file", $"{file.Length} bytes", Remedy);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size is < 2 or > MostHeader) throw new DataFileException(path, "a safetensors file, which begins with its header's length", $"a length of {size}", Remedy);
        if (size > file.Length - 8) throw new DataFileException(path, $"a header of {size} bytes", $"{file.Length - 8} bytes: it is cut off, or no safetensors file", Remedy);
        var text = new byte[size];
        file.ReadExactly(text);
        try
        {
            return JsonNode.Parse(text)!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new DataFileException(path, "a header in JSON", "something else: it is damaged, or no safetensors file", Remedy, e);
        }
    }

    private static (ScalarType Type, long[] Shape, long Start, long Bytes) Entry(string path, string name, JsonNode entry)
    {
        var code = entry["dtype"]!.GetValue<string>();
        if (!Types.TryGetValue(code, out var type)) throw new DataFileException(path, $"one of the types {string.Join(", ", Types.Keys)} (\"{name}\")", code, Remedy);
        var shape = entry["shape"]!.AsArray().Select(size => size!.GetValue<long>()).ToArray();
        var offsets = entry["data_offsets"]!.AsArray().Select(at => at!.GetValue<long>()).ToArray();
        var elements = shape.Any(size => size < 0) ? -1 : shape.Aggregate(System.Numerics.BigInteger.One, (product, size) => product * size);
        if (offsets is not [>= 0, _] || offsets[1] < offsets[0] || elements < 0 || elements * type.Bytes != offsets[1] - offsets[0])
            throw new DataFileException(path, $"room for {string.Join(" × ", shape)} elements of {code} (\"{name}\")", $"the place {string.Join(" to ", offsets)}", Remedy);
        return (type.Type, shape, offsets[0], offsets[1] - offsets[0]);
    }
}
