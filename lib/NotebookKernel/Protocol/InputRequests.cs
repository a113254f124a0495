using System.Collections.Concurrent;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>Asks the user, over the stdin channel, on behalf of a running cell.</summary>
internal sealed class InputRequests(KernelSockets sockets)
{
    private readonly BlockingCollection<Message> replies = [];

    /// <summary>Takes what arrives on stdin.</summary>
    public void Take(Message message)
    {
        if (message.Type == "input_reply")
            replies.Add(message);
    }

    /// <summary>The line that the user types at the front end that sent the request.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted instead.</exception>
    public string Ask(Message request, string prompt, bool secret, CancellationToken interrupt)
    {
        // Replies that came too late for an interrupted question must not answer this one.
        while (replies.TryTake(out _))
        {
        }
        sockets.Send(Channel.Stdin, "input_request", request, new() { ["prompt"] = prompt, ["password"] = secret });
        return replies.Take(interrupt).Text("value");
    }
}
