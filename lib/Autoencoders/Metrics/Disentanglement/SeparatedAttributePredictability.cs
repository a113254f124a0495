using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The separated attribute predictability, SAP (Kumar, Sattigeri and Balakrishnan 2018): how much better the best
/// single code predicts a factor than the next best, averaged over the factors. A code predicts a factor whose values
/// are in an order by a straight line (the squared correlation), any other by a linear classifier (the share of images
/// that it names right).
/// </summary>
/// <remarks>Chapter 12, <i>Prediction: SAP, explicitness, DCI</i>.</remarks>
public static class SeparatedAttributePredictability
{
    /// <summary>
    /// The mean gap with every factor's classes taken as numbers in their order: codes (n, d), classes int64 (n, k).
    /// Nothing is trained.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>.</exception>
    public static double ComputeOrdered(Tensor codes, Tensor factors) =>
        Gap(SquaredCorrelations(CodedFactors.Read(codes, factors)));

    /// <summary>
    /// The mean gap with every factor's classes taken as names: codes (n, d), classes int64 (n, k). A half of the
    /// images, chosen by the seed, trains for each code and class a support vector machine (one class against the rest,
    /// squared hinge, C = 0.01, positives weighted by n/(classes · positives)), the other half is measured. Usual:
    /// 10,000 images.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>.</exception>
    public static double OfNamed(Tensor codes, Tensor factors, int seed = 0)
    {
        var (train, test) = CodedFactors.Read(codes, factors).Halves(seed);
        return Gap(Accuracies(train, test));
    }

    internal static double Gap(double[,] scores) =>
        Enumerable.Range(0, scores.GetLength(1)).Average(k => TopTwo.Gap(TopTwo.Column(scores, k)));

    /// <summary>The squared correlation of each code with each factor, (d, k); 0 for a code that is constant.</summary>
    internal static double[,] SquaredCorrelations(CodedFactors data)
    {
        static double[] Centred(double[] values)
        {
            var mean = values.Average();
            return Array.ConvertAll(values, value => value - mean);
        }
        static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
        var codes = data.Codes.Select(Centred).ToArray();
        var factors = data.Factors.Select(column => Centred(Array.ConvertAll(column, label => (double)label)))
            .ToArray();
        var scores = new double[codes.Length, factors.Length];
        for (var j = 0; j < codes.Length; j++)
            for (var k = 0; k < factors.Length; k++)
                if (Product(codes[j], codes[j]) is var variance && variance > 1e-12 * data.Count)
                    scores[j, k] = Math.Pow(Product(codes[j], factors[k]), 2)
                        / (variance * Product(factors[k], factors[k]));
        return scores;
    }

    /// <summary>The share of the test images whose class a code alone names right, (d, k).</summary>
    internal static double[,] Accuracies(CodedFactors train, CodedFactors test)
    {
        var scores = new double[train.Codes.Length, train.Factors.Length];
        Parallel.For(0, scores.Length, pair =>
        {
            var (j, k) = Math.DivRem(pair, train.Factors.Length);
            // With two classes one machine decides; its sign is the second machine's reversed, but for the weights.
            var machines = Enumerable.Range(0, train.Classes[k])
                .Select(c => Machine(train.Codes[j], train.Factors[k], c, train.Classes[k])).ToArray();
            var right = 0;
            for (var i = 0; i < test.Count; i++)
            {
                var best = 0;
                for (var c = 1; c < machines.Length; c++)
                    if (At(machines[c], test.Codes[j][i]) > At(machines[best], test.Codes[j][i])) best = c;
                if (best == test.Factors[k][i]) right++;
            }
            scores[j, k] = (double)right / test.Count;
        });
        return scores;

        static double At((double Slope, double Intercept) line, double x) => line.Slope * x + line.Intercept;
    }

    // ½(w² + b²) + C Σ c_i max(0, 1 − y_i(w x_i + b))², by Newton's method; the slope of the loss is continuous and
    // piecewise linear.
    private static (double Slope, double Intercept) Machine(double[] x, int[] labels, int positive, int classes)
    {
        const double C = 0.01;
        var positives = labels.Count(label => label == positive);
        var weight = positives == 0 ? 0 : (double)x.Length / (classes * positives);
        var (w, b) = (0.0, 0.0);
        double Loss(double slope, double intercept)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var (y, c) = labels[i] == positive ? (1, weight) : (-1, 1);
                var miss = Math.Max(0, 1 - y * (slope * x[i] + intercept));
                sum += c * miss * miss;
            }
            return 0.5 * (slope * slope + intercept * intercept) + C * sum;
        }
        for (var iteration = 0; iteration < 100; iteration++)
        {
            var (gradientW, gradientB, ww, wb, bb) = (w, b, 1.0, 0.0, 1.0);
            for (var i = 0; i < x.Length; i++)
            {
                var (y, c) = labels[i] == positive ? (1, weight) : (-1, 1);
                var miss = 1 - y * (w * x[i] + b);
                if (miss <= 0) continue;
                gradientW -= 2 * C * c * miss * y * x[i];
                gradientB -= 2 * C * c * miss * y;
                ww += 2 * C * c * x[i] * x[i];
                wb += 2 * C * c * x[i];
                bb += 2 * C * c;
            }
            var determinant = ww * bb - wb * wb;
            var (stepW, stepB) =
                ((bb * gradientW - wb * gradientB) / determinant, (ww * gradientB - wb * gradientW) / determinant);
            if (Math.Max(Math.Abs(stepW), Math.Abs(stepB)) < 1e-12 * (1 + Math.Abs(w) + Math.Abs(b))) break;
            var (length, loss) = (1.0, Loss(w, b));
            while (Loss(w - length * stepW, b - length * stepB) > loss && length > 1e-9) length /= 2;
            (w, b) = (w - length * stepW, b - length * stepB);
        }
        return (w, b);
    }
}
