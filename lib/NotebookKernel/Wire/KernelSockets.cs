using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace NotebookKernel.Wire;

/// <summary>
/// The kernel's sockets. One thread owns them all but the heartbeat: messages go out in the order in which they were
/// posted, across channels too, and what arrives is verified before anybody sees it. What is malformed or not signed is
/// logged and dropped.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // So many messages of a channel are taken in a row before the others have their turn.
    private const int Turn = 100;

    // A flood may not stop the kernel from going on, nor fill its log.
    private const int Backlog = 100_000;
    private const int LoggedOneByOne = 50;

    // How long a closed socket tries to send what it still holds.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Channel, NetMQSocket> sockets = [];
    private readonly Heartbeat heartbeat;
    private readonly MessageFormat format;
    private readonly Action<string> log;
    private readonly NetMQQueue<Action> posted = new();
    private readonly NetMQPoller poller = [];
    private readonly Lock closing = new();
    private Action<Channel, Message> received = (_, _) => { };
    private int dropped;
    private bool closed;

    /// <summary>Opens the sockets where the connection file says; clients can connect from now on.</summary>
    /// <exception cref="IOException">An address is taken or not this machine's.</exception>
    public KernelSockets(ConnectionFile connection, Action<string> log)
    {
        this.log = log;
        format = new MessageFormat(new Signer(connection.Key));
        var opened = new List<NetMQSocket>();
        try
        {
            foreach (var (channel, port) in new[]
                { (Channel.Control, connection.Control), (Channel.Shell, connection.Shell),
                    (Channel.Stdin, connection.Stdin) })
                sockets[channel] = Open(NewRouter(), port);
            sockets[Channel.IOPub] = Open(new PublisherSocket(), connection.IOPub);
            heartbeat = new Heartbeat(Open(NewRouter(), connection.Heartbeat));
        }
        catch
        {
            opened.ForEach(socket => socket.Dispose());
            posted.Dispose();
            throw;
        }

        // A client that comes back under its old name takes the old connection's place.
        static RouterSocket NewRouter()
        {
            var router = new RouterSocket();
            router.Options.RouterHandover = true;
            return router;
        }

        T Open<T>(T socket, int port) where T : NetMQSocket
        {
            opened.Add(socket);
            // A limit would make a socket block or drop messages; a reply that waits for a slow client is better.
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
            socket.Options.Linger = Linger;
            socket.Options.IPv4Only = !connection.IsIPv6;
            var address = connection.Address(port);
            try
            {
                socket.Bind(address);
            }
            catch (NetMQException e)
            {
                throw new IOException($"Cannot listen on {address}: {e.Message}", e);
            }
            return socket;
        }
    }

    /// <summary>
    /// Begins to receive; <paramref name="received"/> is called on the sockets' thread and must not block.
    /// </summary>
    public void Start(Action<Channel, Message> received)
    {
        this.received = received;
        foreach (var channel in new[] { Channel.Control, Channel.Shell, Channel.Stdin })
        {
            sockets[channel].ReceiveReady += (_, _) => Receive(channel, Turn);
            poller.Add(sockets[channel]);
        }
        posted.ReceiveReady += (_, _) =>
        {
            for (var left = Turn; left > 0 && posted.TryDequeue(out var action, TimeSpan.Zero); left--)
                action();
        };
        poller.Add(posted);
        poller.RunAsync("sockets", isBackgroundThread: true);
    }

    /// <summary>Sends a message to the sender of the request that it answers; on iopub, to everybody.</summary>
    public void Send(Channel channel, string type, Message? parent, JsonObject content)
    {
        var to = channel == Channel.IOPub ? [Encoding.ASCII.GetBytes(type)] : parent!.Identities;
        var frames = format.Encode(to, type, parent?.HeaderFrame, content);
        Post(() => sockets[channel].SendMultipartBytes(frames));
    }

    /// <summary>
    /// Calls back, on the sockets' thread, when all that has arrived by now was handed on and all that was sent by now
    /// is out.
    /// </summary>
    public void AfterArrivals(Action action) => Post(() =>
    {
        Receive(Channel.Control, Backlog);
        Receive(Channel.Shell, Backlog);
        action();
    });

    /// <summary>Sends what is still to be sent and closes the sockets.</summary>
    public void Dispose()
    {
        if (poller.IsRunning)
        {
            using var sent = new ManualResetEventSlim();
            Post(sent.Set);
            sent.Wait();
        }
        // A cell may still be writing; nobody hears it any more.
        lock (closing)
            closed = true;
        poller.Dispose();
        posted.Dispose();
        foreach (var socket in sockets.Values)
            socket.Dispose();
        heartbeat.Dispose();
    }

    private void Post(Action action)
    {
        lock (closing)
            if (!closed)
                posted.Enqueue(action);
    }

    private void Receive(Channel channel, int most)
    {
        for (; most > 0; most--)
        {
            List<byte[]>? frames = null;
            if (!sockets[channel].TryReceiveMultipartBytes(ref frames!))
                return;
            Message message;
            try
            {
                message = format.Decode(frames);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
            {
                if (++dropped <= LoggedOneByOne || int.IsPow2(dropped))
                    log($"Message dropped on {channel} (the {dropped}. so far): {e.Message}");
                continue;
            }
            received(channel, message);
        }
    }
}
