using System.Text;

namespace CSharpKernel.Wire;

/// <summary>A socket of libzmq. As there, only one thread at a time may use it.</summary>
internal sealed unsafe class ZmqSocket : IDisposable
{
    private const int LingerMilliseconds = 1000;
    private const int SubscribeOption = 6, IdentityOption = 5;

    private nint handle;

    internal ZmqSocket(nint handle)
    {
        this.handle = handle;
        // A limit would make a socket block or drop messages; a reply that waits for a slow client is better.
        Set(LibZmq.SendHighWaterMark, 0);
        Set(LibZmq.ReceiveHighWaterMark, 0);
        Set(LibZmq.Linger, LingerMilliseconds);
    }

    public void Bind(string address) => Check(LibZmq.Bind(handle, address), $"Cannot listen on {address}");

    public void Connect(string address) => Check(LibZmq.Connect(handle, address), $"Cannot connect to {address}");

    public void Set(int option, int value) => Check(LibZmq.SetOption(handle, option, &value, sizeof(int)), $"Cannot set socket option {option}");

    /// <summary>The name under which a router knows this dealer.</summary>
    public void SetIdentity(string identity) => SetBytes(IdentityOption, Encoding.UTF8.GetBytes(identity));

    /// <summary>Subscribes to all messages.</summary>
    public void SubscribeToAll() => SetBytes(SubscribeOption, []);

    /// <summary>The frames of the next message, waiting for it; or null when there is none and <paramref name="wait"/> is false.</summary>
    public List<byte[]>? Receive(bool wait = true)
    {
        List<byte[]>? frames = null;
        bool more;
        do
        {
            LibZmq.Frame frame;
            LibZmq.InitFrame(&frame);
            try
            {
                // A message arrives whole, so that only its first frame has to be waited for.
                while (LibZmq.ReceiveFrame(&frame, handle, wait ? 0 : LibZmq.DontWait) < 0)
                {
                    var error = LibZmq.ErrorNumber();
                    if (error == LibZmq.TryAgain)
                        return null;
                    if (error != LibZmq.Interrupted)
                        throw new ZmqException("Cannot receive", error);
                }
                (frames ??= []).Add(new ReadOnlySpan<byte>(LibZmq.FrameData(&frame), checked((int)LibZmq.FrameSize(&frame))).ToArray());
                more = LibZmq.FrameHasMore(&frame) != 0;
            }
            finally
            {
                LibZmq.CloseFrame(&frame);
            }
        }
        while (more);
        return frames;
    }

    /// <summary>Sends the frames as one message.</summary>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        for (var i = 0; i < frames.Count; i++)
            fixed (byte* data = frames[i])
            {
                while (LibZmq.Send(handle, data, (nuint)frames[i].Length, i < frames.Count - 1 ? LibZmq.SendMore : 0) < 0)
                    if (LibZmq.ErrorNumber() != LibZmq.Interrupted)
                        throw ZmqException.Last("Cannot send");
            }
    }

    /// <summary>Waits until one of the sockets has a message and says which ones have; all false after the timeout.</summary>
    public static bool[] WaitForAny(ReadOnlySpan<ZmqSocket> sockets, int timeoutMilliseconds = -1)
    {
        var items = stackalloc LibZmq.PollItem[sockets.Length];
        for (var i = 0; i < sockets.Length; i++)
            items[i] = new LibZmq.PollItem { Socket = sockets[i].handle, Events = LibZmq.PollIn };
        while (LibZmq.Poll(items, sockets.Length, timeoutMilliseconds) < 0)
            if (LibZmq.ErrorNumber() != LibZmq.Interrupted)
                throw ZmqException.Last("Cannot wait for messages");
        var ready = new bool[sockets.Length];
        for (var i = 0; i < ready.Length; i++)
            ready[i] = items[i].Ready != 0;
        return ready;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref handle, 0) is not 0 and var socket)
            LibZmq.CloseSocket(socket);
    }

    private void SetBytes(int option, byte[] value)
    {
        fixed (byte* data = value)
            Check(LibZmq.SetOption(handle, option, data, (nuint)value.Length), $"Cannot set socket option {option}");
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
            throw ZmqException.Last(what);
    }
}
