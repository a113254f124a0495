using System.Text;

namespace Autoencoders.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shape_and_bytes_are_read_from_plain_and_from_gzip_whatever_the_name(bool zipped)
    {
        var path = folder.Write("images.any", zipped ? Idx.Gzip(Idx.TwoImages()) : Idx.TwoImages());

        var array = IdxReader.Read(path, rank: 3);

        Assert.Equal([2, 2, 3], array.Shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), array.Data);
    }

    public static TheoryData<string, byte[], string> Broken() => new()
    {
        { "empty", [], "an empty file" },
        { "foreign", Encoding.UTF8.GetBytes("just some text"), "bytes that begin 6a757374" },
        { "error page", Encoding.UTF8.GetBytes("\n<!DOCTYPE html><html>403</html>"), "HTML" },
        { "zip", [(byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0], "a zip archive" },
        { "gzip twice", Idx.Gzip(Idx.Gzip(Idx.TwoImages())), "gzip data" },
        { "truncated", Idx.TwoImages()[..^1], "only 11: it is cut off" },
        { "cut in the header", Idx.TwoImages()[..9], "a file of 9 bytes" },
        { "oversized", [.. Idx.TwoImages(), 0], "more than that" },
        { "truncated gzip", Idx.Gzip(Idx.TwoImages())[..^15], "it is cut off" },
        { "damaged gzip", [.. Idx.Gzip(Idx.TwoImages())[..^8], 1, 2, 3, 4, 5, 6, 7, 8], "damaged or cut off" },
        { "another rank", Idx.File(8, [2], [1, 2]), "1. Images were wanted" },
        { "another type", Idx.File(0x0D, [1, 1, 1], new byte[4]), "type 0x0d" },
        { "no images", Idx.File(8, [0, 28, 28], []), "0 × 28 × 28" },
        { "absurd", Idx.File(8, [uint.MaxValue, uint.MaxValue, uint.MaxValue], new byte[9]),
            "4294967295 × 4294967295" },
        { "more than there is", Idx.File(8, [2_000_000_000, 1, 1], new byte[9]), "only 9: it is cut off" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_named_with_what_was_found(string name, byte[] content, string found)
    {
        var path = folder.Write(name, content);

        var error = Assert.Throws<DataFileException>(() => IdxReader.Read(path, rank: 3));

        Assert.Equal(path, error.File);
        Assert.StartsWith(path + ": expected ", error.Message);
        Assert.Contains(found, error.Message);
    }

    [Fact]
    public void Labels_of_four_bytes_each_are_refused_by_their_type()
    {
        var path = folder.Write("labels", Idx.File(0x0C, [2], [0, 0, 0, 1, 0, 0, 0, 2]));
        Assert.Contains("type 0x0c", Assert.Throws<DataFileException>(() => IdxReader.Read(path, rank: 1)).Message);
    }

    [Fact]
    public void A_page_of_a_server_that_was_saved_as_gz_is_called_one()
    {
        var path =
            folder.Write("train-labels-idx1-ubyte.gz", Encoding.UTF8.GetBytes("<html><body>Sign in</body></html>"));
        Assert.Contains("an HTML or XML page",
            Assert.Throws<DataFileException>(() => IdxReader.Read(path, rank: 1)).Message);
    }

    [Fact]
    public void Whatever_bytes_are_changed_the_file_is_read_or_refused_in_words()
    {
        var random = new Random(7);
        foreach (var good in new[] { Idx.TwoImages(), Idx.Gzip(Idx.TwoImages()) })
            for (var trial = 0; trial < 500; trial++)
            {
                var bad = good[..random.Next(good.Length + 1)];
                for (var i = 0; i < 3 && bad.Length > 0; i++)
                    bad[random.Next(bad.Length)] = (byte)random.Next(256);
                var path = folder.Write("mutant", bad);
                if (Record.Exception(() => IdxReader.Read(path, rank: 3)) is { } error)
                    Assert.IsType<DataFileException>(error);
            }
    }
}
