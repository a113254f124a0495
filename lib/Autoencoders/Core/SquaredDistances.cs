using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Squared distances to some points as a product of matrices, ‖q − p‖² = ‖q‖² − 2 q·p + ‖p‖², which is quick. Far from
/// the origin the terms are large and the small difference is lost: so they are taken around the points' mean, and come
/// with a bound of their error. Where the bound leaves open which of two points is nearer, the caller asks for the
/// distances themselves, from differences in double precision.
/// </summary>
internal sealed class SquaredDistances
{
    private const long BlockNumbers = 4_000_000;

    private readonly Tensor points;
    private readonly Tensor mean;    // (d)
    private readonly Tensor centred; // (k, d)
    private readonly Tensor squares; // ‖p‖² around the mean, (k)
    private readonly Tensor widest;  // the largest ‖p‖, a number
    private readonly ScalarType type;

    /// <summary>
    /// The distances to <paramref name="points"/>, (k, d), in float32 or float64; its tensors belong to the scope
    /// around it.
    /// </summary>
    public SquaredDistances(Tensor points, ScalarType type)
    {
        (this.points, this.type) = (points, type);
        mean = points.to(float64).mean([0L]).to(type);
        centred = points.to(type) - mean;
        squares = centred.square().sum(1);
        widest = squares.max().sqrt();
    }

    /// <summary>
    /// For the rows of <paramref name="queries"/>, (m, d): the squared distances less ‖q‖², (m, k), which order the
    /// points as the distances do, and how far two of a row may differ and still be in the wrong order, (m, 1).
    /// </summary>
    public (Tensor Order, Tensor Slack) To(Tensor queries)
    {
        var from = queries.to(type) - mean;
        var length = from.norm(1, true);
        // A sum of d products has a relative error of d units of roundoff at most (Higham 2002, section 3.1); the
        // centring adds a few.
        var unit = finfo(type).eps * (points.shape[1] + 8);
        return (addmm(squares, from, centred.t(), beta: 1, alpha: -2), (widest + 2 * length) * widest * unit);
    }

    /// <summary>
    /// The rows in which something is to be settled, a block at a time, with their squared distances by differences,
    /// float64, (rows, k).
    /// </summary>
    /// <param name="queries">The queries, (m, d).</param>
    /// <param name="unsure">For each whether it is among them, (m).</param>
    /// <exception cref="ArgumentException">Queries or points hold NaN.</exception>
    public IEnumerable<(Tensor Rows, Tensor Squares)> Exactly(Tensor queries, Tensor unsure)
    {
        var all = unsure.nonzero().flatten();
        if (all.numel() == 0) yield break;
        var to = points.to(float64);
        foreach (var rows in all.split(Math.Max(1, BlockNumbers / points.shape[0])))
        {
            var distances = cdist(queries.index_select(0, rows).to(float64), to,
                compute_mode: compute_mode.donot_use_mm_for_euclid_dist);
            if (distances.isnan().any().item<bool>())
                throw new ArgumentException("There is no nearest point: points or centres hold NaN or infinity.",
                    nameof(queries));
            yield return (rows, distances.square());
        }
    }
}
