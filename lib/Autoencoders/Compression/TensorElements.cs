using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Copies of tensors' elements that leave nothing behind: an accessor keeps its tensor until it is disposed.
/// </summary>
internal static class TensorElements
{
    public static T[] Read<T>(Tensor x) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        using var accessor = x.detach().cpu().contiguous().data<T>();
        return accessor.ToArray();
    }
}
