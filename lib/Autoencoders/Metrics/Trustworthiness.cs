using Autoencoders.Latent;
using static TorchSharp.torch;

namespace Autoencoders.Metrics;

/// <summary>
/// How far neighbours in an embedding are neighbours in the data (Venna and Kaski 2001): 1 if all are, less for each stranger by how far
/// down it comes in the data's order of neighbours.
/// </summary>
public static class Trustworthiness
{
    /// <summary>The trustworthiness of <paramref name="embedding"/> (n, e) for the data <paramref name="x"/> (n, d), with k neighbours.</summary>
    /// <exception cref="ArgumentException">One of them is no matrix, or holds a value that is not finite; they differ in the number of points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and (n − 1)/2.</exception>
    public static double Of(Tensor x, Tensor embedding, int k = 10)
    {
        Points.Require(x, nameof(x), atLeast: 3);
        Points.Require(embedding, nameof(embedding), atLeast: 3);
        var n = x.shape[0];
        if (embedding.shape[0] != n)
            throw new ArgumentException($"There are {n} points and {embedding.shape[0]} embedded ones; there must be as many.", nameof(embedding));
        Points.RequireCount(k, nameof(k), (n - 1) / 2, "half the other points");
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var near = NearestNeighbours.Among(embedding, k).Index; // (n, k)
        var data = x.to(float64) - x.to(float64).mean([0L]);
        var squares = data.square().sum(1); // (n)
        var penalty = 0.0;
        const int rows = 200;
        for (var start = 0L; start < n; start += rows)
        {
            using var block = NewDisposeScope();
            var count = Math.Min(rows, n - start);
            var order = squares - 2 * data.narrow(0, start, count).matmul(data.t()); // (b, n): squared distance less a constant a row
            order.diagonal(start).fill_(double.NegativeInfinity); // a point comes before all its neighbours
            var reached = order.gather(1, near.narrow(0, start, count)); // (b, k)
            var rank = order.unsqueeze(1).lt(reached.unsqueeze(2)).sum(2); // (b, k): 1 for the nearest other
            penalty += (rank - k).clamp(min: 0).sum().item<long>();
        }
        return 1 - 2 * penalty / (n * k * (2.0 * n - 3 * k - 1));
    }
}
