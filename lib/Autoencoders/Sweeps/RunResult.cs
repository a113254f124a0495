using System.Text.Json;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What a finished model of a sweep was measured to be; nats are per image.</summary>
/// <param name="Configuration">What it was made by.</param>
/// <param name="Reconstruction">−log p(x|z) at one sample of each posterior, nats.</param>
/// <param name="Kl">KL(q(z|x) ‖ p(z)), nats.</param>
/// <param name="TotalCorrelation">The codes' total correlation if they were normal, nats:
/// <see cref="GaussianTotalCorrelation"/>.</param>
/// <param name="ActiveUnits">Latent variables whose mean varies over the images.</param>
/// <param name="Mig">The mutual information gap, 20 bins.</param>
/// <param name="BetaVaeMetric">The β-VAE metric, 64 pairs a point.</param>
/// <param name="FactorVaeMetric">The FactorVAE metric, 64 images a vote.</param>
/// <param name="Dci">The disentanglement of DCI.</param>
/// <param name="Sap">SAP, the factors' classes taken as names.</param>
/// <param name="CpuSeconds">The processor time of the training, without the measuring.</param>
public sealed record RunResult(
    RunConfiguration Configuration, double Reconstruction, double Kl, double TotalCorrelation, int ActiveUnits,
    double Mig, double BetaVaeMetric, double FactorVaeMetric, double Dci, double Sap, double CpuSeconds)
{
    private const int SampleSeed = 1_000_003; // the same images measure every model
    private const int Rows = 500;

    /// <summary>Measures a model on images that are drawn evenly from all, the same for every run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="configuration">What it was made by.</param>
    /// <param name="cpuSeconds">What its training took.</param>
    public static RunResult Measure(IVae model, RunConfiguration configuration, double cpuSeconds)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var data = configuration.OpenData();
        var index = data.Space.Sample(configuration.Evaluation, SampleSeed);
        var factors = data.Space.Classes(index);
        var (mu, logVar, reconstruction) = Encode(model, data, index);
        return new(configuration, reconstruction,
            GaussianKl.ToStandardNormal(mu, logVar).mean().to(float64).item<double>(),
            GaussianTotalCorrelation.Compute(mu, logVar), Autoencoders.ActiveUnits.Count(mu),
            MutualInformationGap.Compute(mu, factors),
            Autoencoders.BetaVaeMetric.Compute(mu, factors),
            Autoencoders.FactorVaeMetric.Compute(mu, factors),
            Autoencoders.Dci.Compute(mu, factors).Disentanglement,
            SeparatedAttributePredictability.OfNamed(mu, factors), Math.Round(cpuSeconds, 1));
    }

    /// <summary>Writes the result as JSON, whole or not at all.</summary>
    public void Save(string path) =>
        WholeFile.Write(path, JsonSerializer.Serialize(this, RunConfiguration.Json) + "\n");

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataFileException">The file is no such result.</exception>
    public static RunResult Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunResult>(File.ReadAllText(path),
                RunConfiguration.Json) is { Configuration: not null } result
                ? result
                : throw new JsonException("no configuration");
        }
        catch (JsonException e)
        {
            throw new DataFileException(path, "the result of a run of a sweep", $"something else ({e.Message})",
                "Delete it, and the run is done again; or point to the right folder.", e);
        }
    }

    private static (Tensor Mu, Tensor LogVar, double Reconstruction) Encode(IVae model, FactorData data, Tensor index)
    {
        var (means, logVars, sum) = (new List<Tensor>(), new List<Tensor>(), 0.0);
        using var noise = Compute.Generator(SampleSeed);
        foreach (var rows in index.split(Rows))
        {
            using var part = NewDisposeScope();
            var step = VaeStep.Run(model, data.Flat(rows), Bernoulli.NegativeLogProbability, 0, noise);
            sum += step.Reconstruction.to(float64).sum().item<double>();
            means.Add(step.Mu.MoveToOuterDisposeScope());
            logVars.Add(step.LogVar.MoveToOuterDisposeScope());
        }
        return (cat(means), cat(logVars), sum / index.shape[0]);
    }
}
