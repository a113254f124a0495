namespace CSharpKernel.Wire;

/// <summary>Sends back what arrives on the heartbeat socket, on a thread that does nothing else, so that a busy kernel is not taken for a dead one.</summary>
internal sealed class Heartbeat
{
    private readonly ZmqSocket socket;
    private readonly Thread thread;

    public Heartbeat(ZmqContext context, string address)
    {
        socket = context.Open(SocketKind.Router);
        socket.Bind(address);
        thread = new Thread(Echo) { IsBackground = true, Name = "heartbeat" };
        thread.Start();
    }

    /// <summary>Waits for the end, which the context's shutdown brings.</summary>
    public void Join() => thread.Join();

    private void Echo()
    {
        using (socket)
        {
            try
            {
                while (true)
                    socket.Send(socket.Receive()!);
            }
            catch (ZmqException e) when (e.Terminated)
            {
            }
        }
    }
}
