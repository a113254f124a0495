using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class SerializationTests
{
    [Fact]
    public void A_tensor_is_written_as_type_rank_sizes_and_little_endian_elements()
    {
        using var file = new MemoryStream();
        tensor(new float[,] { { 1, -2 } }).Save(file);
        Assert.Equal([6, 2, 1, 2, 0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0], file.ToArray());
    }

    [Fact]
    public void Sizes_above_127_take_two_bytes_and_a_scalar_none()
    {
        using var wide = new MemoryStream();
        zeros(300, ScalarType.Byte).Save(wide);
        Assert.Equal([0, 1, 0xAC, 0x02, 0], wide.ToArray()[..5]);
        using var scalar = new MemoryStream();
        tensor(true).Save(scalar);
        Assert.Equal([11, 0, 1], scalar.ToArray());
    }

    [Fact]
    public void Bytes_of_the_documented_format_load()
    {
        byte[] file = [3, 2, 2, 1, 7, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        var loaded = Tensor.Load(new MemoryStream(file));
        Assert.Equal((ScalarType.Int32, 2L, 1L), (loaded.dtype, loaded.shape[0], loaded.shape[1]));
        Assert.Equal([7, -1], loaded.data<int>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Byte), InlineData(ScalarType.Int8), InlineData(ScalarType.Int16), InlineData(ScalarType.Int32), InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16), InlineData(ScalarType.BFloat16), InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.ComplexFloat32), InlineData(ScalarType.ComplexFloat64), InlineData(ScalarType.Bool)]
    public void Every_type_survives_the_way_through_a_file(ScalarType type)
    {
        var original = arange(24).reshape(2, 3, 4).to(type).transpose(0, 2);
        using var file = new MemoryStream();
        original.Save(file);
        file.Position = 0;
        var loaded = Tensor.Load(file);
        Assert.Equal(type, loaded.dtype);
        Assert.Equal(original.shape, loaded.shape);
        Assert.True(loaded.eq(original).all().item<bool>());
    }

    [Fact]
    public void A_file_is_replaced_only_when_it_is_whole()
    {
        var path = Path.GetTempFileName();
        try
        {
            arange(3).save(path);
            var gone = arange(3);
            gone.Dispose();
            Assert.Throws<InvalidOperationException>(() => gone.save(path));
            Assert.Equal([0L, 1, 2], Tensor.load(path).data<long>().ToArray());
            Assert.False(File.Exists(path + ".unfinished"));
        }
        finally { File.Delete(path); }
    }

    [Fact]
    public void A_truncated_or_foreign_file_is_named_as_such()
    {
        Assert.Throws<EndOfStreamException>(() => Tensor.Load(new MemoryStream([6, 1, 4, 0, 0])));
        Assert.Throws<EndOfStreamException>(() => Tensor.Load(new MemoryStream([6, 1])));
        Assert.Throws<InvalidDataException>(() => Tensor.Load(new MemoryStream([8, 1, 4])));
        Assert.Throws<InvalidDataException>(() => Tensor.Load(new MemoryStream([6, 100, 4])));
        byte[] huge = [7, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        Assert.Throws<InvalidDataException>(() => Tensor.Load(new MemoryStream(huge)));
    }

    [Fact]
    public void Loading_into_a_tensor_of_another_shape_or_type_is_refused()
    {
        using var file = new MemoryStream();
        ones(2, 3).Save(file);
        foreach (var other in new[] { ones(3, 2), ones([2, 3], ScalarType.Float64) })
        {
            file.Position = 0;
            Assert.Throws<ArgumentException>(() => other.Load(new BinaryReader(file)));
        }
    }
}
