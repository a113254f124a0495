using Adam = TorchSharp.Modules.Adam;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The training of one model of a sweep, a step at a time. What is random in a step comes from the seed and the step's
/// number alone: a training that is stopped, saved and resumed goes the same way as one that is not.
/// </summary>
public sealed class ModelTraining : IDisposable
{
    private const int WidthOfDense = 256;
    private const long DiscriminatorWidth = 256;
    private const int DiscriminatorLayers = 4;
    private const double CapacityRises = 0.8; // of all steps

    private readonly FactorData data;
    private readonly nn.Module network;
    private readonly VaeObjective objective;
    private readonly CodeDiscriminator? discriminator;
    private readonly Adam optimizer;
    private readonly Adam? discriminatorOptimizer;

    /// <summary>The model with fresh weights, before its first step.</summary>
    /// <exception cref="ArgumentException">A value of the configuration is out of its range.</exception>
    public ModelTraining(RunConfiguration configuration)
    {
        Configuration = configuration.Checked();
        data = configuration.OpenData();
        manual_seed(configuration.Seed);
        network = Network(configuration, data);
        if (configuration.Objective == "factor-vae")
        {
            discriminator = new CodeDiscriminator(configuration.Latent, DiscriminatorWidth, DiscriminatorLayers);
            // Kim and Mnih 2018, appendix A
            discriminatorOptimizer = new FusedAdam(discriminator.parameters(), 1e-4, beta1: 0.5);
        }
        objective = ObjectiveOf(configuration, data, discriminator);
        optimizer = new FusedAdam(network.parameters(), configuration.LearningRate);
    }

    /// <summary>What is trained and how.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The images that it is trained on.</summary>
    public FactorData Images => data;

    /// <summary>The model.</summary>
    public IVae Model => (IVae)network;

    /// <summary>The network of a configuration with fresh weights, an <see cref="IVae"/>.</summary>
    public static nn.Module Network(RunConfiguration configuration, FactorData data) =>
        configuration.Architecture == "dense"
        ? new DenseVae([data.Pixels, WidthOfDense, WidthOfDense], configuration.Latent)
        : new BroadcastVae(data.Shape.Height, configuration.Latent);

    /// <summary>One step: images, loss, gradients, weights. Returns the mean loss of the batch in nats.</summary>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite.</exception>
    public double Advance()
    {
        using var scope = NewDisposeScope();
        using var noise = Compute.Generator(Key(0));
        var step = VaeStep.Run(Model, Batch(1), Bernoulli.NegativeLogProbability, Step, noise);
        var loss = objective(step).Total.mean();
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new NonFiniteLossException("loss", $"at step {Step + 1} of {Configuration.Name}", value);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = Configuration.LearningRateAt(Step);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        if (discriminator is not null) TrainDiscriminator(step.Z, noise);
        Step++;
        return value;
    }

    /// <summary>
    /// All that a checkpoint holds, by name: weights, moments of the gradients, of the discriminator too.
    /// </summary>
    internal Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor>();
        Add("model", network, optimizer);
        if (discriminator is not null) Add("discriminator", discriminator, discriminatorOptimizer!);
        return state;

        void Add(string name, nn.Module module, Adam adam)
        {
            foreach (var (key, value) in module.state_dict()) state[$"{name}.{key}"] = value;
            foreach (var (moments, i) in adam.state_dict().State.Select((s, i) => ((Adam.State)s, i)))
                (state[$"{name}.adam.{i}.mean"], state[$"{name}.adam.{i}.square"]) =
                    (moments.exp_avg, moments.exp_avg_sq);
        }
    }

    /// <summary>After tensors were copied into those of <see cref="State"/>: so many steps were done.</summary>
    internal void Resume(long step)
    {
        Step = step;
        foreach (var adam in new[] { optimizer, discriminatorOptimizer })
            foreach (var moments in adam?.state_dict().State ?? []) ((Adam.State)moments).step = step;
    }

    /// <summary>The weights of the model alone, by name.</summary>
    internal Dictionary<string, Tensor> Weights() => network.state_dict();

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        discriminatorOptimizer?.Dispose();
        discriminator?.Dispose();
        network.Dispose();
    }

    private void TrainDiscriminator(Tensor z, Generator noise)
    {
        Tensor other;
        using (no_grad())
        {
            var (mu, logVar) = Model.Encode(Batch(2));
            other = FactorVae.Shuffled(DiagonalGaussian.Sample(mu, logVar, noise), noise);
        }
        discriminatorOptimizer!.zero_grad();
        FactorVae.DiscriminatorLoss(discriminator!.call, z, other).backward();
        discriminatorOptimizer.step();
    }

    private Tensor Batch(ulong stream)
    {
        var random = new SplitMix64(Key(stream));
        // read there, number by number
        using var index = tensor(
            [.. Enumerable.Range(0, Configuration.Batch).Select(_ => (long)random.Below(data.Count))], device: CPU);
        return data.Flat(index);
    }

    private ulong Key(ulong stream) => new SplitMix64((uint)Configuration.Seed, (ulong)Step, stream).NextBits();

    private static VaeObjective ObjectiveOf(RunConfiguration run, FactorData data, CodeDiscriminator? discriminator)
    {
        var capacity = WeightSchedule.Linear(0, run.Capacity, Math.Max(1, (long)(CapacityRises * run.Steps)));
        return step => (run.Objective switch
        {
            "capacity" => CapacityVae.Objective(run.Beta, capacity),
            "beta-tcvae" => BetaTcVae.Objective(run.WeightAt(step.Step), data.Count),
            "factor-vae" => FactorVae.Objective(run.WeightAt(step.Step), discriminator!.call),
            _ => BetaVae.Objective(run.WeightAt(step.Step)),
        })(step);
    }
}
