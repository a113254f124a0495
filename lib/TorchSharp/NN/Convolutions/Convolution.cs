using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share: their sizes, and weights (out, in / groups, kernel…), or (in, out / groups, kernel…) for transposed ones.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    protected readonly long input_channels;
    protected long[] _reversed_padding_repeated_twice = [];
    [ComponentName(Name = nameof(weight))] protected Parameter _weight = null!;
    [ComponentName(Name = nameof(bias))] protected Parameter? _bias;

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null) : base(name)
    {
        if (groups <= 0) throw new ArgumentException($"There is at least one group, not {groups}.", nameof(groups));
        if (in_channels % groups != 0) throw new ArgumentException($"{in_channels} input channels cannot be split into {groups} groups of the same size.", nameof(in_channels));
        if (out_channels % groups != 0) throw new ArgumentException($"{out_channels} output channels cannot be split into {groups} groups of the same size.", nameof(out_channels));
        if (padding_type == Padding.Same && stride.Any(s => s != 1)) throw new ArgumentException("Padding to the same size is not defined for strided convolutions.", nameof(padding_type));
        if (transposed && padding_mode != PaddingModes.Zeros) throw new ArgumentException($"A transposed convolution pads with zeros only, not by {padding_mode}.", nameof(padding_mode));

        (input_channels, this.in_channels, this.out_channels, this.kernel_size, this.stride, this.dilation) = (in_channels, in_channels, out_channels, kernel_size, stride, dilation);
        (this.transposed, this.output_padding, this.groups, this.padding_mode) = (transposed, output_padding, groups, padding_mode);
        if (padding_type is { } type) SetPadding(type);
        else SetPadding(padding);

        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = Parameter.Of(empty([.. channels, .. kernel_size], dtype: dtype, device: device));
        if (bias) this.bias = Parameter.Of(empty(out_channels, dtype: dtype, device: device));
        reset_parameters();
    }

    public long in_channels { get; }
    public long out_channels { get; }
    public long[] kernel_size { get; set; }
    public long[] stride { get; set; }
    public long[] padding { get; private set; } = [];
    public Padding? padding_type { get; private set; }
    public long[] dilation { get; set; }
    public bool transposed { get; }
    public long[] output_padding { get; set; }
    public long groups { get; set; }
    public PaddingModes padding_mode { get; set; }

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(value)));
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <summary>Draws the weights and the bias anew, from U(−1/√n, 1/√n) for n inputs of an output.</summary>
    public void reset_parameters()
    {
        if (_weight.numel() == 0) return;
        nn.init.kaiming_uniform_(_weight, a: Math.Sqrt(5));
        if (_bias is null) return;
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(_weight);
        if (fanIn > 0) nn.init.uniform_(_bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    protected void SetPadding(Padding padding)
    {
        padding_type = padding;
        var total = kernel_size.Zip(dilation, (k, d) => padding == Padding.Same ? d * (k - 1) : 0).ToArray();
        this.padding = [.. total.Select(width => width / 2)];
        _reversed_padding_repeated_twice = [.. total.Reverse().SelectMany(width => new[] { width / 2, width - width / 2 })];
    }

    protected void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(width => new[] { width, width })];
    }

    /// <summary>Whether the input is (batch, channels, …) or (channels, …) with as many channels as the module takes.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var shape = input.shape;
        return shape.Length == dimensions + 2 && shape[1] == input_channels || shape.Length == dimensions + 1 && shape[0] == input_channels;
    }

    private protected void Check(Tensor input)
    {
        if (!ValidateShape(input, kernel_size.Length))
            throw new ArgumentException($"{GetName()} takes (batch, {input_channels}, {kernel_size.Length} more dimensions), with or without the batch, not [{string.Join(", ", input.shape)}].", nameof(input));
    }

    private protected bool PadsItself => padding_mode != PaddingModes.Zeros;

    private protected Tensor Padded(Tensor input) => nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
}
