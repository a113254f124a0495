using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Autoencoders;
using Bench;
using static TorchSharp.torch;

// ./course bench tsne : 5,000 codes of 32 numbers, by the course's Barnes-Hut t-SNE and by scikit-learn's, each in a
// process of its own.
const int Count = 5_000, Dimensions = 32, Rounds = 3;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ours", var from, var to])
{
    var result = Tsne.Fit(Read(from, Dimensions),
        new() { Perplexity = 30, Iterations = 1000, Angle = 0.5, ShowProgress = false });
    Write(to, result.Embedding);
    using var self = Process.GetCurrentProcess();
    Console.WriteLine($"{result.Seconds} {self.PeakWorkingSet64}");
    return 0;
}

DebianPackage.Require("python3-sklearn", imported: "sklearn");
var folder = Directory.CreateTempSubdirectory("bench-tsne-").FullName;
try
{
    var points = Path.Combine(folder, "points");
    var cloud = Codes();
    Write(points, cloud);
    var sides = new[]
    {
        new Side("course", "dotnet",
            [Environment.GetCommandLineArgs()[0], "ours", points, Path.Combine(folder, "ours")]),
        new Side("scikit-learn", DebianPackage.Python,
            [Path.Combine(AppContext.BaseDirectory, "peer.py"), points, Path.Combine(folder, "theirs"), $"{Count}",
                $"{Dimensions}"]),
    };
    for (var round = 0; round < Rounds; round++)
        foreach (var side in sides) side.Run();

    var affinities = Affinities.Compute(cloud, perplexity: 30);
    Console.WriteLine($"{Count} codes of {Dimensions} numbers, perplexity 30, 1,000 steps, θ = 0.5; medians "
        + $"of {Rounds} alternating runs on {Environment.ProcessorCount} cores.\n");
    Console.WriteLine("| | seconds | peak memory, MB | KL(P‖Q), nats | trustworthiness |\n|---|---|---|---|---|");
    foreach (var side in sides)
    {
        var map = Read(side.Output, 2);
        Console.WriteLine(
            $"| {side.Name} | {side.Seconds:F1} | {side.Peak
                / 1e6:F0} | {Tsne.Divergence(affinities, map):F3} | {Trustworthiness.Compute(cloud, map):F3} |");
    }
    Console.WriteLine($"\nRatio of the times: **{sides[0].Seconds / sides[1].Seconds:F2}**; of the peaks: "
        + $"**{sides[0].Peak / sides[1].Peak:F2}**.");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// Ten groups of unequal width, as an autoencoder's codes of ten digits are.
static Tensor Codes()
{
    manual_seed(1);
    var (centres, widths) = (3 * randn(10, Dimensions), 0.5 + rand(10, 1));
    var group = arange(Count) % 10;
    return centres.index_select(0, group) + widths.index_select(0, group) * randn(Count, Dimensions);
}

static Tensor Read(string file, int columns) =>
    tensor(MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray()).reshape(-1, columns);

static void Write(string file, Tensor values) =>
    File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(values.contiguous().data<float>().ToArray()).ToArray());

/// <summary>One of the two programs, and what its runs took.</summary>
internal sealed record Side(string Name, string File, string[] Arguments)
{
    private readonly List<(double Seconds, double Peak)> runs = [];

    public string Output => Name == "course" ? Arguments[3] : Arguments[2];
    public double Seconds => runs.Select(r => r.Seconds).Order().ElementAt(runs.Count / 2);
    public double Peak => runs.Select(r => r.Peak).Order().ElementAt(runs.Count / 2);

    public void Run()
    {
        using var process = Process.Start(new ProcessStartInfo(File, Arguments) { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Name} failed; its message stands above.");
        runs.Add(
            (double.Parse(words[0], CultureInfo.InvariantCulture),
                double.Parse(words[1], CultureInfo.InvariantCulture)));
    }
}
