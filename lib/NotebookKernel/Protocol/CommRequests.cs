using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Session;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>
/// What the page says over its lines to the cells' code (<c>comm_open</c>, <c>comm_msg</c>, <c>comm_close</c>).
/// </summary>
internal sealed class CommRequests(KernelSockets sockets)
{
    /// <summary>Answers <c>comm_info_request</c>: the open lines, all or those of one target.</summary>
    public static JsonObject Info(Message request)
    {
        var target = request.Text("target_name", "");
        var reply = Replies.Ok;
        reply["comms"] = new JsonObject(Comm.All
            .Where(comm => target.Length == 0 || comm.Value == target)
            .Select(comm => KeyValuePair.Create(comm.Key, (JsonNode?)new JsonObject { ["target_name"] = comm.Value })));
        return reply;
    }

    /// <summary>Opens a line; one that nobody waits for is closed again, as the protocol asks.</summary>
    public JsonObject? Open(Message request)
    {
        var (id, target, data) = (request.Text("comm_id"), request.Text("target_name", ""), request.Object("data"));
        Handle(request, () =>
        {
            if (!Comm.Accept(id, target, data))
                sockets.Send(Channel.IOPub, "comm_close", request,
                    new() { ["comm_id"] = id, ["data"] = new JsonObject() });
        });
        return null;
    }

    public JsonObject? Take(Message request)
    {
        var (id, data) = (request.Text("comm_id"), request.Object("data"));
        Handle(request, () => Comm.Take(id, data));
        return null;
    }

    public JsonObject? Close(Message request)
    {
        var (id, data) = (request.Text("comm_id"), request.Object("data"));
        Handle(request, () => Comm.End(id, data));
        return null;
    }

    // What a handler puts out belongs to the message that called it. On a thread of the pool, whose context ends with
    // the call.
    private void Handle(Message request, Action handler)
    {
        var outputs = new CellPublisher(sockets, request, number: 0, silent: false);
        Task.Run(() =>
        {
            new CellScope(outputs, CancellationToken.None).Enter();
            try
            {
                if (request.Buffers > 0)
                    throw new NotSupportedException($"The {request.Type} carries {request.Buffers} binary buffers, "
                        + "which this kernel does not take. Send the data as JSON.");
                handler();
            }
            catch (Exception e)
            {
                var thrown = ErrorReport.Unwrap(e);
                outputs.Write(
                    new ErrorOutput(thrown.GetType().Name, Texts.MessageOf(thrown), Texts.Read(thrown).Split('\n')));
            }
        }).Wait();
        outputs.Flush();
    }
}
