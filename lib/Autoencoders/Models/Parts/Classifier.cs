using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A linear head on an encoder: logits a = W f(x) + b of the classes. The encoder may be trained along or be frozen;
/// with a frozen one the head is a linear probe of what the codes hold.
/// </summary>
/// <remarks>Chapter 6, <i>An encoder for few labels</i>.</remarks>
public sealed class Classifier : Module<Tensor, Tensor>
{
    private readonly Module model;
    private readonly Linear head;
    private readonly Func<Tensor, Tensor> encode;
    private readonly bool trainsEncoder;

    /// <summary>
    /// A head on <paramref name="encode"/>, a method of <paramref name="model"/>: <c>new Classifier(autoencoder,
    /// autoencoder.Encode, 32, 10)</c>.
    /// </summary>
    /// <param name="model">The module whose parameters the encoder uses.</param>
    /// <param name="encode">Images to codes, (n, …) to (n, code).</param>
    /// <param name="code">How many numbers a code has.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="trainsEncoder">Whether gradients reach the encoder; if not, it stays as it is.</param>
    public Classifier(Module model, Func<Tensor, Tensor> encode, long code, long classes, bool trainsEncoder = true)
        : base(nameof(Classifier))
    {
        (this.model, this.encode, this.trainsEncoder) = (model, encode, trainsEncoder);
        head = Linear(code, classes);
        RegisterComponents();
    }

    /// <summary>The module whose encoder this is.</summary>
    public Module Model => model;

    /// <summary>The logits of the classes: (n, …) to (n, classes).</summary>
    public override Tensor forward(Tensor x) => head.call(trainsEncoder ? encode(x) : encode(x).detach());
}
