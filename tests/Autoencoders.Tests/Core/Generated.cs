using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

/// <summary>
/// Numbers that a caller might pass, by shape, type and kind. A kind says what is in them: "plain" is standard normal,
/// "far" lies far from the origin, "huge" and "tiny" at the ends of the type, "whole" are small whole numbers, "NaN"
/// and "infinite" hold one such.
/// </summary>
internal sealed record GeneratedNumbers(long[] Shape, ScalarType Type, string Kind, int Seed)
{
    public override string ToString() => $"{Kind} {Type} ({string.Join(", ", Shape)}), seed {Seed}";

    public Tensor Tensor()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)Seed, CPU);
        var x = randn(Shape, float64, CPU, generator: random);
        x = Kind switch
        {
            "plain" => x,
            "unit" => x.abs().remainder(1),
            "zero" => zeros_like(x),
            "equal" => full_like(x, 3.25),
            "whole" => x.mul(2).floor(),
            "far" => x + 1e5,
            "large" => x * 1e9,
            "huge" => x * (Type == ScalarType.Float64 ? 1e200 : 1e30),
            "tiny" => x * (Type == ScalarType.Float64 ? 1e-300 : 1e-40),
            _ => x.numel() == 0 ? x : Spoilt(x),
        };
        return x.to(Type).MoveToOuterDisposeScope();
    }

    private Tensor Spoilt(Tensor x)
    {
        x.flatten()[Seed % (int)x.numel()] = Kind == "NaN" ? double.NaN : Seed % 2 == 0
            ? double.PositiveInfinity
            : double.NegativeInfinity;
        return x;
    }
}

/// <summary>Generators of arguments.</summary>
internal static class Generate
{
    private static readonly ScalarType[] Types =
        [ScalarType.Float32, ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16,
            ScalarType.Int64, ScalarType.Int32, ScalarType.Byte, ScalarType.Bool];

    private static readonly Gen<string> Kinds = Gen.Frequency(
        (6, Gen.Constant("plain")), (3, Gen.Constant("unit")), (3, Gen.Elements("zero", "equal", "whole", "far")),
        (3, Gen.Elements("large", "huge", "tiny")), (2, Gen.Elements("NaN", "infinite")));

    public static Gen<int> Small { get; } = Gen.Frequency((8, Gen.Choose(1, 6)), (2, Gen.Choose(-2, 40)));

    public static Gen<int> Seed { get; } = Gen.Choose(0, int.MaxValue);

    /// <summary>Any number, NaN and infinities among them.</summary>
    public static Gen<double> Number { get; } = Gen.Frequency(
        (6, Seed.Select(seed => 6 * new Random(seed).NextDouble() - 3)),
        (2, Gen.Choose(-5, 300).Select(n => (double)n)),
        (2, Gen.Elements(0.0, 1e-300, 1e-9, 1e9, 1e300, double.MaxValue, -1e300, double.Epsilon, double.NaN,
            double.PositiveInfinity, double.NegativeInfinity)));

    /// <summary>
    /// Numbers of so many dimensions, now and then of another; sizes up to <paramref name="most"/>, now and then 0.
    /// </summary>
    public static Gen<GeneratedNumbers> Of(int rank, int most = 9, bool realOnly = false) =>
        from dimensions in Gen.Frequency((12, Gen.Constant(rank)), (1, Gen.Choose(0, 4)))
        from shape in Gen.ArrayOf(Gen.Frequency((10, Gen.Choose(1, most)), (1, Gen.Choose(0, 1)))
            .Select(size => (long)size), dimensions)
        from numbers in Like(shape, realOnly)
        select numbers;

    /// <summary>Numbers of this shape.</summary>
    public static Gen<GeneratedNumbers> Like(long[] shape, bool realOnly = false) =>
        from type in Gen.Frequency((5, Gen.Constant(ScalarType.Float32)),
            (5, Gen.Elements(realOnly ? Types[..4] : Types)))
        from kind in Kinds
        from seed in Seed
        select new GeneratedNumbers(shape, type, kind, seed);

    /// <summary>Two of them, mostly of one shape.</summary>
    public static Gen<(GeneratedNumbers A, GeneratedNumbers B)> Pair(int rank, int most = 9) =>
        from a in Of(rank, most)
        from b in Gen.Frequency((6, Like(a.Shape)), (1, Of(rank, most)))
        select (a, b with { Type = b.Seed % 3 == 0 ? b.Type : a.Type });

    /// <summary>Codes (n, d) and classes (n, k), mostly of factors that vary.</summary>
    public static Gen<(GeneratedNumbers Codes, GeneratedNumbers Factors)> Coded(int rows = 40) =>
        from n in Gen.Frequency((8, Gen.Choose(rows / 2, rows)), (1, Gen.Choose(0, 4)))
        from d in Gen.Choose(1, 4)
        from k in Gen.Choose(1, 3)
        from codes in Like([n, d])
        from factors in Gen.Frequency(
            (6, Seed.Select(seed => new GeneratedNumbers([n, k], ScalarType.Int64, "whole", seed))), (1, Of(2)))
        select (codes, factors);

    /// <summary>Labels (n) of few classes, mostly int64.</summary>
    public static Gen<GeneratedNumbers> Labels(int most = 12) =>
        from n in Gen.Choose(0, most)
        from other in Of(1, most)
        from seed in Seed
        select seed % 6 == 0 ? other : new GeneratedNumbers([n], ScalarType.Int64, "whole", seed);
}

/// <summary>
/// Calls of a folder's public functions with generated arguments. A call gives what the check after it accepts, or
/// throws an exception that names the argument or the file; no other exception, no crash of native code, and no tensor
/// is left behind.
/// </summary>
internal sealed class GeneratedCalls
{
    private readonly List<(string Name, Action<int> Run)> all = [];
    private bool countsTensors = true;

    // The suite makes the same few calls each time. AUTOENCODERS_CALLS=10000 makes as many, and other ones each time.
    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("AUTOENCODERS_CALLS"), out var calls) ? calls : null;

    private static readonly int Calls = Asked ?? 400;

    private static readonly Config Settings =
        Config.QuickThrowOnFailure.WithStartSize(10).WithEndSize(10);

    public void Add<T>(string name, Gen<T> arguments, Action<T> call) => all.Add((name, calls =>
        Prop.ForAll(arguments.ToArbitrary(), given => One(name, () => call(given)))
        .Check((Asked is null ? Settings.WithReplay(1, 0x9E3779B97F4A7C15) : Settings).WithMaxTest(calls))));

    /// <summary>Makes the calls, each function's share of them.</summary>
    public void Check(bool countsTensors = true)
    {
        this.countsTensors = countsTensors;
        var (before, threads) = (LiveTensors.Settle(), get_num_threads());
        set_num_threads(1); // small tensors: more threads would wait for each other
        var failures = new List<string>();
        foreach (var (name, run) in all)
        {
            var clock = Stopwatch.StartNew();
            try { run(Math.Max(1, Calls / all.Count)); }
            catch (Exception e) { failures.Add($"{name}: {e.Message}\n{e.InnerException}"); }
            Console.WriteLine($"{name}: {Math.Max(1, Calls / all.Count)} calls "
                + $"in {clock.Elapsed.TotalSeconds:F1} s");
        }
        set_num_threads(threads);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        if (countsTensors) Assert.Equal(before, LiveTensors.Settle());
    }

    private void One(string name, Action call)
    {
        var before = Tensor.TotalCount;
        try
        {
            using var scope = NewDisposeScope();
            call();
        }
        catch (ArgumentException e)
        {
            Assert.False(e.ParamName is null, $"{name}: \"{e.Message}\" names no argument");
        }
        catch (DataFileException)
        {
        }
        Assert.True(!countsTensors
            || Tensor.TotalCount <= before, $"{name}: {Tensor.TotalCount - before} tensors are left");
    }

    /// <summary>The value lies in a range; NaN does not.</summary>
    public static void Within(double value, double low, double high) =>
        Assert.True(value >= low && value <= high, $"{value} is not in [{low}, {high}]");

    /// <summary>All values are finite and in a range.</summary>
    public static void Within(Tensor x, double low = double.MinValue, double high = double.MaxValue)
    {
        using var scope = NewDisposeScope();
        if (x.numel() == 0) return;
        var wide = x.detach().to(float64);
        Within(wide.min().item<double>(), low, high);
        Within(wide.max().item<double>(), low, high);
    }
}
