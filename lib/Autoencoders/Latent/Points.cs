using static TorchSharp.torch;

namespace Autoencoders.Latent;

/// <summary>What the tools of this folder ask of the points they are given; a broken rule is an exception that says which.</summary>
internal static class Points
{
    /// <summary>The points must be the rows of a matrix of finite numbers, at least <paramref name="atLeast"/> of them.</summary>
    public static void Require(Tensor x, string name, long atLeast = 1)
    {
        if (x.dim() != 2 || x.shape[1] < 1)
            throw new ArgumentException($"{name} must be points as the rows of a matrix, (n, d); its shape is ({string.Join(", ", x.shape)}).", name);
        if (x.shape[0] < atLeast)
            throw new ArgumentException($"{name} must hold {atLeast} points or more; it holds {x.shape[0]}.", name);
        using var scope = NewDisposeScope();
        if (!x.isfinite().all().item<bool>())
            throw new ArgumentException($"{name} must be finite; it holds NaN or infinity.", name);
    }

    /// <summary>Two sets of points must have the same number of coordinates.</summary>
    public static void RequireSameWidth(Tensor x, string name, Tensor other, string otherName)
    {
        if (x.shape[1] != other.shape[1])
            throw new ArgumentException($"{name} has points of {x.shape[1]} numbers and {otherName} of {other.shape[1]}; they must be equal.", otherName);
    }

    /// <summary>Among n points there can be 1 to <paramref name="most"/> of what <paramref name="k"/> counts.</summary>
    public static void RequireCount(int k, string name, long most, string of)
    {
        if (k < 1 || k > most)
            throw new ArgumentOutOfRangeException(name, k, $"{name} must lie between 1 and {most}, the number of {of}.");
    }

    /// <summary>All numbers of a matrix, row by row.</summary>
    public static double[] ToDoubles(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.detach().to(float64, CPU).contiguous().data<double>().ToArray();
    }
}
