using System.Text.Json;

namespace Autoencoders.Tests.Metrics.Disentanglement;

/// <summary>
/// The scores that disentanglement_lib's own functions (Locatello et al. 2019) give to the recorded codes:
/// recorded/disentanglement_lib.py says how they were run. The estimators are the same, so the scores must be.
/// </summary>
public class DisentanglementLibTests
{
    private static readonly JsonElement Library = Recorded.Read("disentanglement_lib");
    private static readonly (CodedFactors Train, CodedFactors Test) Halves = Toys.Halves(Toys.Measured);

    private static double Theirs(string name) => Library.GetProperty(name).GetDouble();

    [Fact]
    public void Information_gap_and_modularity() => Assert.Multiple(
        () => Assert.Equal(Theirs("mig"), MutualInformationGap.Compute(Toys.Codes, Toys.Factors), 1e-6),
        () => Assert.Equal(Theirs("modularity"), Modularity.Compute(Toys.Codes, Toys.Factors), 1e-6));

    [Fact]
    public void Predictability_by_line_and_by_classifier() => Assert.Multiple(
        () => Assert.Equal(Theirs("sapOrdered"),
            SeparatedAttributePredictability.ComputeOrdered(Toys.Codes, Toys.Factors), 1e-6),
        () => Assert.Equal(Theirs("sapNamed"),
            SeparatedAttributePredictability.Gap(
                SeparatedAttributePredictability.Accuracies(Halves.Train, Halves.Test)), 1e-6));

    [Fact]
    public void Interventional_robustness() =>
    Assert.Equal(Theirs("irs"), InterventionalRobustness.Compute(Toys.Codes, Toys.Factors), 1e-6);

    // The library's regression is stopped where a step gains less than 1e-4, ours at the minimum: the areas differ by
    // 1e-5.
    [Fact]
    [Trait("Speed", "slow")]
    public void Explicitness_up_to_where_their_solver_stops() =>
        Assert.Equal(Theirs("explicitness"), Explicitness.PerFactor(Halves.Train, Halves.Test).Average(), 1e-4);

    [Fact]
    public void Disentanglement_completeness_and_informativeness()
    {
        var theirs = Library.GetProperty("dci");
        var (train, test) = Toys.Halves(Recorded.Read("disentanglement").GetProperty("trees"));
        var ours = Dci.Compute(train, test);
        Assert.Equal(theirs.GetProperty("disentanglement").GetDouble(), ours.Disentanglement, 1e-6);
        Assert.Equal(theirs.GetProperty("completeness").GetDouble(), ours.Completeness, 1e-6);
        Assert.Equal(theirs.GetProperty("informativeness_test").GetDouble(), ours.Informativeness, 1e-6);
    }
}
