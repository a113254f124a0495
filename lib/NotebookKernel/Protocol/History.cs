using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>The cells of this session with their results. It is not kept over a restart.</summary>
internal sealed class History
{
    private const int Session = 1;
    private readonly List<Entry> entries = [];

    private sealed record Entry(int Line, string Input, string? Output);

    public void Add(int line, string input, string? output)
    {
        lock (entries)
            entries.Add(new Entry(line, input, output));
    }

    /// <summary>Answers a <c>history_request</c>: the tail, a range of lines, or a search by a glob pattern.</summary>
    public JsonObject Answer(Message request)
    {
        Entry[] all;
        lock (entries)
            all = [.. entries];
        var n = Math.Max(0, request.Number("n", int.MaxValue));
        var found = request.Text("hist_access_type") switch
        {
            "tail" => all.TakeLast(n),
            // 0 is the current session, negative numbers are earlier ones, which are not kept.
            "range" when request.Number("session", 0) is 0 or Session =>
                Range(all, request.Number("start", 0), request.Number("stop", int.MaxValue)),
            "range" => [],
            "search" => Search(all, request.Text("pattern", "*"), request.Flag("unique", false)).TakeLast(n),
            var other =>
                throw new InvalidDataException(
                    $"A history cannot be read by \"{other}\": it is tail, range or search."),
        };
        var withOutput = request.Flag("output", false);
        var reply = Replies.Ok;
        reply["history"] = new JsonArray([.. found.Select(entry => (JsonNode)new JsonArray(
            Session, entry.Line, withOutput ? new JsonArray(entry.Input, entry.Output) : entry.Input))]);
        return reply;
    }

    private static IEnumerable<Entry> Range(Entry[] all, int start, int stop) =>
        all.Where(entry => entry.Line >= start && entry.Line < stop);

    private static IEnumerable<Entry> Search(Entry[] all, string pattern, bool unique)
    {
        var glob = new Regex($"^{Regex.Escape(pattern).Replace(@"\*", ".*").Replace(@"\?", ".")}$",
            RegexOptions.Singleline | RegexOptions.NonBacktracking);
        var found = all.Where(entry => glob.IsMatch(entry.Input));
        // Of equal cells the newest counts.
        return unique ? found.Reverse().DistinctBy(entry => entry.Input).Reverse() : found;
    }
}
