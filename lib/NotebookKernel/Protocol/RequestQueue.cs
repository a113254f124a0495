using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>
/// Answers a channel's requests one after the other on a thread of its own: busy, what the handler publishes, the
/// reply, idle. The handlers are by message type; one that returns null sends no reply.
/// </summary>
internal sealed class RequestQueue(Channel channel, KernelSockets sockets,
    IReadOnlyDictionary<string, Func<Message, JsonObject?>> handlers, Action<string> log)
{
    private readonly BlockingCollection<Action> queue = [];

    public void Start() => new Thread(Run) { IsBackground = true, Name = channel.ToString() }.Start();

    /// <summary>Queues a request.</summary>
    public void Add(Message request) => queue.Add(() => Answer(request));

    /// <summary>Queues work to be done between requests.</summary>
    public void Add(Action action) => queue.Add(action);

    private void Run()
    {
        foreach (var action in queue.GetConsumingEnumerable())
            action();
    }

    private void Answer(Message request)
    {
        if (!handlers.TryGetValue(request.Type, out var handler))
        {
            log($"Message ignored on {channel}: its type \"{request.Type}\" is unknown there.");
            return;
        }
        Publish("busy");
        JsonObject? reply;
        try
        {
            reply = handler(request);
        }
        catch (Exception e)
        {
            var message = Texts.MessageOf(e);
            log($"The {request.Type} failed: {(e is InvalidDataException ? message : Texts.Read(e))}");
            reply = Replies.Failed(new ErrorOutput(e.GetType().Name, message, [message]));
        }
        if (reply is not null)
            sockets.Send(channel, request.Type.Replace("_request", "_reply"), request, reply);
        Publish("idle");

        void Publish(string state) =>
            sockets.Send(Channel.IOPub, "status", request, new() { ["execution_state"] = state });
    }
}
