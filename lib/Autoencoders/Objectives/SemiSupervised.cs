using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The bounds of a model with a class and a style, p(y) p(z) p(x|y, z) with all classes equally likely, negated, so
/// that they are minimised (the model M2 of Kingma, Rezende, Mohamed and Welling 2014).
/// </summary>
/// <remarks>Chapter 10, <i>A class that is known</i>.</remarks>
public static class SemiSupervised
{
    /// <summary>
    /// −ELBO(x, y) ≥ −log p(x, y) of images whose class is known, from one sample of z each, in nats: (n, input) to
    /// (n).
    /// </summary>
    /// <param name="vae">The model of images and styles given classes.</param>
    /// <param name="x">The images, (n, input).</param>
    /// <param name="labels">Their classes, int64, (n).</param>
    /// <param name="negativeLogLikelihood">−log p(x|y, z) of images and decoder output, (n).</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Tensor Labelled(ConditionalVae vae, Tensor x, Tensor labels,
        Func<Tensor, Tensor, Tensor> negativeLogLikelihood)
    {
        var y = vae.OneHot(labels);                          // (n, K)
        var (mu, logVar) = vae.Encode(x, y);                 // (n, k)
        var output = vae.Decode(DiagonalGaussian.Sample(mu, logVar), y);
        return Elbo.Loss(x, output, mu, logVar, negativeLogLikelihood).Total + Math.Log(vae.Classes);
    }

    /// <summary>The same for every class in turn, with a sample of z for each: (n, input) to (n, K).</summary>
    /// <param name="vae">The model of images and styles given classes.</param>
    /// <param name="x">The images, (n, input).</param>
    /// <param name="negativeLogLikelihood">−log p(x|y, z) of images and decoder output, (n).</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Tensor EachClass(ConditionalVae vae, Tensor x, Func<Tensor, Tensor, Tensor> negativeLogLikelihood)
    {
        var y = vae.EveryClass();                            // (K, 1, K)
        var (mu, logVar) = vae.Encode(x, y);                 // (K, n, k)
        var output = vae.Decode(DiagonalGaussian.Sample(mu, logVar), y); // (K, n, input)
        var repeated = x.repeat(vae.Classes, 1);             // (K · n, input)
        var negative = Elbo.Loss(repeated, output.flatten(0, 1), mu.flatten(0, 1), logVar.flatten(0, 1),
            negativeLogLikelihood).Total;
        return negative.reshape(vae.Classes, x.shape[0]).t() + Math.Log(vae.Classes);
    }

    /// <summary>
    /// The bound −ELBO(x) ≥ −log p(x) of images whose class is not known: the class is summed over, weighted by the
    /// classifier's q(y|x), less the entropy of its opinion. In nats, (n, input) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Tensor Unlabelled(SemiSupervisedVae model, Tensor x,
        Func<Tensor, Tensor, Tensor> negativeLogLikelihood) =>
        CategoricalBound.Loss(EachClass(model.Generative, x, negativeLogLikelihood), model.call(x));
}
