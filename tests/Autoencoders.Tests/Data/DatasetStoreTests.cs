using System.Security.Cryptography;

namespace Autoencoders.Tests.Data;

public sealed class DatasetStoreTests : IDisposable
{
    private static readonly byte[] Images = Idx.TwoImages();
    private static readonly byte[] Labels = Idx.File(8, [2], [3, 4]);

    private readonly TempFolder folder = new();
    private readonly LoopbackServer server = new(asked => asked.Path switch
    {
        "/images.gz" => LoopbackServer.Whole(Idx.Gzip(Images), asked),
        "/labels.gz" => LoopbackServer.Whole(Idx.Gzip(Labels), asked),
        _ => new("404 Not Found", []),
    });

    private string Cache => Path.Combine(folder.Path, "data", "cache");

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    private DatasetStore Store(params DataPlace[] places) => new(
        new([new("toy", "Toy", "none", "nobody", [server.Address],
            [Describe("train-images", "images", Images), Describe("train-labels", "labels", Labels)])]),
        places, new(Cache, "the cache"));

    private static DatasetFile Describe(string role, string name, byte[] content) =>
        new(role, name, name + ".gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    private DataPlace Place(string name) => new(Path.Combine(folder.Path, name), $"the place {name}");

    [Fact]
    public async Task What_is_nowhere_is_downloaded_to_the_cache_once()
    {
        var located = await Store().GetAsync("toy");

        Assert.Equal(Cache, located.Place.Directory);
        Assert.Equal(["images.gz", "labels.gz"],
            Directory.GetFiles(Path.Combine(Cache, "toy")).Select(Path.GetFileName).Order());
        await Store().GetAsync("toy");
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>A download that was killed after the last byte: the file is whole, and has not got its name.</summary>
    [Fact]
    public async Task An_unfinished_file_is_no_data_even_when_it_is_whole()
    {
        folder.Write("data/cache/toy/images.gz.part", Idx.Gzip(Images));
        folder.Write("data/cache/toy/labels.gz", Idx.Gzip(Labels));

        Assert.Null(Store().Locate("toy"));
        await Store().GetAsync("toy");
        Assert.Equal(["images.gz", "labels.gz"],
            Directory.GetFiles(Path.Combine(Cache, "toy")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Places_are_looked_at_in_order_and_files_found_directly_or_in_a_subfolder_plain_or_zipped()
    {
        folder.Write("first/images", Images); // its labels are missing
        folder.Write("second/toy/images.gz", Idx.Gzip(Images));
        folder.Write("second/labels", Labels);
        folder.Write("data/cache/toy/images", Images);
        folder.Write("data/cache/toy/labels", Labels);

        Assert.Equal("the place second", Store(Place("first"), Place("second")).Locate("toy")!.Place.Description);
        Assert.Equal("the cache", Store(Place("first")).Locate("toy")!.Place.Description);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("mine/im.ages", "mine/lab.els")]
    [InlineData("mine/TOY/raw/images", "mine/TOY/raw/labels.bin")]
    [InlineData("mine/a/b/c/x", "mine/a/b/c/y")]
    public async Task Files_are_found_by_what_they_hold_whatever_they_are_called(string images, string labels)
    {
        var path = folder.Write(images, Images);
        folder.Write(labels, Idx.Gzip(Labels));
        folder.Write("mine/as-long-as-the-images", new byte[Images.Length]);

        var located = await Store(Place("mine")).GetAsync("toy");

        Assert.Equal("the place mine", located.Place.Description);
        Assert.Equal(path, located.Paths.Single(pair => pair.Key.Name == "images").Value);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Another_set_under_the_names_of_this_one_is_called_by_its_own()
    {
        var other = Idx.File(8, [2], [9, 9]);
        DatasetStore Toy() =>
            new(new([new("toy", "Toy", "none", "nobody", [], [Describe("train-images", "images", Images),
            Describe("train-labels", "labels", Labels) with
                { Alike = new Dictionary<string, string>
                    { ["Toy Fashion"] = Convert.ToHexStringLower(MD5.HashData(other)) } }])]), [Place("mine")], null);
        folder.Write("mine/images", Images);
        folder.Write("mine/labels", Idx.Gzip(other));

        Assert.Contains("that is Toy Fashion's file of this name",
            (await Assert.ThrowsAsync<DataFileException>(() => Toy().GetAsync("toy"))).Message);
        Assert.Contains("that is Toy Fashion's file of this name",
            Assert.Throws<DataFileException>(() => Datasets.Load(Toy().Locate("toy")!, null, null)).Message);

        File.Move(Path.Combine(folder.Path, "mine", "labels"), Path.Combine(folder.Path, "mine", "other"));
        File.Delete(Path.Combine(folder.Path, "mine", "images"));
        Assert.Contains("has none of its files; "
            + Path.Combine(folder.Path, "mine", "other"), Assert.Single(Toy().List()).Looked.Single());
    }

    [Fact]
    public async Task Only_what_the_cache_lacks_is_downloaded()
    {
        folder.Write("data/cache/toy/images.gz", Idx.Gzip(Images));

        await Store().GetAsync("toy");

        Assert.Equal(["/labels.gz"], server.Requests.Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_damaged_file_in_the_cache_is_replaced_on_request()
    {
        folder.Write("data/cache/toy/images", [1, 2, 3]);
        folder.Write("data/cache/toy/labels", Labels);

        var located = await Store().GetAsync("toy");

        Assert.All(DatasetStore.Verify(located), check => Assert.Null(check.Fault));
        Assert.Equal(["/images.gz"], server.Requests.Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_damaged_file_elsewhere_is_named_with_both_hashes_and_never_replaced_silently()
    {
        var path = folder.Write("mine/images", [1, 2, 3]);
        folder.Write("mine/labels", Labels);

        var error = await Assert.ThrowsAsync<DataFileException>(() => Store(Place("mine")).GetAsync("toy"));

        Assert.Equal(path, error.File);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), error.Message);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Images)), error.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Verification_tells_good_files_from_damaged_ones()
    {
        folder.Write("mine/images", Idx.Gzip(Images)); // compressed, whatever its name
        folder.Write("mine/labels", Labels[..^1]);

        var checks = DatasetStore.Verify(Store(Place("mine")).Locate("toy")!);

        Assert.Null(checks.Single(check => check.File.Name == "images").Fault);
        Assert.Contains("9 bytes", checks.Single(check => check.File.Name == "labels").Fault);
    }

    [Fact]
    public async Task Offline_the_error_lists_what_was_looked_at_what_was_tried_and_how_to_proceed()
    {
        folder.Write("mine/images", Images);
        var address = server.Address;
        server.Dispose();

        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => Store(Place("mine"), Place("absent"))
            .GetAsync("toy"));

        Assert.Contains($"{Path.Combine(folder.Path, "mine")}: lacks labels", error.Message);
        Assert.Contains($"{Path.Combine(folder.Path, "absent")}: does not exist", error.Message);
        Assert.Contains(address + "images.gz", error.Message);
        Assert.Contains("./course data get toy", error.Message);
        Assert.Contains("AUTOENCODERS_DATA", error.Message);
        Assert.Contains("AUTOENCODERS_PROFILE=quick", error.Message);
        Assert.Empty(Directory.GetFiles(Path.Combine(Cache, "toy")));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_made_is_named()
    {
        folder.Write("data", [0]); // a file where the folder should go

        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => Store().GetAsync("toy"));

        Assert.Contains(Cache, error.Message);
    }

    [Fact]
    public void The_list_says_what_is_where_and_what_is_absent()
    {
        var absent = Assert.Single(Store().List());
        Assert.Null(absent.Located);
        Assert.Equal([$"the cache, {Cache}: does not exist"], absent.Looked);

        folder.Write("mine/images", Images);
        folder.Write("mine/labels", Labels);
        var present = Assert.Single(Store(Place("mine")).List());
        Assert.Equal("the place mine", present.Located!.Place.Description);
    }

    [Fact]
    public void The_course_is_the_nearest_ancestor_with_a_list_of_data_sets()
    {
        folder.Write("course/data/datasets.json", []);
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "course", "lib", "bin")).FullName;

        Assert.Equal(Path.Combine(folder.Path, "course", "data"), DatasetStore.FindCourse(below));
        Assert.Null(DatasetStore.FindCourse(folder.Path));
    }

    [Fact]
    public void A_given_directory_that_does_not_exist_is_an_error_that_names_it()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => DatasetStore.Open("no/such/folder"));

        Assert.Contains(Path.GetFullPath("no/such/folder"), error.Message);
    }
}
