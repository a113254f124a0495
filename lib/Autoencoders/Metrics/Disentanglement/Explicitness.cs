using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Explicitness (Ridgeway and Mozer 2018, section 3): how well a linear classifier reads the factors from all codes
/// together. For each factor and each of its classes the area under the receiver's curve, averaged over the classes,
/// then over the factors. 1 is perfect, 0.5 chance. It does not ask in which codes a factor lies: a rotation changes
/// nothing.
/// </summary>
/// <remarks>Chapter 12, <i>Prediction: SAP, explicitness, DCI</i>.</remarks>
public static class Explicitness
{
    /// <summary>
    /// The mean over the factors: codes (n, d), standardised, the factors' classes int64 (n, k). A half of the images,
    /// chosen by the seed, trains a softmax regression with the penalty ½‖W‖², the other half is measured. Usual:
    /// 10,000 images.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>, or a half
    /// lacks a class.</exception>
    public static double Compute(Tensor codes, Tensor factors, int seed = 0)
    {
        var (train, test) = CodedFactors.Read(codes, factors).Halves(seed);
        return PerFactor(train, test).Average();
    }

    internal static double[] PerFactor(CodedFactors train, CodedFactors test)
    {
        using var scope = NewDisposeScope();
        var (x, other) = Standardised(train, test);
        return [.. train.Classes.Select((classes, k) =>
        {
            using var part = NewDisposeScope();
            if (train.Factors[k].Distinct().Count() < classes || test.Factors[k].Distinct().Count() < classes)
                throw new ArgumentException($"Factor {k} has {classes} classes, and a half of the images has fewer: "
                    + "more images are needed.", "factors");
            using var model = LogisticRegression.Fit(x,
                tensor(Array.ConvertAll(train.Factors[k], label => (long)label), device: Autoencoders.Compute.Device),
                classes);
            var scores = model.LogProbabilities(other).exp();
            return Enumerable.Range(0, classes)
                .Average(
                    c => AreaUnderCurve(scores.select(1, c).contiguous().cpu().data<double>().ToArray(),
                        Array.ConvertAll(test.Factors[k], label => label == c)));
        })];
    }

    /// <summary>
    /// The area under the receiver's curve: the probability that a positive scores above a negative, ties counting half
    /// (Mann and Whitney's statistic).
    /// </summary>
    internal static double AreaUnderCurve(double[] scores, bool[] positive)
    {
        var ranks = Ranks.Compute(scores);
        double positives = positive.Count(yes => yes), negatives = positive.Length - positives;
        var sum = ranks.Where((_, i) => positive[i]).Sum();
        return (sum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    // Both halves by the mean and deviation of the first; a code that is constant there becomes 0.
    private static (Tensor Train, Tensor Test) Standardised(CodedFactors train, CodedFactors test)
    {
        // (n, d)
        static Tensor Matrix(CodedFactors data) =>
            stack(data.Codes.Select(column => tensor(column, device: Autoencoders.Compute.Device)), 1);
        var x = Matrix(train);
        var mean = x.mean([0L]);
        var deviation = (x - mean).square().mean([0L]).sqrt();
        var scale = where(deviation > 0, deviation, full_like(deviation, double.PositiveInfinity));
        return ((x - mean) / scale, (Matrix(test) - mean) / scale);
    }
}
