namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function keeps from its forward pass for its backward pass.</summary>
        public sealed class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];

            internal AutogradContext() { }

            /// <summary>The native context, while one of the function's passes runs.</summary>
            internal nint Native { get; set; }

            /// <summary>Whether a missing gradient of an output reaches the backward pass as zeros (the default) or as null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            public void set_materialize_grads(bool value)
            {
                Bridge.Check(Bridge.ts_context_materialize(Here(), value ? 1 : 0));
                MaterializeGrads = value;
            }

            public void save_for_backward(List<Tensor> tensors) => Mark(ContextMark.Save, tensors);

            public void mark_dirty(List<Tensor> tensors) => Mark(ContextMark.Dirty, tensors);

            public void mark_non_differentiable(List<Tensor> tensors) => Mark(ContextMark.NonDifferentiable, tensors);

            public unsafe List<Tensor> get_saved_variables()
            {
                Value result;
                Bridge.Check(Bridge.ts_context_saved(Here(), &result));
                return [.. Tensor.ListFrom(result)];
            }

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) =>
                data.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"Nothing was saved as '{key}'.");

            public void Dispose() => data.Clear();

            private unsafe void Mark(ContextMark mark, List<Tensor> tensors)
            {
                using var list = new HandleList(tensors);
                fixed (nint* handles = list.Handles) Bridge.Check(Bridge.ts_context_mark(Here(), mark, handles, list.Count));
            }

            private nint Here() => Native != 0 ? Native : throw new InvalidOperationException("The context is in use only while its function's forward or backward runs.");
        }
    }
}
