using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share: a scale and shift for each channel, and running statistics.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] Parameter? _weight;
    [ComponentName(Name = nameof(bias))] Parameter? _bias;
    [ComponentName(Name = nameof(running_mean))] Tensor? _running_mean;
    [ComponentName(Name = nameof(running_var))] Tensor? _running_var;
    [ComponentName(Name = nameof(num_batches_tracked))] Tensor? _num_batches_tracked;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = Weights.Constant([num_features], 1, device, dtype);
            bias = Weights.Constant([num_features], 0, device, dtype);
        }
        if (!track_running_stats) return;
        running_mean = zeros(num_features, dtype: dtype, device: device);
        running_var = ones(num_features, dtype: dtype, device: device);
        num_batches_tracked = zeros(Array.Empty<long>(), dtype: ScalarType.Int64, device: device);
    }

    public long num_features { get; }
    public double eps { get; set; }

    /// <summary>The share of a new batch in the running statistics; null for the mean of all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }
    public bool track_running_stats { get; }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public Tensor? running_mean
    {
        get => _running_mean;
        set => ConditionallyRegisterBuffer(nameof(running_mean), _running_mean = value);
    }

    public Tensor? running_var
    {
        get => _running_var;
        set => ConditionallyRegisterBuffer(nameof(running_var), _running_var = value);
    }

    public Tensor? num_batches_tracked
    {
        get => _num_batches_tracked;
        set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), _num_batches_tracked = value);
    }

    public void reset_running_stats()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        _running_mean?.zero_();
        _running_var?.fill_(1);
        _num_batches_tracked?.zero_();
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (_weight is not null) nn.init.ones_(_weight);
        if (_bias is not null) nn.init.zeros_(_bias);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void CheckDimensions(Tensor input, params ReadOnlySpan<int> allowed)
    {
        if (!allowed.Contains((int)input.dim()))
            throw new ArgumentException($"{GetName()} takes {string.Join(" or ", allowed.ToArray())} dimensions, not {input.dim()}: [{string.Join(", ", input.shape)}].", nameof(input));
    }
}
