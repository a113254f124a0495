using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

/// <summary>
/// Every model, objective, corruption, quantiser and prior with two devices, of which it must know the right one: the
/// CPU, and the meta device, which every machine has. That one computes shapes alone and knows not all operators, but a
/// tensor from the other is an error there, too.
/// </summary>
public sealed class DeviceWalkTests
{
    private static readonly Device Meta = device("meta");

    /// <summary>What each type is walked by; several stand together where one is a part of the other.</summary>
    private static readonly (Type[] Types, Action<Walk> Go)[] Walks =
    [
        // Models
        ([typeof(DenseAutoencoder)],
            w => w.Train(w.Made(() => new DenseAutoencoder([12, 6, 3], CodeActivation.Sigmoid)).call(w.Rows))),
        ([typeof(LinearAutoencoder)], w => w.Train(w.Made(() => new LinearAutoencoder(12, 3)).call(w.Rows))),
        ([typeof(TiedAutoencoder)], w => w.Train(w.Made(() => new TiedAutoencoder(12, 3)).call(w.Rows))),
        ([typeof(SparseAutoencoder)],
            w => w.Train(w.Made(() => new SparseAutoencoder(rand(12), 3, CodeActivation.Relu)).call(w.Rows))),
        ([typeof(PoolingAutoencoder)], w => w.Train(w.Made(() => new PoolingAutoencoder()).call(w.Images))),
        ([typeof(StridedAutoencoder)], w => w.Train(w.Made(() => new StridedAutoencoder(3, 4)).call(w.Images))),
        ([typeof(TransposedAutoencoder)], w => w.Train(w.Made(() => new TransposedAutoencoder(4)).call(w.Images))),
        ([typeof(Autodecoder)], w =>
        {
            var model = w.Made(() => new Autodecoder([12, 6, 3], 5));
            w.Train(model.Decode(w.Codes), model.call(w.Labels));
        }),
        ([typeof(Classifier)], w =>
        {
            var model = w.Made(() => new DenseAutoencoder([12, 3]));
            w.Train(w.Made(() => new Classifier(model, model.Encode, 3, 4)).call(w.Rows));
        }),
        ([typeof(KSparse)], w => w.Here(KSparse.Keep(w.Codes, 2))),
        ([typeof(DenseVae), typeof(GaussianEncoder)],
            w => w.Train(w.Made(() => new DenseVae([12, 6], 3)).call(w.Rows))),
        ([typeof(LinearVae)], w => w.Vae(w.Made(() => new LinearVae(12, 3)))),
        ([typeof(BroadcastVae), typeof(BroadcastDecoder), typeof(PatchMerging), typeof(PatchSplitting)],
            w => w.Train(w.Made(() => new BroadcastVae(16, 3)).call(w.Pixels(3, 256)))),
        ([typeof(CodeDiscriminator)], w => w.Train(w.Made(() => new CodeDiscriminator(3, 8, 2)).call(w.Codes))),
        ([typeof(ConditionalVae)], w =>
        {
            var vae = w.Made(() => new ConditionalVae([12, 6], 3, 4));
            w.Train(vae.call(w.Rows, vae.OneHot(w.Labels)));
            w.Vae(vae.Given(2));
        }),
        ([typeof(SemiSupervisedVae), typeof(SemiSupervised)], w =>
        {
            var model = w.Made(() => new SemiSupervisedVae(new ConditionalVae([12, 6], 3, 4), nn.Linear(12, 4)));
            Tensor Likelihood(Tensor x, Tensor mean) => Gaussian.NegativeLogLikelihood(x, mean, 1);
            w.Train(SemiSupervised.Labelled(model.Generative, w.Rows, w.Labels, Likelihood),
                SemiSupervised.Unlabelled(model, w.Rows, Likelihood));
        }),
        ([typeof(AutoregressiveVae), typeof(Made)], w =>
        {
            var vae =
                w.Made(
                    () => new AutoregressiveVae(3, new GaussianEncoder([12, 6], 3), nn.Linear(3, 12),
                        new Made(12, 8, context: 4)));
            w.Vae(vae);
            w.Train(vae.call(w.Rows));
            w.Here(vae.Sample(w.Codes, w.Noise));
        }),
        ([typeof(FixedVarianceEncoder)],
            w => w.Train(w.Made(() => new FixedVarianceEncoder(new GaussianEncoder([12, 6], 3), 0.5)).call(w.Rows))),
        ([typeof(ScaledEncoder)],
            w => w.Train(w.Made(() => new ScaledEncoder(new GaussianEncoder([12, 6], 3), 3, 0.5)).call(w.Rows))),
        ([typeof(InverseLipschitzDecoder)],
            w => w.Here(w.Made(() => new InverseLipschitzDecoder(nn.Linear(3, 12), 3, 12, 0.1)).call(w.Codes))),
        ([typeof(SkipDecoder)], w => w.Train(w.Made(() => new SkipDecoder([3, 6, 12])).call(w.Codes))),
        ([typeof(LadderEncoder)], w => w.Train(w.Made(() => new LadderEncoder([12, 6, 4], [2, 1])).call(w.Rows))),
        ([typeof(LadderDecoder)], w => w.Train(w.Made(() => new LadderDecoder([12, 6, 4], [2, 1])).call(w.Codes))),
        ([typeof(VqVae), typeof(CodePositions), typeof(VectorQuantizer), typeof(CodebookQuantizer),
            typeof(VectorQuantization)], w =>
        {
            var model = w.Made(() => new VqVae(new VectorQuantizer(5, 3), 4));
            var q = model.Quantize(model.Encode(w.Images));
            w.Train(VectorQuantization.Loss(w.Images, model.Decode(q.Output), q.Penalty, 0.1), q.Penalty,
                VectorQuantization.StraightThrough(w.Codes, 2 * w.Codes));
            w.Here(model.DecodeCodes(q.Index));
        }),
        ([typeof(VqVae1d)], w =>
        {
            var model =
                w.Made(
                    () => new VqVae1d(new ResidualQuantizer(new VectorQuantizer(5, 3), new VectorQuantizer(5, 3)), 4, 8,
                        4, 8));
            w.Train(model.call(w.Pixels(3, 32)));
            w.Here(model.DecodeCodes(model.Codes(w.Pixels(3, 32))));
        }),
        ([typeof(PixelCnn), typeof(MaskedConv2d)], w => w.Autoregressive(w.Made(() => new PixelCnn(5, 4, 2, 3)), null)),
        ([typeof(GatedPixelCnn), typeof(GatedLayer), typeof(GatedPixelCnnCache)],
            w => w.Autoregressive(w.Made(() => new GatedPixelCnn(5, 4, 2, 3, classes: 4)), w.Labels)),
        ([typeof(CausalTransformer), typeof(TransformerBlock), typeof(CausalTransformerCache)], w =>
        {
            w.Autoregressive(w.Made(() => new CausalTransformer(5, 6, 8, 2, 2)), null);
            w.Autoregressive(w.Made(() => new CausalTransformer(5, 6, 8, 2, 2, classes: 4)), w.Labels);
        }),
        ([typeof(WaveNet), typeof(WaveNetLayer), typeof(WaveNetCache), typeof(AncestralSampling), typeof(SymbolCaches)],
            w => w.Autoregressive(w.Made(() => new WaveNet(5, 4, [1, 2], 4, classes: [2, 2])), w.Labels)),

        // Quantisers
        ([typeof(CosineQuantizer)], w => w.Quantizer(w.Made(() => new CosineQuantizer(5, 3)))),
        ([typeof(EmaQuantizer)], w => w.Quantizer(w.Made(() => new EmaQuantizer(5, 3, restartBelow: 0.5)))),
        ([typeof(RotationTrick)], w => w.Quantizer(w.Made(() => new RotationTrick(new EmaQuantizer(5, 3))))),
        ([typeof(LookupFreeQuantizer)], w => w.Quantizer(new LookupFreeQuantizer(3))),
        ([typeof(SimVqQuantizer)], w => w.Quantizer(w.Made(() => new SimVqQuantizer(5, 3)))),
        ([typeof(FiniteScalarQuantizer)], w => w.Quantizer(new FiniteScalarQuantizer(4, 3, 5))),
        ([typeof(GumbelQuantizer)], w => w.Quantizer(w.Made(() => new GumbelQuantizer(5, 3)))),
        ([typeof(ResidualQuantizer)], w =>
            w.Quantizer(w.Made(() => new ResidualQuantizer(new CosineQuantizer(5, 3), new CosineQuantizer(5, 3))))),

        // Priors
        ([typeof(StandardNormal)], w => w.Prior(new StandardNormal(3))),
        ([typeof(VampPrior)], w =>
        {
            var vae = w.Made(() => new DenseVae([12, 6], 3));
            w.Prior(w.Made(() => new VampPrior(vae.Encode, rand(5, 12))));
        }),
        ([typeof(GaussianMixturePrior), typeof(MixtureElbo)], w =>
        {
            var prior = w.Made(() => new GaussianMixturePrior(ones(5) / 5, randn(5, 3), ones(5, 3)));
            w.Train(prior.LogDensity(w.Codes), prior.Responsibilities(w.Codes),
                MixtureElbo.Clusters(prior, w.Codes, w.Codes),
                MixtureElbo.Loss(w.Rows, w.Rows, w.Codes, w.Codes, Gaussian.SquaredError, prior));
            w.Prior(prior);
        }),

        // Objectives
        ([typeof(Bernoulli)], w =>
            w.Here(Bernoulli.Entropy(w.Rows), Bernoulli.Mean(w.Rows), Bernoulli.KullbackLeibler(w.Rows, w.Rows),
                Bernoulli.Logits(w.Rows), Bernoulli.NegativeLogLikelihood(w.Rows, w.Rows))),
        ([typeof(ContinuousBernoulli)],
            w => w.Here(ContinuousBernoulli.NegativeLogLikelihood(w.Rows, w.Rows),
                ContinuousBernoulli.LogNormalizer(w.Rows), ContinuousBernoulli.Mean(w.Rows))),
        ([typeof(Categorical)], w => w.Here(Categorical.NegativeLogLikelihood(w.Labels, w.Pixels(3, 4)))),
        ([typeof(CategoricalBound)],
            w => w.Here(CategoricalBound.Loss(w.Codes, w.Codes), CategoricalBound.Tightest(w.Codes),
                CategoricalBound.Posterior(w.Codes))),
        ([typeof(Autoregressive)], w => w.Here(Autoregressive.NegativeLogLikelihood(w.Symbols, w.Pixels(3, 5, 2, 3)))),
        ([typeof(Gaussian)], w =>
            w.Here(Gaussian.NegativeLogLikelihood(w.Rows, w.Rows, 0.5),
                Gaussian.NegativeLogLikelihood(w.Rows, w.Rows, w.Rows), Gaussian.SquaredError(w.Rows, w.Rows))),
        ([typeof(DiagonalGaussian)],
            w => w.Here(DiagonalGaussian.Sample(w.Codes, w.Codes, w.Noise), DiagonalGaussian.Sample(w.Codes, w.Codes),
            DiagonalGaussian.LogDensity(w.Codes, w.Codes, w.Codes),
            DiagonalGaussian.LogDensities(w.Codes, w.Codes, w.Codes))),
        ([typeof(GaussianKl)], w =>
            w.Here(GaussianKl.ToStandardNormal(w.Codes, w.Codes),
                GaussianKl.Between(w.Codes, w.Codes, w.Codes, w.Codes),
                GaussianKl.ToEach(w.Codes, w.Codes, w.Codes, w.Codes))),
        ([typeof(FreeBits)], w => w.Here(FreeBits.Divergence(w.Codes, w.Codes, 0.1))),
        ([typeof(Elbo)],
            w => w.Here([.. Walk.Parts(Elbo.Loss(w.Rows, w.Rows, w.Codes, w.Codes, Gaussian.SquaredError, 2)),
            .. Walk.Parts(
                Elbo.SampledLoss(w.Rows, w.Rows, w.Codes, w.Codes, w.Codes, Gaussian.SquaredError,
                    new StandardNormal(3)))])),
        ([typeof(Iwae)], w => w.Here(Iwae.Bound(w.Codes), Iwae.Bound(w.Codes, 2))),
        ([typeof(InfoNce)], w => w.Here(InfoNce.Loss(w.Codes, w.Codes, 0.5))),
        ([typeof(Sparsity)], w => w.Here(Sparsity.L1(w.Codes), Sparsity.KullbackLeibler(w.Codes, 0.1))),
        ([typeof(Contractive)], w =>
        {
            var layer = w.Made(() => nn.Linear(12, 3));
            w.Here(Contractive.Sigmoid(w.Codes, layer.weight!), Contractive.Relu(w.Codes, layer.weight!),
                Contractive.Estimate(x => layer.call(x).sigmoid(), w.Rows, 2));
        }),
        ([typeof(SpectralDistance)],
            w => w.Here(SpectralDistance.Compute(w.Pixels(3, 256), w.Pixels(3, 256), 0.01, 16))),
        ([typeof(KlDecomposition), typeof(MinibatchWeights)], w =>
        {
            foreach (var weights in new[]
                { MinibatchWeights.Weighted(3, 10, w.Place), MinibatchWeights.Stratified(3, 10, w.Place) })
            {
                var parts = KlDecomposition.Estimate(w.Codes, w.Codes, w.Codes, weights);
                w.Here(parts.MutualInformation, parts.TotalCorrelation, parts.DimensionKl, parts.Sum());
            }
        }),
        ([typeof(VaeStep), typeof(BetaVae), typeof(CapacityVae), typeof(BetaTcVae), typeof(FactorVae), typeof(DipVae)],
            w =>
        {
            var vae = w.Made(() => new DenseVae([12, 6], 3));
            var discriminator = w.Made(() => new CodeDiscriminator(3, 8, 2));
            VaeObjective[] objectives =
            [
                BetaVae.Objective(4), CapacityVae.Objective(2, _ => 3), DipVae.ObjectiveI(1, 2),
                DipVae.ObjectiveII(1, 2), FactorVae.Objective(2, discriminator.call),
                BetaTcVae.Objective(6, 10), BetaTcVae.Objective(6, 10, weighted: true),
            ];
            foreach (var objective in objectives)
                w.Train(
                    objective(
                        VaeStep.Run(vae, w.Rows, (x, mean) => Gaussian.NegativeLogLikelihood(x, mean, 1), 5, w.Noise)));
            w.Train(FactorVae.DiscriminatorLoss(discriminator.call, w.Codes, FactorVae.Shuffled(w.Codes, w.Noise)));
        }),

        // Corruptions, and what else of Data makes tensors from tensors
        ([typeof(GaussianNoise)], w => w.Here(new GaussianNoise(0.4).Corrupt(w.Images, w.Noise))),
        ([typeof(Masking)], w => w.Here(new Masking(0.5).Corrupt(w.Images, w.Noise))),
        ([typeof(SaltAndPepper)], w => w.Here(new SaltAndPepper(0.5).Corrupt(w.Images, w.Noise))),
        ([typeof(Blur), typeof(GaussianFilter)], w => w.Here(new Blur(1).Corrupt(w.Images, w.Noise))),
        ([typeof(MissingRectangle)],
            w => w.Here(new MissingRectangle(4, 5).Corrupt(w.Images, w.Noise),
                new MissingRectangle(4, 5, (1, 2)).Corrupt(w.Images, w.Noise))),
        ([typeof(MedianFilter)], w => w.Here(MedianFilter.Apply(w.Images, 3))),
        ([typeof(Binarisation)], w => w.Here(Binarisation.Draw(w.Images, w.Noise))),
        ([typeof(MuLaw)], w => w.Here(MuLaw.Expand(MuLaw.Compress(w.Rows)), MuLaw.Bytes(w.Rows))),
        ([typeof(Spectrogram)], w => w.Here(new Spectrogram(16).Decibels(w.Pixels(3, 256)))),
    ];

    /// <summary>Nothing of these is walked by itself: no tensor is made in them.</summary>
    private static readonly Type[] Left =
        [typeof(Quantized), typeof(IVae), typeof(IAutoregressive), typeof(IQuantizer), typeof(IPrior),
            typeof(ISymbolCache), typeof(VaeObjective), typeof(WeightSchedule), typeof(KMeansResult),
            // They read values, which the meta device does not have.
            typeof(KMeans), typeof(CodeTable)];

    public static TheoryData<string> Names => [.. Walks.Select(walk => walk.Types[0].Name)];

    /// <summary>The default device is the wrong one: what does not ask its inputs for theirs mixes the two.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors_are_made_where_the_inputs_lie(string name) => Go(name, new Walk(CPU));

    /// <summary>
    /// As on a GPU, the default device is the one where all lies; what asks for the CPU mixes the two. It goes as far
    /// as the operators that the meta device knows.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_lies_on_the_CPU_unasked(string name)
    {
        try
        {
            Go(name, new Walk(Meta));
        }
        catch (ExternalException e)
            when (e.Message.Contains("no fake impl or Meta kernel")
                || e.Message.Contains("convolution_overrideable not implemented"))
        {
        }
    }

    private static void Go(string name, Walk walk)
    {
        using var scope = NewDisposeScope();
        set_default_device(Meta);
        try
        {
            Walks.Single(entry => entry.Types[0].Name == name).Go(walk);
        }
        finally
        {
            set_default_device(CPU);
        }
    }

    [Fact]
    public void Nothing_is_left_out()
    {
        var declared = new[] { "Distributions", "Quantizers", "Models", "Priors", "Objectives" }
            .SelectMany(folder => Repository.Types(Repository.At("lib", "Autoencoders", folder))).ToHashSet();
        var wanted = typeof(Compute).Assembly.GetTypes()
            .Where(type => !type.IsNested && !type.IsEnum && !type.IsDefined(typeof(CompilerGeneratedAttribute))
                && (declared.Contains(type.Name)
                    || type.IsAssignableTo(typeof(ICorruption)) && !type.IsInterface));
        var missing = wanted.Except(Walks.SelectMany(walk => walk.Types)).Except(Left).Select(type => type.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void A_tensor_made_on_the_wrong_device_is_found()
    {
        static void Fails(Device place, Device other) =>
            Assert.Contains("device",
                Assert.Throws<ExternalException>(() => new Walk(place).Rows + zeros(3, 12, device: other)).Message);
        using var scope = NewDisposeScope();
        Fails(Meta, CPU);
        Fails(CPU, Meta);
    }

    /// <summary>
    /// Inputs on a device, and what is asked of outputs: three pictures of 12 pixels, or of 28 × 28, with codes of
    /// three numbers.
    /// </summary>
    private sealed class Walk(Device place)
    {
        public Device Place => place;

        public Tensor Rows => Pixels(3, 12);

        public Tensor Codes => Pixels(3, 3);

        public Tensor Images => Pixels(3, 1, 28, 28);

        public Tensor Labels => zeros([3], int64, place);

        public Tensor Symbols => zeros([3, 2, 3], int64, place);

        public Generator Noise { get; } = new(1, place);

        public Tensor Pixels(params long[] shape) => rand(shape, device: place);

        /// <summary>A module that is made where the device is the default, all of whose parts lie there.</summary>
        public T Made<T>(Func<T> make) where T : nn.Module
        {
            set_default_device(place);
            var module = make();
            set_default_device(Meta);
            Here([.. module.parameters(), .. module.buffers()]);
            return module;
        }

        public void Here(params Tensor[] tensors) =>
            Assert.All(tensors, tensor => Assert.Equal(place.type, tensor.device_type));

        /// <summary>The outputs lie here, and a gradient goes through those that have one.</summary>
        public void Train(params Loss[] outputs)
        {
            foreach (var output in outputs) Here([.. Parts(output)]);
            var sum = outputs.Select(output => output.Total.sum()).Aggregate((a, b) => a + b);
            if (sum.requires_grad) sum.backward();
        }

        public void Train((Tensor Mu, Tensor LogVar) posterior) => Train(posterior.Mu, posterior.LogVar);

        public void Vae(IVae vae)
        {
            Train(vae.Encode(Rows));
            Train(vae.Decode(Codes));
        }

        public void Autoregressive(IAutoregressive model, Tensor? classes)
        {
            Train(model.Logits(Symbols, classes));
            Here(AncestralSampling.Plain(model, 3, 2, 3, 1, classes, 0.5, 2),
                AncestralSampling.Cached(model, 3, 2, 3, 1, classes));
        }

        public void Quantizer(IQuantizer quantizer)
        {
            var q = quantizer.Quantize(Codes);
            Train(q.Output, q.Penalty);
            Here(q.Index, quantizer.Lookup(q.Index));
        }

        public void Prior(IPrior prior)
        {
            Train(prior.LogDensity(Codes));
            Here(prior.Sample(4, Noise));
        }

        public static IEnumerable<Tensor> Parts(Loss loss) => loss.Terms.Select(term => term.Value).Prepend(loss.Total);
    }
}
