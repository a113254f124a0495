using System.Text.Json;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

/// <summary>Recorded numbers as tensors, and their comparison.</summary>
internal static class Tensors
{
    /// <summary>Rows of numbers as float64, (n, d).</summary>
    public static Tensor Matrix(this JsonElement rows)
    {
        double[][] values = [.. rows.EnumerateArray().Select(Recorded.Numbers)];
        return tensor(values.SelectMany(row => row).ToArray(), [values.Length, values[0].Length]);
    }

    /// <summary>Whole numbers as int64, (n).</summary>
    public static Tensor Integers(this JsonElement array) =>
        tensor(array.EnumerateArray().Select(value => value.GetInt64()).ToArray());

    public static double LargestDifference(Tensor a, Tensor b) =>
        (a.to(float64) - b.to(float64)).abs().max().item<double>();
}
