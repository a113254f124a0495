using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Provider;

/// <summary>What Adam and AdamW share: all but where the weight decay acts.</summary>
public abstract class AdamFamily : MomentFamily
{
    private static readonly Operator FusedStep = new("torchsharp::adam_");

    private protected AdamFamily() { }

    /// <summary>The decay shrinks the weights themselves (AdamW), or joins the gradient (Adam).</summary>
    private protected abstract bool Decoupled { get; }

    private protected override void Step(ParamGroup group)
    {
        var options = (AdamOptions)group.Options;
        var all = Gather<AdamState>(group).Effective(options.maximize ?? false, 0);
        foreach (var state in all.States) state.step++;
        foreach (var (step, batch) in all.ByStep(state => state.step))
            if (!Fused(batch, step, group.LearningRate, options)) InTurn(batch, step, group.LearningRate, options);
    }

    /// <summary>One pass over memory in native code; false, and nothing done, for what it is not written for.</summary>
    private bool Fused(Batch<AdamState> batch, long step, double lr, AdamOptions options)
        => !(options.amsgrad ?? false) && FusedStep.CallBool(
            batch.Parameters, batch.Grads, batch.Each(state => state.exp_avg), batch.Each(state => state.exp_avg_sq),
            step, lr, options.beta1 ?? 0, options.beta2 ?? 0, options.eps ?? 0, options.weight_decay ?? 0, Decoupled);

    private void InTurn(Batch<AdamState> batch, long step, double lr, AdamOptions options)
    {
        var (beta1, beta2) = options.Betas;
        if (Decoupled) Foreach.mul_(batch.Parameters, 1 - lr * (options.weight_decay ?? 0));
        else batch = batch.Effective(false, options.weight_decay ?? 0);
        var (m, v) = (batch.Each(state => state.exp_avg), batch.Each(state => state.exp_avg_sq));
        Foreach.mul_(m, beta1);
        Foreach.add_(m, batch.Grads, 1 - beta1);
        Foreach.mul_(v, beta2);
        Foreach.addcmul_(v, batch.Grads, batch.Grads, 1 - beta2);
        if (options.amsgrad ?? false)
        {
            var largest = batch.Each(state => state.max_exp_avg_sq!);
            Foreach.maximum_(largest, v);
            v = largest;
        }
        // p ← p − lr m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ)
        var denominator = Foreach.sqrt(v);
        Foreach.div_(denominator, Math.Sqrt(1 - Math.Pow(beta2, step)));
        Foreach.add_(denominator, options.eps ?? 0);
        Foreach.addcdiv_(batch.Parameters, m, denominator, -lr / (1 - Math.Pow(beta1, step)));
    }

    /// <summary>The settings of a group.</summary>
    public abstract class AdamOptions : MomentOptions
    {
        public bool? amsgrad;
        public bool? maximize;

        private protected override void Fields(OptionWalk walk, OptimizerOptions other)
        {
            base.Fields(walk, other);
            var o = (AdamOptions)other;
            walk.Flag(ref amsgrad, o.amsgrad);
            walk.Flag(ref maximize, o.maximize);
        }
    }

    /// <summary>The moments of a parameter's gradients, and the largest second one if amsgrad asks for it.</summary>
    public abstract class AdamState : MomentState
    {
        public Tensor? max_exp_avg_sq;

        private protected AdamState(Parameter parameter) : base(parameter) { }

        public override void Initialize(OptimizerOptions options)
        {
            base.Initialize(options);
            max_exp_avg_sq = ((AdamOptions)options).amsgrad ?? false ? Zeros() : null;
        }

        private protected override void Fields(StateWalk walk, OptimizerState other)
        {
            base.Fields(walk, other);
            walk.Optional(ref max_exp_avg_sq, ((AdamState)other).max_exp_avg_sq);
        }
    }
}
