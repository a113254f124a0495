using System.Net;
using System.Net.Http.Headers;

namespace Autoencoders;

/// <summary>
/// Fetches a file from the first mirror that has it. The bytes go to a .part file beside the target, which a later call
/// continues; the target appears only when the content's hash is right.
/// </summary>
internal sealed class Downloader(HttpMessageHandler? handler = null, TimeSpan? patience = null)
{
    /// <summary>
    /// What the name of an unfinished file ends with; its bytes count for nothing before it has its own name.
    /// </summary>
    internal const string Part = ".part";

    // A compressed file may be a little larger than its content, never much.
    private const long Slack = 1 << 20;

    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(30);

    /// <summary>
    /// Fetches a file to <paramref name="target"/>; <paramref name="tried"/> receives a line for each address that
    /// failed.
    /// </summary>
    /// <returns>The host that the file came from; null if no mirror had it.</returns>
    /// <exception cref="DataUnavailableException">The file cannot be written.</exception>
    public async Task<string?> FetchAsync(
        DownloadItem file, IReadOnlyList<string> mirrors, string target, List<string> tried,
        CancellationToken cancellation)
    {
        using var client = new HttpClient(handler
            ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }, disposeHandler: handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan, // _patience is for each step, not for the whole
        };
        foreach (var mirror in mirrors)
        {
            var address = new Uri(mirror + file.Download);
            try
            {
                if (await FetchFromAsync(client, address, file, target, tried, cancellation))
                    return address.Host;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                tried.Add($"{address}: {e.Message}");
            }
        }
        return null;
    }

    private async Task<bool> FetchFromAsync(
        HttpClient client, Uri address, DownloadItem file, string target, List<string> tried,
        CancellationToken cancellation)
    {
        var part = target + Part;
        while (true)
        {
            var resumed = await TransferAsync(client, address, file, part, cancellation);
            var fault = file.Fault(part);
            if (fault is null)
            {
                File.Move(part, target, overwrite: true);
                Progress.Done($"{file.Download}: {Progress.Size(new FileInfo(target).Length)} from {address.Host}, "
                    + "SHA-256 verified");
                return true;
            }
            File.Delete(part);
            tried.Add($"{address}: expected {file.Expected}, but received {fault}");
            if (!resumed)
                // else the beginning may be at fault, from an earlier run or another mirror: once more, from the start
                return false;
        }
    }

    /// <summary>
    /// Brings the .part file to the end that the server gives it; true if it continued earlier bytes.
    /// </summary>
    private async Task<bool> TransferAsync(HttpClient client, Uri address, DownloadItem file, string part,
        CancellationToken cancellation)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var have = File.Exists(part) ? new FileInfo(part).Length : 0;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (have > 0)
                request.Headers.Range = new RangeHeaderValue(have, null);

            stalled.CancelAfter(patience);
            using var response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stalled.Token);
            if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return true; // nothing beyond what is here: the hash decides
            response.EnsureSuccessStatusCode();
            var resumed = response.StatusCode == HttpStatusCode.PartialContent
                && response.Content.Headers.ContentRange?.From == have;
            if (response.StatusCode == HttpStatusCode.PartialContent && !resumed)
                throw new HttpRequestException($"the server sent another range than the one from byte {have}");
            if (!resumed)
                have = 0;

            var total = have + response.Content.Headers.ContentLength;
            if (total > file.Bytes + Slack)
                throw new HttpRequestException(
                    $"the server offers {total} bytes, more than there are in {file.Expected}");

            await using var from = await response.Content.ReadAsStreamAsync(stalled.Token);
            await using var to = OpenPart(part, resumed ? FileMode.Append : FileMode.Create);
            var buffer = new byte[1 << 16];
            var progress = new Progress();
            while (true)
            {
                stalled.CancelAfter(patience);
                var read = await from.ReadAsync(buffer, stalled.Token);
                have += read;
                if (read == 0 || have > file.Bytes + Slack)
                    break; // the hash decides
                Write(to, () => to.Write(buffer, 0, read));
                progress.Show(
                    $"{file.Download}: {Progress.Size(have)}{(total is { } all
                        ? $" of {Progress.Size(all)}"
                        : "")} from {address.Host}");
            }
            Write(to, () => to.Flush(flushToDisk: true));
            return resumed;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer for {patience.TotalSeconds:0.#} s", e);
        }
    }

    private static FileStream OpenPart(string part, FileMode mode)
    {
        try
        {
            return new(part, mode, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(part, e); // perhaps another process's: it stays
        }
    }

    private static void Write(FileStream to, Action step)
    {
        try
        {
            step();
        }
        catch (IOException e)
        {
            to.Dispose();
            File.Delete(to.Name); // gives the room back on a full disk
            throw Unwritable(to.Name, e);
        }
    }

    // No fault of the mirror: the next one would not help.
    private static DataUnavailableException Unwritable(string part, Exception e) => new(
        $"{part} cannot be written: {e.Message}", [],
        ["make room or make the folder writable, and see that no other download of the same file is running"], e);

    /// <summary>One line of progress that overwrites itself.</summary>
    private sealed class Progress
    {
        private long next;

        public static string Size(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0.00} MB");

        public static void Done(string text) => Console.Write($"\r{text,-78}\n");

        public void Show(string text)
        {
            if (Environment.TickCount64 < next)
                return;
            next = Environment.TickCount64 + 200;
            Console.Write($"\r{text,-78}");
        }
    }
}
