using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchBench;

/// <summary>The models whose training steps are timed; peer.py has the same, under the same names.</summary>
internal static class Models
{
    public static ICase Dense()
    {
        var net = Sequential(Linear(784, 32), ReLU(), Linear(32, 784));
        var x = Images(256, 28).flatten(1);
        return new TrainingStep([net], () => Bernoulli(x, net.call(x)));
    }

    public static ICase Vae()
    {
        var (encoder, mean, logvar) = (Linear(784, 400), Linear(400, 20), Linear(400, 20));
        var decoder = Sequential(Linear(20, 400), ReLU(), Linear(400, 784));
        var x = Images(128, 28).flatten(1);
        return new TrainingStep([encoder, mean, logvar, decoder], () =>
        {
            var h = functional.relu(encoder.call(x));
            var (mu, s) = (mean.call(h), logvar.call(h));
            var z = mu + (0.5 * s).exp() * randn_like(mu);
            return Bernoulli(x, decoder.call(z)) + Kl(mu, s);
        });
    }

    public static ICase Pooled()
    {
        var net = Sequential(
            Conv2d(1, 16, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(16, 8, 3, padding: 1), ReLU(), MaxPool2d(2),
            Conv2d(8, 8, 3, padding: 1), ReLU(), MaxPool2d(2, ceil_mode: true),
            Conv2d(8, 8, 3, padding: 1), ReLU(), Twice(), Conv2d(8, 8, 3, padding: 1), ReLU(), Twice(),
            Conv2d(8, 16, 3), ReLU(), Twice(), Conv2d(16, 1, 3, padding: 1));
        var x = Images(128, 28);
        return new TrainingStep([net], () => Bernoulli(x, net.call(x)));
    }

    public static ICase Strided()
    {
        var net = Sequential(
            Conv2d(1, 32, 4, 2, 1), ReLU(), Conv2d(32, 64, 4, 2, 1), ReLU(), Flatten(), Linear(3136, 32),
            Linear(32, 3136), ReLU(), Unflatten(1, [64, 7, 7]), Up(64, 32), ReLU(), Up(32, 1));
        var x = Images(128, 28);
        return new TrainingStep([net], () => Bernoulli(x, net.call(x)));
    }

    public static ICase BetaVae()
    {
        var encoder = Sequential(
            Conv2d(1, 32, 4, 2, 1), ReLU(), Conv2d(32, 32, 4, 2, 1), ReLU(), Conv2d(32, 32, 4, 2, 1), ReLU(),
            Conv2d(32, 32, 4, 2, 1), ReLU(),
            Flatten(), Linear(512, 256), ReLU(), Linear(256, 256), ReLU(), Linear(256, 20));
        var decoder = Sequential(
            Linear(10, 256), ReLU(), Linear(256, 256), ReLU(), Linear(256, 512), ReLU(), Unflatten(1, [32, 4, 4]),
            Up(32, 32), ReLU(), Up(32, 32), ReLU(), Up(32, 32), ReLU(), Up(32, 1));
        var x = Images(64, 64);
        return new TrainingStep([encoder, decoder], () =>
        {
            var halves = encoder.call(x).chunk(2, 1);
            var (mu, s) = (halves[0], halves[1]);
            var z = mu + (0.5 * s).exp() * randn_like(mu);
            return Bernoulli(x, decoder.call(z)) + 4 * Kl(mu, s);
        });
    }

    public static ICase VqVae()
    {
        var encoder = Sequential(Conv2d(1, 32, 4, 2, 1), ReLU(), Conv2d(32, 64, 4, 2, 1), ReLU(), Conv2d(64, 16, 1));
        var codebook = Embedding(128, 16);
        var decoder = Sequential(Conv2d(16, 64, 3, padding: 1), ReLU(), Up(64, 32), ReLU(), Up(32, 1));
        var x = Images(128, 28);
        return new TrainingStep([encoder, codebook, decoder], () =>
        {
            var z = encoder.call(x);                                            // (n, 16, 7, 7)
            var flat = z.permute(0, 2, 3, 1).reshape(-1, 16);                   // (n·49, 16)
            var e = codebook.weight!;
            var distance = (flat * flat).sum(1, keepdim: true) - 2 * flat.matmul(e.t()) + (e * e).sum(1);
            var q = codebook.call(distance.argmin(1)).view(128, 7, 7, 16).permute(0, 3, 1, 2);
            var vq = functional.mse_loss(q, z.detach()) + 0.25 * functional.mse_loss(z, q.detach());
            return functional.mse_loss(decoder.call(z + (q - z).detach()), x) + vq;
        });
    }

    public static ICase PixelCnn()
    {
        var (modules, logits) = GatedPixelCnn();
        var codes = (Images(128, 7) * 127).round().to(int64).view(128, 7, 7);
        return new TrainingStep(modules, () => functional.cross_entropy(logits(codes), codes));
    }

    public static ICase DrawPixelCnn() => Drawing.Plain(GatedPixelCnn().Logits);

    private static (Module[] Modules, Func<Tensor, Tensor> Logits) GatedPixelCnn()
    {
        var embedding = Embedding(128, 64);
        var layers = Enumerable.Range(0, 5).Select(_ => new GatedLayer(64)).ToArray();
        var head = Sequential(ReLU(), Conv2d(64, 128, 1));
        return ([embedding, .. layers, head], codes =>
        {
            var v = embedding.call(codes).permute(0, 3, 1, 2);
            var h = v;
            foreach (var layer in layers) (v, h) = layer.call(v, h);
            return head.call(h);
        });
    }

    /// <summary>A fixed pattern in [0, 1], (n, 1, size, size).</summary>
    public static Tensor Images(long n, long size)
    {
        using var scope = NewDisposeScope();
        return arange(n * size * size, float64).mul_(12.9898).sin_().mul_(0.5).add_(0.5).to(float32)
            .view(n, 1, size, size).MoveToOuterDisposeScope();
    }

    public static Tensor Bernoulli(Tensor x, Tensor a) =>
        functional.binary_cross_entropy_with_logits(a, x, reduction: Reduction.Sum) / x.shape[0];

    private static Tensor Kl(Tensor mu, Tensor logvar) =>
        -0.5 * (1 + logvar - mu * mu - logvar.exp()).sum() / mu.shape[0];

    private static Upsample Twice() => Upsample(scale_factor: [2.0, 2.0]);

    private static ConvTranspose2d Up(long inputs, long outputs) =>
        ConvTranspose2d(inputs, outputs, 4, stride: 2, padding: 1);

    /// <summary>
    /// Vertical and horizontal stack (van den Oord et al. 2016), 3×3; no masks: each stack is padded and cropped.
    /// </summary>
    private sealed class GatedLayer : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly Conv2d vertical, horizontal, link, output;

        public GatedLayer(long width) : base(nameof(GatedLayer))
        {
            vertical = Conv2d(width, 2 * width, (2, 3), padding: (1, 1));
            horizontal = Conv2d(width, 2 * width, (1, 2), padding: (0, 1));
            (link, output) = (Conv2d(2 * width, 2 * width, 1), Conv2d(width, width, 1));
            RegisterComponents();
        }

        public override (Tensor, Tensor) forward(Tensor v, Tensor h)
        {
            var side = v.shape[2];
            var a = vertical.call(v).narrow(2, 0, side);
            var b = horizontal.call(h).narrow(3, 0, side) + link.call(a);
            return (Gate(a), h + output.call(Gate(b)));
        }

        private static Tensor Gate(Tensor a)
        {
            var halves = a.chunk(2, 1);
            return halves[0].tanh() * halves[1].sigmoid();
        }
    }
}
