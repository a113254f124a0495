using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters that take a step together, with their gradients and states at the same positions.</summary>
readonly record struct Batch<TState>(Tensor[] Parameters, Tensor[] Grads, TState[] States)
{
    public bool IsEmpty => Parameters.Length == 0;

    /// <summary>One tensor of each state.</summary>
    public Tensor[] Each(Func<TState, Tensor> field) => Array.ConvertAll(States, state => field(state));

    /// <summary>Splits by step count: parameters that had no gradient now and then lag behind.</summary>
    public IEnumerable<(long step, Batch<TState> batch)> ByStep(Func<TState, long> step)
    {
        var states = States;
        var first = states.Length > 0 ? step(states[0]) : 0;
        if (Array.TrueForAll(states, state => step(state) == first)) return states.Length > 0 ? [(first, this)] : [];
        var (parameters, grads) = (Parameters, Grads);
        return Enumerable.Range(0, states.Length).GroupBy(i => step(states[i])).Select(group => (group.Key, new Batch<TState>(
            [.. group.Select(i => parameters[i])], [.. group.Select(i => grads[i])], [.. group.Select(i => states[i])])));
    }

    public Batch<TState> WithGrads(Tensor[] grads) => this with { Grads = grads };

    /// <summary>The gradients of the negated objective when it is maximised, with those of ½ decay ‖parameters‖² added.</summary>
    public Batch<TState> Effective(bool maximize, double weightDecay)
    {
        if (IsEmpty) return this;
        var grads = maximize ? Foreach.neg(Grads) : Grads;
        return WithGrads(weightDecay != 0 ? Foreach.add(grads, Parameters, weightDecay) : grads);
    }
}

/// <summary>Operators over lists of tensors: one call for all parameters of a group.</summary>
static class Foreach
{
    static readonly Operator
        Zero_ = new("_foreach_zero_"), Neg = new("_foreach_neg"), Sqrt = new("_foreach_sqrt"), Abs = new("_foreach_abs"),
        AddList = new("_foreach_add.List"), AddList_ = new("_foreach_add_.List"), AddScalar = new("_foreach_add.Scalar"), AddScalar_ = new("_foreach_add_.Scalar"),
        MulScalar_ = new("_foreach_mul_.Scalar"), MulList_ = new("_foreach_mul_.List"), DivScalar = new("_foreach_div.Scalar"), DivScalar_ = new("_foreach_div_.Scalar"), DivList_ = new("_foreach_div_.List"),
        AddCMul = new("_foreach_addcmul.Scalar"), AddCMul_ = new("_foreach_addcmul_.Scalar"), AddCDiv_ = new("_foreach_addcdiv_.Scalar"), Maximum_ = new("_foreach_maximum_.List");

    public static void zero_(Tensor[] self) => Zero_.Run(self);
    public static Tensor[] neg(Tensor[] self) => Neg.CallList(self);
    public static Tensor[] sqrt(Tensor[] self) => Sqrt.CallList(self);
    public static Tensor[] abs(Tensor[] self) => Abs.CallList(self);
    public static Tensor[] add(Tensor[] self, Tensor[] other, double alpha = 1) => AddList.CallList(self, other, alpha);
    public static Tensor[] add(Tensor[] self, double other) => AddScalar.CallList(self, other);
    public static void add_(Tensor[] self, Tensor[] other, double alpha = 1) => AddList_.Run(self, other, alpha);
    public static void add_(Tensor[] self, double other) => AddScalar_.Run(self, other);
    public static void mul_(Tensor[] self, double other) => MulScalar_.Run(self, other);
    public static void mul_(Tensor[] self, Tensor[] other) => MulList_.Run(self, other);
    public static Tensor[] div(Tensor[] self, double other) => DivScalar.CallList(self, other);
    public static void div_(Tensor[] self, double other) => DivScalar_.Run(self, other);
    public static void div_(Tensor[] self, Tensor[] other) => DivList_.Run(self, other);
    public static Tensor[] addcmul(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, double value) => AddCMul.CallList(self, tensor1, tensor2, value);
    public static void addcmul_(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, double value) => AddCMul_.Run(self, tensor1, tensor2, value);
    public static void addcdiv_(Tensor[] self, Tensor[] tensor1, Tensor[] tensor2, double value) => AddCDiv_.Run(self, tensor1, tensor2, value);
    public static void maximum_(Tensor[] self, Tensor[] other) => Maximum_.Run(self, other);
}
