namespace Autoencoders;

/// <summary>
/// Images that agree in one factor, drawn from those that are there: what the two metrics that fix a factor are made
/// from. Among images whose factors were drawn independently, those with one value of a factor are a fair draw of all
/// others.
/// </summary>
internal sealed class FactorPairs(CodedFactors data, SplitMix64 random)
{
    private readonly int[][][] rows = [.. Enumerable.Range(0, data.Factors.Length).Select(data.RowsByClass)];
    private SplitMix64 random = random;

    /// <summary>A factor, each as likely.</summary>
    public int Factor() => random.Below(data.Factors.Length);

    /// <summary>An image.</summary>
    public int Row() => random.Below(data.Count);

    /// <summary>An image with the same class of the factor as another, which it may be.</summary>
    public int Same(int factor, int row)
    {
        var members = rows[factor][data.Factors[factor][row]];
        return members[random.Below(members.Length)];
    }
}
