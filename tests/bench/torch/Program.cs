using System.Diagnostics;
using System.Globalization;
using TorchBench;
using TorchSharp;

// ./course bench torch [-- CASE…] : the provider beside Python's PyTorch. With no case, all of them and the summary.
if (args is ["load"]) { _ = torch.zeros(1) + 1; return 0; }   // what the load time is measured on

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var models = new Dictionary<string, (Func<ICase> Make, string Text, double MegaFlop)>
{
    // Multiply-adds of the forward pass, thrice (the backward pass is two products more), ×2 operations, in millions a step.
    ["dense"] = (Models.Dense, "autoencoder 784-32-784, batch 256", 6 * 256 * 2 * 784 * 32 / 1e6),
    ["vae"] = (Models.Vae, "VAE 784-400-20, batch 128", 6 * 128 * (2 * 784 * 400 + 3 * 400 * 20) / 1e6),
    ["pooled"] = (Models.Pooled, "conv autoencoder 16-8-8, pooling, batch 128", double.NaN),
    ["strided"] = (Models.Strided, "strided conv autoencoder, batch 128", double.NaN),
    ["beta-vae"] = (Models.BetaVae, "β-VAE 64×64, batch 64", double.NaN),
    ["vq-vae"] = (Models.VqVae, "VQ-VAE 28×28 to 7×7, batch 128", double.NaN),
    ["pixel-cnn"] = (Models.PixelCnn, "gated PixelCNN on 7×7 codes, batch 128", double.NaN),
    ["gpt"] = (Drawing.GptStep, "causal Transformer on 7×7 codes, batch 64", double.NaN),
    ["draw-pixel-cnn"] = (Models.DrawPixelCnn, "4 grids of 7×7 codes drawn by the PixelCNN, plain loop", double.NaN),
    ["draw-gpt"] = (Drawing.PlainGpt, "4 grids drawn by the Transformer, plain loop", double.NaN),
    ["draw-gpt-cached"] = (Drawing.CachedGpt, "4 grids drawn by the Transformer, keys and values kept", double.NaN),
};
var operators = new Dictionary<string, (Func<ICase> Make, string Text)>
{
    ["add"] = (Operators.Add, "a + b, 4×4"),
    ["add-grad"] = (Operators.AddWithGradient, "a + b, recorded for the gradient"),
    ["scale"] = (Operators.Scale, "a * 2.0"),
    ["view"] = (Operators.View, "a.view(16)"),
    ["sum"] = (Operators.Sum, "a.sum()"),
    ["matmul"] = (Operators.Matmul, "a.matmul(a)"),
    ["index"] = (Operators.Index, "a[0]"),
    ["backward"] = (Operators.Backward, "(a * a).sum().backward()"),
};
string[] known = [.. models.Keys, .. operators.Keys, "epoch"];
if (args.FirstOrDefault(a => !known.Contains(a)) is { } unknown)
{
    Console.Error.WriteLine($"bench torch: there is no case \"{unknown}\"; there are {string.Join(", ", known)}.");
    return 2;
}

var threads = torch.get_num_threads();
using var peer = Peer.OfPython(threads);
Console.WriteLine($"{Machine.Describe()}; {threads} threads; .NET {Environment.Version}, TorchSharp {torch.__version__}; {peer.Versions}");
Console.WriteLine("Medians of alternating rounds; ± is half the distance between the quartiles. A ratio below 1 is faster than PyTorch.\n");
bool Wanted(string name) => args.Length == 0 || args.Contains(name);

var product = Measurement.Of("product", Operators.Product, peer, 5, 5);
var flops = 2 * Math.Pow(1024, 3) / product.Our;
Console.WriteLine($"The machine's matrix product (1024³, float32): {flops / 1e9:F0} GFLOP/s.\n");

var steps = new List<Measurement>();
Console.WriteLine("| Training step | ours, ms | PyTorch, ms | ratio | share of the matrix product's rate | same loss |\n|---|---|---|---|---|---|");
foreach (var (name, model) in models.Where(m => Wanted(m.Key)))
{
    var m = Measurement.Of(name, model.Make, peer, rounds: 9, warmUp: name.StartsWith("draw", StringComparison.Ordinal) ? 2 : 10);
    steps.Add(m);
    var share = double.IsNaN(model.MegaFlop) ? "" : $"{model.MegaFlop * 1e6 / m.Our / flops:P0}";
    Console.WriteLine($"| {model.Text} | {m.Our * 1e3:F2} ± {Measurement.Spread(m.Ours):P0} | {m.Their * 1e3:F2} ± {Measurement.Spread(m.Theirs):P0} | **{m.Ratio:F2}** | {share} | {(m.Agree ? "yes" : $"no: {m.OurValue:G6}, {m.TheirValue:G6}")} |");
}
if (Wanted("epoch"))
{
    var m = Measurement.Of("epoch", () => new Epoch(), peer, rounds: 5, warmUp: 1);
    steps.Add(m);
    Console.WriteLine($"| an epoch of 784-32-784 over 60,000 images, with shuffling | {m.Our * 1e3:F0} ± {Measurement.Spread(m.Ours):P0} | {m.Their * 1e3:F0} ± {Measurement.Spread(m.Theirs):P0} | **{m.Ratio:F2}** | | {(m.Agree ? "yes" : $"no: {m.OurValue:G6}, {m.TheirValue:G6}")} |");
}

var calls = new List<Measurement>();
if (operators.Keys.Any(Wanted))
{
    using var cpp = Peer.OfCpp(threads);
    Console.WriteLine("\n| Operator | ours, µs | Python, µs | ratio | C++, µs | what ours adds to C++, of what Python adds |\n|---|---|---|---|---|---|");
    foreach (var (name, call) in operators.Where(o => Wanted(o.Key)))
    {
        var m = Measurement.Of(name, call.Make, peer, rounds: 9, warmUp: 20_000, cpp);
        calls.Add(m);
        Console.WriteLine($"| {call.Text} | {m.Our * 1e6:F2} ± {Measurement.Spread(m.Ours):P0} | {m.Their * 1e6:F2} ± {Measurement.Spread(m.Theirs):P0} | **{m.Ratio:F2}** | {m.Floor * 1e6:F2} ± {Measurement.Spread(m.Floors):P0} | {Added(m)} |");
    }
}

using var self = Process.GetCurrentProcess();
Console.WriteLine($"\n| | ours | Python | ratio |\n|---|---|---|---|");
if (args.Length == 0)
{
    var load = Machine.LoadTimes(5);
    Console.WriteLine($"| start of a process to its first result, s | {load.Ours:F2} | {load.Theirs:F2} | **{load.Ours / load.Theirs:F2}** |");
}
var (ourPeak, theirPeak) = (self.PeakWorkingSet64 / 1e6, peer.Peak / 1e6);
Console.WriteLine($"| peak of resident memory over all of the above, MB | {ourPeak:F0} | {theirPeak:F0} | **{ourPeak / theirPeak:F2}** |");
if (args.Length == 0)
    Console.WriteLine($"\nGeometric mean of the ratios: {Mean(steps):F2} for steps and epoch, {Mean(calls):F2} for operators; largest {steps.Max(m => m.Ratio):F2} and {calls.Max(m => m.Ratio):F2}.\n"
        + $"Over all operators ours adds {calls.Sum(m => m.Our - m.Floor) * 1e6:F2} µs to C++ and Python {calls.Sum(m => m.Their - m.Floor) * 1e6:F2} µs: **{calls.Sum(m => m.Our - m.Floor) / calls.Sum(m => m.Their - m.Floor):F2}**.");
return 0;

// An operator that is faster here than from C++ (a number beside a tensor) adds nothing.
static string Added(Measurement m) => m.Their <= m.Floor ? "–" : $"{Math.Max(0, m.Our - m.Floor) / (m.Their - m.Floor):F2}";
static double Mean(List<Measurement> all) => Math.Exp(all.Average(m => Math.Log(m.Ratio)));
