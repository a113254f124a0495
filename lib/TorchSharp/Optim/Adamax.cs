using TorchSharp.Modules;
using TorchSharp.Provider;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adamax (Kingma and Ba, 2015, section 7.1): Adam with the largest past gradient in place of the root mean square.</summary>
            public static Adamax Adamax(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay);
            public static Adamax Adamax(IEnumerable<Adamax.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters, lr, beta1, beta2, eps, weight_decay);
            public static Adamax Adamax(IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Adamax : MomentFamily
    {
        public Adamax(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }, parameters);

        public Adamax(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }, [new ParamGroup { Parameters = parameters }]);

        private protected override void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (beta1, beta2, eps) = (options.beta1 ?? 0, options.beta2 ?? 0, options.eps ?? 0);
            var all = Gather<State>(group).Effective(false, options.weight_decay ?? 0);
            foreach (var state in all.States) state.step++;
            foreach (var (step, batch) in all.ByStep(state => state.step))
            {
                var (m, u) = (batch.Each(state => state.exp_avg), batch.Each(state => state.exp_inf));
                Foreach.mul_(m, beta1);
                Foreach.add_(m, batch.Grads, 1 - beta1);
                var sizes = Foreach.abs(batch.Grads);
                Foreach.add_(sizes, eps);
                Foreach.mul_(u, beta2);
                Foreach.maximum_(u, sizes);
                Foreach.addcdiv_(batch.Parameters, m, u, -lr / (1 - Math.Pow(beta1, step)));
            }
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : MomentOptions;

        public class ParamGroup : MomentGroup<Options>
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }) { }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor exp_avg = null!;
            public Tensor exp_inf = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, exp_avg, exp_inf) = (0, Zeros(), Zeros());
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Tensor(ref exp_avg, o.exp_avg);
                walk.Tensor(ref exp_inf, o.exp_inf);
            }
        }
    }
}
