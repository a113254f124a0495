using System.Text;

namespace Autoencoders;

/// <summary>
/// A data set is neither on this machine nor could it be downloaded: lists where it was sought and how to proceed.
/// </summary>
public sealed class DataUnavailableException : Exception
{
    /// <param name="problem">One sentence: what is missing.</param>
    /// <param name="attempts">What was looked at and tried, in order, each with its outcome.</param>
    /// <param name="remedies">What the reader can do, each a sentence.</param>
    /// <param name="inner">The failure behind it, if there is one.</param>
    public DataUnavailableException(string problem, IReadOnlyList<string> attempts, IReadOnlyList<string> remedies,
        Exception? inner = null)
        : base(Compose(problem, attempts, remedies), inner) => Attempts = attempts;

    /// <summary>What was looked at and tried, in order, each with its outcome.</summary>
    public IReadOnlyList<string> Attempts { get; }

    private static string Compose(string problem, IReadOnlyList<string> attempts, IReadOnlyList<string> remedies)
    {
        var text = new StringBuilder(problem);
        foreach (var attempt in attempts)
            text.Append("\n  - ").Append(attempt);
        if (remedies.Count > 0)
            text.Append("\nHow to proceed:");
        foreach (var remedy in remedies)
            text.Append("\n  * ").Append(remedy);
        return text.ToString();
    }
}
