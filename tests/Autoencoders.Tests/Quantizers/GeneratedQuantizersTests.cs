using Autoencoders.Tests.Core;
using FsCheck.Fluent;
using static Autoencoders.Tests.Core.GeneratedCalls;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

/// <summary>Quantisers of whatever vectors callers may have.</summary>
[Trait("Speed", "slow")]
public class GeneratedQuantizersTests
{
    [Fact]
    public void Codes_are_codes_and_outputs_finite_or_the_argument_is_named()
    {
        var calls = new GeneratedCalls();
        var given = from dimension in Gen.Choose(1, 4)
                    from codes in Gen.Choose(1, 9)
                    from n in Gen.Choose(1,
            12)
                    from z in Generate.Like([n, dimension])
                    from other in Generate.Of(2)
                    from index in Generate.Labels()
                    from training in Generate.Small
                    select (dimension, codes, z: z.Seed % 6 == 0 ? other : z, other, index, training);
        void Add(string name, Func<int, int, IQuantizer> make)
        {
            var made = new IQuantizer[10, 5];
            for (var i = 0; i < made.Length; i++) made[i / 5, i % 5] = make(Math.Max(1, i / 5), Math.Max(1, i % 5));
            calls.Add(name, given, with =>
                Call(made, with.codes, with.dimension, with.z, with.other, with.index, with.training));
        }

        void Call(IQuantizer[,] made, int codes, int dimension, GeneratedNumbers z, GeneratedNumbers other,
            GeneratedNumbers index, int training)
        {
            var quantizer = made[codes, dimension];
            (quantizer as nn.Module)?.train(training % 2 == 0);
            Attempt(() => quantizer.Start(z.Tensor()));
            Attempt(() => (quantizer as CodebookQuantizer)?.Set(other.Tensor()));
            Attempt(() => Within(quantizer.Lookup(index.Tensor())));
            var found = quantizer.Quantize(z.Tensor());
            Within(found.Index, 0, quantizer.Codes - 1);
            Within(found.Output);
            Within(found.Penalty.Total, -1e-5);
            Within(quantizer.Lookup(found.Index));
        }
        Add("gradient", (codes, dimension) => new VectorQuantizer(codes, dimension));
        Add("EMA", (codes, dimension) => new EmaQuantizer(codes, dimension, restartBelow: 0.5));
        Add("EMA, restarts by error", (codes, dimension) =>
            new EmaQuantizer(codes, dimension, restartBelow: 0.5, rule: RestartRule.ByError));
        Add("rotation", (codes, dimension) => new RotationTrick(new EmaQuantizer(codes, dimension)));
        Add("lookup-free", (_, dimension) => new LookupFreeQuantizer(dimension));
        Add("SimVQ", (codes, dimension) => new SimVqQuantizer(codes, dimension));
        Add("cosine", (codes, dimension) => new CosineQuantizer(codes, dimension));
        Add("Gumbel", (codes, dimension) => new GumbelQuantizer(codes, dimension));
        Add("finite scalar", (codes, dimension) =>
            new FiniteScalarQuantizer([.. Enumerable.Repeat(2L + codes, dimension)]));
        Add("residual", (codes, dimension) =>
            new ResidualQuantizer(new EmaQuantizer(codes, dimension), new VectorQuantizer(codes, dimension)));
        calls.Check();

        // A step before the one that is looked at may well be refused.
        static void Attempt(Action step)
        {
            try { step(); }
            catch (ArgumentException e) { Assert.NotNull(e.ParamName); }
        }
    }

    [Fact]
    public void What_they_cannot_be_made_with_is_named()
    {
        var calls = new GeneratedCalls();
        calls.Add("what they are made with",
            from codes in Generate.Small
            from dimension in Generate.Small
            from number in Generate.Number
            from decay in Generate.Number
            select (codes, dimension, number, decay), with =>
        {
            using var gradient = new VectorQuantizer(with.codes, with.dimension, with.number);
            using var ema = new EmaQuantizer(with.codes, with.dimension, with.number, with.decay, with.number);
            using var gumbel = new GumbelQuantizer(with.codes, with.dimension, with.number)
            { Temperature = with.number };
            Within(new FiniteScalarQuantizer(with.codes, with.dimension).Codes, 9, 1600);
        });
        calls.Check(countsTensors: false); // TorchSharp's modules free theirs when they are collected
    }
}
