using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Tensors as plain numbers, wherever they lie and whatever their type.</summary>
internal static class TensorValues
{
    /// <summary>All elements in order.</summary>
    public static double[] Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
    }

    /// <summary>The elements of a tensor of one dimension.</summary>
    public static double[] Vector(string series, string what, Tensor tensor) => tensor.dim() == 1
        ? Read(tensor)
        : throw new ArgumentException(
            $"\"{series}\" needs a tensor of one dimension for its {what}, not one of shape {Shape(tensor)}.", what);

    /// <summary>The elements of a tensor of two dimensions, (rows, columns).</summary>
    public static double[,] Matrix(string series, Tensor tensor)
    {
        if (tensor.dim() != 2)
            throw new ArgumentException(
                $"\"{series}\" needs a tensor of two dimensions, not one of shape {Shape(tensor)}.", nameof(tensor));
        var values = Read(tensor);
        var matrix = new double[tensor.shape[0], tensor.shape[1]];
        Buffer.BlockCopy(values, 0, matrix, 0, sizeof(double) * values.Length);
        return matrix;
    }

    /// <summary>The two coordinates of points, (n, 2).</summary>
    public static (double[] X, double[] Y) Points(string series, Tensor points)
    {
        if (points.dim() != 2 || points.shape[1] != 2)
            throw new ArgumentException(
                $"\"{series}\" needs points of shape (n, 2), not {Shape(points)}: choose two columns.", nameof(points));
        var values = Read(points);
        double[] Column(int start) => [.. values.Where((_, i) => i % 2 == start)];
        return (Column(0), Column(1));
    }

    /// <summary>
    /// Images of shape (n, height, width), (n, 1 or 3, height, width), or (n, pixels) with their height and width;
    /// square ones need none. Bytes become shares of 255; other numbers stay.
    /// </summary>
    public static ImageBatch Images(string label, Tensor images, (int Height, int Width)? shape)
    {
        ArgumentException Wrong(string advice) =>
            new($"The row \"{label}\" has a tensor of shape {Shape(images)}: {advice}", nameof(images));
        var (channels, height, width) = (images.shape, shape) switch
        {
            ([_, var d], (var h, var w)) when d == h * w => (1, h, w),
            ([_, var d], (var h, var w)) when d == 3 * h * w => (3, h, w),
            ([_, var d], (var h, var w)) =>
                throw Wrong($"{d} values are neither {h} × {w} pixels nor three times as many."),
            ([_, var d], null) when (int)Math.Sqrt(d) is var side && side * side == d => (1, side, side),
            ([_, _], null) => throw Wrong("say how high and wide the images are, as in shape: (28, 28)."),
            ([_, var h, var w], null) => (1, (int)h, (int)w),
            ([_, var c and (1 or 3), var h, var w], null) => ((int)c, (int)h, (int)w),
            (_, null) =>
                throw Wrong("images are (n, height, width), (n, 1, height, width), (n, 3, height, width) or "
                + "(n, pixels)."),
            _ => throw Wrong("it says already how high and wide the images are; leave out shape."),
        };
        if (images.numel() == 0)
            throw Wrong("it holds no pixels.");
        using var scope = NewDisposeScope();
        var numbers = images.detach().to(ScalarType.Float32, CPU);
        if (images.dtype == ScalarType.Byte)
            numbers = numbers.div(255);
        return new(numbers.contiguous().data<float>().ToArray(), (int)images.shape[0], channels, height, width);
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
