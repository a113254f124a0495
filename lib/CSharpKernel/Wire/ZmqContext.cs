namespace CSharpKernel.Wire;

/// <summary>libzmq's I/O thread, to which sockets belong.</summary>
internal sealed class ZmqContext : IDisposable
{
    private nint handle = LibZmq.NewContext();

    public ZmqSocket Open(SocketKind kind)
    {
        var socket = LibZmq.NewSocket(handle, (int)kind);
        return socket != 0 ? new ZmqSocket(socket) : throw ZmqException.Last($"Cannot open a {kind} socket");
    }

    /// <summary>Ends all waiting on the sockets, which throw <see cref="ZmqException"/> from now on and are to be closed.</summary>
    public void Shutdown() => LibZmq.ShutdownContext(handle);

    /// <summary>Waits until all sockets are closed and what they had to send is sent or has lingered long enough.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var context)
            while (LibZmq.TerminateContext(context) != 0 && LibZmq.ErrorNumber() == LibZmq.Interrupted) { }
    }
}

/// <summary>The patterns of sockets in use, with libzmq's numbers.</summary>
internal enum SocketKind
{
    Pair = 0,
    Publish = 1,
    Subscribe = 2,
    Dealer = 5,
    Router = 6,
}
