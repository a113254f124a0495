using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Protocol;
using CSharpKernel.Wire;

namespace CSharpKernel.Tests.Protocol;

/// <summary>A kernel in this process with a fake interpreter, over IPC sockets, and a client of it.</summary>
internal sealed class KernelHost : IDisposable
{
    private const string Key = "secret";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wire-");
    private readonly KernelSockets sockets;
    private readonly ZmqContext context = new();
    private readonly Dictionary<Channel, ZmqSocket> clients = [];
    private readonly ZmqSocket heartbeat;
    private int count;

    public KernelHost()
    {
        var connection = new ConnectionFile("ipc", Path.Combine(folder.FullName, "k"), 1, 2, 3, 4, 5, Key);
        sockets = new KernelSockets(connection, Log.Enqueue);
        Kernel = new JupyterKernel(sockets, Task.FromResult<IInterpreter>(Interpreter), Log.Enqueue);
        var ports = new Dictionary<Channel, int> { [Channel.Shell] = 1, [Channel.IOPub] = 2, [Channel.Stdin] = 3, [Channel.Control] = 4 };
        foreach (var (channel, port) in ports)
        {
            var socket = clients[channel] = context.Open(channel == Channel.IOPub ? SocketKind.Subscribe : SocketKind.Dealer);
            if (channel == Channel.IOPub)
                socket.SubscribeToAll();
            else
                socket.SetIdentity("client");
            socket.Connect(connection.Address(port));
        }
        heartbeat = context.Open(SocketKind.Dealer);
        heartbeat.Connect(connection.Address(5));
        Kernel.Start();
        // A subscription takes a moment to arrive; what is published before is not heard.
        string first;
        do
            first = Send(Channel.Shell, "kernel_info_request", []);
        while (Hear(first, TimeSpan.FromMilliseconds(200)) is null);
        while (Receive(Channel.Shell, TimeSpan.FromMilliseconds(200)) is not null || Receive(Channel.IOPub, TimeSpan.Zero) is not null)
        {
        }
    }

    public ConcurrentQueue<string> Log { get; } = [];

    public FakeInterpreter Interpreter { get; } = new();

    public JupyterKernel Kernel { get; }

    /// <summary>The sockets of the client, to send what no client would.</summary>
    public ZmqSocket this[Channel channel] => clients[channel];

    public string Send(Channel channel, string type, JsonObject content)
    {
        var id = $"request {++count}";
        clients[channel].Send(Frames(Header(id, type), content));
        return id;
    }

    public string Execute(string code, bool stopOnError = true, bool allowInput = false) => Send(
        Channel.Shell, "execute_request", new() { ["code"] = code, ["stop_on_error"] = stopOnError, ["allow_stdin"] = allowInput });

    /// <summary>The reply to a request, and what iopub said about it up to its idle.</summary>
    public (JsonObject Reply, IReadOnlyList<Heard> Said) Answer(string id, Channel channel = Channel.Shell)
    {
        Heard? reply;
        while ((reply = Receive(channel, TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"No reply to {id}")).Parent != id)
        {
        }
        List<Heard> said = [];
        while (said is not [.., { Type: "status", Content: var status }] || status["execution_state"]!.ToString() != "idle")
            said.Add(Hear(id, TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"No idle for {id}"));
        return (reply.Content, said);
    }

    public (JsonObject Reply, IReadOnlyList<Heard> Said) Ask(string type, JsonObject content, Channel channel = Channel.Shell) =>
        Answer(Send(channel, type, content), channel);

    /// <summary>The next message on iopub that a request caused.</summary>
    public Heard? Hear(string id, TimeSpan wait)
    {
        while (Receive(Channel.IOPub, wait) is { } heard)
            if (heard.Parent == id)
                return heard;
        return null;
    }

    public Heard? Receive(Channel channel, TimeSpan wait)
    {
        if (!ZmqSocket.WaitForAny([clients[channel]], (int)wait.TotalMilliseconds)[0])
            return null;
        var frames = clients[channel].Receive()!;
        var parts = frames.SkipWhile(frame => Encoding.UTF8.GetString(frame) != "<IDS|MSG>").Skip(2).Select(frame => (JsonObject)JsonNode.Parse(frame)!).ToList();
        return new Heard(parts[0]["msg_type"]!.ToString(), parts[1]["msg_id"]?.ToString() ?? "", parts[3]);
    }

    public string Beat(string text)
    {
        heartbeat.Send([Encoding.UTF8.GetBytes(text)]);
        return ZmqSocket.WaitForAny([heartbeat], 5000)[0] ? Encoding.UTF8.GetString(heartbeat.Receive()![0]) : "";
    }

    public static JsonObject Header(string id, string type) => new()
    {
        ["msg_id"] = id,
        ["msg_type"] = type,
        ["session"] = "s",
        ["username"] = "u",
        ["date"] = "2026-01-01T00:00:00Z",
        ["version"] = "5.3",
    };

    public static List<byte[]> Frames(JsonObject header, JsonObject content, string key = Key) =>
        Frames(key, [Bytes(header.ToJsonString()), "{}"u8.ToArray(), "{}"u8.ToArray(), Bytes(content.ToJsonString())]);

    public static List<byte[]> Frames(string key, byte[][] parts) => [Bytes("<IDS|MSG>"), new Signer(key).Sign(parts), .. parts];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        foreach (var socket in clients.Values)
            socket.Dispose();
        heartbeat.Dispose();
        context.Dispose();
        sockets.Dispose();
        folder.Delete(recursive: true);
    }

    internal sealed record Heard(string Type, string Parent, JsonObject Content);
}
