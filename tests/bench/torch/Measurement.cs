using System.Diagnostics;

namespace TorchBench;

/// <summary>One case's times on both sides, seconds a step: the rounds alternate, so that what else happens on the machine meets both.</summary>
internal sealed record Measurement(string Name, double[] Ours, double[] Theirs, double[] Floors, double OurValue, double TheirValue)
{
    private const double RoundSeconds = 0.4;

    public double Our => Median(Ours);
    public double Their => Median(Theirs);
    public double Ratio => Our / Their;

    /// <summary>Seconds a step of the same call from C++; zero where it was not asked for.</summary>
    public double Floor => Floors.Length == 0 ? 0 : Median(Floors);

    /// <summary>The steps of both sides computed the same.</summary>
    public bool Agree => Math.Abs(OurValue - TheirValue) <= 2e-3 * Math.Max(1e-6, Math.Abs(TheirValue));

    /// <summary>
    /// Each round makes the case anew: after thousands of steps on one batch, gradients and moments are denormal numbers,
    /// which slow both sides many times over and say nothing about training.
    /// </summary>
    public static Measurement Of(string name, Func<ICase> make, Peer peer, int rounds, int warmUp, Peer? floor = null)
    {
        var steps = 0;
        (double Ours, double Theirs) value = default;
        var times = new List<(double Ours, double Theirs, double Floor)>();
        for (var round = 0; round <= rounds; round++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            (var work, value) = Start(name, make, peer, warmUp);
            if (round == 0) steps = Math.Clamp((int)(RoundSeconds / (peer.Run(name, warmUp).Seconds / warmUp)), 1, MostSteps(warmUp));
            floor?.Make(name);
            floor?.Run(name, warmUp);
            var roundTimes = (Time(work, steps), peer.Run(name, steps).Seconds / steps, floor?.Run(name, steps).Seconds / steps ?? 0);
            if (round > 0) times.Add(roundTimes); // the first round is for the compiler
        }
        return new(name, [.. times.Select(t => t.Ours)], [.. times.Select(t => t.Theirs)], floor is null ? [] : [.. times.Select(t => t.Floor)], value.Ours, value.Theirs);
    }

    private static (ICase Work, (double Ours, double Theirs) Value) Start(string name, Func<ICase> make, Peer peer, int warmUp)
    {
        TorchSharp.torch.manual_seed(1);
        peer.Make(name);
        var work = make();
        return (work, (work.Run(warmUp), peer.Run(name, warmUp).Value));
    }

    // Operators are called a hundred thousand times; a model takes two hundred steps at most.
    private static int MostSteps(int warmUp) => warmUp > 1000 ? 1_000_000 : 200;

    /// <summary>Half the distance between the quartiles, as a share of the median.</summary>
    public static double Spread(double[] times)
    {
        var sorted = times.Order().ToArray();
        return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 2 / Median(times);
    }

    public static double Median(double[] times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Time(ICase work, int steps)
    {
        var clock = Stopwatch.StartNew();
        work.Run(steps);
        return clock.Elapsed.TotalSeconds / steps;
    }
}
