using System.Diagnostics;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    private string Target => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_saved_is_loaded_with_its_type_its_shape_and_its_texts()
    {
        manual_seed(1);
        var saved = new Dictionary<string, Tensor>
        {
            ["w"] = randn(3, 4),
            ["transposed"] = randn(3, 4).t(),
            ["double"] = randn(2, float64),
            ["half"] = randn(5).to(ScalarType.Float16),
            ["brain"] = randn(5).to(ScalarType.BFloat16),
            ["steps"] = tensor(7L),
            ["mask"] = tensor(new[] { true, false }),
            ["none"] = zeros(0, 3),
        };
        Safetensors.Save(Target, saved, new Dictionary<string, string> { ["β"] = "4", ["quote"] = "\"}" });
        var (loaded, metadata) = Safetensors.Load(Target);
        Assert.Equal(saved.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal((tensor.dtype, string.Join(",", tensor.shape)),
                (loaded[name].dtype, string.Join(",", loaded[name].shape)));
            Assert.True(tensor.equal(loaded[name]).to(ScalarType.Byte).prod().ToInt64() == 1, name);
        }
        Assert.Equal(new Dictionary<string, string> { ["β"] = "4", ["quote"] = "\"}" }, metadata);
        Assert.Equal(["model.safetensors"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    /// <summary>The format as its description has it, in bytes written here by hand.</summary>
    [Fact]
    public void A_file_by_the_format_s_description_is_read()
    {
        const string Header =
            """{"__metadata__":{"kind":"by hand"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[1,3],"data_offsets":[8,11]}}""";
        Write(Header, [0, 0, 128, 63, 0, 0, 0, 192, 7, 8, 9]);
        var (tensors, metadata) = Safetensors.Load(Target);
        Assert.Equal([1f, -2f], tensors["a"].data<float>().ToArray());
        Assert.Equal([7, 8, 9], tensors["b"].flatten().data<byte>().ToArray());
        Assert.Equal("by hand", metadata["kind"]);
    }

    /// <summary>Python's standard library reads the header and a tensor, by the format's description.</summary>
    [PythonFact]
    public void Another_reader_finds_the_numbers()
    {
        Safetensors.Save(Target, new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 0.5f, -3, 1e10f }) },
            new Dictionary<string, string> { ["seed"] = "3" });
        const string Reader = """
            import json, struct, sys
            data = open(sys.argv[1], "rb").read()
            n, = struct.unpack("<Q", data[:8]); header = json.loads(data[8:8 + n]); a, b = header["w"]["data_offsets"]
            print(n % 8, header["__metadata__"]["seed"], header["w"]["dtype"], header["w"]["shape"], struct.unpack("<3f", data[8 + n + a:8 + n + b]), len(data) - 8 - n)
            """;
        using var python =
            Process.Start(new ProcessStartInfo("python3", ["-c", Reader, Target]) { RedirectStandardOutput = true })!;
        Assert.Equal("0 3 F32 [3] (0.5, -3.0, 10000000000.0) 12", python.StandardOutput.ReadToEnd().Trim());
    }

    [Theory]
    [InlineData("", "a safetensors file")]
    [InlineData("PK\u0003\u0004 a zip archive, not a header's length", "header's length")]
    [InlineData("\u0010\0\0\0\0\0\0\0{\"a\":", "cut off")]
    [InlineData("\u0005\0\0\0\0\0\0\0hello", "in JSON")]
    [InlineData("\u0005\0\0\0\0\0\0\0[1,2]", "in JSON")]
    public void A_foreign_file_is_refused(string content, string why)
    {
        File.WriteAllBytes(Target, Encoding.Latin1.GetBytes(content));
        Assert.Contains(why, Assert.Throws<DataFileException>(() => Safetensors.Load(Target)).Message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "room for")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", "room for")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "room for")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "room for")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", "one of the types")]
    [InlineData("""{"a":{"dtype":"F32","shape":"two","data_offsets":[0,8]}}""", "something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "something else")]
    [InlineData("""{"a":null}""", "something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "belong to two tensors")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "bytes belong to none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "\"b\" right behind \"a\", from byte 5")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[0],"data_offsets":[3,3]}}""", "belong to two tensors")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "\"a\" twice")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[8],"data_offsets":[0,8]}}""", "\"dtype\" twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""",
        "\"k\" twice")]
    [InlineData("""{"__metadata__":{"k":null},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""",
        "something else")]
    [InlineData(""" {"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "in JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4611686018427387904,0],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "up to")]
    public void A_damaged_file_is_refused(string header, string why)
    {
        Write(header, new byte[8]);
        var error = Assert.Throws<DataFileException>(() => Safetensors.Load(Target));
        Assert.Contains(why, error.Message);
        Assert.Equal(Target, error.File);
    }

    [Fact]
    public void The_widest_types_come_first_so_that_every_offset_is_a_multiple_of_its_elements_size()
    {
        Safetensors.Save(Target, new Dictionary<string, Tensor>
        {
            ["bytes"] = ones(3, ScalarType.Byte),
            ["floats"] = ones(2),
            ["b"] = ones(1, float64),
            ["halves"] = ones(3, ScalarType.Float16),
            ["a"] = ones(1, int64),
        });
        var file = File.ReadAllBytes(Target);
        using var header = System.Text.Json.JsonDocument.Parse(file.AsMemory(8, (int)BitConverter.ToInt64(file)));
        var entries = header.RootElement.EnumerateObject().ToArray();
        Assert.Equal(["a", "b", "floats", "halves", "bytes"], entries.Select(entry => entry.Name));
        Assert.Equal([0L, 8, 16, 24, 30],
            entries.Select(entry => entry.Value.GetProperty("data_offsets")[0].GetInt64()));
        Assert.Equal(0, BitConverter.ToInt64(file) % 8);
    }

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        Safetensors.Save(Target, new Dictionary<string, Tensor> { ["w"] = randn(5), ["b"] = randn(2, 2) });
        var whole = File.ReadAllBytes(Target);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Target, whole[..length]);
            Assert.Throws<DataFileException>(() => Safetensors.Load(Target));
        }
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_old_file()
    {
        Safetensors.Save(Target, new Dictionary<string, Tensor> { ["w"] = ones(2) });
        Assert.Throws<ArgumentException>(
            () => Safetensors.Save(Target, new Dictionary<string, Tensor> { ["c"] = zeros(2, complex64) }));
        Assert.Throws<ArgumentException>(
            () => Safetensors.Save(Target, new Dictionary<string, Tensor> { ["__metadata__"] = zeros(2) }));
        var gone = ones(2);
        gone.Dispose();
        Assert.ThrowsAny<Exception>(
            () => Safetensors.Save(Target, new Dictionary<string, Tensor> { ["w"] = zeros(2), ["gone"] = gone }));
        Assert.Equal([1f, 1f], Safetensors.Load(Target).Tensors["w"].data<float>().ToArray());
        Assert.Single(Directory.GetFiles(folder));
    }

    private void Write(string header, byte[] data) =>
        File.WriteAllBytes(Target,
            [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)),
                .. Encoding.UTF8.GetBytes(header), .. data]);
}
