using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics.Disentanglement;

/// <summary>The measures that predict factors from codes: SAP, explicitness, DCI; and IRS, which fixes them.</summary>
public class PredictionTests
{
    [Fact]
    public void SAP_has_the_values_of_numpy_and_scikit_learn()
    {
        Assert.Equal(Toys.Measured.GetProperty("sapOrdered").GetDouble(),
            SeparatedAttributePredictability.ComputeOrdered(Toys.Codes, Toys.Factors), 1e-12);
        var (train, test) = Toys.Halves(Toys.Measured);
        var found = SeparatedAttributePredictability.Accuracies(train, test);
        Assert.Equal(Toys.Measured.GetProperty("accuracies").EnumerateArray().SelectMany(Recorded.Numbers)
            .Select(share => Math.Round(share, 12)), found.Cast<double>().Select(share => Math.Round(share, 12)));
        Assert.Equal(Toys.Measured.GetProperty("sapNamed").GetDouble(),
            SeparatedAttributePredictability.Gap(found), 1e-12);
    }

    [Fact]
    public void SAP_of_toy_codes_is_known()
    {
        double Of(Func<long, long, double[]> code) =>
            SeparatedAttributePredictability.ComputeOrdered(Toys.Code(code), Toys.Pairs);
        Assert.Equal(1, Of((a, b) => [a, b]), 1e-12);
        Assert.Equal(1, Of((a, b) => [-b, 2 * a, 7]), 1e-12);
        Assert.Equal(0, Of((a, b) => [a, b, a, b]), 1e-12);
        Assert.Equal(0, Of((a, b) => [0, 0]), 1e-12);
        Assert.Equal(0, Of((a, b) => [a + b, a - b]), 1e-12); // each predicts half of each factor's variance
        Assert.Equal((16 / 17.0 + 1 / 17.0) / 2, Of((a, b) => [4 * a + b, 0]), 1e-12);
    }

    [Fact]
    public void The_softmax_regression_is_that_of_scikit_learn()
    {
        var (train, _) = Toys.Halves(Toys.Measured);
        var x = stack(train.Codes.Select(column => tensor(column)), 1);
        x = (x - x.mean([0L])) / x.std(0, unbiased: false);
        foreach (var (recorded, k) in Toys.Measured.GetProperty("softmax").EnumerateArray()
            .Select((recorded, k) => (recorded, k)))
        {
            using var model = LogisticRegression.Fit(x,
                tensor(Array.ConvertAll(train.Factors[k], label => (long)label)), train.Classes[k]);
            var (weights, intercepts) = model.Solution;
            Assert.True(weights.allclose(recorded.GetProperty("weights").Matrix(), atol: 1e-5));
            Assert.True(
                (intercepts - intercepts.mean()).allclose(
                    tensor(recorded.GetProperty("intercepts").Numbers()), atol: 1e-5));
        }
    }

    [Fact]
    public void Explicitness_has_the_values_of_scikit_learn()
    {
        var (train, test) = Toys.Halves(Toys.Measured);
        foreach (var (expected, found) in Toys.Measured.GetProperty("explicitness").Numbers()
            .Zip(Explicitness.PerFactor(train, test))) Assert.Equal(expected, found, 1e-6);
    }

    [Fact]
    public void The_area_under_the_curve_counts_pairs()
    {
        // Of the 2 · 3 pairs three are in order, one is a tie, two are not.
        Assert.Equal(3.5 / 6,
            Explicitness.AreaUnderCurve([0.9, 0.4, 0.4, 0.7, 0.1], [false, false, true, true, false]), 1e-12);
        Assert.Equal([2.5, 1, 2.5, 4], Ranks.Compute([3, 1, 3, 9]));
    }

    [Fact]
    public void Explicitness_does_not_see_a_rotation_and_noise_tells_nothing()
    {
        var factors = Toys.Drawn(2000);
        // Seen by a linear classifier the inner ones of ten values are hard to tell, the outer ones easy.
        var identity = Explicitness.Compute(Toys.Code("identity", factors), factors);
        Assert.InRange(identity, 0.9, 1);
        Assert.Equal(identity, Explicitness.Compute(Toys.Code("permuted", factors), factors), 1e-6);
        Assert.Equal(identity, Explicitness.Compute(Toys.Code("rotated", factors), factors), 5e-3);
        Assert.Equal(0.5, Explicitness.Compute(Toys.Code("noise", factors), factors), 0.03);
        Assert.Equal(0.5, Explicitness.Compute(Toys.Code("constant", factors), factors), 1e-12);
    }

    [Fact]
    public void DCI_has_the_values_of_scikit_learns_boosted_trees()
    {
        var recorded = Recorded.Read("disentanglement").GetProperty("trees");
        var (train, test) = Toys.Halves(recorded);
        var found = Dci.Compute(train, test);
        foreach (var (expected, importance) in recorded.GetProperty("importance").EnumerateArray()
            .SelectMany(Recorded.Numbers).Zip(found.Importance.Cast<double>()))
            Assert.Equal(expected, importance, 1e-6);
        Assert.Equal(recorded.GetProperty("disentanglement").GetDouble(), found.Disentanglement, 1e-6);
        Assert.Equal(recorded.GetProperty("completeness").GetDouble(), found.Completeness, 1e-6);
        Assert.Equal(recorded.GetProperty("informativeness").GetDouble(), found.Informativeness, 1e-6);

        var two = GradientBoosting.Fit(train.Codes, Array.ConvertAll(train.Factors[0], label => label > 0 ? 1 : 0), 2);
        foreach (var (expected, importance) in recorded.GetProperty("twoClasses").Numbers().Zip(two.Importances))
            Assert.Equal(expected, importance, 1e-6);
        Assert.Equal(recorded.GetProperty("twoClassesPredicted").Numbers(),
            two.Predict(test.Codes).Select(label => (double)label));
    }

    [Fact]
    public void Importance_spread_evenly_scores_nothing_and_alone_everything()
    {
        Assert.Equal(1, Dci.Disentangled(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } }), 1e-12);
        Assert.Equal(0, Dci.Disentangled(new[,] { { 0.5, 0.5 }, { 0.5, 0.5 } }), 1e-12);
        Assert.Equal(0, Dci.Disentangled(new double[2, 2]), 1e-12);
        // One code holds both factors: complete, and not disentangled. Two codes share each factor: the reverse.
        Assert.Equal((0, 1),
            (Dci.Disentangled(new[,] { { 1.0, 1 }, { 0, 0 } }), Dci.Complete(new[,] { { 1.0, 1 }, { 0, 0 } })));
        var shared = new[,] { { 0.5, 0 }, { 0.5, 0 }, { 0, 0.5 }, { 0, 0.5 } };
        Assert.Equal(1, Dci.Disentangled(shared), 1e-12);
        Assert.Equal(0.5, Dci.Complete(shared), 1e-12);
    }

    [Fact]
    public void DCI_of_toy_codes_is_as_it_should_be()
    {
        var factors = Toys.Drawn(600).narrow(1, 0, 2).remainder(4);
        Dci Of(string kind) =>
            Dci.Compute(Toys.Code(kind, cat([factors, zeros(600, 3, int64)], 1))
                .narrow(1, 0, kind == "duplicated" ? 10 : 2), factors);
        var identity = Of("identity");
        Assert.Equal((1, 1, 1),
            (Math.Round(identity.Disentanglement, 3), Math.Round(identity.Completeness, 3), identity.Informativeness));
        // Of four classes the most frequent has 0.3.
        Assert.InRange(Of("noise").Informativeness, 0.15, 0.38);
        Assert.InRange(Of("noise").Disentanglement, 0, 0.1);
        Assert.Equal((0, 0), (Of("constant").Disentanglement, Of("constant").Completeness));
        Assert.InRange(Of("constant").Informativeness, 0.22, 0.38);
    }

    [Fact]
    public void IRS_has_the_values_of_numpy()
    {
        Assert.Equal(Toys.Measured.GetProperty("irs").GetDouble(),
            InterventionalRobustness.Compute(Toys.Codes, Toys.Factors), 1e-12);
        Assert.Equal(Toys.Measured.GetProperty("irsLargest").GetDouble(),
            InterventionalRobustness.Compute(Toys.Codes, Toys.Factors, 1), 1e-12);
    }

    [Fact]
    public void IRS_of_toy_codes_is_known()
    {
        double Of(Func<long, long, double[]> code) => InterventionalRobustness.Compute(Toys.Code(code), Toys.Pairs, 1);
        Assert.Equal(1, Of((a, b) => [a, b]), 1e-12);
        Assert.Equal(1, Of((a, b) => [a, b, a, -b]), 1e-12);      // that a factor is there twice does not matter
        Assert.Equal(0, Of((a, b) => [3, 3]), 1e-12);
        Assert.Equal(0.5, Of((a, b) => [a + b, a - b]), 1e-12);   // the rest may move by 1.5 of 3
        Assert.Equal(0.8, Of((a, b) => [4 * a + b, 0]), 1e-12);   // 1.5 of 7.5
    }
}
