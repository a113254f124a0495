using static TorchSharp.torch;

namespace Autoencoders.Compression;

/// <summary>
/// One thread in libtorch until it is disposed: sums that are split among threads are added in another order, and a probability that differs in its
/// last digit can move a boundary between two symbols.
/// </summary>
internal sealed class OneThread : IDisposable
{
    private readonly int before = get_num_threads();

    public OneThread() => set_num_threads(1);

    public void Dispose() => set_num_threads(before);
}
