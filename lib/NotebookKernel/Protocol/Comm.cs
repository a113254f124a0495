using System.Text.Json.Nodes;
using NotebookKernel.Display;

namespace NotebookKernel.Protocol;

/// <summary>
/// A line between a cell's code and a script in the page (the protocol's "comm"), over which either sends JSON.
/// </summary>
public sealed class Comm
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Action<Comm, JsonObject>> Targets = [];
    private static readonly Dictionary<string, Comm> Opened = [];

    private Comm(string id, string target) => (Id, Target) = (id, target);

    /// <summary>What the other side sends.</summary>
    public event Action<JsonObject>? Received;

    /// <summary>The other side has closed the line, with these last words.</summary>
    public event Action<JsonObject>? Closed;

    /// <summary>The name that both sides use.</summary>
    public string Id { get; }

    /// <summary>What it was opened for.</summary>
    public string Target { get; }

    /// <summary>
    /// Takes the lines that the page opens to this target; the handler gets each with what was sent along.
    /// </summary>
    /// <remarks>
    /// Handlers run between the cells: a cell that waits for one waits for ever, and a handler cannot be interrupted.
    /// </remarks>
    public static void RegisterTarget(string target, Action<Comm, JsonObject> opened)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        lock (Gate)
            Targets[target] = opened;
    }

    /// <summary>Opens a line to a target that the page has registered.</summary>
    public static Comm Open(string target, JsonObject? data = null)
    {
        var comm = Add(Guid.NewGuid().ToString("N"), target);
        comm.Put("comm_open", data, ("target_name", target));
        return comm;
    }

    /// <summary>Sends an object to the page.</summary>
    /// <exception cref="InvalidOperationException">The line is closed.</exception>
    public void Send(JsonObject data)
    {
        if (Find(Id) is null)
            throw new InvalidOperationException($"The line to {Target} is closed.");
        Put("comm_msg", data);
    }

    /// <summary>Closes the line; once it is closed, nothing happens.</summary>
    public void Close(JsonObject? data = null)
    {
        if (Remove(Id) is not null)
            Put("comm_close", data);
    }

    /// <summary>The open lines, by id: what each is for.</summary>
    internal static IReadOnlyDictionary<string, string> All
    {
        get
        {
            lock (Gate)
                return Opened.ToDictionary(comm => comm.Key, comm => comm.Value.Target);
        }
    }

    /// <summary>The page opens a line; false when nobody has registered the target.</summary>
    internal static bool Accept(string id, string target, JsonObject data)
    {
        Action<Comm, JsonObject>? opened;
        lock (Gate)
            opened = Targets.GetValueOrDefault(target);
        if (opened is null)
            return false;
        opened(Add(id, target), data);
        return true;
    }

    /// <summary>The page sends something; a line that is closed takes nothing.</summary>
    internal static void Take(string id, JsonObject data) => Find(id)?.Received?.Invoke(data);

    /// <summary>The page closes the line.</summary>
    internal static void End(string id, JsonObject data) => Remove(id)?.Closed?.Invoke(data);

    private static Comm Add(string id, string target)
    {
        lock (Gate)
            return Opened[id] = new Comm(id, target);
    }

    private static Comm? Find(string id)
    {
        lock (Gate)
            return Opened.GetValueOrDefault(id);
    }

    private static Comm? Remove(string id)
    {
        lock (Gate)
            return Opened.Remove(id, out var comm) ? comm : null;
    }

    private void Put(string type, JsonObject? data, params (string Name, string Value)[] fields)
    {
        var scope = CellScope.Current
            ?? throw new InvalidOperationException("Nothing can be sent before the first cell runs.");
        var content = new JsonObject { ["comm_id"] = Id, ["data"] = data?.DeepClone() ?? new JsonObject() };
        foreach (var (name, value) in fields)
            content[name] = value;
        scope.Outputs.Write(new CommOutput(type, content));
    }
}
