using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchBench;

/// <summary>
/// Four grids of 7×7 codes drawn code by code, always the likeliest so that both sides draw the same.
/// </summary>
internal sealed class Drawing(Func<Tensor> draw) : ICase
{
    public const long Count = 4, Side = 7, Codes = 128;

    public double Run(int steps)
    {
        using var off = no_grad();
        var last = 0.0;
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            last = draw().sum().item<long>();
        }
        return last;
    }

    /// <summary>The whole model evaluated anew for every code: (n, 7, 7) to logits (n, 128, 7, 7).</summary>
    public static ICase Plain(Func<Tensor, Tensor> logits) => new Drawing(() =>
    {
        var codes = zeros([Count, Side, Side], int64);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                using var scope = NewDisposeScope();
                codes.select(2, x).select(1, y).copy_(logits(codes).select(3, x).select(2, y).argmax(1));
            }
        return codes;
    });

    public static ICase PlainGpt()
    {
        var model = new Gpt();
        return Plain(codes => model.Logits(codes.flatten(1)).transpose(1, 2).reshape(Count, Codes, Side, Side));
    }

    public static ICase CachedGpt()
    {
        var model = new Gpt();
        return new Drawing(() => model.Draw(Count));
    }

    public static ICase GptStep()
    {
        var model = new Gpt();
        var codes = (Models.Images(64, 7) * 127).round().to(int64).view(64, 49);
        return new TrainingStep([model],
            () => functional.cross_entropy(model.Logits(codes).flatten(0, 1), codes.flatten()));
    }
}

/// <summary>
/// A causal Transformer over 49 codes, four blocks of width 64 with four heads; peer.py has the same.
/// </summary>
internal sealed class Gpt : Module
{
    private const long Width = 64, Positions = 49;
    private readonly Embedding embedding = Embedding(Drawing.Codes, Width), place = Embedding(Positions, Width);
    private readonly ModuleList<Block> blocks = ModuleList(Enumerable.Range(0, 4).Select(_ => new Block()).ToArray());
    private readonly Sequential head = Sequential(LayerNorm(Width), Linear(Width, Drawing.Codes));

    public Gpt() : base(nameof(Gpt)) => RegisterComponents();

    /// <summary>Codes (n, 49) to logits (n, 49, 128); the code before a position goes in, 0 before the first.</summary>
    public Tensor Logits(Tensor codes)
    {
        var x = embedding.call(functional.pad(codes.narrow(1, 0, Positions - 1), (1, 0))) + place.weight!;
        var mask = full([Positions, Positions], double.NegativeInfinity, float32).triu(1);
        foreach (var block in blocks)
        {
            var (q, k, v) = block.QueryKeyValue(x);
            x = block.Finish(x, (q.matmul(k.transpose(2, 3)) + mask).softmax(-1).matmul(v));
        }
        return head.call(x);
    }

    /// <summary>The likeliest codes one after another, keys and values kept: (n, 49).</summary>
    public Tensor Draw(long n)
    {
        var drawn = zeros([n, Positions], int64);
        var (keys, values) = (new Tensor[blocks.Count], new Tensor[blocks.Count]);
        for (var l = 0; l < keys.Length; l++)
            (keys[l], values[l]) = (zeros(n, Block.Heads, Positions, Width / Block.Heads),
                zeros(n, Block.Heads, Positions, Width / Block.Heads));
        for (var t = 0; t < Positions; t++)
        {
            using var scope = NewDisposeScope();
            var before = t == 0 ? zeros([n], int64) : drawn.select(1, t - 1);
            var x = (embedding.call(before) + place.weight![t]).unsqueeze(1);
            for (var l = 0; l < keys.Length; l++)
            {
                var (q, k, v) = blocks[l].QueryKeyValue(x);
                keys[l].narrow(2, t, 1).copy_(k);
                values[l].narrow(2, t, 1).copy_(v);
                x = blocks[l]
                    .Finish(x, q.matmul(keys[l].narrow(2, 0, t + 1).transpose(2, 3)).softmax(-1)
                        .matmul(values[l].narrow(2, 0, t + 1)));
            }
            drawn.select(1, t).copy_(head.call(x).squeeze(1).argmax(1));
        }
        return drawn;
    }

    private sealed class Block : Module
    {
        public const long Heads = 4;
        private readonly LayerNorm first = LayerNorm(Width), second = LayerNorm(Width);
        private readonly Linear into = Linear(Width, 3 * Width), output = Linear(Width, Width);
        private readonly Sequential mlp = Sequential(Linear(Width, 4 * Width), GELU(), Linear(4 * Width, Width));

        public Block() : base(nameof(Block)) => RegisterComponents();

        public (Tensor Query, Tensor Key, Tensor Value) QueryKeyValue(Tensor x)
        {
            var all = into.call(first.call(x)).view(x.shape[0], x.shape[1], 3, Heads, Width / Heads)
                .permute(2, 0, 3, 1, 4);
            return (all[0] * (1 / Math.Sqrt(Width / Heads)), all[1], all[2]);
        }

        public Tensor Finish(Tensor x, Tensor attended)
        {
            x = x + output.call(attended.transpose(1, 2).flatten(2));
            return x + mlp.call(second.call(x));
        }
    }
}
