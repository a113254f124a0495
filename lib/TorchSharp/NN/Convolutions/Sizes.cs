namespace TorchSharp.Modules;

/// <summary>The forms in which kernel sizes and strides are given, as one number a dimension.</summary>
static class Sizes
{
    public static long[] All(long value, int dimensions) => [.. Enumerable.Repeat(value, dimensions)];
    public static long[]? All(long? value, int dimensions) => value is { } v ? All(v, dimensions) : null;
    public static long[] Of((long, long) value) => [value.Item1, value.Item2];
    public static long[] Of((long, long, long) value) => [value.Item1, value.Item2, value.Item3];
    public static long[]? Of((long, long)? value) => value is { } v ? Of(v) : null;
    public static long[]? Of((long, long, long)? value) => value is { } v ? Of(v) : null;
    public static long[] Of((long, long)? value, long otherwise) => Of(value ?? (otherwise, otherwise));
    public static long[] Of((long, long, long)? value, long otherwise) => Of(value ?? (otherwise, otherwise, otherwise));
}
