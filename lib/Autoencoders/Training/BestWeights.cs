using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A copy of a model's parameters and buffers from the epoch with the lowest loss so far, for early stopping.
/// </summary>
internal sealed class BestWeights(nn.Module model, int patience) : IDisposable
{
    private readonly Tensor[] live = [.. model.parameters(), .. model.buffers()];
    private Tensor[] kept = [];
    private double lowest = double.PositiveInfinity;
    private int waited;

    /// <summary>Notes an epoch's loss; false when so many epochs in a row were not below the lowest.</summary>
    public bool Continues(double loss)
    {
        if (!(loss < lowest)) return ++waited < patience;
        (lowest, waited) = (loss, 0);
        Dispose();
        kept = [.. live.Select(tensor => tensor.detach().clone().DetachFromDisposeScope())];
        return true;
    }

    /// <summary>Puts the kept values back into the model.</summary>
    public void Restore()
    {
        using var noGradient = no_grad();
        foreach (var (tensor, value) in live.Zip(kept)) tensor.copy_(value);
    }

    public void Dispose()
    {
        foreach (var tensor in kept) tensor.Dispose();
    }
}
