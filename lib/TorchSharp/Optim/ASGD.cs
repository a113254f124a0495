using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent whose average over the last steps is kept in the state (Polyak and Juditsky, 1992).</summary>
            public static ASGD ASGD(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0, bool maximize = false)
                => new(parameters.Select(p => p.parameter), lr, lambd, alpha, t0, weight_decay, maximize);
            public static ASGD ASGD(IEnumerable<ParamGroup<ASGD.Options>> parameters, double lr = 0.001, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0, bool maximize = false)
                => new(parameters, lr, lambd, alpha, t0, weight_decay, maximize);
            public static ASGD ASGD(IEnumerable<Parameter> parameters, double lr = 0.001, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0, bool maximize = false)
                => new(parameters, lr, lambd, alpha, t0, weight_decay, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public class ASGD : OptimizerHelper
    {
        public ASGD(IEnumerable<ParamGroup<Options>> parameters, double lr = 0.01, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, lambd = lambd, alpha = alpha, weight_decay = weight_decay, t0 = t0 }, parameters);

        public ASGD(IEnumerable<Parameter> parameters, double lr = 0.01, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, lambd = lambd, alpha = alpha, weight_decay = weight_decay, t0 = t0 }, [new ParamGroup { Parameters = parameters }]);

        public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Step, closure);

        void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (lambd, alpha, t0) = (options.lambd ?? 0, options.alpha ?? 0, options.t0 ?? 0);
            var all = Gather<State>(group).Effective(options.maximize ?? false, options.weight_decay ?? 0);
            foreach (var state in all.States) state.step++;
            foreach (var (step, batch) in all.ByStep(state => state.step))
            {
                var (eta, mu) = (batch.States[0].eta, batch.States[0].mu);
                Foreach.mul_(batch.Parameters, 1 - lambd * eta);
                Foreach.add_(batch.Parameters, batch.Grads, -eta);
                var averages = batch.Each(state => state.ax);
                Foreach.mul_(averages, 1 - mu);
                Foreach.add_(averages, batch.Parameters, mu);
                foreach (var state in batch.States)
                {
                    state.eta = lr / Math.Pow(1 + lambd * lr * step, alpha);
                    state.mu = 1 / Math.Max(1, step - t0);
                }
            }
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : OptimizerOptions
        {
            public bool? maximize;
            public double? lambd;
            public double? alpha;
            public double? weight_decay;
            public double? t0;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                var o = (Options)other;
                walk.Flag(ref maximize, o.maximize);
                walk.Real(ref lambd, o.lambd);
                walk.Real(ref alpha, o.alpha);
                walk.Real(ref weight_decay, o.weight_decay);
                walk.Real(ref t0, o.t0);
            }
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double lambd = 0.0001, double alpha = 0.75, double t0 = 1000000, double weight_decay = 0)
                : base(parameters, new Options { LearningRate = lr, lambd = lambd, alpha = alpha, weight_decay = weight_decay, t0 = t0 }) { }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public double eta;
            public double mu;
            public Tensor ax = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, eta, mu, ax) = (0, options.LearningRate ?? 0, 1, Zeros());
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Real(ref eta, o.eta);
                walk.Real(ref mu, o.mu);
                walk.Tensor(ref ax, o.ax);
            }
        }
    }
}
