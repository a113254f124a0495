using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights of a stack of recurrent layers, in libtorch's order: for each layer and direction, input and hidden weights, then the biases.</summary>
sealed class RecurrentWeights
{
    readonly long _layers, _directions, _hidden;
    readonly bool _bias, _batch_first, _bidirectional;
    readonly double _dropout;
    readonly Parameter[] _parameters;

    public RecurrentWeights(nn.Module owner, int gates, long input, long hidden, long layers, bool bias, bool batch_first, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
    {
        if (dropout is < 0 or > 1) throw new ArgumentException($"The probability of dropping must lie between 0 and 1, not be {dropout}.", nameof(dropout));
        if (layers < 1) throw new ArgumentException($"There is at least one layer, not {layers}.", nameof(layers));
        (_layers, _directions, _hidden, _bias, _batch_first, _bidirectional, _dropout) = (layers, bidirectional ? 2 : 1, hidden, bias, batch_first, bidirectional, dropout);
        var parameters = new List<Parameter>();
        for (var layer = 0; layer < layers; layer++)
            for (var direction = 0; direction < _directions; direction++)
            {
                var end = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                Add("weight_ih" + end, gates * hidden, layer == 0 ? input : hidden * _directions);
                Add("weight_hh" + end, gates * hidden, hidden);
                if (!bias) continue;
                Add("bias_ih" + end, gates * hidden);
                Add("bias_hh" + end, gates * hidden);
            }
        _parameters = [.. parameters];

        void Add(string name, params long[] shape)
        {
            var parameter = Weights.Uniform(shape, 1 / Math.Sqrt(hidden), device, dtype);
            owner.register_parameter(name, parameter);
            parameters.Add(parameter);
        }
    }

    /// <summary>The state before the first step, (layers · directions, batch, hidden), in the form of a batch.</summary>
    public Tensor State(Tensor? given, Tensor batch, bool batched)
    {
        if (given is not null) return batched ? given : given.unsqueeze(1);
        return zeros([_layers * _directions, batch.shape[_batch_first ? 0 : 1], _hidden], dtype: batch.dtype, device: batch.device);
    }

    /// <summary>The input as a batch: (steps, batch, features), or with the first two exchanged.</summary>
    public Tensor Batch(Tensor input) => input.dim() switch
    {
        3 => input,
        2 => input.unsqueeze(_batch_first ? 0 : 1),
        _ => throw new ArgumentException($"A recurrent layer takes 3 dimensions (steps, batch, features), or 2 without the batch, not {input.dim()}.", nameof(input)),
    };

    public Tensor Unbatched(Tensor output, bool batched) => batched ? output : output.squeeze(_batch_first ? 0 : 1);

    public (Tensor output, Tensor state) Run(Operator op, Tensor input, Tensor? h0, bool training)
    {
        using var scope = NewDisposeScope();
        var batched = input.dim() == 3;
        var x = Batch(input);
        var (y, h) = op.Call2(x, State(h0, x, batched), _parameters, _bias, _layers, _dropout, training, _bidirectional, _batch_first);
        return (Unbatched(y, batched).MoveToOuterDisposeScope(), (batched ? h : h.squeeze(1)).MoveToOuterDisposeScope());
    }

    public (Tensor output, Tensor state, Tensor cell) Run(Operator op, Tensor input, (Tensor, Tensor)? h0_c0, bool training)
    {
        using var scope = NewDisposeScope();
        var batched = input.dim() == 3;
        var x = Batch(input);
        Tensor[] state = [State(h0_c0?.Item1, x, batched), State(h0_c0?.Item2, x, batched)];
        var (y, h, c) = op.Call3(x, state, _parameters, _bias, _layers, _dropout, training, _bidirectional, _batch_first);
        return (Unbatched(y, batched).MoveToOuterDisposeScope(), (batched ? h : h.squeeze(1)).MoveToOuterDisposeScope(), (batched ? c : c.squeeze(1)).MoveToOuterDisposeScope());
    }

    public Parameter Of(string kind, long index)
    {
        var offset = (kind, _bias) switch { ("weight_ih", _) => 0, ("weight_hh", _) => 1, ("bias_ih", true) => 2, ("bias_hh", true) => 3, _ => throw new InvalidOperationException("The layer has no biases.") };
        return _parameters[index * (_bias ? 4 : 2) + offset];
    }
}
