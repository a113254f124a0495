using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Named tensors and texts in a file of the safetensors format, which Python's <c>safetensors</c> reads too: eight
/// bytes with the header's length, a JSON header (each tensor's type, shape and place, and texts under
/// <c>__metadata__</c>), then the elements.
/// </summary>
public static class Safetensors
{
    private const string MetadataKey = "__metadata__";
    private const string Remedy = "Delete the file and write it again, or point to the right one.";
    private const long MostHeader = 100_000_000;   // the format's own limit

    private static readonly Dictionary<string, (ScalarType Type, int Bytes)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8),
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
        ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2),
        ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="tensors">By name: a module's <c>state_dict()</c>, say. Any shape; types from 64-bit float to bool,
    /// not complex.</param>
    /// <param name="metadata">Texts for the header: a configuration, say.</param>
    /// <exception cref="ArgumentException">A tensor's type has no name in the format, or its name is the one kept for
    /// the texts.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        // The widest types first, as the reference writer has them: every offset is then a multiple of its element's
        // size.
        var entries =
            tensors.Select(tensor => (Name: tensor.Key, Tensor: tensor.Value, Type: Code(tensor.Key, tensor.Value)))
            .OrderByDescending(entry => entry.Type.Bytes).ThenBy(entry => entry.Name, StringComparer.Ordinal).ToArray();
        var header = new JsonObject();
        if (metadata is not null)
            header[MetadataKey] =
                new JsonObject(metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
        var end = 0L;
        foreach (var (name, tensor, type) in entries)
        {
            var start = end;
            end += tensor.numel() * type.Bytes;
            header[name] = new JsonObject
            {
                ["dtype"] = type.Code,
                ["shape"] = new JsonArray([.. tensor.shape]),
                ["data_offsets"] = new JsonArray(start, end)
            };
        }
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        Array.Resize(ref text, (text.Length + 7) / 8 * 8); // the elements begin at a multiple of eight
        text.AsSpan(text.AsSpan().TrimEnd((byte)0).Length).Fill((byte)' ');
        WholeFile.Write(path, draft =>
        {
            using var file = File.Create(draft);
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
            file.Write(length);
            file.Write(text);
            foreach (var (_, tensor, _) in entries)
            {
                using var scope = NewDisposeScope();
                file.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    private static (string Code, int Bytes) Code(string name, Tensor tensor)
    {
        if (name == MetadataKey) throw new ArgumentException($"No tensor can be called {MetadataKey}.", "tensors");
        var (code, (_, size)) = Types.FirstOrDefault(known => known.Value.Type == tensor.dtype);
        return code is null
            ? throw new ArgumentException($"A safetensors file holds no {tensor.dtype} (\"{name}\").", "tensors")
            : (code, size);
    }

    /// <summary>
    /// The tensors (on the CPU) and the texts of a file. Every byte behind the header belongs to exactly one tensor.
    /// </summary>
    /// <exception cref="DataFileException">The file is cut off, contradicts itself, or is no safetensors
    /// file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path)
    {
        using var file = File.OpenRead(path);
        using var document = ReadHeader(file, path);
        var (entries, metadata) = Entries(path, document.RootElement);
        var dataStart = file.Position;
        RequireOneOwner(path, entries, file.Length - dataStart);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in entries)
            {
                var tensor = tensors[entry.Name] = empty(entry.Shape, entry.Type, CPU);
                file.Position = dataStart + entry.Start;
                file.ReadExactly(tensor.bytes);
            }
            return (tensors, metadata);
        }
        catch
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            throw;
        }
    }

    private static JsonDocument ReadHeader(FileStream file, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8)
            throw new DataFileException(path, "a safetensors file", $"{file.Length} bytes", Remedy);
        var size = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (size is < 2 or > MostHeader)
            throw new DataFileException(path, "a safetensors file, which begins with its header's length",
                $"a length of {size}", Remedy);
        if (size > file.Length - 8)
            throw new DataFileException(path, $"a header of {size} bytes",
                $"{file.Length - 8} bytes: it is cut off, or no safetensors file", Remedy);
        var text = new byte[size];
        file.ReadExactly(text);
        try
        {
            if (text[0] == '{') return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new DataFileException(path, "a header in JSON",
                "something else: it is damaged, or no safetensors file", Remedy, e);
        }
        throw new DataFileException(path, "a header in JSON, an object",
            "something else: it is damaged, or no safetensors file", Remedy);
    }

    private static (List<Entry> Entries, Dictionary<string, string> Metadata) Entries(string path, JsonElement header)
    {
        var (entries, metadata) = (new List<Entry>(), new Dictionary<string, string>());
        try
        {
            foreach (var (name, value) in Fields(path, header, "its header"))
            {
                if (name != MetadataKey) entries.Add(EntryOf(path, name, Fields(path, value, $"\"{name}\"")));
                else foreach (var (key, text) in Fields(path, value, MetadataKey))
                    metadata[key] = text.GetString() ?? throw new InvalidOperationException($"{key} is null");
            }
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataFileException(path, "a dtype, a shape and two data_offsets for each tensor, and texts",
                "something else in its header", Remedy, e);
        }
        return (entries, metadata);
    }

    // An object's fields; no name may stand there twice, for readers would differ in which one counts.
    private static Dictionary<string, JsonElement> Fields(string path, JsonElement value, string where)
    {
        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in value.EnumerateObject())
            if (!fields.TryAdd(field.Name, field.Value))
                throw new DataFileException(path, $"every key once in {where}", $"\"{field.Name}\" twice", Remedy);
        return fields;
    }

    private static Entry EntryOf(string path, string name, Dictionary<string, JsonElement> fields)
    {
        var code = fields["dtype"].GetString();
        if (code is null || !Types.TryGetValue(code, out var type))
            throw new DataFileException(path, $"one of the types {string.Join(", ", Types.Keys)} (\"{name}\")",
                $"{code}", Remedy);
        var (shape, offsets) = (Numbers(fields["shape"]), Numbers(fields["data_offsets"]));
        var bytes = shape.Aggregate((BigInteger)type.Bytes, (product, size) => product * size);
        if (shape.Any(size => size < 0) || offsets is not [>= 0, _] || offsets[1] < offsets[0]
            || bytes != offsets[1] - offsets[0])
            throw new DataFileException(path, $"room for {string.Join(" × ", shape)} elements of {code} (\"{name}\")",
                $"the place {string.Join(" to ", offsets)}", Remedy);
        if (bytes > Array.MaxLength || shape.Where(size => size > 0)
            .Aggregate(BigInteger.One, (product, size) => product * size) > long.MaxValue)
            throw new DataFileException(path, $"tensors of up to {Array.MaxLength} bytes",
                $"{string.Join(" × ", shape)} elements of {code} (\"{name}\")", Remedy);
        return new(name, type.Type, shape, offsets[0], offsets[1]);
    }

    private static long[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt64())];

    // Laid side by side, the tensors cover the elements without a gap and without an overlap.
    private static void RequireOneOwner(string path, List<Entry> entries, long length)
    {
        var (covered, before) = (0L, "the header");
        foreach (var entry in entries.OrderBy(entry => entry.Start).ThenBy(entry => entry.End))
        {
            if (entry.Start != covered)
                throw new DataFileException(path, $"\"{entry.Name}\" right behind {before}, from byte {covered}", $"it "
                    + $"from byte {entry.Start}: {(entry.Start < covered
                        ? "bytes belong to two tensors"
                        : "bytes belong to none")}", Remedy);
            (covered, before) = (entry.End, $"\"{entry.Name}\"");
        }
        if (covered != length)
            throw new DataFileException(path, $"{covered} bytes of elements, up to the end of {before}",
                covered > length ? $"{length}: it is cut off" : $"{length}: bytes belong to none", Remedy);
    }

    /// <summary>A tensor's type, shape and place in the elements.</summary>
    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Start, long End);
}
