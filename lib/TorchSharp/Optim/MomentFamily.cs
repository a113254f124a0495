using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Provider;

/// <summary>What Adam and its relatives share: two decay rates for running means of the gradients, and a step for parameters of one age at a time.</summary>
public abstract class MomentFamily : OptimizerHelper, optim.IBetas
{
    private protected MomentFamily() { }

    public (double, double) Betas
    {
        get => ((MomentOptions)_defaults).Betas;
        set
        {
            ((MomentOptions)_defaults).Betas = value;
            foreach (var group in _parameter_groups) ((MomentOptions)group.Options).Betas = value;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    private protected abstract void Step(ParamGroup group);

    /// <summary>The settings of a group.</summary>
    public abstract class MomentOptions : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;

        internal (double, double) Betas
        {
            get => (beta1 ?? 0, beta2 ?? 0);
            set => (beta1, beta2) = value;
        }

        private protected override void Fields(OptionWalk walk, OptimizerOptions other)
        {
            var o = (MomentOptions)other;
            walk.Real(ref beta1, o.beta1);
            walk.Real(ref beta2, o.beta2);
            walk.Real(ref eps, o.eps);
            walk.Real(ref weight_decay, o.weight_decay);
        }
    }

    /// <summary>A group whose decay rates can be set.</summary>
    public abstract class MomentGroup<TOptions> : ParamGroup<TOptions>, optim.IBetas where TOptions : MomentOptions
    {
        private protected MomentGroup() { }

        private protected MomentGroup(IEnumerable<Parameter> parameters, TOptions options) : base(parameters, options) { }

        public (double, double) Betas
        {
            get => Options.Betas;
            set => Options.Betas = value;
        }
    }

    /// <summary>The running means of a parameter's gradients and of their squares.</summary>
    public abstract class MomentState : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;

        private protected MomentState(Parameter parameter) : base(parameter) { }

        public override void Initialize(OptimizerOptions options)
        {
            DisposeFields();
            (step, exp_avg, exp_avg_sq) = (0, Zeros(), Zeros());
        }

        public void Dispose() => DisposeFields();

        private protected override void Fields(StateWalk walk, OptimizerState other)
        {
            var o = (MomentState)other;
            walk.Count(ref step, o.step);
            walk.Tensor(ref exp_avg, o.exp_avg);
            walk.Tensor(ref exp_avg_sq, o.exp_avg_sq);
        }
    }
}
