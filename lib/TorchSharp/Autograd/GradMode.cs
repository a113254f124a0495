namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => Bridge.ts_grad_enabled() != 0;

    public static bool is_inference_mode_enabled() => Bridge.ts_inference_mode() != 0;

    /// <summary>Records no gradients on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>As <see cref="no_grad"/>, and tensors made meanwhile can never take part in autograd.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int before = Bridge.ts_grad_enabled();
        private bool over;

        public GradMode(bool enabled) => Bridge.ts_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose()
        {
            if (over) return;
            over = true;
            Bridge.ts_set_grad_enabled(before);
        }
    }

    private sealed class InferenceMode : IDisposable
    {
        private nint scope;

        public unsafe InferenceMode(bool mode)
        {
            nint entered;
            Bridge.Check(Bridge.ts_inference_enter(mode ? 1 : 0, &entered));
            scope = entered;
        }

        public void Dispose()
        {
            var left = Interlocked.Exchange(ref scope, 0);
            if (left != 0) Bridge.ts_inference_leave(left);
        }
    }
}
