using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A variational autoencoder whose encoder and decoder are told the class y (Sohn, Lee and Yan 2015, with p(z) for
/// their p(z|y), so that the code is left with what the class does not say):
/// <code>q(z|x, y) = N(μ(x, y), diag σ²(x, y))   p(x|y, z) from Decode(z, y)   p(z) = N(0, I)</code>
/// The layers are those of <see cref="DenseVae"/>; the class enters as one more input of the first layer on either
/// side. y is one-hot and broadcasts: (n, K), or (1, K) for one class, or (K, 1, K) for each class in turn, which puts
/// a K in front of the result.
/// </summary>
/// <remarks>Chapter 10, <i>A class that is known</i>.</remarks>
public sealed class ConditionalVae : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear image;
    private readonly Linear imageClass;
    private readonly Sequential hidden;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Linear code;
    private readonly Linear codeClass;
    private readonly Sequential decoder;

    /// <summary>
    /// A model with the layer <paramref name="widths"/> before the latent variables, e.g. [784, 400], mirrored after
    /// them.
    /// </summary>
    /// <param name="widths">Units of the input and of each hidden layer; at least two, all positive.</param>
    /// <param name="latent">The number of latent variables, at least 1.</param>
    /// <param name="classes">The number of classes, K, at least 1.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or a width, latent or classes that is not
    /// positive.</exception>
    public ConditionalVae(long[] widths, long latent, long classes) : base(nameof(ConditionalVae))
    {
        if (widths.Length < 2)
            throw new ArgumentException($"widths needs the input's width and one hidden layer's at least; it "
                + $"has {widths.Length}.", nameof(widths));
        if (widths.Append(latent).Append(classes).Any(width => width < 1))
            throw new ArgumentException($"widths, latent and classes must be positive; they "
                + $"are {string.Join(", ", widths)}, {latent} and {classes}.", nameof(widths));

        (Latent, Classes) = (latent, classes);
        image = Linear(widths[0], widths[1]);
        imageClass = Linear(classes, widths[1], hasBias: false);
        hidden = DenseAutoencoder.Layers(widths[1..], CodeActivation.Relu);
        mean = Linear(widths[^1], latent);
        logVariance = Linear(widths[^1], latent);
        code = Linear(latent, widths[^1]);
        codeClass = Linear(classes, widths[^1], hasBias: false);
        decoder = DenseAutoencoder.Layers([.. widths.Reverse()], CodeActivation.Linear);
        // A class switches on one column alone, which has to count beside sums over many inputs: it begins as an
        // embedding's row does.
        init.normal_(imageClass.weight!);
        init.normal_(codeClass.weight!);
        RegisterComponents();
    }

    /// <summary>The number of latent variables, k.</summary>
    public long Latent { get; }

    /// <summary>The number of classes, K.</summary>
    public long Classes { get; }

    /// <summary>
    /// Mean and log-variance of q(z|x, y): images (n, input) and classes (n, K) to (n, k) and (n, k).
    /// </summary>
    /// <exception cref="ArgumentException">The classes' last dimension is not K.</exception>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x, Tensor y)
    {
        RequireClasses(y);
        var h = hidden.call((image.call(x) + imageClass.call(y)).relu()); // (n, last hidden)
        return (mean.call(h), logVariance.call(h).clamp(-DenseVae.LogVarianceLimit, DenseVae.LogVarianceLimit));
    }

    /// <summary>The parameters of p(x|y, z), logits or means: codes (n, k) and classes (n, K) to (n, input).</summary>
    /// <exception cref="ArgumentException">The classes' last dimension is not K.</exception>
    public Tensor Decode(Tensor z, Tensor y)
    {
        RequireClasses(y);
        return decoder.call((code.call(z) + codeClass.call(y)).relu());
    }

    /// <summary>
    /// The decoder's output at the posterior's mean, without sampling: (n, input) and (n, K) to (n, input).
    /// </summary>
    public override Tensor forward(Tensor x, Tensor y) => Decode(Encode(x, y).Mu, y);

    /// <summary>The classes of images as <see cref="Encode"/> takes them: labels int64 (n) to (n, K).</summary>
    /// <exception cref="ArgumentException">The labels are no integers.</exception>
    public Tensor OneHot(Tensor labels)
    {
        if (labels.dtype != int64)
            throw new ArgumentException($"Labels are int64; these are {labels.dtype}.", nameof(labels));
        return functional.one_hot(labels, Classes).to(codeClass.weight!.dtype);
    }

    /// <summary>Every class in turn, (K, 1, K).</summary>
    public Tensor EveryClass() =>
        eye(Classes, dtype: codeClass.weight!.dtype, device: codeClass.weight!.device).unsqueeze(1);

    /// <summary>
    /// The model of one class, p(z) p(x|y, z) with y fixed, as a variational autoencoder: for estimators of log p(x|y).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public IVae Given(long label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, Classes);
        return new OfOneClass(this, label);
    }

    private void RequireClasses(Tensor y)
    {
        if (y.dim() == 0 || y.shape[^1] != Classes)
            throw new ArgumentException($"y is one-hot over {Classes} classes, (…, {Classes}); its shape "
                + $"is ({string.Join(", ", y.shape)}).", nameof(y));
    }

    private sealed class OfOneClass(ConditionalVae model, long label) : IVae
    {
        public long Latent => model.Latent;

        public (Tensor Mu, Tensor LogVar) Encode(Tensor x) => model.Encode(x, model.EveryClass()[label]); // y: (1, K)

        public Tensor Decode(Tensor z) => model.Decode(z, model.EveryClass()[label]);
    }
}
