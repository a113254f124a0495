using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A rectangle of every image is set to 0. Its place is drawn anew for each image, or is fixed: the corruption behind
/// inpainting.
/// </summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public sealed record MissingRectangle : ICorruption
{
    /// <summary>A rectangle of <paramref name="height"/> by <paramref name="width"/> pixels.</summary>
    /// <param name="height">Its height, at least 1.</param>
    /// <param name="width">Its width, at least 1.</param>
    /// <param name="at">Row and column of its upper left pixel; null draws them, uniformly among those where it lies
    /// inside.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1, or the place is negative.</exception>
    public MissingRectangle(int height, int width, (int Row, int Column)? at = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (at is { Row: < 0 } or { Column: < 0 })
            throw new ArgumentOutOfRangeException(nameof(at), at, "The rectangle's row and column are counted from 0.");
        (Height, Width, At) = (height, width, at);
    }

    /// <summary>The rectangle's height in pixels.</summary>
    public int Height { get; }

    /// <summary>The rectangle's width in pixels.</summary>
    public int Width { get; }

    /// <summary>Row and column of its upper left pixel; null if they are drawn.</summary>
    public (int Row, int Column)? At { get; }

    /// <inheritdoc/>
    public Tensor Corrupt(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        return x.masked_fill(Hidden(x, generator), 0).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Which pixels of the images <paramref name="x"/> (n, channels, height, width) are hidden: bool, (n, 1, height,
    /// width).
    /// </summary>
    /// <exception cref="ArgumentException">These are no such images, or the rectangle does not lie inside
    /// them.</exception>
    public Tensor Hidden(Tensor x, Generator generator)
    {
        if (x.dim() != 4)
            throw new ArgumentException($"A missing rectangle needs images (n, channels, height, width); x has the "
                + $"shape ({string.Join(", ", x.shape)}).", nameof(x));
        var (n, height, width) = (x.shape[0], x.shape[2], x.shape[3]);
        var (row, column) = At ?? (0, 0);
        if (row + Height > height || column + Width > width)
            throw new ArgumentException($"A rectangle of {Height} × {Width} pixels at ({row}, {column}) does not lie "
                + $"inside images of {height} × {width}.", nameof(x));

        using var scope = NewDisposeScope();
        var rows = Inside(height, Height, At?.Row).view(n, 1, height, 1);
        var columns = Inside(width, Width, At?.Column).view(n, 1, 1, width);
        return rows.logical_and(columns).MoveToOuterDisposeScope();

        // (n, side): whether a row or a column crosses the rectangle
        Tensor Inside(long side, long length, long? fixedStart)
        {
            var start = fixedStart is { } given
                ? full(n, 1, given, int64, x.device)
                : randint(0, side - length + 1, [n, 1], int64, x.device, generator: generator);
            var position = arange(side, dtype: int64, device: x.device).view(1, side);
            return position.ge(start).logical_and(position.lt(start + length));
        }
    }
}
