using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Autoencoders.Tests.Data;

public sealed class DSpritesFileTests : IDisposable
{
    private readonly TempFolder folder = new();
    private static readonly byte[] Npz = Recorded.Read("disentanglement").GetProperty("archive").GetProperty("npz")
        .GetBytesFromBase64();

    // The factors of the small archive that NumPy wrote.
    private static readonly FactorData Like =
        new Blank(
            new(new("shape", [1, 2]), new("scale", [1]), new("orientation", [0, 1]), new("x", [0, 1]),
                new("y", [0, 1])));

    public void Dispose() => folder.Dispose();

    private sealed class Blank(FactorSpace space) : FactorData("blank", "nowhere", space, 1, 8, 8)
    {
        public override void Draw(int index, Span<byte> pixels) => pixels.Clear();
    }

    private string File(byte[] content) => folder.Write("sprites.npz", content);

    private FactorData Read(byte[] content, FactorData? like = null) =>
        DSpritesFile.Read(File(content), Convert.ToHexStringLower(MD5.HashData(content)), like ?? Like);

    [Fact]
    public void An_archive_of_NumPys_own_is_read_pixel_by_pixel()
    {
        var data = Read(Npz);
        var expected = Recorded.Read("disentanglement").GetProperty("archive").GetProperty("images")
            .EnumerateArray().ToArray();
        Assert.Equal(expected.Length, data.Count);
        var pixels = new byte[64];
        for (var i = 0; i < data.Count; i++)
        {
            data.Draw(i, pixels);
            Assert.Equal(expected[i].Numbers(), pixels.Select(pixel => pixel / 255.0));
        }
    }

    [Fact]
    public void Another_file_is_refused_by_its_hash()
    {
        var error = Assert.Throws<DataFileException>(() => DSpritesFile.Read(File(Npz)));
        Assert.Contains(DSpritesFile.Md5, error.Expected);
        Assert.Contains(Convert.ToHexStringLower(MD5.HashData(Npz)), error.Found);
    }

    [Fact]
    public void Another_order_or_shape_is_refused()
    {
        var reordered =
            new Blank(
                new(new("shape", [1, 2]), new("scale", [1, 2]), new("orientation", [0]), new("x", [0, 1]),
                    new("y", [0, 1])));
        Assert.Contains("in the order of the factors",
            Assert.Throws<DataFileException>(() => Read(Npz, reordered)).Expected);
        var fewer =
            new Blank(
                new(new("shape", [1]), new("scale", [1]), new("orientation", [0, 1]), new("x", [0, 1]),
                    new("y", [0, 1])));
        Assert.Contains("(16, 6)", Assert.Throws<DataFileException>(() => Read(Npz, fewer)).Found);
    }

    public static TheoryData<string, string> Contradictions() => new()
    {
        { "an array twice", "2 of this name" }, { "elements behind the last", "more" },
            { "elements missing", "damaged or missing" },
        { "a key twice", "each key once" }, { "a header that ends early", "each key once" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void An_archive_that_contradicts_itself_is_refused(string how, string why)
    {
        byte[] Changed(string name, byte[] content) => (how, name) switch
        {
            ("elements behind the last", "imgs.npy") => [.. content, 0],
            ("elements missing", "imgs.npy") => content[..^1],
            ("a key twice", "imgs.npy") =>
                Replaced(content, "'fortran_order': False, ", "'fortran_order': False, 'fortran_order': False, "),
            ("a header that ends early", "imgs.npy") => Replaced(content, "}", " "),
            _ => content,
        };
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in Entries()
                .SelectMany(entry => how == "an array twice" && entry.Name == "imgs.npy"
                    ? new[] { entry, entry }
                    : [entry]))
                using (var stream = zip.CreateEntry(name).Open()) stream.Write(Changed(name, content));
        Assert.Contains(why, Assert.Throws<DataFileException>(() => Read(archive.ToArray())).Message);
    }

    private static IEnumerable<(string Name, byte[] Content)> Entries()
    {
        using var zip = new ZipArchive(new MemoryStream(Npz));
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            yield return (entry.FullName, content.ToArray());
        }
    }

    // In a header of version 1.0, whose length stands before it.
    private static byte[] Replaced(byte[] content, string text, string by)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(8));
        var header = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(content, 10, length).Replace(text, by));
        var size = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)header.Length);
        return [.. content[..8], .. size, .. header, .. content[(10 + length)..]];
    }

    [Fact]
    public void Whatever_bytes_are_changed_the_file_is_read_or_refused_in_words()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 300; trial++)
        {
            var bad = Npz[..random.Next(Npz.Length + 1)];
            for (var i = 0; i < 3 && bad.Length > 0; i++) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            if (Record.Exception(() => Read(bad)) is { } error) Assert.IsType<DataFileException>(error);
        }
    }
}
