namespace Autoencoders.Tests.Data;

public sealed class DatasetManifestTests
{
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static string Manifest(
        string file = "a", string sha256 = Hash, string bytes = "1", string mirror = "https://example.org/",
        string more = "") => $$"""
        {"datasets": [{"name": "toy", "title": "Toy", "terms": "none", "citation": "nobody", "mirrors": ["{{mirror}}"],
          "files": [{"role": "train-images", "name": "{{file}}", "download": "a.gz", "bytes": {{bytes}}, "sha256": "{{sha256}}"{{more}}}]}]}
        """;

    [Fact]
    public void The_embedded_copy_has_the_four_files_of_MNIST()
    {
        var mnist = DatasetManifest.Embedded().Find("mnist");

        Assert.Equal(["train-images", "train-labels", "test-images", "test-labels"],
            mnist.Files.Select(file => file.Role));
        Assert.Equal(16 + 60_000 * 784, mnist.File("train-images").Bytes); // header, then 60,000 images
        Assert.Equal(8 + 10_000, mnist.File("test-labels").Bytes);
        Assert.True(mnist.Mirrors.Count >= 2);
        Assert.All(mnist.Files, file => Assert.Equal(["Fashion-MNIST"], file.Alike!.Keys));
    }

    [Fact]
    public void A_well_formed_manifest_is_read()
    {
        var file = DatasetManifest.Parse(Manifest(), "toy.json").Find("toy").File("train-images");

        Assert.Equal(new DatasetFile("train-images", "a", "a.gz", 1, Hash), file);
    }

    public static TheoryData<string, string> Malformed() => new()
    {
        { "", "JSON" },
        { "null", "null" },
        { "{}", "datasets" },
        { """{"datasets": [{"name": "toy"}]}""", "title" },
        { """{"datasets": [null]}""", "null in place" },
        { Manifest().Replace("\"https://example.org/\"", "null"), "the mirror ''" },
        { Manifest(more: ", \"size\": 3"), "size" },
        { Manifest(more: ", \"bytes\": 3"), "bytes" },
        { Manifest(more: ", \"alike\": { \"Other\": \"12\" }"), "'12' as MD5" },
        { Manifest(file: "../../etc/passwd"), "'../../etc/passwd'" },
        { Manifest(file: ".hidden"), "'.hidden'" },
        { Manifest(sha256: Hash[1..]), Hash[1..] },
        { Manifest(sha256: Hash.ToUpperInvariant()), "lower-case" },
        { Manifest(bytes: "0"), "0 bytes" },
        { Manifest(bytes: "\"1\""), "bytes" },
        { Manifest(mirror: "ftp://example.org/"), "ftp://example.org/" },
        { Manifest(mirror: "https://example.org/x"), "ends with '/'" },
        { Manifest(mirror: "nowhere/"), "nowhere/" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_manifest_is_named_with_its_fault(string json, string fault)
    {
        var error = Assert.Throws<DataFileException>(() => DatasetManifest.Parse(json, "toy.json"));

        Assert.StartsWith("toy.json: expected a list of data sets", error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public void An_unknown_data_set_is_answered_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => DatasetManifest.Embedded().Find("minst"));

        Assert.Contains("'minst'", error.Message);
        Assert.Contains("mnist", error.Message);
    }
}
