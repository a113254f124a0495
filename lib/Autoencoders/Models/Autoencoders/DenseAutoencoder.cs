using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The plain autoencoder: fully connected layers down to a code and, mirrored, back up.
/// <code>z = f(W x + b)   x̂ = W′ z + b′</code>
/// With one pair of widths it is the shallow autoencoder, with more the deep one of Hinton and Salakhutdinov (2006).
/// Hidden layers are ReLU; the output is linear, so it is the logit of a Bernoulli likelihood or the mean of a Gaussian
/// one.
/// </summary>
/// <remarks>Chapter 1, <i>Encoder, code, decoder</i>.</remarks>
public sealed class DenseAutoencoder : Module<Tensor, Tensor>
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;

    /// <summary>
    /// An autoencoder with the layer <paramref name="widths"/> from the input to the code, e.g. [784, 128, 64, 32].
    /// </summary>
    /// <param name="widths">Units of each layer, the input first and the code last; at least two, all positive.</param>
    /// <param name="code">The code's activation.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or one that is not positive.</exception>
    public DenseAutoencoder(long[] widths, CodeActivation code = CodeActivation.Linear) : base(nameof(DenseAutoencoder))
    {
        Require.Widths(widths);
        Widths = widths;
        encoder = Layers(widths, code);
        decoder = Layers([.. widths.Reverse()], CodeActivation.Linear);
        RegisterComponents();
    }

    /// <summary>Units of each layer from the input to the code.</summary>
    public IReadOnlyList<long> Widths { get; }

    /// <summary>The first encoder layer's matrix W itself, (units, input): row j is what unit j looks for.</summary>
    public Tensor EncoderMatrix => ((Linear)encoder.children().First()).weight!;

    /// <summary>The last decoder layer's matrix W′ itself, (input, units): column j is what unit j draws.</summary>
    public Tensor DecoderMatrix => ((Linear)decoder.children().Last()).weight!;

    /// <summary>The codes z of the images <paramref name="x"/>: (n, input) to (n, code).</summary>
    public Tensor Encode(Tensor x) => encoder.call(x);

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, code) to (n, input), logits or means.
    /// </summary>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>Decode(Encode(x)): (n, input) to (n, input), logits or means.</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x));

    internal static Sequential Layers(long[] widths, CodeActivation last)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(nn.Linear(widths[i - 1], widths[i]));
            if (i < widths.Length - 1 || last == CodeActivation.Relu) layers.Add(ReLU());
            else if (last == CodeActivation.Sigmoid) layers.Add(Sigmoid());
        }
        return Sequential(layers);
    }
}
