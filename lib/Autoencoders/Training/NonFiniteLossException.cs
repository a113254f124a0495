namespace Autoencoders;

/// <summary>
/// A term of the loss became NaN or infinite; training stops, and the parameters are as they were before that step.
/// </summary>
/// <param name="term">The name of the term.</param>
/// <param name="where">The step or the evaluation where it happened.</param>
/// <param name="value">What the term's sum over the batch was.</param>
public sealed class NonFiniteLossException(string term, string where, double value)
    : Exception(FormattableString.Invariant($"The {term} became {value} {where}. ")
        + "A smaller learning rate, clipped gradients or a loss computed from logits usually helps.")
{
    /// <summary>The name of the term.</summary>
    public string Term { get; } = term;
}
