using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A training on disk, whole or not at all: a safetensors file with weights and moments, the configuration and the step
/// in its header.
/// </summary>
public static class Checkpoint
{
    private const string KindKey = "kind", ConfigurationKey = "configuration", StepKey = "step",
        SecondsKey = "cpuSeconds";
    private const string TrainingKind = "training of a sweep", ModelKind = "model of a sweep";
    private const string Remedy = "Delete it, and the training begins anew; or point to the right folder.";

    /// <summary>Writes the training as it stands, and the CPU seconds that it took so far.</summary>
    public static void Save(string path, ModelTraining training, double cpuSeconds) =>
        Safetensors.Save(path, training.State(), Header(training, TrainingKind, cpuSeconds));

    /// <summary>Writes the model's weights alone: what is left of a training that is done.</summary>
    public static void SaveModel(string path, ModelTraining training, double cpuSeconds) =>
        Safetensors.Save(path, training.Weights(), Header(training, ModelKind, cpuSeconds));

    /// <summary>
    /// Brings a training with fresh weights to where the file has it, and returns the CPU seconds that it took.
    /// </summary>
    /// <exception cref="DataFileException">The file is damaged, is no checkpoint of a sweep, or one of another
    /// configuration.</exception>
    public static double Load(string path, ModelTraining training)
    {
        var (tensors, header) = Safetensors.Load(path);
        try
        {
            var saved = ConfigurationOf(path, header, TrainingKind);
            if (saved.Differences(training.Configuration).ToArray() is { Length: > 0 } differences)
                throw new DataFileException(path,
                    $"a checkpoint of {training.Configuration.Name} with the settings asked for",
                    $"others: {string.Join(", ", differences)}", Remedy);
            var (step, seconds) = Progress(path, header, training.Configuration);
            Copy(path, tensors, training.State());
            training.Resume(step);
            return seconds;
        }
        finally
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
        }
    }

    /// <summary>The model of a file that <see cref="SaveModel"/> wrote, and what it was made by.</summary>
    /// <exception cref="DataFileException">The file is damaged, or is no model of a sweep.</exception>
    public static (IVae Model, RunConfiguration Configuration) LoadModel(string path)
    {
        var (tensors, header) = Safetensors.Load(path);
        try
        {
            var configuration = ConfigurationOf(path, header, ModelKind);
            var network = ModelTraining.Network(configuration, configuration.OpenData());
            Copy(path, tensors, network.state_dict());
            network.eval();
            return ((IVae)network, configuration);
        }
        finally
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
        }
    }

    private static Dictionary<string, string> Header(ModelTraining training, string kind, double cpuSeconds) => new()
    {
        [KindKey] = kind,
        [ConfigurationKey] = training.Configuration.ToJson(),
        [StepKey] = training.Step.ToString(CultureInfo.InvariantCulture),
        [SecondsKey] = cpuSeconds.ToString("R", CultureInfo.InvariantCulture),
    };

    private static RunConfiguration ConfigurationOf(string path, Dictionary<string, string> header, string kind)
    {
        if (header.GetValueOrDefault(KindKey) != kind || !header.ContainsKey(StepKey)
            || !header.ContainsKey(SecondsKey))
            throw new DataFileException(path, $"the {kind}", header.GetValueOrDefault(KindKey) is { } other
                ? $"\"{other}\""
                : "a safetensors file of something else", Remedy);
        try
        {
            return JsonSerializer.Deserialize<RunConfiguration>(header[ConfigurationKey],
                RunConfiguration.Json)?.Checked() ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or ArgumentException)
        {
            throw new DataFileException(path, "a configuration in its header",
                $"something else ({e.Message})", Remedy, e);
        }
    }

    private static (long Step, double Seconds) Progress(string path, Dictionary<string, string> header,
        RunConfiguration run) =>
        long.TryParse(header[StepKey], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
        && step <= run.Steps
            && double.TryParse(header[SecondsKey], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && double.IsFinite(seconds)
            ? (step, seconds)
            : throw new DataFileException(path, $"a step up to {run.Steps} and the seconds that it took",
                $"\"{header[StepKey]}\" and \"{header[SecondsKey]}\"", Remedy);

    private static void Copy(string path, Dictionary<string, Tensor> from, Dictionary<string, Tensor> to)
    {
        using var noGradient = no_grad();
        foreach (var (name, tensor) in to)
        {
            if (!from.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(tensor.shape))
                throw new DataFileException(path, $"a tensor \"{name}\" of {string.Join(" × ", tensor.shape)}",
                    saved is null ? "none" : string.Join(" × ", saved.shape), Remedy);
            tensor.copy_(saved);
        }
    }
}
