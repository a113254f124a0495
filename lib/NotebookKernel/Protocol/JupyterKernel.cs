using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>
/// A Jupyter kernel (messaging protocol 5.3, https://jupyter-client.readthedocs.io/en/stable/messaging.html): answers
/// what clients send to the sockets, by an interpreter that may still be on its way when the first of them ask.
/// </summary>
internal sealed class JupyterKernel
{
    private readonly KernelSockets sockets;
    private readonly Task<IInterpreter> interpreter;
    private readonly History history = new();
    private readonly InputRequests input;
    private readonly Executor executor;
    private readonly RequestQueue shell;
    private readonly RequestQueue control;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool aborting;

    public JupyterKernel(KernelSockets sockets, Task<IInterpreter> interpreter, Action<string> log)
    {
        (this.sockets, this.interpreter) = (sockets, interpreter);
        input = new InputRequests(sockets);
        executor = new Executor(sockets, interpreter, input, history);
        var comms = new CommRequests(sockets);

        shell = new RequestQueue(Channel.Shell, sockets, new Dictionary<string, Func<Message, JsonObject?>>
        {
            ["kernel_info_request"] = _ => KernelInfo.Reply(),
            ["execute_request"] = Execute,
            ["complete_request"] = Complete,
            ["inspect_request"] = Inspect,
            ["is_complete_request"] = IsComplete,
            ["history_request"] = history.Answer,
            ["comm_info_request"] = CommRequests.Info,
            ["comm_open"] = comms.Open,
            ["comm_msg"] = comms.Take,
            ["comm_close"] = comms.Close,
            ["shutdown_request"] = request => Shutdown(request, shell!),
        }, log);
        // Answered while a cell runs, so nothing here may need the interpreter.
        control = new RequestQueue(Channel.Control, sockets, new Dictionary<string, Func<Message, JsonObject?>>
        {
            ["kernel_info_request"] = _ => KernelInfo.Reply(),
            ["interrupt_request"] = InterruptCell,
            ["history_request"] = history.Answer,
            ["comm_info_request"] = CommRequests.Info,
            ["shutdown_request"] = request => Shutdown(request, control!),
        }, log);
    }

    /// <summary>Ends when a client has asked for shutdown and has its reply.</summary>
    public Task Ended => ended.Task;

    public void Start()
    {
        shell.Start();
        control.Start();
        sockets.Start((channel, message) =>
        {
            switch (channel)
            {
                case Channel.Shell: shell.Add(message); break;
                case Channel.Control: control.Add(message); break;
                case Channel.Stdin: input.Take(message); break;
            }
        });
        sockets.Send(Channel.IOPub, "status", null, new() { ["execution_state"] = "starting" });
    }

    /// <summary>Stops the running cell, if there is one; the kernel goes on.</summary>
    public void Interrupt() => executor.Interrupt();

    /// <summary>Tells the clients, as far as there is time, why the process ends under the running cell.</summary>
    public void ProcessEnds(ErrorOutput why)
    {
        executor.ProcessEnds(why);
        sockets.Dispose();
    }

    private JsonObject Execute(Message request)
    {
        if (aborting)
            return Executor.Aborted;
        var reply = executor.Execute(request);
        if (reply["status"]!.ToString() == "error" && request.Flag("stop_on_error", true))
        {
            // What arrives before this reply goes out is not run; what a client sends when it has seen the reply, is.
            aborting = true;
            sockets.AfterArrivals(() => shell.Add(() => aborting = false));
        }
        return reply;
    }

    private JsonObject Complete(Message request)
    {
        var code = request.Text("code");
        var found = interpreter.GetAwaiter().GetResult().Complete(code, Position(request, code));
        var (start, end) =
            (CursorPosition.ToCharacters(code, found.Start), CursorPosition.ToCharacters(code, found.End));
        var reply = Replies.Ok;
        reply["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]);
        reply["cursor_start"] = start;
        reply["cursor_end"] = end;
        // The key under which JupyterLab and VS Code look for what the matches are.
        reply["metadata"] = new JsonObject
        {
            ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(item => (JsonNode)new JsonObject
            {
                ["text"] = item.Text,
                ["type"] = item.Kind,
                ["signature"] = item.Signature,
                ["start"] = start,
                ["end"] = end,
            })]),
        };
        return reply;
    }

    private JsonObject Inspect(Message request)
    {
        var code = request.Text("code");
        var found = interpreter.GetAwaiter().GetResult()
            .Inspect(code, Position(request, code), request.Number("detail_level", 0) > 0);
        var reply = Replies.Ok;
        reply["found"] = found is not null;
        reply["data"] = found is null ? new JsonObject() : Replies.Data(found);
        reply["metadata"] = new JsonObject();
        return reply;
    }

    private JsonObject IsComplete(Message request)
    {
        var found = interpreter.GetAwaiter().GetResult().IsComplete(request.Text("code"));
        var reply = new JsonObject { ["status"] = found.Status };
        return found.Status == "incomplete" ? With(reply, "indent", found.Indent) : reply;
    }

    private JsonObject InterruptCell(Message request)
    {
        Interrupt();
        return Replies.Ok;
    }

    private JsonObject Shutdown(Message request, RequestQueue queue)
    {
        var restart = request.Flag("restart", false);
        sockets.Send(Channel.IOPub, "shutdown_reply", request, With(Replies.Ok, "restart", restart));
        // Queued behind the answer of this request, which is still to be sent.
        queue.Add(() => ended.TrySetResult());
        return With(Replies.Ok, "restart", restart);
    }

    private static int Position(Message request, string code) =>
        CursorPosition.ToUtf16(code, request.Number("cursor_pos", int.MaxValue));

    private static JsonObject With(JsonObject reply, string name, JsonNode value)
    {
        reply[name] = value;
        return reply;
    }
}
