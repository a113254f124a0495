using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using NotebookKernel.Notebooks;
using NotebookKernel.Protocol;
using NotebookKernel.Wire;

namespace NotebookKernel.Tests.Protocol;

/// <summary>A kernel in this process with a fake interpreter, over TCP, and a client of it.</summary>
internal sealed class KernelHost : IDisposable
{
    private const string Key = "secret";
    private readonly KernelSockets sockets;
    private readonly Dictionary<Channel, NetMQSocket> clients = [];
    private readonly DealerSocket heartbeat = new();
    private int count;

    public KernelHost(string ip = "127.0.0.1")
    {
        var ports = FreePorts(5);
        var connection = new ConnectionFile(ip, ports[0], ports[1], ports[2], ports[3], ports[4], Key);
        sockets = new KernelSockets(connection, Log.Enqueue);
        Kernel = new JupyterKernel(sockets, Task.FromResult<IInterpreter>(Interpreter), Log.Enqueue);
        var clientPorts = new Dictionary<Channel, int>
        {
            [Channel.Shell] = ports[0],
            [Channel.IOPub] = ports[1],
            [Channel.Stdin] = ports[2],
            [Channel.Control] = ports[3]
        };
        foreach (var (channel, port) in clientPorts)
        {
            NetMQSocket socket = channel == Channel.IOPub ? new SubscriberSocket() : new DealerSocket();
            Prepare(socket);
            if (socket is SubscriberSocket subscriber)
                subscriber.SubscribeToAnyTopic();
            else
                socket.Options.Identity = "client"u8.ToArray();
            socket.Connect(connection.Address(port));
            clients[channel] = socket;
        }
        Prepare(heartbeat);
        heartbeat.Connect(connection.Address(ports[4]));
        Kernel.Start();
        // A subscription takes a moment to arrive; what is published before is not heard.
        string first;
        do
            first = Send(Channel.Shell, "kernel_info_request", []);
        while (Hear(first, TimeSpan.FromMilliseconds(200)) is null);
        while (Receive(Channel.Shell, TimeSpan.FromMilliseconds(200)) is not null
            || Receive(Channel.IOPub, TimeSpan.Zero) is not null)
        {
        }

        void Prepare(NetMQSocket socket)
        {
            socket.Options.IPv4Only = !connection.IsIPv6;
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
        }
    }

    public ConcurrentQueue<string> Log { get; } = [];

    public FakeInterpreter Interpreter { get; } = new();

    public JupyterKernel Kernel { get; }

    /// <summary>The sockets of the client, to send what no client would.</summary>
    public NetMQSocket this[Channel channel] => clients[channel];

    public string Send(Channel channel, string type, JsonObject content)
    {
        var id = $"request {++count}";
        clients[channel].SendMultipartBytes(Frames(Header(id, type), content));
        return id;
    }

    public string Execute(string code, bool stopOnError = true, bool allowInput = false) => Send(
        Channel.Shell, "execute_request",
        new() { ["code"] = code, ["stop_on_error"] = stopOnError, ["allow_stdin"] = allowInput });

    /// <summary>The reply to a request, and what iopub said about it up to its idle.</summary>
    public (JsonObject Reply, IReadOnlyList<Heard> Said) Answer(string id, Channel channel = Channel.Shell)
    {
        Heard? reply;
        while ((reply = Receive(channel, TimeSpan.FromSeconds(20))
            ?? throw new TimeoutException($"No reply to {id}")).Parent != id)
        {
        }
        List<Heard> said = [];
        while (said is not [.., { Type: "status", Content: var status }]
            || status["execution_state"]!.ToString() != "idle")
            said.Add(Hear(id, TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"No idle for {id}"));
        return (reply.Content, said);
    }

    public (JsonObject Reply, IReadOnlyList<Heard> Said) Ask(string type, JsonObject content,
        Channel channel = Channel.Shell) =>
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
        List<byte[]>? frames = null;
        if (!clients[channel].TryReceiveMultipartBytes(wait, ref frames!))
            return null;
        var parts = frames.SkipWhile(frame => Encoding.UTF8.GetString(frame) != "<IDS|MSG>").Skip(2)
            .Select(frame => (JsonObject)JsonText.Parse(Encoding.UTF8.GetString(frame), default)!).ToList();
        return new Heard(parts[0]["msg_type"]!.ToString(), parts[1]["msg_id"]?.ToString() ?? "", parts[3]);
    }

    public string Beat(string text)
    {
        heartbeat.SendFrame(text);
        return heartbeat.TryReceiveFrameString(TimeSpan.FromSeconds(20), out var beat) ? beat : "";
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

    public static List<byte[]> Frames(string key, byte[][] parts) =>
        [Bytes("<IDS|MSG>"), new Signer(key).Sign(parts), .. parts];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        foreach (var socket in clients.Values)
            socket.Dispose();
        heartbeat.Dispose();
        sockets.Dispose();
    }

    private static int[] FreePorts(int number)
    {
        var listeners = Enumerable.Range(0, number).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    internal sealed record Heard(string Type, string Parent, JsonObject Content);
}
