using System.Text;
using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>
/// Publishes a cell's outputs under the request that ran it, also those that come after the cell's end. Text is
/// collected for a moment, so that many small writes become few messages; its order with the other outputs stays.
/// </summary>
internal sealed class CellPublisher : IOutputSink
{
    private const int LongestText = 1 << 16;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);

    private readonly KernelSockets sockets;
    private readonly Message request;
    private readonly int number;
    private readonly bool silent;
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly Timer timer;
    private string stream = "stdout";

    public CellPublisher(KernelSockets sockets, Message request, int number, bool silent)
    {
        (this.sockets, this.request, this.number, this.silent) = (sockets, request, number, silent);
        timer = new Timer(_ => Flush());
    }

    /// <summary>The result's text, for the history.</summary>
    public string? ResultText { get; private set; }

    public void Write(CellOutput output)
    {
        if (silent)
            return;
        lock (gate)
        {
            if (output is StreamOutput written)
            {
                Collect(written);
                return;
            }
            Flush();
            switch (output)
            {
                case ResultOutput result:
                    ResultText = result.Data["text/plain"]?.ToString();
                    Publish("execute_result",
                        new()
                        {
                            ["execution_count"] = number,
                            ["data"] = result.Data.DeepClone(),
                            ["metadata"] = new JsonObject()
                        });
                    break;
                case DisplayOutput display:
                    var transient = new JsonObject();
                    if (display.DisplayId is { } id)
                        transient["display_id"] = id;
                    Publish(
                        display.Update ? "update_display_data" : "display_data",
                        new()
                        {
                            ["data"] = display.Data.DeepClone(),
                            ["metadata"] = new JsonObject(),
                            ["transient"] = transient
                        });
                    break;
                case ErrorOutput error:
                    Publish("error", Replies.Error(error));
                    break;
                case ClearOutput clear:
                    Publish("clear_output", new() { ["wait"] = clear.Wait });
                    break;
                case CommOutput comm:
                    Publish(comm.MessageType, (JsonObject)comm.Content.DeepClone());
                    break;
            }
        }
    }

    /// <summary>Publishes the text that is still held.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (text.Length == 0)
                return;
            Publish("stream", new() { ["name"] = stream, ["text"] = text.ToString() });
            text.Clear();
        }
    }

    private void Collect(StreamOutput written)
    {
        if (stream != written.Name)
            Flush();
        stream = written.Name;
        if (text.Length == 0)
            timer.Change(Delay, Timeout.InfiniteTimeSpan);
        text.Append(written.Text);
        if (text.Length >= LongestText)
            Flush();
    }

    private void Publish(string type, JsonObject content) => sockets.Send(Channel.IOPub, type, request, content);
}
