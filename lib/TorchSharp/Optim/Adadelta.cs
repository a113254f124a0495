using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adadelta (Zeiler, 2012, arXiv:1212.5701).</summary>
            public static Adadelta Adadelta(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
                => new(parameters.Select(p => p.parameter), lr, rho, eps, weight_decay, maximize);
            public static Adadelta Adadelta(IEnumerable<Adadelta.ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
                => new(parameters, lr, rho, eps, weight_decay, maximize);
            public static Adadelta Adadelta(IEnumerable<Parameter> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
                => new(parameters, lr, rho, eps, weight_decay, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Adadelta : OptimizerHelper
    {
        public Adadelta(IEnumerable<ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            => Start(new Options { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize }, parameters);

        public Adadelta(IEnumerable<Parameter> parameters, double lr, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            => Start(new Options { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize }, [new ParamGroup { Parameters = parameters }]);

        public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Step, closure);

        void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (rho, eps) = (options.rho ?? 0, options.eps ?? 0);
            var batch = Gather<State>(group).Effective(options.maximize ?? false, options.weight_decay ?? 0);
            if (batch.IsEmpty) return;
            foreach (var state in batch.States) state.step++;
            var (squares, deltas) = (batch.Each(state => state.square_avg), batch.Each(state => state.acc_delta));
            Foreach.mul_(squares, rho);
            Foreach.addcmul_(squares, batch.Grads, batch.Grads, 1 - rho);
            // Δ = √(mean of Δ² + ε) / √(mean of g² + ε) · g
            var change = Foreach.sqrt(Foreach.add(deltas, eps));
            Foreach.div_(change, Foreach.sqrt(Foreach.add(squares, eps)));
            Foreach.mul_(change, batch.Grads);
            Foreach.mul_(deltas, rho);
            Foreach.addcmul_(deltas, change, change, 1 - rho);
            Foreach.add_(batch.Parameters, change, -lr);
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : OptimizerOptions
        {
            public double? rho;
            public double? eps;
            public double? weight_decay;
            public bool? maximize;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                var o = (Options)other;
                walk.Real(ref rho, o.rho);
                walk.Real(ref eps, o.eps);
                walk.Real(ref weight_decay, o.weight_decay);
                walk.Flag(ref maximize, o.maximize);
            }
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize }) { }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor square_avg = null!;
            public Tensor acc_delta = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, square_avg, acc_delta) = (0, Zeros(), Zeros());
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Tensor(ref square_avg, o.square_avg);
                walk.Tensor(ref acc_delta, o.acc_delta);
            }
        }
    }
}
