using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How far neighbours in an embedding are neighbours in the data (Venna and Kaski 2001): 1 if all are, less for each
/// stranger by how far down it comes in the data's order of neighbours.
/// </summary>
/// <remarks>Chapter 6, <i>Maps</i>.</remarks>
public static class Trustworthiness
{
    /// <summary>
    /// The trustworthiness of <paramref name="embedding"/> (n, e) for the data <paramref name="x"/> (n, d), with k
    /// neighbours.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is no matrix, or holds a value that is not finite; they differ
    /// in the number of points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and (n − 1)/2.</exception>
    public static double Compute(Tensor x, Tensor embedding, int k = 10)
    {
        Require.Points(x, nameof(x), atLeast: 3);
        Require.Points(embedding, nameof(embedding), atLeast: 3);
        var n = x.shape[0];
        if (embedding.shape[0] != n)
            throw new ArgumentException($"There are {n} points and {embedding.shape[0]} embedded ones; there must be "
                + "as many.", nameof(embedding));
        Require.Count(k, nameof(k), (n - 1) / 2, "half the other points");
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var near = NearestNeighbours.Among(embedding, k).Index; // (n, k)
        var data = x.to(float64);
        var squared = new SquaredDistances(data, float64);
        var penalty = 0.0;
        const int rows = 200;
        for (var start = 0L; start < n; start += rows)
        {
            using var block = NewDisposeScope();
            var count = Math.Min(rows, n - start);
            var (part, others) = (data.narrow(0, start, count), near.narrow(0, start, count)); // (b, d), (b, k)
            var (order, slack) = squared.To(part); // (b, n), (b, 1)
            order.diagonal(start).fill_(double.NegativeInfinity); // a point comes before all its neighbours
            var (rank, atMost) = (Rank(order, others, -slack), Rank(order, others, slack));
            foreach (var (which, exact) in squared.Exactly(part, atMost.sub(rank).gt(1).any(1)))
            {
                exact.scatter_(1, (which + start).unsqueeze(1),
                    full([which.shape[0], 1], double.NegativeInfinity, float64, exact.device));
                rank.index_copy_(0, which, Rank(exact, others.index_select(0, which), zeros(1, float64, exact.device)));
            }
            penalty += (rank - k).clamp(min: 0).sum().item<long>();
        }
        return 1 - 2 * penalty / (n * k * (2.0 * n - 3 * k - 1));
    }

    // How many come before each of some neighbours by more than the slack, (b, k): 1 for the nearest other, as the
    // point itself is one of them.
    private static Tensor Rank(Tensor order, Tensor neighbours, Tensor slack) =>
        order.unsqueeze(1).lt((order.gather(1, neighbours) + slack).unsqueeze(2)).sum(2);
}
