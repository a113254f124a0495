using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Autoencoders.Tests.Data;

public sealed class DatasetsTests : IDisposable
{
    private static readonly byte[] Images = Idx.TwoImages();
    private static readonly byte[] Labels = Idx.File(8, [2], [3, 4]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A store that knows a tiny MNIST: two images of 2 × 3 pixels in either part.</summary>
    private DatasetStore Store(bool withDirectory, byte[]? testLabels = null)
    {
        DatasetFile[] files =
        [
            Describe("train-images", Images), Describe("train-labels", Labels), Describe("test-images", Images),
            Describe("test-labels", testLabels ?? Labels),
        ];
        return new(
            new([new("mnist", "Tiny MNIST", "none", "nobody", [], files)]),
            withDirectory ? [new(folder.Path, "the directory given")]
                : [], new(Path.Combine(folder.Path, "cache"), "the cache"));
    }

    private static DatasetFile Describe(string role, byte[] content) =>
        new(role, role, role + ".gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private void WriteFiles(string folder)
    {
        foreach (var part in new[] { "train", "test" })
        {
            this.folder.Write($"{folder}/{part}-images", Images);
            this.folder.Write($"{folder}/{part}-labels", Labels);
        }
    }

    private static DataSplit Digits(ProfileKind profile, DatasetStore store) =>
        Datasets.Digits(profile, store, quickTrain: 2, quickTest: 1, seed: 1, CancellationToken.None);

    [Fact]
    public void Quick_without_a_directory_draws_its_digits_even_if_MNIST_is_in_the_cache()
    {
        WriteFiles("cache/mnist");

        using var data = Digits(ProfileKind.Quick, Store(withDirectory: false));

        Assert.Equal(new DataUsed("procedural digits", "drawn by the course from seed 1", 2, 1, null), data.Used);
        Assert.Equal([2, 1, 28, 28], data.Train.Pixels.shape);
        Assert.Equal([2, 6], data.Train.Factors!.shape);
    }

    [Fact]
    public void Quick_with_a_directory_uses_the_first_images_from_there_and_says_so()
    {
        WriteFiles("mnist");

        using var data = Digits(ProfileKind.Quick, Store(withDirectory: true));

        Assert.Equal(new DataUsed("Tiny MNIST", "from the directory given, its first images only", 2, 1, true),
            data.Used);
        Assert.Equal([1, 1, 2, 3], data.Test.Pixels.shape);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => (byte)i), data.Test.Pixels.data<byte>().ToArray());
        Assert.Equal([3, 4], data.Train.Labels.data<long>());
    }

    [Fact]
    public void Quick_with_a_directory_that_lacks_MNIST_is_an_error_and_no_occasion_for_other_digits()
    {
        var error =
            Assert.Throws<DataUnavailableException>(() => Digits(ProfileKind.Quick, Store(withDirectory: true)));

        Assert.Contains($"{folder.Path}: has none of its files", error.Message);
    }

    [Fact]
    public void Full_takes_all_images()
    {
        WriteFiles("cache/mnist");

        using var data = Digits(ProfileKind.Full, Store(withDirectory: false));

        Assert.Equal(new DataUsed("Tiny MNIST", "from the cache", 2, 2, true), data.Used);
    }

    [Fact]
    public void Full_without_MNIST_is_an_error_and_no_occasion_for_other_digits() =>
        Assert.Throws<DataUnavailableException>(() => Digits(ProfileKind.Full, Store(withDirectory: false)));

    [Fact]
    public void A_damaged_file_is_an_error_that_names_it()
    {
        WriteFiles("mnist");
        var path = folder.Write("mnist/test-labels", [.. Labels[..^1], 9]);

        Assert.Equal(path,
            Assert.Throws<DataFileException>(() => Digits(ProfileKind.Full, Store(withDirectory: true))).File);
    }

    [Fact]
    public void Another_number_of_labels_than_of_images_is_an_error()
    {
        WriteFiles("mnist");
        var three = Idx.File(8, [3], [1, 2, 3]);
        folder.Write("mnist/test-labels", three);

        var error =
            Assert.Throws<InvalidOperationException>(() => Digits(ProfileKind.Full, Store(withDirectory: true, three)));

        Assert.Contains("2 test images but 3 labels", error.Message);
    }

    [Fact]
    public void What_is_used_is_said_in_one_line_and_as_a_fact_for_the_runs_summary()
    {
        var shown = new DataUsed("MNIST", "from the course's data/cache", 60_000, 10_000, true).ToMimeBundle();
        var drawn = new DataUsed("a < b", "drawn", 2, 1, null).ToMimeBundle();

        Assert.Equal("Data: MNIST, 60,000 training and 10,000 test images, from the course's data/cache (SHA-256 "
            + "verified); on the CPU", shown["text/plain"]);
        var fact = JsonNode.Parse(shown["application/vnd.autoencoders.data+json"])!;
        Assert.Equal(("MNIST", "from the course's data/cache"), ((string)fact["name"]!, (string)fact["source"]!));
        Assert.Equal((60_000, 10_000, true), ((int)fact["train"]!, (int)fact["test"]!, (bool)fact["verified"]!));
        Assert.Null(JsonNode.Parse(drawn["application/vnd.autoencoders.data+json"])!["verified"]);
        Assert.StartsWith("Data: <b>a &lt; b</b>, 2 training", drawn["text/html"]);
    }
}
