using System.Diagnostics;

namespace TorchBench;

/// <summary>
/// One case's times, seconds a step, ours and each peer's: the rounds alternate, so that what else happens on the
/// machine meets all of them.
/// </summary>
internal sealed record Measurement(double[] Ours, double OurValue, IReadOnlyList<(double[] Times, double Value)> Peers)
{
    private const double RoundSeconds = 0.4;
    private const int MostSteps = 200;

    public double Our => Median(Ours);

    public double Their(int peer) => Median(Peers[peer].Times);

    public double Ratio(int peer) => Our / Their(peer);

    /// <summary>Whether the steps of a peer computed what ours did.</summary>
    public bool Agrees(int peer) =>
        Math.Abs(OurValue - Peers[peer].Value) <= 2e-3 * Math.Max(1e-6, Math.Abs(Peers[peer].Value));

    /// <summary>
    /// Each round makes the case anew: after thousands of steps on one batch, gradients and moments are denormal
    /// numbers, which slow all sides many times over and say nothing about training.
    /// </summary>
    public static Measurement Of(string name, Func<ICase> make, IReadOnlyList<Peer> peers, int rounds, int warmUp)
    {
        var steps = 0;
        var (ours, ourValue) = (new List<double>(), 0.0);
        var theirs = peers.Select(_ => new List<double>()).ToArray();
        var values = new double[peers.Count];
        for (var round = 0; round <= rounds; round++) // the first is for the compiler
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            TorchSharp.torch.manual_seed(1);
            var work = make();
            ourValue = work.Run(warmUp);
            if (round == 0)
            {
                work.Run(1);
                steps = Math.Clamp((int)(RoundSeconds / Time(work, warmUp)), 1, MostSteps);
            }
            var time = Time(work, steps);
            if (round > 0) ours.Add(time);
            for (var i = 0; i < peers.Count; i++)
            {
                peers[i].Make(name);
                values[i] = peers[i].Run(name, warmUp).Value;
                time = peers[i].Run(name, steps).Seconds / steps;
                if (round > 0) theirs[i].Add(time);
            }
        }
        return new([.. ours], ourValue, [.. theirs.Select((times, i) => (times.ToArray(), values[i]))]);
    }

    /// <summary>Half the distance between the quartiles, as a share of the median.</summary>
    public static double Spread(double[] times)
    {
        var sorted = times.Order().ToArray();
        return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 2 / Median(times);
    }

    public static double Median(double[] times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Time(ICase work, int steps)
    {
        var clock = Stopwatch.StartNew();
        work.Run(steps);
        return clock.Elapsed.TotalSeconds / steps;
    }
}
