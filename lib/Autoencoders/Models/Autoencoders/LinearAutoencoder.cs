using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The linear autoencoder without biases, for centred data: z = E x, x̂ = D z.
/// At the optimum of the squared error D·E projects on the span of the leading principal components
/// (Bourlard and Kamp 1988; Baldi and Hornik 1989).
/// </summary>
/// <remarks>Chapter 1, <i>A linear autoencoder is PCA</i>.</remarks>
public sealed class LinearAutoencoder : Module<Tensor, Tensor>
{
    private readonly Linear encoder;
    private readonly Linear decoder;

    /// <summary>Maps <paramref name="input"/> numbers to <paramref name="code"/> numbers and back.</summary>
    public LinearAutoencoder(long input, long code) : base(nameof(LinearAutoencoder))
    {
        encoder = Linear(input, code, hasBias: false);
        decoder = Linear(code, input, hasBias: false);
        RegisterComponents();
    }

    /// <summary>The encoder's matrix E, (code, input).</summary>
    public Tensor EncoderMatrix => encoder.weight!;

    /// <summary>The decoder's matrix D, (input, code); its columns span the reconstructions.</summary>
    public Tensor DecoderMatrix => decoder.weight!;

    /// <summary>x̂ = D E x: (n, input) to (n, input).</summary>
    public override Tensor forward(Tensor x) => decoder.call(encoder.call(x));

    /// <summary>
    /// The mean squared error of D·E over centred data with the given <paramref name="covariance"/> C (input, input),
    /// summed over the input: tr((I − DE) C (I − DE)ᵀ) = tr C − 2 tr(E C D) + tr(DᵀD · E C Eᵀ), which needs no (input,
    /// input) product. A linear autoencoder sees nothing of its data but this matrix.
    /// </summary>
    public Tensor ExpectedSquaredError(Tensor covariance)
    {
        var (e, d) = (EncoderMatrix, DecoderMatrix);
        var ec = e.mm(covariance); // (code, input)
        return covariance.trace() - 2 * (ec * d.t()).sum() + (d.t().mm(d) * ec.mm(e.t())).sum();
    }
}
