namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            /// <summary>Converts the values of all parameters and buffers, and the gradients, in place: the tensor objects stay the same ones, so an optimizer keeps working.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is { } type && !is_floating_point(type) && !is_complex(type))
                    throw new ArgumentException($"A module can be converted to a floating-point or complex type only, not to {type}.", nameof(dtype));

                foreach (var (_, module) in named_children())
                {
                    if (device is null) module._to(dtype!.Value, non_blocking);
                    else if (dtype is null) module._to(device.type, device.index, non_blocking);
                    else module._to(device, dtype.Value, non_blocking);
                }

                using (no_grad())
                {
                    foreach (var (_, parameter) in _internal_params)
                    {
                        using var grad = parameter.grad;
                        parameter.grad = null; // set_data refuses a gradient of another type
                        Convert(parameter, dtype, device, non_blocking);
                        if (grad is null) continue;
                        Convert(grad, dtype, device, non_blocking);
                        parameter.grad = grad;
                    }
                    foreach (var (_, (buffer, _)) in _internal_buffers) Convert(buffer, dtype, device, non_blocking);
                }

                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            static void Convert(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var convertible = tensor.is_floating_point() || tensor.is_complex();
                var targetType = convertible ? dtype ?? tensor.dtype : tensor.dtype;
                var targetDevice = device ?? tensor.device;
                using var converted = tensor.to(targetType, targetDevice, non_blocking: non_blocking);
                if (!ReferenceEquals(converted, tensor)) tensor.SetData(converted);
            }
        }
    }
}
