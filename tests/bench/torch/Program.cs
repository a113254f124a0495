using System.Diagnostics;
using System.Globalization;
using TorchBench;
using TorchSharp;

// ./course bench torch [-- CASE… [--peer NAME=COMMAND]…] : training steps, drawing and memory beside other processes
// that have the same cases. A COMMAND runs peer.py in some Python, or this program built elsewhere with the argument
// "serve"; without --peer it is python3 peer.py.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var cases = new Dictionary<string, (Func<ICase> Make, string Text)>
{
    ["dense"] = (Models.Dense, "autoencoder 784-32-784, batch 256"),
    ["vae"] = (Models.Vae, "VAE 784-400-20, batch 128"),
    ["pooled"] = (Models.Pooled, "conv autoencoder 16-8-8, pooling, batch 128"),
    ["strided"] = (Models.Strided, "strided conv autoencoder, batch 128"),
    ["beta-vae"] = (Models.BetaVae, "β-VAE 64×64, batch 64"),
    ["vq-vae"] = (Models.VqVae, "VQ-VAE 28×28 to 7×7, batch 128"),
    ["pixel-cnn"] = (Models.PixelCnn, "gated PixelCNN on 7×7 codes, batch 128"),
    ["gpt"] = (Drawing.GptStep, "causal Transformer on 7×7 codes, batch 64"),
    ["draw-pixel-cnn"] = (Models.DrawPixelCnn, "4 grids of 7×7 codes drawn by the PixelCNN, plain loop"),
    ["draw-gpt"] = (Drawing.PlainGpt, "4 grids drawn by the Transformer, plain loop"),
    ["draw-gpt-cached"] = (Drawing.CachedGpt, "4 grids drawn by the Transformer, keys and values kept"),
    ["epoch"] = (() => new Epoch(), "an epoch of 784-32-784 over 60,000 images, with shuffling"),
};
if (args is ["serve", ..])
{
    if (args.Length > 1) torch.set_num_threads(int.Parse(args[1], CultureInfo.InvariantCulture));
    torch.zeros(1).Dispose();
    Server.Run(cases.ToDictionary(c => c.Key, c => c.Value.Make));
    return 0;
}

var (wanted, commands) = (new List<string>(), new List<(string Name, string[] Command)>());
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--peer" && i + 1 < args.Length
        && args[i + 1]
        .Split('=',
            2) is [var name, var command]) { commands.Add(
                (name, command.Split(' ', StringSplitOptions.RemoveEmptyEntries))); i++; }
    else if (cases.ContainsKey(args[i])) wanted.Add(args[i]);
    else
    {
        Console.Error.WriteLine($"bench torch: '{args[i]}' is neither --peer NAME=COMMAND nor a case; there "
            + $"are {string.Join(", ", cases.Keys)}.");
        return 2;
    }
}
if (wanted.Count == 0) wanted.AddRange(cases.Keys);
if (commands.Count == 0) commands.Add(("PyTorch", ["python3", Path.Combine(AppContext.BaseDirectory, "peer.py")]));

try
{
    Measure();
    return 0;
}
catch (PeerException e)
{
    Console.Error.WriteLine($"bench torch: {e.Message}");
    return 1;
}

void Measure()
{
    var threads = torch.get_num_threads();
    var peers = commands.Select(c => new Peer(c.Name, c.Command, threads)).ToArray();
    Console.WriteLine($"{Machine.Describe()}; {threads} threads; .NET {Environment.Version}, TorchSharp, "
        + $"torch {torch.__version__}"
        + (Autoencoders.NativeSettings.ConvolutionsByOneDnn
            ? ""
            : " without oneDNN, which computes wrong convolutions here"));
    foreach (var peer in peers) Console.WriteLine($"{peer.Name}: {peer.Versions}");
    Console.WriteLine("\nMedians of alternating rounds, milliseconds; ± is half the distance between the quartiles. A "
        + "ratio below 1 is faster than the peer.\n");
    var product = new Product();
    product.Run(5);
    var clock = Stopwatch.StartNew();
    product.Run(20);
    Console.WriteLine($"The machine's matrix product (1024³, "
        + $"float32): {20 * 2 * Math.Pow(1024, 3) / clock.Elapsed.TotalSeconds / 1e9:F0} GFLOP/s.\n");

    Console.WriteLine(
        $"| | ours | {string.Join(" | ",
            peers.Select(p => $"{p.Name} | ratio | same value"))} |\n|---|---|{string.Concat(
                peers.Select(_ => "---|---|---|"))}");
    var all = new List<Measurement>();
    foreach (var name in wanted)
    {
        var few = name.StartsWith("draw", StringComparison.Ordinal) || name == "epoch";
        var m = Measurement.Of(name, cases[name].Make, peers, rounds: few ? 5 : 9, warmUp: few ? 1 : 10);
        all.Add(m);
        var columns = peers.Select((_, i) => $"{Cell(m.Peers[i].Times)} | **{m.Ratio(i):F2}** "
            + $"| {(m.Agrees(i) ? "yes" : $"no: {m.OurValue:G6}, {m.Peers[i].Value:G6}")}");
        Console.WriteLine($"| {cases[name].Text} | {Cell(m.Ours)} | {string.Join(" | ", columns)} |");
    }

    using var self = Process.GetCurrentProcess();
    string[] own = ["dotnet", typeof(Product).Assembly.Location, "serve"];
    Console.WriteLine(
        $"\n| | ours | {string.Join(" | ",
            peers.Select(p => $"{p.Name} | ratio"))} |\n|---|---|{string.Concat(peers.Select(_ => "---|---|"))}");
    var ourStart = Machine.StartTime(own, threads);
    var starts = commands.Select(c => Machine.StartTime(c.Command, threads)).ToArray();
    Console.WriteLine($"| start of a process to its first answer, s "
        + $"| {ourStart:F2} | {string.Join(" | ", starts.Select(s => $"{s:F2} | **{ourStart / s:F2}**"))} |");
    var ourPeak = self.PeakWorkingSet64 / 1e6;
    Console.WriteLine($"| peak of resident memory over all of the above, MB "
        + $"| {ourPeak:F0} | {string.Join(" | ",
            peers.Select(p => $"{p.Peak / 1e6:F0} | **{ourPeak / (p.Peak / 1e6):F2}**"))} |\n");
    for (var i = 0; i < peers.Length; i++)
    {
        var ratios = all.Select(m => m.Ratio(i)).ToArray();
        Console.WriteLine($"Against {peers[i].Name}: geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}, "
            + $"largest {ratios.Max():F2}.");
        peers[i].Dispose();
    }
}

static string Cell(double[] times) => $"{Measurement.Median(times) * 1e3:F2} ± {Measurement.Spread(times):P0}";
