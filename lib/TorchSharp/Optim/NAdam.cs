using TorchSharp.Modules;
using TorchSharp.Provider;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam with Nesterov's momentum (Dozat, 2016).</summary>
            public static NAdam NAdam(IEnumerable<(string name, Parameter parameter)> named_parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
                => new(named_parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay, momentum_decay);
            public static NAdam NAdam(IEnumerable<NAdam.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
                => new(parameters, lr, beta1, beta2, eps, weight_decay, momentum_decay);
            public static NAdam NAdam(IEnumerable<Parameter> named_parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
                => new(named_parameters, lr, beta1, beta2, eps, weight_decay, momentum_decay);
        }
    }
}

namespace TorchSharp.Modules
{
    public class NAdam : MomentFamily
    {
        public NAdam(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay }, parameters);

        public NAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay }, [new ParamGroup { Parameters = parameters }]);

        private protected override void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (beta1, beta2, eps, decay) = (options.beta1 ?? 0, options.beta2 ?? 0, options.eps ?? 0, options.momentum_decay ?? 0);
            var all = Gather<State>(group).Effective(false, options.weight_decay ?? 0);
            foreach (var state in all.States) state.step++;
            foreach (var (step, batch) in all.ByStep(state => state.step))
            {
                var mu = beta1 * (1 - 0.5 * Math.Pow(0.96, step * decay));
                var muNext = beta1 * (1 - 0.5 * Math.Pow(0.96, (step + 1) * decay));
                foreach (var state in batch.States) state.mu_product *= mu;
                var product = batch.States[0].mu_product;
                var (m, v) = (batch.Each(state => state.exp_avg), batch.Each(state => state.exp_avg_sq));
                Foreach.mul_(m, beta1);
                Foreach.add_(m, batch.Grads, 1 - beta1);
                Foreach.mul_(v, beta2);
                Foreach.addcmul_(v, batch.Grads, batch.Grads, 1 - beta2);
                var denominator = Foreach.sqrt(Foreach.div(v, 1 - Math.Pow(beta2, step)));
                Foreach.add_(denominator, eps);
                Foreach.addcdiv_(batch.Parameters, batch.Grads, denominator, -lr * (1 - mu) / (1 - product));
                Foreach.addcdiv_(batch.Parameters, m, denominator, -lr * muNext / (1 - product * muNext));
            }
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : MomentOptions
        {
            public double? momentum_decay;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                base.Fields(walk, other);
                walk.Real(ref momentum_decay, ((Options)other).momentum_decay);
            }
        }

        public class ParamGroup : MomentGroup<Options>
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 0.004)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay }) { }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public double mu_product;
            public Tensor exp_avg = null!;
            public Tensor exp_avg_sq = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, mu_product, exp_avg, exp_avg_sq) = (0, 1, Zeros(), Zeros());
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Real(ref mu_product, o.mu_product);
                walk.Tensor(ref exp_avg, o.exp_avg);
                walk.Tensor(ref exp_avg_sq, o.exp_avg_sq);
            }
        }
    }
}
