using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A block of a Transformer in which a position attends to itself and to those before it, normalised before each half
/// (Vaswani et al., Attention Is All You Need, 2017, arXiv:1706.03762; the order of Radford et al., Language Models are
/// Unsupervised Multitask Learners, 2019):
/// <code>x ← x + W attend(norm(x))      x ← x + MLP(norm(x))</code>
/// </summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly LayerNorm beforeAttention;
    private readonly Linear queriesKeysValues;
    private readonly Linear output;
    private readonly LayerNorm beforeMlp;
    private readonly Sequential mlp;

    public TransformerBlock(long width, long heads) : base(nameof(TransformerBlock))
    {
        Heads = heads;
        beforeAttention = LayerNorm(width);
        queriesKeysValues = Linear(width, 3 * width);
        output = Linear(width, width);
        beforeMlp = LayerNorm(width);
        mlp = Sequential(Linear(width, 4 * width), GELU(), Linear(4 * width, width));
        RegisterComponents();
    }

    public long Heads { get; }

    /// <summary>All positions at once: (n, t, c) to the same.</summary>
    public override Tensor forward(Tensor x)
    {
        var (q, k, v) = QueryKeyValue(x);
        return Finish(x, functional.scaled_dot_product_attention(q, k, v, is_casual: true));
    }

    /// <summary>
    /// What positions ask, what they are found by and what they tell, in every head: (n, t, c) to (n, heads, t, c /
    /// heads) three times.
    /// </summary>
    internal (Tensor Query, Tensor Key, Tensor Value) QueryKeyValue(Tensor x)
    {
        var (n, t, c) = (x.shape[0], x.shape[1], x.shape[2]);
        var all = queriesKeysValues.call(beforeAttention.call(x)).view(n, t, 3, Heads, c / Heads)
            .permute(2, 0, 3, 1, 4);
        return (all[0], all[1], all[2]);
    }

    /// <summary>
    /// The rest of the block, from what was attended to: (n, t, c) and (n, heads, t, c / heads) to (n, t, c).
    /// </summary>
    internal Tensor Finish(Tensor x, Tensor attended)
    {
        x = x + output.call(attended.transpose(1, 2).flatten(2));
        return x + mlp.call(beforeMlp.call(x));
    }
}
