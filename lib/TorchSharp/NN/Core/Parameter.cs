using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module trains: a leaf of the autograd graph that shares its values with the tensor it is made from.</summary>
    public class Parameter : Tensor
    {
        public Parameter(Tensor data, bool requires_grad = true) : base(Leaf(data, requires_grad)) { }

        static nint Leaf(Tensor data, bool requires_grad)
        {
            ArgumentNullException.ThrowIfNull(data);
            using var leaf = data.detach();
            leaf.requires_grad = requires_grad;
            return leaf.DecoupleFromNativeHandle();
        }

        /// <summary>A parameter made of a tensor that nobody else needs.</summary>
        internal static Parameter Of(Tensor data, bool requires_grad = true)
        {
            using (data) return new Parameter(data, requires_grad);
        }

        /// <summary>A parameter with a tensor's values, on another device or of another type if asked for.</summary>
        internal static Parameter Converted(Tensor data, bool requires_grad, Device? device, ScalarType? dtype)
        {
            using var scope = NewDisposeScope();
            var parameter = new Parameter(data.to(dtype ?? data.dtype, device ?? data.device), requires_grad);
            parameter.DetachFromDisposeScope();
            return parameter;
        }
    }
}
