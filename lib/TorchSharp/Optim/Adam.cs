using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba, 2015, arXiv:1412.6980); with amsgrad, as in Reddi et al., 2018. The weight decay is added to the gradient.</summary>
            public static Adam Adam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                => new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Adam : OptimizerHelper, optim.IBetas
    {
        public Adam(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }, parameters);

        public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }, [new ParamGroup { Parameters = parameters }]);

        public (double, double) Betas
        {
            get => (((Options)_defaults).beta1 ?? 0, ((Options)_defaults).beta2 ?? 0);
            set
            {
                (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
                foreach (var group in _parameter_groups) (((Options)group.Options).beta1, ((Options)group.Options).beta2) = value;
            }
        }

        public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Step, closure);

        void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (beta1, beta2, eps) = (options.beta1 ?? 0, options.beta2 ?? 0, options.eps ?? 0);
            var all = Gather<State>(group).Effective(options.maximize ?? false, options.weight_decay ?? 0);
            foreach (var state in all.States) state.step++;
            foreach (var (step, batch) in all.ByStep(state => state.step))
            {
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
                Foreach.add_(denominator, eps);
                Foreach.addcdiv_(batch.Parameters, m, denominator, -lr / (1 - Math.Pow(beta1, step)));
            }
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : OptimizerOptions
        {
            public double? beta1;
            public double? beta2;
            public double? eps;
            public double? weight_decay;
            public bool? amsgrad;
            public bool? maximize;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                var o = (Options)other;
                walk.Real(ref beta1, o.beta1);
                walk.Real(ref beta2, o.beta2);
                walk.Real(ref eps, o.eps);
                walk.Real(ref weight_decay, o.weight_decay);
                walk.Flag(ref amsgrad, o.amsgrad);
                walk.Flag(ref maximize, o.maximize);
            }
        }

        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }) { }

            public (double, double) Betas
            {
                get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
                set => (Options.beta1, Options.beta2) = value;
            }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor exp_avg = null!;
            public Tensor exp_avg_sq = null!;
            public Tensor? max_exp_avg_sq;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, exp_avg, exp_avg_sq) = (0, Zeros(), Zeros());
                max_exp_avg_sq = ((Options)options).amsgrad ?? false ? Zeros() : null;
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Tensor(ref exp_avg, o.exp_avg);
                walk.Tensor(ref exp_avg_sq, o.exp_avg_sq);
                walk.Optional(ref max_exp_avg_sq, o.max_exp_avg_sq);
            }
        }
    }
}
