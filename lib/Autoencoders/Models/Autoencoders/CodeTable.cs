using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Codes that are optimised themselves, a row for each image. Steps are Adam's (Kingma and Ba 2015) with the moments
/// kept for each row and changed only when the row is used, so that an image is not moved by steps that did not see it.
/// The second moment is one number a row: scaling each coordinate by its own would turn the gradient, and a projection
/// after it would not end at the best code of the ball.
/// </summary>
/// <remarks>Chapter 6, <i>Codes without an encoder</i>.</remarks>
public sealed class CodeTable : IDisposable
{
    private readonly bool inBall;
    private readonly Tensor first;  // (n, k)
    private readonly Tensor second; // (n, 1)
    private readonly Tensor steps;  // (n, 1)

    /// <summary>A table that begins with <paramref name="start"/> (n, k).</summary>
    /// <param name="start">The first codes.</param>
    /// <param name="inBall">Whether codes are kept in the unit ball, from the start on.</param>
    /// <exception cref="ArgumentException">start is no matrix, is empty, or holds a value that is not
    /// finite.</exception>
    public CodeTable(Tensor start, bool inBall = true)
    {
        Require.Points(start, nameof(start));
        Require.Floating(start, nameof(start), wide: true);
        this.inBall = inBall;
        using var scope = NewDisposeScope();
        All = (inBall ? ToBall(start.detach()) : start.detach()).clone().DetachFromDisposeScope();
        first = zeros_like(All).DetachFromDisposeScope();
        second = zeros_like(All).narrow(1, 0, 1).clone().DetachFromDisposeScope();
        steps = zeros_like(second).DetachFromDisposeScope();
    }

    /// <summary>All codes, (n, k).</summary>
    public Tensor All { get; }

    /// <summary>
    /// The codes of some rows, (b, k), as a leaf that a gradient can be taken for; <paramref name="index"/> is int64,
    /// (b).
    /// </summary>
    public Tensor Rows(Tensor index) => All.index_select(0, index).requires_grad_();

    /// <summary>
    /// One step on these rows against their gradient (b, k), then the projection into the unit ball. The gradient is
    /// each image's own: of the sum over images, not of their mean.
    /// </summary>
    public void Step(Tensor index, Tensor gradient, double learningRate)
    {
        const double keepFirst = 0.9, keepSecond = 0.999;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var m = keepFirst * first.index_select(0, index) + (1 - keepFirst) * gradient; // (b, k)
        var v = keepSecond * second.index_select(0, index)
            + (1 - keepSecond) * gradient.square().mean([1L], keepdim: true); // (b, 1)
        var t = steps.index_select(0, index) + 1;
        var change = m / (1 - pow(keepFirst, t)) / ((v / (1 - pow(keepSecond, t))).sqrt() + 1e-8);
        var moved = All.index_select(0, index) - learningRate * change;
        first.index_copy_(0, index, m);
        second.index_copy_(0, index, v);
        steps.index_copy_(0, index, t);
        All.index_copy_(0, index, inBall ? ToBall(moved) : moved);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        All.Dispose();
        first.Dispose();
        second.Dispose();
        steps.Dispose();
    }

    /// <summary>
    /// Each code outside the unit ball moved to the nearest point of it, z / max(1, ‖z‖): (n, k) to (n, k).
    /// </summary>
    public static Tensor ToBall(Tensor codes)
    {
        using var scope = NewDisposeScope();
        return (codes / codes.norm(1, true).clamp(min: 1)).MoveToOuterDisposeScope();
    }
}
