using System.Text.Json;

namespace Autoencoders.Tests;

/// <summary>What the scripts in recorded/ wrote down from other libraries.</summary>
internal static class Recorded
{
    /// <summary>The contents of recorded/<paramref name="name"/>.json.</summary>
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded", $"{name}.json"))).RootElement;

    /// <summary>An array of numbers.</summary>
    public static double[] Numbers(this JsonElement element) =>
        [.. element.EnumerateArray().Select(number => number.GetDouble())];
}
