namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operator whose forward and backward passes are written in .NET.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext ctx, Tensor?[] grads);

            protected static unsafe List<Tensor> apply_internal(params object[] vars)
            {
                var call = new FunctionCall<T>(new T(), vars);
                using var inputs = new HandleList(vars.OfType<Tensor>());
                Value result;
                fixed (nint* handles = inputs.Handles)
                    Bridge.Check(Bridge.ts_apply(Callbacks.Hold(call), Callbacks.Release, Callbacks.Entry, handles, inputs.Count, &result));
                return [.. Tensor.ListFrom(result)];
            }
        }

        /// <summary>A custom function with one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            internal override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            internal override List<Tensor> Backward(AutogradContext ctx, Tensor?[] grads) => backward(ctx, grads[0]!);
        }

        /// <summary>A custom function with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            internal override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            internal override List<Tensor> Backward(AutogradContext ctx, Tensor?[] grads) => backward(ctx, [.. grads.Select(g => g!)]);
        }

        /// <summary>One application of a custom function; lives as long as the graph that it is part of.</summary>
        private sealed class FunctionCall<T>(T function, object[] vars) : INativeCallee where T : Function<T>, new()
        {
            private readonly AutogradContext context = new();
            private readonly bool[] isTensor = Array.ConvertAll(vars, v => v is Tensor);
            private object[]? arguments = vars;

            public IEnumerable<Tensor?> Call(bool backward, nint native, Tensor?[] tensors)
            {
                context.Native = native;
                try
                {
                    return backward ? PerInput(function.Backward(context, tensors)) : function.Forward(context, arguments!).ToList<Tensor?>();
                }
                finally
                {
                    context.Native = 0;
                    arguments = null; // the graph keeps what was saved, and no more
                }
            }

            // Gradients may be given for every argument, or for the tensors among them only.
            private List<Tensor?> PerInput(List<Tensor> grads)
            {
                var tensors = isTensor.Count(t => t);
                if (grads.Count == tensors) return grads.ToList<Tensor?>();
                if (grads.Count != isTensor.Length)
                    throw new InvalidOperationException($"{function.Name}.backward returned {grads.Count} gradients for {isTensor.Length} arguments, {tensors} of them tensors.");
                return grads.Where((_, i) => isTensor[i]).ToList<Tensor?>();
            }
        }
    }
}
