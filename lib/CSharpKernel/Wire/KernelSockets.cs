using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace CSharpKernel.Wire;

/// <summary>
/// The kernel's sockets. One thread owns them all but the heartbeat: messages go out in the order in which they were posted,
/// across channels too, and what arrives is verified before anybody sees it. What is malformed or not signed is logged and dropped.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // So many messages of a channel are taken in a row before the others have their turn.
    private const int Turn = 100;

    // A flood may not stop the kernel from going on, nor fill its log.
    private const int Backlog = 100_000;
    private const int LoggedOneByOne = 50;

    private readonly ZmqContext context = new();
    private readonly ZmqSocket wakeUp;
    private readonly ZmqSocket woken;
    private readonly Dictionary<Channel, ZmqSocket> sockets = [];
    private readonly Heartbeat heartbeat;
    private readonly MessageFormat format;
    private readonly Action<string> log;
    private readonly ConcurrentQueue<Action> posted = [];
    private readonly Lock waking = new();
    private Action<Channel, Message> received = (_, _) => { };
    private Thread? thread;
    private int dropped;
    private bool wakeIsSent;
    private bool ended;
    private bool closed;

    /// <summary>Opens the sockets where the connection file says; clients can connect from now on.</summary>
    /// <exception cref="IOException">An address is taken or not this machine's.</exception>
    public KernelSockets(ConnectionFile connection, Action<string> log)
    {
        this.log = log;
        format = new MessageFormat(new Signer(connection.Key));
        woken = context.Open(SocketKind.Pair);
        woken.Bind("inproc://wake");
        wakeUp = context.Open(SocketKind.Pair);
        wakeUp.Connect("inproc://wake");
        Open(Channel.Control, connection.Control);
        Open(Channel.Shell, connection.Shell);
        Open(Channel.Stdin, connection.Stdin);
        Open(Channel.IOPub, connection.IOPub);
        heartbeat = new Heartbeat(context, connection.Address(connection.Heartbeat));

        void Open(Channel channel, int port)
        {
            var socket = sockets[channel] = context.Open(channel == Channel.IOPub ? SocketKind.Publish : SocketKind.Router);
            // A client that comes back under its old name takes the old connection's place.
            if (channel != Channel.IOPub)
                socket.Set(LibZmq.RouterHandover, 1);
            socket.Bind(connection.Address(port));
        }
    }

    /// <summary>Begins to receive; <paramref name="received"/> is called on the sockets' thread and must not block.</summary>
    public void Start(Action<Channel, Message> received)
    {
        this.received = received;
        thread = new Thread(Loop) { IsBackground = true, Name = "sockets" };
        thread.Start();
    }

    /// <summary>Sends a message to the sender of the request that it answers; on iopub, to everybody.</summary>
    public void Send(Channel channel, string type, Message? parent, JsonObject content)
    {
        var to = channel == Channel.IOPub ? [Encoding.ASCII.GetBytes(type)] : parent!.Identities;
        var frames = format.Encode(to, type, parent?.HeaderFrame, content);
        Post(() => sockets[channel].Send(frames));
    }

    /// <summary>Calls back, on the sockets' thread, when all that has arrived by now was handed on and all that was sent by now is out.</summary>
    public void AfterArrivals(Action action) => Post(() =>
    {
        Receive(Channel.Control, Backlog);
        Receive(Channel.Shell, Backlog);
        action();
    });

    /// <summary>Sends what is still to be sent and closes the sockets.</summary>
    public void Dispose()
    {
        if (thread is not null)
        {
            Post(() => ended = true);
            thread.Join();
        }
        // A cell may still be writing; nobody hears it any more.
        lock (waking)
            closed = true;
        foreach (var socket in sockets.Values)
            socket.Dispose();
        woken.Dispose();
        wakeUp.Dispose();
        context.Shutdown();
        heartbeat.Join();
        context.Dispose();
    }

    private void Post(Action action)
    {
        posted.Enqueue(action);
        lock (waking)
        {
            if (wakeIsSent || closed)
                return;
            wakeIsSent = true;
            wakeUp.Send([[]]);
        }
    }

    private void Loop()
    {
        ZmqSocket[] waited = [woken, sockets[Channel.Control], sockets[Channel.Shell], sockets[Channel.Stdin]];
        while (!ended)
        {
            var ready = ZmqSocket.WaitForAny(waited);
            if (ready[1])
                Receive(Channel.Control, Turn);
            if (ready[2])
                Receive(Channel.Shell, Turn);
            if (ready[3])
                Receive(Channel.Stdin, Turn);
            if (ready[0])
                RunPosted();
        }
    }

    private void RunPosted()
    {
        lock (waking)
        {
            woken.Receive();
            wakeIsSent = false;
        }
        // What is posted while this runs has sent its own wake-up.
        for (var left = posted.Count; left > 0 && posted.TryDequeue(out var action); left--)
            action();
    }

    private void Receive(Channel channel, int most)
    {
        for (; most > 0 && sockets[channel].Receive(wait: false) is { } frames; most--)
        {
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
