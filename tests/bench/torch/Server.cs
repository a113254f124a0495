using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchBench;

/// <summary>This program as another's peer: the questions and answers are those of peer.py.</summary>
internal static class Server
{
    public static void Run(IReadOnlyDictionary<string, Func<ICase>> cases)
    {
        ICase? work = null;
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var answer = words[0] switch
            {
                "versions" => $".NET {Environment.Version}, TorchSharp, torch {__version__}",
                "peak" => $"{Process.GetCurrentProcess().PeakWorkingSet64}",
                "make" => Make(words[1]),
                _ => Time(int.Parse(words[1], CultureInfo.InvariantCulture)),
            };
            Console.WriteLine(answer);
        }

        string Make(string name)
        {
            work = null;
            GC.Collect(); // one model at a time
            GC.WaitForPendingFinalizers();
            manual_seed(1);
            work = cases[name]();
            return "made";
        }

        string Time(int steps)
        {
            var clock = Stopwatch.StartNew();
            var value = work!.Run(steps);
            return string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:R} {value:R}");
        }
    }
}
