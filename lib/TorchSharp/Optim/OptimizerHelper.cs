using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all optimizers share: groups of parameters with options of their own, state by parameter, and its file format.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OptimizerOptions _defaults = null!;
    protected OrderedDict<nint, OptimizerState> _state = new();

    public OptimizerHelper() : base(0) { }

    private protected abstract OptimizerState NewState(Parameter parameter);

    private protected void Start<TGroup>(OptimizerOptions defaults, IEnumerable<TGroup> groups) where TGroup : ParamGroup
    {
        ArgumentNullException.ThrowIfNull(groups);
        _defaults = defaults;
        _defaults.InitialLearningRate = defaults.LearningRate ?? 0;
        foreach (var group in groups) add_param_group(group);
        if (_parameter_groups.Count == 0 || !parameters().Any()) throw new ArgumentException("The optimizer got no parameters. Has the module called RegisterComponents()?", nameof(groups));
    }

    /// <summary>Adds parameters to train, under the optimizer's own options where the group leaves one unset.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Parameters = [.. param_group.Parameters];
        foreach (var parameter in param_group.Parameters)
        {
            if (!parameter.is_leaf) throw new ArgumentException("Only leaves of the autograd graph can be trained, not the results of operators.", nameof(param_group));
            if (_state.ContainsKey(parameter.Handle)) throw new ArgumentException("A parameter appears in the optimizer twice.", nameof(param_group));
            _state[parameter.Handle] = NewState(parameter);
        }
        if (param_group.Options is null) param_group.Options = _defaults.Copy();
        else param_group.Options.Complete(_defaults);
        foreach (var parameter in param_group.Parameters) _state[parameter.Handle].Initialize(param_group.Options);
        _parameter_groups.Add(param_group);
    }

    public override void zero_grad()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] grads = [.. parameters().Select(p => p.grad).Where(grad => grad is not null)!];
        if (grads.Length == 0) return;
        foreach (var grad in grads)
            if (grad.requires_grad) grad.detach_();
        Foreach.zero_(grads);
    }

    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
            using (enable_grad()) loss = loss_closure();
        using (no_grad())
        using (NewDisposeScope())
            foreach (var group in _parameter_groups) body((T)group);
        return loss;
    }

    /// <summary>The parameters of a group that have a gradient, with their gradients and states.</summary>
    private protected Batch<TState> Gather<TState>(ParamGroup group) where TState : OptimizerState
    {
        var (parameters, grads, states) = (new List<Tensor>(), new List<Tensor>(), new List<TState>());
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } grad) continue;
            parameters.Add(parameter);
            grads.Add(grad);
            states.Add((TState)_state[parameter.Handle]);
        }
        return new([.. parameters], [.. grads], [.. states]);
    }

    public virtual optim.Optimizer.StateDictionary state_dict()
    {
        var dict = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dict.Options.Add(group.Options);
            dict.StateIndexRef.Add([]);
            foreach (var parameter in group.Parameters)
            {
                dict.StateIndexRef[^1].Add(dict.State.Count);
                dict.State.Add(_state[parameter.Handle]);
            }
        }
        return dict;
    }

    /// <summary>Takes over copies of another optimizer's options and state.</summary>
    public virtual void load_state_dict(optim.Optimizer.StateDictionary state_dict)
    {
        var own = this.state_dict();
        CheckCounts(own, state_dict.Options.Count, state_dict.State.Count);
        foreach (var (mine, theirs) in own.Options.Zip(state_dict.Options)) mine.LoadStateDict(theirs);
        foreach (var (mine, theirs) in own.State.Zip(state_dict.State)) mine.LoadStateDict(theirs);
    }

    /// <summary>Writes the options and the state to a file, in TorchSharp's format; the file appears whole or not at all.</summary>
    public void save_state_dict(string location) => TensorFile.WriteWhole(location, stream =>
    {
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    });

    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt(own.Options.Count);
        writer.Write7BitEncodedInt(own.State.Count);
        foreach (var options in own.Options) options.SaveStateDict(writer);
        foreach (var state in own.State) state.SaveStateDict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name) throw new InvalidDataException($"The state is that of {name}, not of {GetType().Name}.");
        var own = state_dict();
        CheckCounts(own, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var state in own.State) state.LoadStateDict(reader);
    }

    void CheckCounts(StateDictionary own, int groups, int states)
    {
        if (groups != own.Options.Count || states != own.State.Count)
            throw new ArgumentException($"The state has {groups} groups and {states} parameters, this {GetType().Name} has {own.Options.Count} and {own.State.Count}.");
    }

    /// <summary>Moves the state to where the parameters are.</summary>
    public void to(Device device)
    {
        foreach (var state in _state.Values) state.to(device);
    }

    private protected override void DisposeStates()
    {
        foreach (var state in _state.Values) (state as IDisposable)?.Dispose();
        _state.Clear();
    }
}
