using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A conditional variational autoencoder beside a classifier that guesses the class where it is not known (the model M2
/// of Kingma, Rezende, Mohamed and Welling 2014): <code>p(y) p(z) p(x|y, z)   q(z|x, y) q(y|x)</code>
/// </summary>
/// <remarks>Chapter 10, <i>A class that is hidden</i>.</remarks>
public sealed class SemiSupervisedVae : Module<Tensor, Tensor>
{
    private readonly ConditionalVae generative;
    private readonly Module<Tensor, Tensor> classifier;

    /// <summary>
    /// Takes over the two: <paramref name="classifier"/> gives the logits of q(y|x), (n, input) to (n, K).
    /// </summary>
    public SemiSupervisedVae(ConditionalVae generative, Module<Tensor, Tensor> classifier)
        : base(nameof(SemiSupervisedVae))
    {
        (this.generative, this.classifier) = (generative, classifier);
        RegisterComponents();
    }

    /// <summary>p(x|y, z) and q(z|x, y).</summary>
    public ConditionalVae Generative => generative;

    /// <summary>The logits of q(y|x): (n, input) to (n, K).</summary>
    public override Tensor forward(Tensor x) => classifier.call(x);
}
