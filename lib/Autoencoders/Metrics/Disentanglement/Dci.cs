using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Disentanglement, completeness and informativeness (Eastwood and Williams 2018): from a matrix of how important each
/// code is for predicting each factor, how much of a code's importance goes to one factor, how much of a factor's comes
/// from one code, and how well the factors are predicted at all. The first two are 1 minus an entropy, with the
/// logarithm's base such that an even spread gives 0.
/// </summary>
/// <remarks>Chapter 12, <i>Prediction: SAP, explicitness, DCI</i>.</remarks>
/// <param name="Importance">The importance of each code for each factor, (d, k), a column's sum 1 or 0.</param>
/// <param name="Disentanglement">The mean over the codes of how little their importance is spread over factors, each
/// code by its share of all importance.</param>
/// <param name="Completeness">The mean over the factors of how little their importance is spread over codes.</param>
/// <param name="Informativeness">The share of images that were not seen in training whose class is predicted right,
/// averaged over the factors.</param>
public sealed record Dci(double[,] Importance, double Disentanglement, double Completeness, double Informativeness)
{
    /// <summary>
    /// With gradient-boosted trees (100 rounds, depth 3, rate 0.1), one model a factor, importance being the share of
    /// squared error that splits on a code take away. A half of the images, chosen by the seed, trains, the other half
    /// is measured. Codes (n, d), d at least 2; the factors' classes int64 (n, k), k at least 2. Usual: 10,000 images.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>, a half
    /// lacks a class, or there is one code or factor only.</exception>
    public static Dci Compute(Tensor codes, Tensor factors, int seed = 0)
    {
        var (train, test) = CodedFactors.Read(codes, factors).Halves(seed);
        return Compute(train, test);
    }

    internal static Dci Compute(CodedFactors train, CodedFactors test)
    {
        var importance = new double[train.Codes.Length, train.Factors.Length];
        var right = new double[train.Factors.Length];
        for (var k = 0; k < right.Length; k++)
            if (train.Factors[k].Distinct().Count() < train.Classes[k])
                throw new ArgumentException($"Factor {k} has {train.Classes[k]} classes, and the half to train on has "
                    + "fewer: more images are needed.", "factors");
        // One model a factor, those with most classes, which take longest, first.
        Parallel.ForEach(Enumerable.Range(0, right.Length).OrderByDescending(k => train.Classes[k]), k =>
        {
            var model = GradientBoosting.Fit(train.Codes, train.Factors[k], train.Classes[k]);
            var weights = model.Importances;
            for (var j = 0; j < weights.Length; j++) importance[j, k] = weights[j];
            right[k] = model.Predict(test.Codes)
                .Zip(test.Factors[k], (found, label) => found == label ? 1.0 : 0).Average();
        });
        return new(importance, Disentangled(importance), Complete(importance), right.Average());
    }

    /// <summary>
    /// The disentanglement of a matrix of importance, (d, k), not negative; 0 where nothing is important.
    /// </summary>
    /// <exception cref="ArgumentException">There is one factor only.</exception>
    public static double Disentangled(double[,] importance) =>
        Concentration([.. Enumerable.Range(0, importance.GetLength(0)).Select(j => TopTwo.Row(importance, j))]);

    /// <summary>
    /// The completeness of a matrix of importance, (d, k), not negative; 0 where nothing is important.
    /// </summary>
    /// <exception cref="ArgumentException">There is one code only.</exception>
    public static double Complete(double[,] importance) =>
        Concentration([.. Enumerable.Range(0, importance.GetLength(1)).Select(k => TopTwo.Column(importance, k))]);

    private static double Concentration(double[][] groups)
    {
        if (groups[0].Length < 2)
            throw new ArgumentException(
                "Importance is spread over one place only; there is nothing to compare.", "importance");
        var all = groups.Sum(group => group.Sum());
        return all == 0 ? 0 : groups.Where(group => group.Sum() > 0).Sum(group =>
        {
            var sum = group.Sum();
            var entropy = -group.Where(value => value > 0).Sum(value => value / sum * Math.Log(value / sum));
            return sum / all * Math.Max(0, 1 - entropy / Math.Log(group.Length));   // rounding can pass 1
        });
    }
}
