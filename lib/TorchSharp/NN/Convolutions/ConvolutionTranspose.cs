using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>Several sizes of the output go with one of the input when the stride is above 1; <paramref name="output_size"/> chooses one.</summary>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>The padding at the far end that gives the output the size asked for, or the module's own.</summary>
    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null) return output_padding;
        var count = (int)num_spatial_dims;
        if (output_size.Length != count && output_size.Length != input.dim())
            throw new ArgumentException($"The output size has {count} numbers, or {input.dim()} with batch and channels, not {output_size.Length}.", nameof(output_size));
        var extra = new long[count];
        for (var i = 0; i < count; i++)
        {
            var least = (input.shape[^(count - i)] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (kernel_size[i] - 1) + 1;
            extra[i] = output_size[^(count - i)] - least;
            if (extra[i] < 0 || extra[i] >= stride[i])
                throw new ArgumentException($"The output's dimension {i} can have a size from {least} to {least + stride[i] - 1}, not {output_size[^(count - i)]}.", nameof(output_size));
        }
        return extra;
    }
}
