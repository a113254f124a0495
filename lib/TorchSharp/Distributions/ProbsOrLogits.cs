using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The two forms of the parameters of a discrete distribution, of which one is given and the other is computed when first asked for.</summary>
sealed class ProbsOrLogits(Tensor? probs, Tensor? logits, Func<Tensor, Tensor> toProbs, Func<Tensor, Tensor> toLogits, Func<Tensor, Tensor> own)
{
    readonly bool _byLogits = logits is not null;
    Tensor? _probs = probs, _logits = logits;

    public Tensor Probs => _probs ??= own(toProbs(_logits!));

    public Tensor Logits => _logits ??= own(toLogits(_probs!));

    /// <summary>Whichever was given.</summary>
    public Tensor Given => _byLogits ? _logits! : _probs!;

    public bool ByLogits => _byLogits;

    public static void RequireOne(Tensor? probs, Tensor? logits)
    {
        if (probs is null == logits is null) throw new ArgumentException("Either the probabilities or the logits are needed, not both.", nameof(probs));
    }
}
