using TorchSharp.Modules;
using TorchSharp.Provider;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam whose adaptive rate waits until its variance is tractable (Liu et al., 2020, arXiv:1908.03265).</summary>
            public static RAdam RAdam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay);
            public static RAdam RAdam(IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters, lr, beta1, beta2, eps, weight_decay);
            public static RAdam RAdam(IEnumerable<RAdam.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                => new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}

namespace TorchSharp.Modules
{
    public class RAdam : MomentFamily
    {
        public RAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }, [new ParamGroup { Parameters = parameters }]);

        public RAdam(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            => Start(new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }, parameters);

        private protected override void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (beta1, beta2, eps) = (options.beta1 ?? 0, options.beta2 ?? 0, options.eps ?? 0);
            var all = Gather<State>(group).Effective(false, options.weight_decay ?? 0);
            foreach (var state in all.States) state.step++;
            foreach (var (step, batch) in all.ByStep(state => state.step))
            {
                var (m, v) = (batch.Each(state => state.exp_avg), batch.Each(state => state.exp_avg_sq));
                Foreach.mul_(m, beta1);
                Foreach.add_(m, batch.Grads, 1 - beta1);
                Foreach.mul_(v, beta2);
                Foreach.addcmul_(v, batch.Grads, batch.Grads, 1 - beta2);
                var (correction1, correction2) = (1 - Math.Pow(beta1, step), 1 - Math.Pow(beta2, step));
                var longest = 2 / (1 - beta2) - 1; // ρ∞, the length of the moving average in the long run
                var length = longest - 2 * step * Math.Pow(beta2, step) / correction2; // ρₜ
                if (length <= 5)
                {
                    Foreach.add_(batch.Parameters, m, -lr / correction1);
                    continue;
                }
                var rectification = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
                var denominator = Foreach.sqrt(v);
                Foreach.add_(denominator, eps);
                Foreach.addcdiv_(batch.Parameters, m, denominator, -lr * rectification * Math.Sqrt(correction2) / correction1);
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

        public class State(Parameter parameter) : MomentState(parameter);
    }
}
