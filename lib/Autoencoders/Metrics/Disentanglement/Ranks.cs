namespace Autoencoders;

/// <summary>Ranks from 1, the smallest first; equal values share the mean of theirs.</summary>
internal static class Ranks
{
    public static double[] Compute(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort([.. values], order);
        var ranks = new double[values.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && values[order[next]] == values[order[first]]; next++) ;
            for (var i = first; i < next; i++) ranks[order[i]] = (first + 1 + next) / 2.0;
        }
        return ranks;
    }
}
