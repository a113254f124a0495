using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Autoencoders;
using Bench;
using static TorchSharp.torch;

// ./course bench disentanglement [-- dci] : images a second, and the metrics beside scikit-learn's; its DCI takes
// minutes, and only if asked for.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Images = 100_000, N = 10_000, Dimensions = 10;
Console.WriteLine($"{Environment.ProcessorCount} processors, {get_num_threads()} threads in libtorch, "
    + $".NET {Environment.Version}\n");

Console.WriteLine("| Images of dSprites by random number | images a second |\n|---|---|");
var sprites = Time(Sprites.DSprites, out var preparing);
Console.WriteLine($"| drawn to bytes, {Images:N0} at a time (after {preparing * 1e3:F0} ms for 720 sprites) "
    + $"| {Best(() => sprites.Bytes(sprites.Space.Sample(Images, 1)).Dispose()):N0} |");
var packed = Time(() => PackedImages.Pack(sprites), out var packing);
Console.WriteLine($"| all {sprites.Count:N0} packed, one bit a pixel | {sprites.Count / packing:N0} |");
Console.WriteLine(
    $"| from the packed set to bytes | {Best(() => packed.Bytes(packed.Space.Sample(Images, 1)).Dispose()):N0} |\n");

// Codes like a trained model's: some hold a factor, some two, some nothing.
manual_seed(1);
var factors = sprites.Space.Classes(sprites.Space.Sample(N, 2));
var v = factors.to(float64) / tensor([2.0, 5, 39, 31, 31]);
var mixture = cat([eye(5, dtype: float64), eye(5, dtype: float64).roll(1, 1) * 0.3]).t();
mixture.narrow(1, 8, 2).zero_();
var codes = v.matmul(mixture) + 0.1 * randn(N, Dimensions, float64);
var ours = new (string Name, Func<double> Measure)[]
{
    ("MIG", () => MutualInformationGap.Compute(codes, factors)),
    ("SAP", () => SeparatedAttributePredictability.OfNamed(codes, factors)),
    ("explicitness", () => Explicitness.Compute(codes, factors)),
    ("IRS", () => InterventionalRobustness.Compute(codes, factors)),
    ("beta-VAE metric", () => BetaVaeMetric.Compute(codes, factors)),
    ("FactorVAE metric", () => FactorVaeMetric.Compute(codes, factors)),
    ("DCI", () => Dci.Compute(codes, factors).Disentanglement),
};
var theirs = Peer();
Console.WriteLine($"| Metric on {N:N0} codes of {Dimensions} dimensions, 5 factors | ours, s | Python, s | ratio | "
    + "ours | Python |\n|---|---|---|---|---|---|");
var sum = 0.0;
foreach (var (name, measure) in ours)
{
    var value = Time(measure, out var seconds);
    sum += seconds;
    var peer = theirs.TryGetValue(name, out var found)
        ? $"{found.Seconds:F2} | **{seconds / found.Seconds:F2}** | {value:F4} | {found.Value:F4}"
        : $"not run | | {value:F4} |";
    Console.WriteLine($"| {name} | {seconds:F2} | {peer} |");
}
Console.WriteLine($"\nAll of ours together: {sum:F1} s.");

static T Time<T>(Func<T> run, out double seconds)
{
    var clock = Stopwatch.StartNew();
    var result = run();
    seconds = clock.Elapsed.TotalSeconds;
    return result;
}

static double Best(Action run) =>
    Enumerable.Range(0, 5).Max(_ => Images / (Time(() => { run(); return 0; }, out var seconds) + seconds));

Dictionary<string, (double Seconds, double Value)> Peer()
{
    DebianPackage.Require("python3-sklearn", imported: "sklearn");
    var folder = Directory.CreateTempSubdirectory("bench-").FullName;
    try
    {
        File.WriteAllBytes(Path.Combine(folder, "codes"),
            MemoryMarshal.AsBytes(codes.contiguous().data<double>().ToArray().AsSpan()).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "factors"),
            MemoryMarshal.AsBytes(factors.data<long>().ToArray().AsSpan()).ToArray());
        using var process = Process.Start(new ProcessStartInfo(DebianPackage.Python,
            [Path.Combine(AppContext.BaseDirectory, "peer.py"), Path.Combine(folder, "codes"),
                Path.Combine(folder, "factors"), $"{N}", $"{Dimensions}", "5",
                .. args]) { RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(part => part[0], part => (double.Parse(part[1]), double.Parse(part[2])));
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
