using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// Tells codes from shuffled ones: layers of one width with leaky ReLUs (slope 0.2), one logit at the end (Kim and Mnih
/// 2018, appendix A: five hidden layers of 1000 for 64 × 64 images).
/// </summary>
/// <remarks>Chapter 11, <i>One family</i>.</remarks>
public sealed class CodeDiscriminator : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <param name="latent">The number of latent variables, k.</param>
    /// <param name="width">Units of each hidden layer.</param>
    /// <param name="hidden">Hidden layers.</param>
    public CodeDiscriminator(long latent, long width = 1000, int hidden = 5) : base(nameof(CodeDiscriminator))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latent, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        var steps = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < hidden; i++)
        {
            steps.Add(Linear(i == 0 ? latent : width, width));
            steps.Add(LeakyReLU(0.2));
        }
        layers = Sequential([.. steps, Linear(width, 1)]);
        RegisterComponents();
    }

    /// <summary>The logit that a code was not shuffled: (n, k) to (n).</summary>
    public override Tensor forward(Tensor x) => layers.call(x).squeeze(1);
}
