using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Autoencoders;
using Course.Chapters;

namespace Course.Running;

/// <summary>A key figure's value in <c>summary.json</c>; its name is the key.</summary>
internal sealed record Measured(double Value, string Unit);

/// <summary>
/// A chapter's last run in <c>summary.json</c>. Status is <c>ok</c> or <c>failed</c>; the time is UTC.
/// </summary>
internal sealed record ChapterSummary(
    int? Number,
    string Name,
    string Status,
    double Seconds,
    string Profile,
    IReadOnlyList<DataUsed> Data,
    IReadOnlyDictionary<string, Measured> KeyFigures,
    CellFailure? Failure,
    DateTime Finished)
{
    /// <summary>The time as a reader likes it: <c>12 s</c> or <c>1:05 min</c>.</summary>
    [JsonIgnore]
    public string Duration =>
    Seconds < 60 ? $"{Math.Ceiling(Seconds)} s" : $"{RunView.Clock(TimeSpan.FromSeconds(Seconds))} min";
}

/// <summary><c>out/summary.json</c>: the last run of each chapter, in reading order.</summary>
internal sealed record RunSummary(IReadOnlyList<ChapterSummary> Chapters)
{
    public const string FileName = "summary.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The summary in this directory; empty when there is none.</summary>
    /// <exception cref="CourseException">The file is not a summary.</exception>
    public static RunSummary Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return new RunSummary([]);
        try
        {
            return JsonSerializer.Deserialize<RunSummary>(File.ReadAllText(path),
                Json) is { Chapters: not null } summary
                ? summary
                : throw new JsonException("it lists no chapters");
        }
        catch (JsonException e)
        {
            throw new CourseException(
                $"{path} is not a summary that ./course run wrote ({e.Message}); remove it, or choose another --out.");
        }
    }

    public void Write(string directory) =>
        WholeFile.Write(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>
    /// The summary with this run's result in the place of the chapter's former one; chapters that are gone are left
    /// out.
    /// </summary>
    public RunSummary With(ChapterRun run, string profile, ChapterList chapters)
    {
        var added = new ChapterSummary(run.Chapter.Number, run.Chapter.Name, run.Status.ToString().ToLowerInvariant(),
            Math.Round(run.Elapsed.TotalSeconds, 1), profile, run.Facts.Data, ByName(run.Facts.KeyFigures), run.Failure,
            DateTime.UtcNow);
        var all = Chapters.Where(c => c.Name != added.Name).Append(added).ToDictionary(c => c.Name);
        return new RunSummary([.. chapters.All.Where(c => all.ContainsKey(c.Name)).Select(c => all[c.Name])]);
    }

    /// <summary>Figures by name; a name that comes again gets a number, so that none is lost.</summary>
    private static Dictionary<string, Measured> ByName(IEnumerable<KeyFigure> figures)
    {
        var byName = new Dictionary<string, Measured>();
        foreach (var figure in figures)
        {
            var name = figure.Name;
            for (var i = 2; !byName.TryAdd(name, new Measured(figure.Value, figure.Unit)); i++)
                name = $"{figure.Name} ({i})";
        }
        return byName;
    }
}
