using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The contrastive loss InfoNCE (van den Oord, Li and Vinyals 2018): of n codes, which one belongs to the other view of
/// this picture? The two views' codes share at least I ≥ log n − loss nats, so codes that say nothing of their pictures
/// pay log n. CR-VAE (Lygerakis and Rueckert 2023) adds such a term to the ELBO.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public static class InfoNce
{
    /// <summary>
    /// −log softmax over the batch of the cosine similarity of each code with its partner, in nats: (n, k), (n, k) to
    /// (n).
    /// <code>s_ij = cos(a_i, b_j) / τ   loss_i = −s_ii + log Σ_j exp s_ij</code>
    /// </summary>
    /// <param name="first">Codes of one view of each picture.</param>
    /// <param name="second">Codes of another view of the same pictures, in the same order.</param>
    /// <param name="temperature">τ: similarities lie in ±1/τ.</param>
    /// <exception cref="ArgumentException">No matrices, or not of one shape, or a temperature that is not
    /// positive.</exception>
    public static Tensor Loss(Tensor first, Tensor second, double temperature)
    {
        Require.Codes(first, nameof(first));
        Require.SameShape(first, second, nameof(first), nameof(second));
        Require.Positive(temperature, nameof(temperature));
        var similarity = nn.functional.normalize(first).mm(nn.functional.normalize(second).t()) / temperature; // (n, n)
        return -similarity.log_softmax(1).diagonal();
    }
}
