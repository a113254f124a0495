using NetMQ;
using NetMQ.Sockets;

namespace NotebookKernel.Wire;

/// <summary>
/// Sends back what arrives on the heartbeat socket, on a thread that does nothing else, so that a busy kernel is not
/// taken for a dead one.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly RouterSocket socket;
    private readonly NetMQPoller poller;

    /// <summary>Takes a socket that is bound.</summary>
    public Heartbeat(RouterSocket socket)
    {
        this.socket = socket;
        socket.ReceiveReady += (_, _) => socket.SendMultipartMessage(socket.ReceiveMultipartMessage());
        poller = [socket];
        poller.RunAsync("heartbeat", isBackgroundThread: true);
    }

    public void Dispose()
    {
        poller.Dispose();
        socket.Dispose();
    }
}
