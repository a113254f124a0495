using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What a trained model's latent variables tell of the factors that its images were drawn from: two matrices,
/// traversals, and a row of scores to set beside other models'. Latents are always sorted by their mean divergence, so
/// that what is not used comes last.
/// </summary>
public sealed class DisentanglementReport
{
    private const int Rows = 500;
    private readonly IVae model;
    private readonly FactorData data;
    private readonly int[] order;             // of the latents
    private readonly FactorInformation information;
    private readonly Dci dci;
    private readonly double betaVae, factorVae, sap, kl;
    private readonly int active;

    /// <summary>
    /// Measures a model on images drawn evenly from all: every metric that <see cref="Compare"/> shows, half a minute
    /// for 10,000 images.
    /// </summary>
    /// <param name="name">What the model is called.</param>
    /// <param name="model">The model, with codes of two dimensions at least.</param>
    /// <param name="data">The images and their factors.</param>
    /// <param name="images">How many images.</param>
    /// <param name="seed">Decides which.</param>
    public DisentanglementReport(string name, IVae model, FactorData data, int images = 10_000, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 2);
        (Name, this.model, this.data) = (name, model, data);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var index = data.Space.Sample(images, seed);
        var (mu, divergence) = Encode(index);
        var factors = data.Space.Classes(index);
        Nats = divergence.mean([0L]).to(float64, CPU).data<double>().ToArray();
        order = [.. Enumerable.Range(0, Nats.Count).OrderByDescending(j => Nats[j])];
        (information, dci) = (FactorInformation.Measure(mu, factors), Dci.Compute(mu, factors));
        (Mig, sap) = (MutualInformationGap.PerFactor(information).Average(),
            SeparatedAttributePredictability.OfNamed(mu, factors));
        (betaVae, factorVae) = (BetaVaeMetric.Compute(mu, factors), FactorVaeMetric.Compute(mu, factors));
        (kl, active) = (Nats.Sum(), ActiveUnits.Count(mu));
    }

    /// <summary>What the model is called.</summary>
    public string Name { get; }

    /// <summary>The mean divergence of each latent variable to the prior, in nats.</summary>
    public IReadOnlyList<double> Nats { get; }

    /// <summary>The mutual information gap.</summary>
    public double Mig { get; }

    /// <summary>I(z_j; v_k)/H(v_k) beside DCI's matrix of importance.</summary>
    public Figure Matrices() =>
        Figure.Row(Name,
            Plot("information", "I/H", Sorted((j, k) => information.Information[j, k] / information.FactorEntropy[k])),
        Plot("importance (DCI)", "R", Sorted((j, k) => dci.Importance[j, k])));

    /// <summary>
    /// A row for each latent variable: it moves from −reach to reach, the others stay where the encoder puts them for
    /// one image.
    /// </summary>
    /// <param name="image">The number of the image.</param>
    /// <param name="latents">Latent variables shown, those with most nats first.</param>
    /// <param name="steps">Images a row, at least 2.</param>
    /// <param name="reach">How far a latent moves.</param>
    public ImageGrid Traversals(int image, int latents = 6, int steps = 9, double reach = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (mu, _) = Encode(tensor([(long)image], device: Compute.Device));
        var (_, height, width) = data.Shape;
        var grid = new ImageGrid(FormattableString.Invariant($"{Name}: each latent from −{reach} to {reach}"));
        foreach (var j in order.Take(latents))
        {
            var codes = mu.repeat(steps, 1);                                             // (steps, d)
            codes.select(1, j).copy_(linspace(-reach, reach, steps, device: codes.device));
            grid = grid.Row(FormattableString.Invariant($"z{j}\n{Nats[j]:F1} nats"),
                model.Decode(codes).sigmoid().reshape(steps, 1, height, width));
        }
        return grid;
    }

    /// <summary>One table for several models, a row each.</summary>
    public static Table Compare(string caption, params IReadOnlyList<DisentanglementReport> models)
    {
        Table Column(Table table, string header, Func<DisentanglementReport, double> value) =>
            table.Column(header, models.Select(value), digits: 3, best: Best.Highest);
        var table = new Table(caption).Column("model", models.Select(m => m.Name))
            .Column("KL", models.Select(m => m.kl), "nats", digits: 3).Column("active", models.Select(m => m.active));
        table = Column(table, "MIG", m => m.Mig);
        table = Column(table, "β-VAE metric", m => m.betaVae);
        table = Column(table, "FactorVAE metric", m => m.factorVae);
        table = Column(table, "DCI D", m => m.dci.Disentanglement);
        table = Column(table, "DCI C", m => m.dci.Completeness);
        table = Column(table, "DCI I", m => m.dci.Informativeness);
        return Column(table, "SAP", m => m.sap);
    }

    private double[,] Sorted(Func<int, int, double> value)
    {
        var sorted = new double[order.Length, data.Space.Factors.Count];
        for (var row = 0; row < order.Length; row++)
            for (var k = 0; k < data.Space.Factors.Count; k++) sorted[row, k] = value(order[row], k);
        return sorted;
    }

    private Plot Plot(string title, string unit, double[,] matrix) =>
        new Plot(title, x: "factor", y: "latent")
        .Matrix(unit, matrix, rows: order.Select(j => $"z{j}"),
            columns: data.Space.Factors.Select(factor => factor.Name));

    private (Tensor Mu, Tensor Divergence) Encode(Tensor index)
    {
        var (means, divergences) = (new List<Tensor>(), new List<Tensor>());
        foreach (var rows in index.split(Rows))
        {
            using var part = NewDisposeScope();
            var (mu, logVar) = model.Encode(data.Flat(rows));
            means.Add(mu.MoveToOuterDisposeScope());
            divergences.Add(GaussianKl.PerDimension(mu, logVar).MoveToOuterDisposeScope());
        }
        return (cat(means), cat(divergences));
    }
}
