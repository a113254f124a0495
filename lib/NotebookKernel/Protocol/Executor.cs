using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>
/// Answers <c>execute_request</c>: counts, runs the cell, publishes its outputs and says how it ended.
/// </summary>
internal sealed class Executor(KernelSockets sockets, Task<IInterpreter> interpreter, InputRequests input,
    History history)
{
    private readonly Lock gate = new();
    private Running? running;
    private int count;

    private sealed record Running(Message Request, int Number, CellPublisher Outputs,
        CancellationTokenSource Interrupt);

    /// <summary>Asks the running cell, if there is one, to stop. The interpreter decides how.</summary>
    public void Interrupt()
    {
        lock (gate)
            _ = running?.Interrupt.CancelAsync();
    }

    /// <summary>Ends the running cell's request with an error while the process ends under it.</summary>
    public void ProcessEnds(ErrorOutput why)
    {
        Running? cell;
        lock (gate)
            cell = running;
        if (cell is null)
            return;
        cell.Outputs.Write(why);
        var reply = Replies.Failed(why);
        reply["execution_count"] = cell.Number;
        sockets.Send(Channel.Shell, "execute_reply", cell.Request, reply);
        sockets.Send(Channel.IOPub, "status", cell.Request, new() { ["execution_state"] = "idle" });
    }

    public JsonObject Execute(Message request)
    {
        var code = request.Text("code");
        var silent = request.Flag("silent", false);
        var stored = request.Flag("store_history", true) && !silent;
        var number = stored ? ++count : count;
        if (!silent)
            sockets.Send(Channel.IOPub, "execute_input", request,
                new() { ["code"] = code, ["execution_count"] = number });

        // Not disposed: a cell's background tasks may hold its token for as long as they like.
        var interrupt = new CancellationTokenSource();
        var outputs = new CellPublisher(sockets, request, number, silent);
        SetRunning(new Running(request, number, outputs, interrupt));
        try
        {
            var outcome = Run(code, outputs);
            outputs.Flush();
            var reply = outcome.Error is null ? Replies.Ok : Replies.Failed(outcome.Error);
            reply["execution_count"] = number;
            reply["payload"] = outcome.Page is null ? new JsonArray() : new JsonArray(Page(outcome.Page));
            reply["user_expressions"] = outcome.Error is null
                ? Expressions(request.Object("user_expressions"))
                : new JsonObject();
            if (stored)
                history.Add(number, code, outputs.ResultText);
            return reply;
        }
        finally
        {
            SetRunning(null);
        }

        CellOutcome Run(string text, IOutputSink sink)
        {
            Func<string, bool, string>? ask = request.Flag("allow_stdin", false) ? Ask : null;
            return interpreter.GetAwaiter().GetResult().ExecuteAsync(new Cell(text, number, sink, ask, interrupt.Token))
                .GetAwaiter().GetResult();
        }

        string Ask(string prompt, bool secret)
        {
            outputs.Flush();
            return input.Ask(request, prompt, secret, interrupt.Token);
        }

        JsonObject Expressions(JsonObject wanted)
        {
            var values = new JsonObject();
            foreach (var (name, expression) in wanted)
            {
                var value = new ValueSink();
                var outcome = Run(expression?.ToString() ?? "", value);
                values[name] = outcome.Error is null
                    ? new JsonObject { ["status"] = "ok", ["data"] = value.Data, ["metadata"] = new JsonObject() }
                    : Replies.Failed(outcome.Error);
            }
            return values;
        }
    }

    /// <summary>The reply to a request that is not run, because one before it failed.</summary>
    public static JsonObject Aborted => new() { ["status"] = "aborted" };

    private void SetRunning(Running? cell)
    {
        lock (gate)
            running = cell;
    }

    private static JsonObject Page(IReadOnlyDictionary<string, string> texts) =>
        new() { ["source"] = "page", ["start"] = 0, ["data"] = Replies.Data(texts) };

    private sealed class ValueSink : IOutputSink
    {
        public JsonObject Data { get; private set; } = [];

        public void Write(CellOutput output)
        {
            if (output is ResultOutput result)
                Data = (JsonObject)result.Data.DeepClone();
        }
    }
}
