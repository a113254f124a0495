namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>The gradients of the outputs' sum with respect to the inputs; null for an unused input where that is allowed.</summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using var roots = new HandleList(outputs);
            using var leaves = new HandleList(inputs);
            using var seeds = new HandleList(SeedsFor(roots.Count, grad_outputs));
            Value result;
            fixed (nint* r = roots.Handles, l = leaves.Handles, s = seeds.Handles)
            {
                Bridge.Check(Bridge.ts_autograd_grad(
                    r, roots.Count, l, leaves.Count, s, seeds.Count, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, &result));
            }
            return Tensor.ListFrom(result);
        }

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using var roots = new HandleList(tensors);
            using var seeds = new HandleList(SeedsFor(roots.Count, grad_tensors));
            using var leaves = new HandleList(inputs ?? []);
            fixed (nint* r = roots.Handles, s = seeds.Handles, l = leaves.Handles)
            {
                Bridge.Check(Bridge.ts_backward(
                    r, roots.Count, s, seeds.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, l, leaves.Count));
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        // libtorch wants one gradient for each root, or none at all.
        private static IList<Tensor> SeedsFor(int roots, IList<Tensor>? grads) =>
            grads is null or { Count: 0 } ? []
            : grads.Count == roots ? grads
            : throw new ArgumentException($"{grads.Count} gradients were given for {roots} tensors.");
    }

    public partial class Tensor
    {
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph || create_graph, create_graph, inputs);

        /// <summary>The gradient that backward left here; null before.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                Value result;
                var h = BeginUse();
                try { Bridge.Check(Bridge.ts_grad(h, &result)); }
                finally { EndUse(); }
                return From(result);
            }
            set
            {
                var g = value?.BeginUse() ?? 0;
                try { Do(h => Bridge.ts_set_grad(h, g)); }
                finally { value?.EndUse(); }
            }
        }

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => Do(Bridge.ts_retain_grad);

        /// <summary>Takes over the memory, shape and type of another tensor, unseen by autograd.</summary>
        internal void SetData(Tensor data)
        {
            var d = data.BeginUse();
            try { Do(h => Bridge.ts_set_data(h, d)); }
            finally { data.EndUse(); }
        }
    }
}
