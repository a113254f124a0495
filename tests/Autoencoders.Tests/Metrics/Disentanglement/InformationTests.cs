using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics.Disentanglement;

/// <summary>The measures that are made from a table of mutual information: MIG, MIG-sup, modularity.</summary>
public class InformationTests
{
    private static readonly double Log4 = Math.Log(4);

    // Values of two uniform factors a and b with four values each, by counting by hand.
    public static TheoryData<string, Func<long, long, double[]>, double, double, double> Known() => new()
    {
        // name, code, MIG, MIG-sup, modularity
        { "identity", (a, b) => [a, b], 1, 1, 1 },
        { "permuted and reversed", (a, b) => [-b, 5 - a], 1, 1, 1 },
        { "duplicated", (a, b) => [a, b, a, b], 0, 1, 1 },
        { "constant", (a, b) => [1, 1], 0, 0, 0 },
        { "half of one factor again", (a, b) => [a, b, a / 2], 0.75, 2.5 / 3, 1 },
        { "one factor hidden in a sum", (a, b) => [a, (a + b) % 4], 0.5, 1, 0.5 },
        { "both factors in one code", (a, b) => [4 * a + b, 0], 1, 0, 0 },
        { "a turn by 45°", (a, b) => [a + b, a - b], 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Toy_codes_have_the_known_values(string name, Func<long, long, double[]> code, double mig, double sup,
        double modularity)
    {
        var z = Toys.Code(code);
        Assert.True(Math.Abs(mig - MutualInformationGap.Compute(z, Toys.Pairs)) < 1e-12, name);
        Assert.True(Math.Abs(sup - MutualInformationGapSupplement.Compute(z, Toys.Pairs)) < 1e-12, name);
        Assert.True(Math.Abs(modularity - Modularity.Compute(z, Toys.Pairs)) < 1e-12, name);
    }

    [Fact]
    public void Each_factor_has_a_gap_of_its_own()
    {
        double[] Gaps(Func<long, long, double[]> code) =>
            MutualInformationGap.PerFactor(FactorInformation.Measure(Toys.Code(code), Toys.Pairs));
        Assert.Equal([0.5, 1], Gaps((a, b) => [a, b, a / 2]).Select(gap => Math.Round(gap, 12)));
        Assert.Equal([1, 0], Gaps((a, b) => [a, (a + b) % 4]).Select(gap => Math.Round(gap, 12)));
    }

    [Fact]
    public void Information_is_counted_exactly()
    {
        var table = FactorInformation.Measure(Toys.Code((a, b) => [a, a / 2, a + b, 7]), Toys.Pairs);
        // a + b takes 0 to 6 with 1, 2, 3, 4, 3, 2, 1 of 16; given a it is one of four.
        var sum = -new[] { 1, 2, 3, 4, 3, 2, 1 }.Sum(count => count / 16.0 * Math.Log(count / 16.0));
        Assert.Equal(new[,] { { Log4, 0 }, { Math.Log(2), 0 }, { sum - Log4, sum - Log4 }, { 0, 0 } }.Cast<double>()
            .Select(Rounded), table.Information.Cast<double>().Select(Rounded));
        Assert.Equal(new[] { Log4, Math.Log(2), sum, 0 }.Select(Rounded), table.CodeEntropy.Select(Rounded));
        Assert.Equal(new[] { Log4, Log4 }.Select(Rounded), table.FactorEntropy.Select(Rounded));

        static double Rounded(double value) => Math.Round(value, 12);
    }

    [Fact]
    public void With_fewer_bins_than_values_the_factors_themselves_do_not_reach_one()
    {
        // 32 values in 20 equal bins: 12 bins with two values, 8 with one. H = Σ share · log(32 / values).
        var factors = new FactorSpace(Factor.Even("x", 0, 1, 32), Factor.Even("y", 0, 1, 32));
        var classes = factors.Classes(arange(factors.Count));
        var expected = (24 * Math.Log(16) + 8 * Math.Log(32)) / 32 / Math.Log(32);
        Assert.Equal(expected, MutualInformationGap.Compute(classes.to(float64), classes), 1e-12);
        Assert.Equal(1, MutualInformationGap.Compute(classes.to(float64), classes, bins: 32), 1e-12);
    }

    [Fact]
    public void Recorded_codes_have_the_values_of_numpy_and_scikit_learn()
    {
        var table = FactorInformation.Measure(Toys.Codes, Toys.Factors);
        var recorded = Toys.Measured;
        foreach (var (expected, found) in recorded.GetProperty("information").EnumerateArray()
            .SelectMany(Recorded.Numbers).Zip(table.Information.Cast<double>())) Assert.Equal(expected, found, 1e-12);
        foreach (var (expected, found) in recorded.GetProperty("codeEntropy").Numbers().Zip(table.CodeEntropy))
            Assert.Equal(expected, found, 1e-12);
        foreach (var (expected, found) in recorded.GetProperty("factorEntropy").Numbers().Zip(table.FactorEntropy))
            Assert.Equal(expected, found, 1e-12);
        Assert.Equal(recorded.GetProperty("mig").GetDouble(),
            MutualInformationGap.Compute(Toys.Codes, Toys.Factors), 1e-12);
        Assert.Equal(recorded.GetProperty("migSup").GetDouble(),
            MutualInformationGapSupplement.Compute(Toys.Codes, Toys.Factors), 1e-12);
        Assert.Equal(recorded.GetProperty("modularity").GetDouble(),
            Modularity.Compute(Toys.Codes, Toys.Factors), 1e-12);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var z = zeros(4, 2);
        Assert.Contains("int64, (4, k)",
            Assert.Throws<ArgumentException>(() => FactorInformation.Measure(z, zeros(3, 2, int64))).Message);
        Assert.Contains("classes",
            Assert.Throws<ArgumentException>(() => FactorInformation.Measure(z, zeros(4, 2))).Message);
        Assert.Contains("Factor 1 has the same value",
            Assert.Throws<ArgumentException>(() =>
                FactorInformation.Measure(z, tensor(new long[,] { { 0, 1 }, { 1, 1 }, { 2, 1 }, { 3, 1 } }))).Message);
        Assert.Contains("finite",
            Assert.Throws<ArgumentException>(
                () => FactorInformation.Measure(z / 0, Toys.Pairs.narrow(0, 0, 4))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => FactorInformation.Measure(zeros(16, 2), Toys.Pairs, bins: 1));
        Assert.Contains("one only",
            Assert.Throws<ArgumentException>(
                () => Modularity.Compute(zeros(16, 2), Toys.Pairs.narrow(1, 0, 1))).Message);
    }
}
