using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The CPU, and one thread in libtorch until it is disposed: sums that are split among threads, or computed by a GPU,
/// are added in another order, and a probability that differs in its last digit can move a boundary between two
/// symbols.
/// </summary>
internal sealed class OneThread : IDisposable
{
    private readonly int before = get_num_threads();

    /// <exception cref="InvalidOperationException">The model does not lie on the CPU.</exception>
    public OneThread(object model)
    {
        if (Compute.DeviceOf(model) is { type: not TorchSharp.DeviceType.CPU } device)
            throw new InvalidOperationException($"Coders work on the CPU, where writer and reader see the same "
                + $"probabilities to the last bit; the model lies on {device}. Move it there: model.to(CPU).");
        set_num_threads(1);
    }

    public void Dispose() => set_num_threads(before);
}
