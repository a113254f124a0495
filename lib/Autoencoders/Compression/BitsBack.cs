using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What bits-back coding made of a chain of pictures.</summary>
/// <param name="Bytes">The message.</param>
/// <param name="Pictures">How many pictures it holds.</param>
/// <param name="InitialBits">Bits that had to be there before the first picture; they are part of the message, and come
/// out of it again.</param>
/// <param name="NetBits">What each picture added: in the mean over draws of z, −ELBO in bits.</param>
public sealed record BitsBackMessage(byte[] Bytes, int Pictures, int InitialBits, double[] NetBits);

/// <summary>
/// Lossless coding of black-and-white pictures by a variational autoencoder (Townsend, Bird and Barber, Practical
/// lossless compression with latent variables using bits back coding, 2019, arXiv:1901.04866). To write x: pop z from
/// the message under q(z|x), push x under p(x|z), push z under p(z). To read: the same backwards. The bits that chose z
/// come back.
/// </summary>
/// <remarks>Chapter 15, <i>A latent variable, and its bits back</i>.</remarks>
public sealed class BitsBack
{
    private readonly IVae vae;
    private readonly LatentBins bins;

    /// <summary>A coder for a model whose decoder gives the logits of black-and-white pixels.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="latentBits">Each latent variable is cut into 2 to this power bins, 1 to 16.</param>
    public BitsBack(IVae vae, int latentBits = 12)
    {
        ArgumentNullException.ThrowIfNull(vae);
        (this.vae, bins) = (vae, new LatentBins(latentBits));
    }

    /// <summary>Writes pictures, one chain: (n, D), pixels 0 or 1.</summary>
    /// <exception cref="ArgumentException">There are no pictures, they are not as large as the model's, or pixels are
    /// neither 0 nor 1.</exception>
    public BitsBackMessage Encode(Tensor x)
    {
        Require.Matrix(x, nameof(x), "pictures with a row for each, (n, D)");
        Require.BlackOrWhite(x, nameof(x));
        using var thread = new OneThread(vae);
        using var noGradient = no_grad();
        using var all = NewDisposeScope();
        if (Logits(new int[vae.Latent]).Length is var pixels && pixels != x.shape[1])
            throw new ArgumentException(
                $"The model's pictures have {pixels} pixels; x has the shape ({string.Join(", ", x.shape)}).",
                nameof(x));
        var stack = new AnsStack();
        var net = new double[x.shape[0]];
        for (var i = 0; i < net.Length; i++)
        {
            using var scope = NewDisposeScope();
            var before = stack.Bits;
            var picture = x.narrow(0, i, 1).cpu();
            var (mu, sigma) = Posterior(picture);
            var z = new int[mu.Length];
            for (var j = 0; j < z.Length; j++) z[j] = bins.PopPosterior(stack, mu[j], sigma[j]);
            var white = TensorElements.Read<float>(picture.to(float32));
            var logits = Logits(z);
            for (var d = 0; d < white.Length; d++) stack.Push(Table(logits[d]), (int)white[d]);
            foreach (var bin in z) bins.PushPrior(stack, bin);
            net[i] = stack.Bits - before;
        }
        return new(stack.ToBytes(), net.Length, 32 * stack.Borrowed, net);
    }

    /// <summary>Reads the pictures of a message, (n, D).</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="pictures">How many it holds.</param>
    /// <exception cref="DataFileException">The message is damaged, or was written with another model, another number of
    /// bins or on a machine that computes otherwise.</exception>
    public Tensor Decode(byte[] bytes, int pictures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures, 1);
        using var thread = new OneThread(vae);
        using var noGradient = no_grad();
        AnsStack stack;
        try { stack = new(bytes); }
        catch (ArgumentException e) { throw Foreign("something else", e); }
        var rows = new Tensor[pictures];
        for (var i = pictures - 1; i >= 0; i--) // the last one lies on top
        {
            using var scope = NewDisposeScope();
            var z = new int[vae.Latent];
            for (var j = z.Length - 1; j >= 0; j--) z[j] = bins.PopPrior(stack);
            var logits = Logits(z);
            var white = new float[logits.Length];
            for (var d = white.Length - 1; d >= 0; d--) white[d] = stack.Pop(Table(logits[d]));
            rows[i] = tensor(white, device: CPU).unsqueeze(0).MoveToOuterDisposeScope();
            var (mu, sigma) = Posterior(rows[i]);
            for (var j = z.Length - 1; j >= 0; j--) bins.PushPosterior(stack, z[j], mu[j], sigma[j]);
        }
        if (stack.HoldsOnlyTheSupply()) return Joined(rows);
        foreach (var row in rows) row.Dispose();
        throw Foreign("other bits than those at the end");
    }

    private static Tensor Joined(Tensor[] rows)
    {
        var all = cat(rows, 0);
        foreach (var row in rows) row.Dispose();
        return all;
    }

    private static DataFileException Foreign(string found, Exception? inner = null) =>
        new("the message", "the bits that the chain of pictures began with", found,
            "It is damaged, or was written with another model or on a machine that computes otherwise.", inner);

    private (double[] Mu, double[] Sigma) Posterior(Tensor picture)
    {
        var (mu, logVar) = vae.Encode(picture.to((vae as nn.Module)?.parameters().FirstOrDefault()?.dtype ?? float32));
        return (Values(mu), Values((0.5 * logVar.to(float64)).exp()));
    }

    private double[] Logits(int[] z) =>
        Values(vae.Decode(tensor([.. z.Select(bin => (float)bins.Centre(bin))], [1L, z.Length], device: CPU)));

    private static double[] Values(Tensor x)
    {
        var values = TensorElements.Read<double>(x.to(float64));
        return values.All(double.IsFinite)
            ? values
            : throw new InvalidOperationException("The model gives values that are no finite numbers.");
    }

    private static FrequencyTable Table(double logit) => FrequencyTable.FromLogits([0, logit]);
}
