namespace Autoencoders;

/// <summary>How t-SNE sums the repulsion between all pairs of points.</summary>
public enum TsneMethod
{
    /// <summary>Far groups of points count as one (van der Maaten 2014): n log n a step.</summary>
    BarnesHut,

    /// <summary>Every pair: n² a step, for up to some thousand points.</summary>
    Exact,
}

/// <summary>Where t-SNE's points begin.</summary>
public enum TsneStart
{
    /// <summary>
    /// At the two leading principal components, scaled down: the same on every run, and the coarse layout is kept.
    /// </summary>
    Pca,

    /// <summary>At normal noise of deviation 10⁻⁴ from the seed.</summary>
    Random,
}

/// <summary>How t-SNE is run; the defaults are those of common implementations.</summary>
public sealed record TsneOptions
{
    /// <summary>About how many neighbours of each point count: 1 to (n − 1)/3.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps of gradient descent, at least 1.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>
    /// How much the affinities are multiplied by in the first steps, so that groups form before they spread.
    /// </summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>How many steps are exaggerated.</summary>
    public int ExaggeratedIterations { get; init; } = 250;

    /// <summary>
    /// The step size; by default max(n / exaggeration / 4, 50) (Belkina et al. 2019, with this gradient's factor of 4).
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>How the repulsion is summed.</summary>
    public TsneMethod Method { get; init; } = TsneMethod.BarnesHut;

    /// <summary>
    /// Barnes and Hut's θ: a cell counts as one point if its side is at most θ times its distance; 0 compares with
    /// every point.
    /// </summary>
    public double Angle { get; init; } = 0.5;

    /// <summary>Where the points begin.</summary>
    public TsneStart Start { get; init; } = TsneStart.Pca;

    /// <summary>Decides a random start, and nothing else.</summary>
    public int Seed { get; init; }

    /// <summary>How many threads work; all processors when not given. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>What the progress line calls this embedding.</summary>
    public string Title { get; init; } = "t-SNE";

    /// <summary>Whether a progress line is written to the console.</summary>
    public bool ShowProgress { get; init; } = true;

    /// <summary>Stops between two steps; the stop button of a notebook does so without it, too.</summary>
    public CancellationToken Cancellation { get; init; }
}
