namespace Autoencoders;

/// <summary>
/// Sets β so that the divergence reaches a target, by a proportional and an integral term (ControlVAE: Shao et al.
/// 2020, equation 8):
/// <code>e = target − KL   β = K_p / (1 + exp e) − K_i Σ e + β_min, kept within [β_min, β_max]</code>
/// Too little divergence lowers β, too much raises it. While β stands at a limit the sum does not grow further beyond
/// it.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class KlController
{
    private readonly double target, proportional, integral, least, most;
    private double sum;

    /// <summary>A controller.</summary>
    /// <param name="target">The divergence wanted, in nats per image.</param>
    /// <param name="proportional">K_p, at least 0.</param>
    /// <param name="integral">K_i, at least 0: how fast an error that lasts moves β, per step and nat.</param>
    /// <param name="least">β_min, at least 0.</param>
    /// <param name="most">β_max.</param>
    /// <exception cref="ArgumentException">A number is negative or not finite, or the limits are in the wrong
    /// order.</exception>
    public KlController(double target, double proportional = 0.01, double integral = 1e-4, double least = 0,
        double most = 1)
    {
        if (new[] { target, proportional, integral, least, most }.Any(value => !(value >= 0 && double.IsFinite(value)))
            || least > most)
            throw new ArgumentException(
                "Target, gains and limits must be finite and at least 0, and the limits in order; they are "
                + FormattableString.Invariant($"{target}, {proportional}, {integral} and {least} to {most}."));
        (this.target, this.proportional, this.integral, this.least, this.most) =
            (target, proportional, integral, least, most);
        Beta = least;
    }

    /// <summary>The weight that the last call of <see cref="Next"/> gave; β_min before the first.</summary>
    public double Beta { get; private set; }

    /// <summary>The weight for this step, from the batch's mean divergence in nats.</summary>
    /// <exception cref="ArgumentException">The divergence is not finite.</exception>
    public double Next(double kl)
    {
        if (!double.IsFinite(kl))
            throw new ArgumentException($"The divergence must be finite; it is {kl}.", nameof(kl));
        var error = target - kl;
        var step = -integral * error;
        if (!(Beta >= most && step > 0) && !(Beta <= least && step < 0))
            sum += step;
        return Beta = Math.Clamp(proportional / (1 + Math.Exp(error)) + sum + least, least, most);
    }
}
