using System.Security.Cryptography;
using System.Text;

namespace Autoencoders.Tests.Data;

[Trait("Speed", "slow")]
public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = RandomBytes(300_000);
    private static readonly byte[] Zipped = Idx.Gzip(Content);
    private static readonly DatasetFile File =
        new("train-images", "toy", "toy.gz", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    // enough for a busy machine to answer on loopback
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly TempFolder folder = new();
    private readonly List<string> tried = [];

    private string Target => Path.Combine(folder.Path, "toy.gz");

    private string Part => Target + ".part";

    public void Dispose() => folder.Dispose();

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private Task<string?> FetchAsync(params IEnumerable<string> mirrors) => FetchAsync(CancellationToken.None, mirrors);

    private Task<string?> FetchAsync(CancellationToken cancellation, params IEnumerable<string> mirrors) =>
        new Downloader(patience: Patience)
        .FetchAsync(DownloadItem.From(File), [.. mirrors], Target, tried, cancellation);

    private void AssertComplete()
    {
        Assert.Equal(Zipped, System.IO.File.ReadAllBytes(Target));
        Assert.False(System.IO.File.Exists(Part));
    }

    [Fact]
    public async Task A_file_arrives_whole_and_without_a_trace_of_its_part()
    {
        using var server = LoopbackServer.Of(Zipped);

        Assert.Equal("127.0.0.1", await FetchAsync(server.Address + "folder/"));

        AssertComplete();
        Assert.Equal([new Asked("/folder/toy.gz", null)], server.Requests);
    }

    [Fact]
    public async Task An_earlier_part_is_continued_and_not_fetched_again()
    {
        folder.Write("toy.gz.part", Zipped[..1000]);
        using var server = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(server.Address));

        AssertComplete();
        Assert.Equal([new Asked("/toy.gz", 1000)], server.Requests);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_sends_it_from_the_start()
    {
        folder.Write("toy.gz.part", Zipped[..1000]);
        using var server = new LoopbackServer(_ => new("200 OK", Zipped));

        Assert.NotNull(await FetchAsync(server.Address));

        AssertComplete();
    }

    [Fact]
    public async Task A_part_of_something_else_is_thrown_away_and_the_file_fetched_from_the_start()
    {
        folder.Write("toy.gz.part", RandomBytes(500));
        using var server = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(server.Address));

        AssertComplete();
        Assert.Equal([500, null], server.Requests.Select(asked => asked.From));
    }

    [Fact]
    public async Task A_part_that_is_complete_already_needs_no_more_bytes()
    {
        folder.Write("toy.gz.part", Zipped);
        using var server = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(server.Address));

        AssertComplete();
        Assert.Equal([Zipped.Length], server.Requests.Select(asked => asked.From));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_continued_at_the_next_mirror()
    {
        using var breaks = new LoopbackServer(_ => new("200 OK", Zipped[..70_000], Promised: Zipped.Length));
        using var works = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(breaks.Address, works.Address));

        AssertComplete();
        Assert.Equal([70_000], works.Requests.Select(asked => asked.From));
        Assert.Contains(breaks.Address, Assert.Single(tried));
    }

    [Fact]
    public async Task A_connection_that_breaks_keeps_its_part_for_the_next_run()
    {
        using var breaks = new LoopbackServer(_ => new("200 OK", Zipped[..70_000], Promised: Zipped.Length));

        Assert.Null(await FetchAsync(breaks.Address));

        Assert.False(System.IO.File.Exists(Target));
        Assert.Equal(Zipped[..70_000], System.IO.File.ReadAllBytes(Part));
    }

    public static TheoryData<string, byte[], string> Foreign() => new()
    {
        { "other bytes", Idx.Gzip(RandomBytes(1000)), "1000 bytes with SHA-256" },
        { "an error page with status 200", Encoding.UTF8.GetBytes("<html>please log in</html>"), "HTML" },
        { "half, without a length", Zipped[..(Zipped.Length / 2)], "bytes with SHA-256" },
        { "nothing", [], "an empty file" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Wrong_content_stays_out_and_the_next_mirror_is_asked(string what, byte[] body, string found)
    {
        using var wrong = new LoopbackServer(_ => new("200 OK", body, Promised: -1));
        using var right = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(wrong.Address, right.Address));

        AssertComplete();
        Assert.Equal([null], right.Requests.Select(asked => asked.From)); // none of the wrong bytes was continued
        Assert.True(tried.Count == 1 && tried[0].Contains(found)
            && tried[0].Contains(File.Sha256), $"{what}: {string.Join('\n', tried)}");
    }

    [Fact]
    public async Task When_every_mirror_fails_each_is_listed_and_nothing_is_left()
    {
        using var absent = new LoopbackServer(_ => new("404 Not Found", []));
        using var wrong = LoopbackServer.Of(Idx.Gzip([1, 2, 3]));
        string gone;
        using (var closed = LoopbackServer.Of(Zipped))
            gone = closed.Address;

        Assert.Null(await FetchAsync(absent.Address, wrong.Address, gone));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(3, tried.Count);
        Assert.Contains("404", tried[0]);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), tried[1]);
        Assert.StartsWith(gone, tried[2]);
    }

    [Fact]
    public async Task A_server_that_sends_without_end_is_cut_off()
    {
        using var endless = new LoopbackServer(_ => new("200 OK", new byte[File.Bytes + 3_000_000], Promised: -1));
        using var huge = new LoopbackServer(_ => new("200 OK", [], Promised: int.MaxValue));

        Assert.Null(await FetchAsync(endless.Address, huge.Address));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Contains($"{int.MaxValue} bytes", tried[1]);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_and_the_next_mirror_continues()
    {
        using var silent = new LoopbackServer(_ => new("200 OK", Zipped[..1000], Promised: Zipped.Length, Hang: true));
        using var works = LoopbackServer.Of(Zipped);

        Assert.NotNull(await FetchAsync(silent.Address, works.Address));

        AssertComplete();
        Assert.Contains("no answer for 3 s", Assert.Single(tried));
        Assert.Equal([1000], works.Requests.Select(asked => asked.From));
    }

    [Fact]
    public async Task Cancelling_stops_at_once_and_asks_no_other_mirror()
    {
        using var stop = new CancellationTokenSource();
        using var silent = new LoopbackServer(
            _ => { stop.CancelAfter(100); return new("200 OK", Zipped[..1000], Promised: Zipped.Length, Hang: true); });
        using var other = LoopbackServer.Of(Zipped);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FetchAsync(stop.Token, silent.Address, other.Address));

        Assert.Empty(other.Requests);
        Assert.False(System.IO.File.Exists(Target));
    }

    [LinuxFact("/dev/full stands for a disk without room")]
    public async Task A_full_disk_is_reported_and_leaves_nothing_half_written()
    {
        System.IO.File.CreateSymbolicLink(Part, "/dev/full"); // where every write fails for want of room
        using var server = LoopbackServer.Of(Zipped);
        using var other = LoopbackServer.Of(Zipped);

        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => FetchAsync(server.Address, other.Address));

        Assert.Contains(Part, error.Message);
        Assert.Contains("make room", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_part_that_another_download_is_writing_is_left_alone()
    {
        using var theirs = new FileStream(Part, FileMode.Create, FileAccess.Write, FileShare.None);
        using var server = LoopbackServer.Of(Zipped);

        var error = await Assert.ThrowsAsync<DataUnavailableException>(() => FetchAsync(server.Address));

        Assert.Contains("no other download", error.Message);
        Assert.True(System.IO.File.Exists(Part));
    }
}
