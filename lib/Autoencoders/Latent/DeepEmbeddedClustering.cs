using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// Deep embedded clustering, DEC (Xie, Girshick and Farhadi 2016): an encoder and cluster centres trained together.
/// Codes are assigned softly by a Student kernel, q; the assignments are sharpened and the clusters' sizes evened out,
/// p; and KL(p‖q) is minimised.
/// <code>q_ij ∝ 1/(1 + ‖z_i − μ_j‖²)      p_ij ∝ q_ij² / Σ_i q_ij      (each normalised over j)</code>
/// </summary>
/// <remarks>Chapter 6, <i>Deep embedded clustering</i>.</remarks>
public sealed class DeepEmbeddedClustering : Module<Tensor, Tensor>
{
    private readonly Module model;
    private readonly Parameter centres;
    private readonly Func<Tensor, Tensor> encode;

    /// <summary>
    /// Clusters the codes of <paramref name="encode"/>, a method of <paramref name="model"/>, from centres (k, d) such
    /// as k-means'.
    /// </summary>
    /// <exception cref="ArgumentException">The centres are no matrix, are empty, or hold a value that is not
    /// finite.</exception>
    public DeepEmbeddedClustering(Module model, Func<Tensor, Tensor> encode, Tensor centres)
        : base(nameof(DeepEmbeddedClustering))
    {
        Require.Points(centres, nameof(centres));
        (this.model, this.encode) = (model, encode);
        this.centres = Parameter(centres.detach().to(float32).clone());
        RegisterComponents();
    }

    /// <summary>The module whose encoder is trained.</summary>
    public Module Model => model;

    /// <summary>The clusters' centres, (k, d).</summary>
    public Tensor Centres => centres;

    /// <summary>The soft assignments q of images: (n, pixels) to (n, k).</summary>
    public override Tensor forward(Tensor x) => SoftAssignment(encode(x), centres);

    /// <summary>
    /// q_ij ∝ 1/(1 + ‖z_i − μ_j‖²), equation 1 with one degree of freedom: (n, d) and (k, d) to (n, k), rows sum to 1.
    /// </summary>
    public static Tensor SoftAssignment(Tensor z, Tensor centres)
    {
        Require.Rows(z, nameof(z));
        Require.Rows(centres, nameof(centres));
        Require.Floating(z, nameof(z));
        Require.Floating(centres, nameof(centres));
        Require.SameWidth(z, nameof(z), centres, nameof(centres));
        var kernel = 1 / (1 + (z.unsqueeze(1) - centres).square().sum(2)); // (n, k)
        return kernel / kernel.sum(1, keepdim: true);
    }

    /// <summary>
    /// p_ij ∝ q_ij² / f_j with the clusters' soft sizes f_j = Σ_i q_ij, equation 3: (n, k) to (n, k), rows sum to 1.
    /// </summary>
    public static Tensor Target(Tensor q)
    {
        using var scope = NewDisposeScope();
        var weight = q.square() / q.sum(0L);
        return (weight / weight.sum(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    /// <summary>KL(p_i‖q_i) of each image, equation 2, in nats: (n, k), (n, k) to (n).</summary>
    public static Tensor Divergence(Tensor p, Tensor q) => (xlogy(p, p) - p * q.log()).sum(1);

    /// <summary>The likeliest cluster of each image, int64, (n).</summary>
    public Tensor Assign(ImageData data) => All(data).argmax(1);

    /// <summary>
    /// Trains encoder and centres. The target p is made anew every <paramref name="interval"/> steps, from all images.
    /// </summary>
    /// <param name="data">The images; no label is looked at.</param>
    /// <param name="options">Epochs, batch size and the like; stochastic gradient descent with rate 0.01 and momentum
    /// 0.9 unless it names an optimizer.</param>
    /// <param name="interval">Steps from one target to the next.</param>
    /// <returns>The history, and the share of images that changed their cluster at each new target but the
    /// first.</returns>
    public (TrainingRun Run, IReadOnlyList<double> Changed) Fit(ImageData data, TrainingOptions options,
        int interval = 140)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        Require.Count((int)centres.shape[0], "k", data.Count, "images");
        var (step, changed) = (0, new List<double>());
        Tensor? target = null, labels = null;
        try
        {
            var run = Trainer.Fit(this, data, null, batch =>
            {
                if (step++ % interval == 0) Renew();
                return Divergence(target!.index_select(0, batch.Index), call(batch.Flat));
            }, options with { Optimizer = options.Optimizer ?? (all => optim.SGD(all, 0.01, momentum: 0.9)) });
            return (run, changed);
        }
        finally
        {
            target?.Dispose();
            labels?.Dispose();
        }

        void Renew()
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            var q = All(data);
            var found = q.argmax(1);
            if (labels is not null) changed.Add(found.ne(labels).to(float64).mean().item<double>());
            target?.Dispose();
            labels?.Dispose();
            (target, labels) = (Target(q).DetachFromDisposeScope(), found.DetachFromDisposeScope());
        }
    }

    // The soft assignments of all images, (n, k).
    private Tensor All(ImageData data)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        foreach (var batch in new Batches(data, 1000).InOrder()) parts.Add(call(batch.Flat));
        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }
}
