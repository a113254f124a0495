using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

public class BitsBackTests
{
    private const int Pictures = 60;

    private static (DenseVae Vae, Tensor X) Some()
    {
        manual_seed(3);
        return (new DenseVae([20, 16], 5), bernoulli(full([Pictures, 20], 0.3)));
    }

    [Fact]
    public void A_chain_comes_back_and_its_size_is_the_initial_bits_and_the_sum_of_what_was_added()
    {
        var (vae, x) = Some();
        var coder = new BitsBack(vae);
        var message = coder.Encode(x);
        Assert.Equal(Pictures, message.Pictures);
        Assert.InRange(message.InitialBits, 32, 5 * 24 + 32); // at most what five posteriors take
        Assert.InRange(8 * message.Bytes.Length - message.InitialBits - message.NetBits.Sum(), 0, 64);
        Assert.True(coder.Decode(message.Bytes, Pictures).eq(x).all().item<bool>());
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void What_a_picture_adds_is_in_the_mean_minus_the_ELBO()
    {
        var (vae, x) = Some();
        var many = x.repeat(40, 1);
        var net = new BitsBack(vae).Encode(many).NetBits.Sum();
        // The expectation over q by quadrature of nothing but many draws: 200 of each picture.
        double nats = 0;
        using (no_grad())
        {
            var (mu, logVar) = vae.Encode(x);
            for (var s = 0; s < 200; s++)
                nats += (Bernoulli.NegativeLogLikelihood(x, vae.Decode(DiagonalGaussian.Sample(mu, logVar)))
                    + GaussianKl.ToStandardNormal(mu, logVar)).sum().item<float>() / 200;
        }
        Assert.Equal(1, net / 40 / (nats / Math.Log(2)), 0.01);
    }

    [Fact]
    public void Damaged_foreign_and_cut_messages_are_found_out()
    {
        var (vae, x) = Some();
        var coder = new BitsBack(vae);
        var bytes = coder.Encode(x[..4]).Bytes;
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 1;
            Assert.Throws<DataFileException>(() => coder.Decode(damaged, 4));
        }
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<DataFileException>(() => coder.Decode(bytes[..length], 4));
        Assert.Throws<DataFileException>(() => new BitsBack(new DenseVae([20, 16], 5)).Decode(bytes, 4));
        Assert.Throws<DataFileException>(() => new BitsBack(vae, latentBits: 11).Decode(bytes, 4));
        Assert.Throws<DataFileException>(() => coder.Decode(bytes, 3));
        Assert.Throws<ArgumentException>(() => coder.Encode(x * 0.5));
    }
}
