using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Autoencoders.Tests.Data;

/// <summary>What the server was asked for.</summary>
/// <param name="Path">The path, from the slash on.</param>
/// <param name="From">Where the asked range begins; null without one.</param>
internal sealed record Asked(string Path, int? From);

/// <summary>An HTTP answer.</summary>
/// <param name="Status">For example "200 OK".</param>
/// <param name="Body">The bytes that are sent.</param>
/// <param name="Promised">The length that the header promises; the body's when not given, none when negative.</param>
/// <param name="Headers">More headers.</param>
/// <param name="Hang">Whether the connection then stays open, silent.</param>
internal sealed record Answer(string Status, byte[] Body, int? Promised = null, string[]? Headers = null,
    bool Hang = false);

/// <summary>
/// An HTTP server on loopback that misbehaves to order: one request a connection, no library between it and the bytes.
/// </summary>
internal sealed partial class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Asked, Answer> answer;

    public LoopbackServer(Func<Asked, Answer> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        _ = ServeAsync();
    }

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public string Address { get; }

    /// <summary>Serves one content at any path, ranges and all.</summary>
    public static LoopbackServer Of(byte[] content) => new(asked => Whole(content, asked));

    public static Answer Whole(byte[] content, Asked asked) => asked.From switch
    {
        null => new("200 OK", content),
        { } from when from >= content.Length => new("416 Range Not Satisfiable", []),
        { } from =>
            new("206 Partial Content", content[from..],
                Headers: [$"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}"]),
    };

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
    }

    private async Task ServeAsync()
    {
        var stop = this.stop.Token;
        try
        {
            while (true)
                _ = ServeOneAsync(await listener.AcceptTcpClientAsync(stop), stop);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeOneAsync(TcpClient client, CancellationToken stop)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync(stop))!.Split(' ')[1];
            int? from = null;
            while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
                if (RangeHeader().Match(line) is { Success: true } match)
                    from = int.Parse(match.Groups[1].Value);

            var asked = new Asked(path, from);
            Requests.Enqueue(asked);
            var answer = this.answer(asked);
            var promised = answer.Promised ?? answer.Body.Length;
            string[] head = [$"HTTP/1.1 {answer.Status}", "Connection: close", .. answer.Headers ?? [], .. promised < 0
                ? []
                : new[] { $"Content-Length: {promised}" }];
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"), stop);
            await client.GetStream().WriteAsync(answer.Body, stop);
            if (answer.Hang)
                await Task.Delay(Timeout.Infinite, stop);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    [GeneratedRegex(@"^Range: bytes=(\d+)-$", RegexOptions.IgnoreCase)]
    private static partial Regex RangeHeader();
}
