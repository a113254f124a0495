namespace Autoencoders;

/// <summary>
/// Weights that change while a model is trained, such as β: functions of the step, which is counted from 0.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public static class WeightSchedule
{
    /// <summary>The same weight at every step.</summary>
    public static Func<long, double> Constant(double weight) => _ => weight;

    /// <summary>
    /// Evenly from one weight to another within so many steps, and constant after them (Bowman et al. 2016 for β from 0
    /// to 1).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps.</exception>
    public static Func<long, double> Linear(double from, double to, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return step => from + (to - from) * Math.Clamp((double)step / steps, 0, 1);
    }

    /// <summary>
    /// Again and again from 0 to <paramref name="weight"/>: each cycle rises evenly for its first part and stays for
    /// the rest (Fu et al. 2019).
    /// </summary>
    /// <param name="weight">The weight at the end of each rise.</param>
    /// <param name="cycle">Steps a cycle, at least 1.</param>
    /// <param name="rising">The share of a cycle that rises, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A cycle has no steps, or the share lies outside (0,
    /// 1].</exception>
    public static Func<long, double> Cyclical(double weight, long cycle, double rising = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cycle);
        if (!(rising is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rising), rising,
                "The share of a cycle that rises must lie in (0, 1].");
        return step => weight * Math.Min(1, step % cycle / (rising * cycle));
    }
}
