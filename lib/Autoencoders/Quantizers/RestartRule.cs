namespace Autoencoders;

/// <summary>Which vectors of the batch become the places of codes that hardly anything chooses.</summary>
/// <remarks>Chapter 13, <i>Restarts, and the names of the background</i>.</remarks>
public enum RestartRule
{
    /// <summary>
    /// Any, all with the same probability (Dhariwal et al., Jukebox, 2020, arXiv:2005.00341). What is common in the
    /// batch gets most of the codes, even where one code would do.
    /// </summary>
    Uniform,

    /// <summary>
    /// Different ones, with probabilities in proportion to the squared distance from their code, as k-means++ draws its
    /// starts (Arthur and Vassilvitskii 2007). A vector that its code meets exactly is never drawn.
    /// </summary>
    ByError,
}
