using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The metric of the β-VAE's paper (Higgins et al. 2017, section 3): which factor is the same in L pairs of images is
/// to be read by a linear classifier from the mean absolute difference of their codes, (1/L) Σ |z − z′|. Without the
/// absolute value the mean would go to 0 whichever factor it is. With many pairs a rotation of perfect codes is almost
/// as good as they are: the mean differences of different factors are different points, and a linear classifier needs
/// no more.
/// </summary>
/// <remarks>Chapter 12, <i>Holding a factor fixed</i>.</remarks>
public static class BetaVaeMetric
{
    /// <summary>
    /// The share of points named right that the classifier has not seen; chance is 1/k. Pairs are drawn from the images
    /// given, so these should be many for each class of a factor and drawn with independent factors. Codes (n, d), the
    /// factors' classes int64 (n, k).
    /// </summary>
    /// <param name="codes">The codes, (n, d).</param>
    /// <param name="factors">The classes of the factors, int64 (n, k), k at least 2.</param>
    /// <param name="pairs">L, pairs for a point.</param>
    /// <param name="train">Points to train on.</param>
    /// <param name="test">Points to measure on.</param>
    /// <param name="seed">Decides which images make pairs.</param>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>, or there is
    /// one factor only.</exception>
    public static double Compute(Tensor codes, Tensor factors, int pairs = 64, int train = 10_000,
        int test = 5_000, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(train, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        var data = CodedFactors.Read(codes, factors);
        if (data.Factors.Length < 2)
            throw new ArgumentException("There is one factor only, and nothing to tell it from.", nameof(factors));
        using var scope = NewDisposeScope();
        var random = new FactorPairs(data, new SplitMix64((uint)seed));
        var (x, labels) = Points(data, random, pairs, train);
        var (other, answers) = Points(data, random, pairs, test);
        using var model = LogisticRegression.Fit(x, labels, data.Factors.Length);
        return model.Accuracy(other, answers);
    }

    private static (Tensor Differences, Tensor Factor) Points(CodedFactors data, FactorPairs random,
        int pairs, int points)
    {
        var dimensions = data.Codes.Length;
        var (differences, labels) = (new double[points * dimensions], new long[points]);
        for (var point = 0; point < points; point++)
        {
            var factor = random.Factor();
            labels[point] = factor;
            for (var pair = 0; pair < pairs; pair++)
            {
                var first = random.Row();
                var second = random.Same(factor, first);
                for (var j = 0; j < dimensions; j++)
                    differences[point * dimensions + j] += Math.Abs(data.Codes[j][first] - data.Codes[j][second])
                        / pairs;
            }
        }
        return (tensor(differences, [points, dimensions], device: Autoencoders.Compute.Device),
            tensor(labels, device: Autoencoders.Compute.Device));
    }
}
