using System.Formats.Tar;
using System.Security.Cryptography;

namespace Autoencoders.Tests.Data;

/// <summary>
/// CIFAR-10's files and the archive that they come in, on a set of two records a file that is made here, byte by byte.
/// </summary>
public sealed class Cifar10Tests : IDisposable
{
    private static readonly string[] Roles = ["train-1", "train-2", "test"];

    private readonly TempFolder folder = new();

    private string Cache => Path.Combine(folder.Path, "cache");

    public void Dispose() => folder.Dispose();

    // Label, then red, green and blue planes: red counts along the rows, green is the label, blue the number of the
    // row.
    private static byte[] Record(byte label) =>
        [label, .. Enumerable.Range(0, 3072)
            .Select(i => (byte)(i / 1024 == 0 ? i % 32 : i / 1024 == 1 ? label : i % 1024 / 32))];

    private static byte[] Batch(int file) => [.. Record((byte)(2 * file)), .. Record((byte)(2 * file + 1))];

    private static byte[] Archive(params IEnumerable<(string Name, byte[] Content)> members)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
            foreach (var (name, content) in members)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                { DataStream = new MemoryStream(content) });
        return Idx.Gzip(tar.ToArray());
    }

    private static readonly byte[] Whole =
        Archive(Roles.Select((role, i) => ($"batches/{role}.bin", Batch(i))).Append(("batches/readme.html", [1, 2])));

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private DatasetStore Store(byte[] archive, string mirror = "http://127.0.0.1:1/") => new(
        new([new("cifar-10", "Tiny CIFAR", "none", "nobody", [mirror],
            [.. Roles.Select((role, i) =>
                new DatasetFile(role, $"{role}.bin", $"{role}.bin", Batch(i).Length, Hash(Batch(i))))],
            new("all.tar.gz", "batches", archive.Length, Hash(archive)))]),
        [new(folder.Path, "the directory given")], new(Cache, "the cache"));

    [Fact]
    public async Task The_archive_is_fetched_unpacked_and_gone()
    {
        using var server = LoopbackServer.Of(Whole);

        var located = await Store(Whole, server.Address).GetAsync("cifar-10");

        Assert.Equal(["/all.tar.gz"], server.Requests.Select(asked => asked.Path));
        Assert.Equal(["test.bin", "train-1.bin", "train-2.bin"],
            Directory.GetFiles(Path.Combine(Cache, "cifar-10")).Select(Path.GetFileName).Order());
        Assert.All(DatasetStore.Verify(located), check => Assert.Null(check.Fault));
    }

    [Fact]
    public void Pictures_are_planes_of_red_green_and_blue_and_labels_their_first_byte()
    {
        for (var i = 0; i < 3; i++) folder.Write($"batches/{Roles[i]}.bin", Batch(i));

        using var data = Datasets.Cifar10(Store(Whole).Locate("cifar-10")!, null, null);

        Assert.Equal([0L, 1, 2, 3], data.Train.Labels.data<long>().ToArray());
        Assert.Equal([4L, 5], data.Test.Labels.data<long>().ToArray());
        Assert.Equal([4L, 3, 32, 32], data.Train.Pixels.shape);
        Assert.Equal((byte)7, data.Train.Pixels[3, 0, 20, 7].item<byte>());  // red: the column
        Assert.Equal((byte)3, data.Train.Pixels[3, 1, 20, 7].item<byte>());  // green: the label
        Assert.Equal((byte)20, data.Train.Pixels[3, 2, 20, 7].item<byte>()); // blue: the row
    }

    [Fact]
    public void The_first_pictures_alone_are_said_to_be_that()
    {
        for (var i = 0; i < 3; i++) folder.Write($"cifar-10/batches/{Roles[i]}.bin.gz", Idx.Gzip(Batch(i)));

        using var data = Datasets.Cifar10(Store(Whole).Locate("cifar-10")!, 3, 1);

        Assert.Equal(new DataUsed("Tiny CIFAR", "from the directory given, its first images only", 3, 1, true),
            data.Used);
        Assert.Equal([0L, 1, 2], data.Train.Labels.data<long>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Datasets.Cifar10(Store(Whole).Locate("cifar-10")!, 5, 1));
    }

    [Fact]
    public async Task An_archive_with_another_hash_is_refused_and_nothing_kept()
    {
        using var server = LoopbackServer.Of(Archive(("batches/train-1.bin", Batch(0))));

        var error =
            await Assert.ThrowsAsync<DataUnavailableException>(() => Store(Whole, server.Address).GetAsync("cifar-10"));

        Assert.Contains("all.tar.gz", error.Message);
        Assert.Empty(Directory.GetFiles(Path.Combine(Cache, "cifar-10")));
    }

    public static TheoryData<string, byte[], string> Unfit => new()
    {
        { "lacks", Archive(("batches/train-1.bin", Batch(0))), "without train-2.bin, test.bin" },
        { "differs", Archive(("batches/train-1.bin", Batch(1))), "train-1.bin in it" },
        { "cut off", Whole[..200], "train-1.bin in it" },
        { "twice", Archive(Roles.Append("test").Select((role, i) => ($"batches/{role}.bin", Batch(Math.Min(i, 2))))),
            "two files of this name" },
        { "foreign", [1, 2, 3, 4], "damaged or cut off" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void An_archive_that_is_not_what_it_should_be_says_so(string how, byte[] archive, string expected)
    {
        var path = folder.Write($"{how}.tar.gz", archive);
        var into = Directory.CreateDirectory(Path.Combine(folder.Path, "into")).FullName;

        var error = Assert.Throws<DataFileException>(
            () => ArchiveReader.Unpack(path, Store(Whole).Manifest.Find("cifar-10").Files, into));

        Assert.Contains(expected, error.Message);
        Assert.All(Directory.GetFiles(into), file =>
            Assert.Equal(Batch(Array.IndexOf(Roles, Path.GetFileNameWithoutExtension(file))), File.ReadAllBytes(file)));
    }

    [Fact]
    public void A_member_that_would_leave_the_folder_stays_in_it()
    {
        var path = folder.Write("evil.tar.gz", Archive(Roles.Select((role, i) => ($"../../{role}.bin", Batch(i)))));
        var into = Directory.CreateDirectory(Path.Combine(folder.Path, "deep", "into")).FullName;

        ArchiveReader.Unpack(path, Store(Whole).Manifest.Find("cifar-10").Files, into);

        Assert.Equal(3, Directory.GetFiles(into).Length);
        Assert.Equal(["evil.tar.gz"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(3072, 0, "3072 bytes")]
    [InlineData(0, 0, "0 bytes")]
    [InlineData(3073, 10, "10 in record 0")]
    public void What_is_no_CIFAR_file_is_said(int length, byte label, string expected)
    {
        var content = new byte[length];
        if (length > 0) content[0] = label;
        Assert.Contains(expected,
            Assert.Throws<DataFileException>(() => CifarReader.Read(content, "some.bin")).Message);
    }

    [Fact]
    public void The_list_of_data_sets_has_its_six_files_and_their_archive()
    {
        var entry = DatasetManifest.Embedded().Find("cifar-10");
        Assert.Equal(["train-1", "train-2", "train-3", "train-4", "train-5", "test"],
            entry.Files.Select(file => file.Role));
        Assert.All(entry.Files, file => Assert.Equal(10_000 * 3073, file.Bytes));
        Assert.Equal("cifar-10-batches-bin", entry.Archive!.Folder);
    }
}
