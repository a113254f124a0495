using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>What recorded/nn.py wrote down from PyTorch, and the means to make its inputs again.</summary>
static class Recorded
{
    static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded", "nn.json"))).RootElement;

    public static JsonElement Section(string name) => Root.GetProperty(name);

    public static IEnumerable<string> Names(string section) => Section(section).EnumerateObject().Select(p => p.Name);

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>sin(0.7 i) for the elements i, in the given shape: the same numbers as the recording script's.</summary>
    public static Tensor Ramp(params long[] shape)
    {
        using var scope = NewDisposeScope();
        return arange(shape.Aggregate(1L, (a, b) => a * b), ScalarType.Float64).mul(0.7).sin().reshape(shape).MoveToOuterDisposeScope();
    }

    public static Tensor RampFloat(params long[] shape) => Ramp(shape).to(ScalarType.Float32);

    /// <summary>The first 16 values, and for more than that two weighted sums of all of them.</summary>
    public static double[] Digest(Tensor t)
    {
        using var scope = NewDisposeScope();
        var flat = t.detach().to(ScalarType.Float64).reshape(-1).contiguous();
        if (flat.numel() <= 16) return flat.data<double>().ToArray();
        var i = arange(flat.numel(), ScalarType.Float64);
        return [.. flat.data<double>().ToArray()[..16], i.mul(0.3).cos().mul(flat).sum().item<double>(), i.mul(0.9).sin().mul(flat).sum().item<double>()];
    }

    public static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {expected.Length} values expected, {actual.Length} found");
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}: value {i} is {actual[i]:R}, PyTorch's {expected[i]:R}");
    }

    public static void Matches(JsonElement expected, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()), actual.shape);
        Close(expected.GetProperty(expected.TryGetProperty("values", out _) ? "values" : "output").Numbers(), Digest(actual), tolerance, what);
    }
}
