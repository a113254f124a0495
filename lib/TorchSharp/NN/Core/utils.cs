using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            private static readonly Operator foreach_norm = new("_foreach_norm.Scalar"), foreach_mul_ = new("_foreach_mul_.Scalar");

            /// <summary>Scales the gradients down together so that their norm, taken over all of them as one vector, is at most max_norm; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                var grads = Gradients(tensors);
                if (grads.Length == 0) return 0;
                var norms = double.IsPositiveInfinity(norm_type) ? [.. grads.Select(grad => grad.abs().amax())] : foreach_norm.CallList(grads, norm_type);
                using var stacked = stack([.. norms.Select(norm => norm.to(norms[0].device))]);
                var total = double.IsPositiveInfinity(norm_type)
                    ? stacked.amax().ToDouble()
                    : stacked.to_type(ScalarType.Float64).pow(norm_type).sum().pow(1 / norm_type).item<double>();
                var scale = max_norm / (total + 1e-6);
                if (scale < 1) foreach_mul_.Run(grads, scale);
                return total;
            }

            /// <summary>Bounds every element of the gradients to [−clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                foreach (var grad in Gradients(tensors)) grad.clamp_(-clip_value, clip_value);
            }

            static Tensor[] Gradients(IEnumerable<Parameter> parameters) => [.. parameters.Select(p => p.grad).Where(grad => grad is not null)!];

            /// <summary>All values one after the other, in a vector through which gradients flow back.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(p => p.reshape(-1))]).MoveToOuterDisposeScope();
            }

            /// <summary>Sets the parameters to the values of a vector that holds them one after the other.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var parameters = tensors.ToList();
                var needed = parameters.Sum(p => p.numel());
                if (vec.numel() != needed) throw new ArgumentException($"The parameters take {needed} values, the vector has {vec.numel()}.", nameof(vec));
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view(parameter.shape));
                    start += parameter.numel();
                }
            }
        }
    }
}
