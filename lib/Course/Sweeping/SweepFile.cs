using System.Text.Json;
using System.Text.Json.Nodes;
using Autoencoders;
using Course.Commands;

namespace Course.Sweeping;

/// <summary>
/// A sweep as it is declared in a JSON file: what all runs share, and a list of objectives, each with the weights and
/// seeds to run it with. Every field is checked before anything runs.
/// </summary>
internal sealed class SweepFile
{
    private static readonly string[] Fields =
        ["data", "architecture", "latent", "steps", "batch", "learningRate", "schedule", "warmUp", "evaluation",
            "seeds", "objectives"];
    private static readonly string[] ObjectiveFields = ["name", "beta", "finalBeta", "capacity", "seeds"];
    private static readonly JsonDocumentOptions Lenient = new()
    { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private SweepFile(string path, IReadOnlyList<RunConfiguration> runs) => (Path, Runs) = (path, runs);

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>The sweep's name, which its folder has if no other is given.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The runs in the file's order: objectives, their weights, their seeds.</summary>
    public IReadOnlyList<RunConfiguration> Runs { get; }

    /// <exception cref="CourseException">The file is not there, is no JSON, or a field is unknown, missing, of another
    /// type, out of its range or there twice.</exception>
    public static SweepFile Read(string path)
    {
        if (!File.Exists(path)) throw new CourseException($"there is no file {path}.", ExitCode.Usage);
        try
        {
            var file = new SweepFields(Parse(path), Fields, "");
            var seeds = file.Numbers<int>("seeds", [0]);
            var common = new RunConfiguration(file.Text("data"), file.Text("architecture"),
                file.Number<long>("latent", 10), file.Number<long>("steps"), file.Number<int>("batch", 64),
                file.Number<double>("learningRate", 1e-3), file.Number<long>("warmUp", 0),
                file.Number<int>("evaluation", 10_000), "vae", 1, 0, 0,
                Schedule: file.Text("schedule", "constant"));
            var runs = file.Objects("objectives", ObjectiveFields).SelectMany(one => RunsOf(one, common, seeds))
                .Select(run => run.Checked()).ToList();
            var twice = runs.GroupBy(run => run.Name).FirstOrDefault(same => same.Count() > 1);
            return twice is null ? new(path, runs)
                : throw new ArgumentException($"{twice.Key} is there {twice.Count()} times.");
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            throw new CourseException($"{path}: {e.Message.ReplaceLineEndings(" ")}", ExitCode.Usage);
        }
    }

    private static JsonObject Parse(string path)
    {
        using var text = File.OpenRead(path);
        return JsonNode.Parse(text, documentOptions: Lenient) as JsonObject
            ?? throw new ArgumentException("a sweep is an object, { … }.");
    }

    private static IEnumerable<RunConfiguration> RunsOf(SweepFields one, RunConfiguration common, int[] seeds)
    {
        var name = one.Text("name");
        if (!RunConfiguration.Objectives.Contains(name))
            throw new ArgumentException($"there is no objective "
                + $"\"{name}\"{(Nearest.To(name, RunConfiguration.Objectives) is { } near
                    ? $"; did you mean \"{near}\"?"
                    : $": there is {string.Join(", ", RunConfiguration.Objectives)}.")}");
        if (name == "vae" && one.Has("beta"))
            throw new ArgumentException("\"vae\" has no beta: with one it is a \"beta-vae\".");
        if (name != "capacity" && one.Has("capacity"))
            throw new ArgumentException($"\"{name}\" has no capacity; \"capacity\" has.");
        var betas = name == "vae" ? [1] : one.Numbers<double>("beta", null);
        var capacity = name == "capacity" ? one.Number<double>("capacity", 25) : 0;
        double? finalBeta = one.Has("finalBeta") ? one.Number<double>("finalBeta") : null;
        return from beta in betas
               from seed in one.Numbers("seeds", seeds)
               select common with
               { Objective = name, Beta = beta, Capacity = capacity, Seed = seed, FinalBeta = finalBeta };
    }
}
