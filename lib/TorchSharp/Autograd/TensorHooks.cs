using static TorchSharp.torch;

namespace TorchSharp.Provider;

/// <summary>Hooks on a tensor's gradient; TorchSharp's API has none, so they live beside it.</summary>
public static class TensorHooks
{
    /// <summary>Calls the hook with the tensor's gradient whenever one is computed; a tensor that it returns replaces the gradient. Disposing removes the hook.</summary>
    public static unsafe IDisposable RegisterHook(this Tensor tensor, Func<Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        long position = 0;
        tensor.Do(h =>
        {
            long at;
            var status = Bridge.ts_add_hook(h, Callbacks.Hold(new GradientHook(hook)), Callbacks.Release, Callbacks.Entry, &at);
            position = at;
            return status;
        });
        return new Removal(tensor, position);
    }

    private sealed class GradientHook(Func<Tensor, Tensor?> hook) : INativeCallee
    {
        public IEnumerable<Tensor?> Call(bool backward, nint context, Tensor?[] tensors) => [hook(tensors[0]!)];
    }

    private sealed class Removal(Tensor tensor, long position) : IDisposable
    {
        private bool removed;

        public void Dispose()
        {
            if (removed || tensor.IsInvalid) return;
            removed = true;
            tensor.Do(h => Bridge.ts_remove_hook(h, position));
        }
    }
}
