using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autoencoders;

/// <summary>One model of a sweep: all that decides what comes out of it.</summary>
/// <param name="Data">The images: one of <see cref="DataSets"/>.</param>
/// <param name="Architecture">The network: one of <see cref="Architectures"/>.</param>
/// <param name="Latent">The number of latent variables, at least 2.</param>
/// <param name="Steps">Training steps, at least 1.</param>
/// <param name="Batch">Images a step, at least 2.</param>
/// <param name="LearningRate">Adam's learning rate, positive.</param>
/// <param name="WarmUp">Steps in which the objective's weight rises from 0, so that the model does not collapse before
/// it has begun; 0 for none. "capacity" rises by itself.</param>
/// <param name="Evaluation">Images that the finished model is measured on, at least 100.</param>
/// <param name="Objective">The objective: one of <see cref="Objectives"/>.</param>
/// <param name="Beta">The weight that the objective has beside the ELBO: β, or γ for "capacity" and "factor-vae"; 1 for
/// "vae".</param>
/// <param name="Capacity">The capacity in nats that "capacity" ends with; 0 for the others.</param>
/// <param name="Seed">Decides the first weights, the images of each step and the noise.</param>
/// <param name="FinalBeta">The weight at the last step, to which it goes evenly once the warm-up is over; null if it
/// stays at <paramref name="Beta"/>, as it does for "vae" and "capacity".</param>
/// <param name="Schedule">Adam's learning rate over the steps: one of <see cref="Schedules"/>.</param>
public sealed record RunConfiguration(
    string Data, string Architecture, long Latent, long Steps, int Batch, double LearningRate, long WarmUp,
    int Evaluation,
    string Objective, double Beta, double Capacity, int Seed, double? FinalBeta = null, string Schedule = "constant")
{
    /// <summary>
    /// "small" is <see cref="Sprites.Small"/>, 32 × 32; "dsprites" is <see cref="Sprites.DSprites"/>, 64 × 64.
    /// </summary>
    public static IReadOnlyList<string> DataSets { get; } = ["small", "dsprites"];

    /// <summary>
    /// "dense" is a <see cref="DenseVae"/> of two hidden layers, "broadcast" a
    /// <see cref="BroadcastVae"/>.
    /// </summary>
    public static IReadOnlyList<string> Architectures { get; } = ["dense", "broadcast"];

    /// <summary>The objectives by the names that a sweep has for them.</summary>
    public static IReadOnlyList<string> Objectives { get; } =
        ["vae", "beta-vae", "capacity", "beta-tcvae", "factor-vae"];

    /// <summary>
    /// "constant", or "cosine": from the learning rate to 0 over all steps along half a period of a cosine (Loshchilov
    /// and Hutter 2017).
    /// </summary>
    public static IReadOnlyList<string> Schedules { get; } = ["constant", "cosine"];

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The run's name, which its files have: "beta-vae-4-seed1", say, or "beta-vae-4-to-1-seed1".</summary>
    public string Name
    {
        get
        {
            var name = new StringBuilder(Objective);
            if (Objective != "vae") name.Append(CultureInfo.InvariantCulture, $"-{Beta}");
            if (FinalBeta is { } last) name.Append(CultureInfo.InvariantCulture, $"-to-{last}");
            if (Objective == "capacity") name.Append(CultureInfo.InvariantCulture, $"-{Capacity}nats");
            return name.Append(CultureInfo.InvariantCulture, $"-seed{Seed}").ToString();
        }
    }

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// The names of the fields in which another configuration differs, with both values: "steps 100 and 200".
    /// </summary>
    public IEnumerable<string> Differences(RunConfiguration other) => typeof(RunConfiguration).GetProperties()
        .Where(field => field.SetMethod is not null && !Equals(field.GetValue(this), field.GetValue(other)))
        .Select(
            field =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{JsonNamingPolicy.CamelCase.ConvertName(field.Name)} {field.GetValue(
                        this)} and {field.GetValue(other)}"));

    /// <summary>Adam's learning rate at a step, which is counted from 0.</summary>
    public double LearningRateAt(long step) => Schedule == "cosine"
        ? LearningRate * (1 + Math.Cos(Math.PI * step / Steps)) / 2
        : LearningRate;

    /// <summary>
    /// The objective's weight at a step: from 0 to β in the warm-up, and then to the final β, if there is one, at the
    /// last step.
    /// </summary>
    public double WeightAt(long step)
    {
        if (step < WarmUp) return Beta * step / WarmUp;
        return FinalBeta is { } last
            ? WeightSchedule.Linear(Beta, last, Math.Max(1, Steps - 1 - WarmUp))(step - WarmUp)
            : Beta;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names the field as JSON has
    /// it.</exception>
    public RunConfiguration Checked()
    {
        Among(Data, DataSets, "data");
        Among(Architecture, Architectures, "architecture");
        Among(Objective, Objectives, "objective");
        Among(Schedule, Schedules, "schedule");
        AtLeast(Latent, 2, "latent");
        AtLeast(Steps, 1, "steps");
        AtLeast(Batch, 2, "batch");
        AtLeast(WarmUp, 0, "warmUp");
        AtLeast(Evaluation, 100, "evaluation");
        AtLeast(Seed, 0, "seed");
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentException($"learningRate must be positive and finite; it is {LearningRate}.");
        if (!(Beta >= 0 && double.IsFinite(Beta)))
            throw new ArgumentException($"beta must be finite and at least 0; it is {Beta}.");
        if (!(Capacity >= 0 && double.IsFinite(Capacity)))
            throw new ArgumentException($"capacity must be finite and at least 0; it is {Capacity}.");
        if (FinalBeta is { } last && !(last >= 0 && double.IsFinite(last)))
            throw new ArgumentException($"finalBeta must be finite and at least 0; it is {last}.");
        if (FinalBeta is not null && Objective is ("vae" or "capacity"))
            throw new ArgumentException($"\"{Objective}\" has no finalBeta: its weight stays as it is.");
        if (FinalBeta == Beta)
            throw new ArgumentException($"finalBeta is beta, {Beta}: leave it out, and the weight stays.");
        if (FinalBeta is not null && WarmUp >= Steps)
            throw new ArgumentException(
                $"finalBeta needs steps after the warm-up; there are {Steps}, all of them in it.");
        return this;
    }

    /// <summary>The images, drawn by number.</summary>
    internal FactorData OpenData() => Data == "small" ? Sprites.Small() : Sprites.DSprites();

    private static void Among(string value, IReadOnlyList<string> known, string name)
    {
        if (!known.Contains(value))
            throw new ArgumentException($"{name} is one of {string.Join(", ", known)}; it is \"{value}\".");
    }

    private static void AtLeast(long value, long least, string name)
    {
        if (value < least) throw new ArgumentException($"{name} must be at least {least}; it is {value}.");
    }
}
