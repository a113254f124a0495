using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Steps whose sizes grow while a gradient keeps its sign and shrink when it turns (Riedmiller and Braun, 1993).</summary>
            public static Rprop Rprop(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
                => new(parameters.Select(p => p.parameter), lr, etaminus, etaplus, min_step, max_step, maximize);
            public static Rprop Rprop(IEnumerable<Parameter> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
                => new(parameters, lr, etaminus, etaplus, min_step, max_step, maximize);
            public static Rprop Rprop(IEnumerable<Rprop.ParamGroup> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
                => new(parameters, lr, etaminus, etaplus, min_step, max_step, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Rprop : OptimizerHelper
    {
        public Rprop(IEnumerable<Parameter> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, etaminus = etaminus, etaplus = etaplus, min_step = min_step, max_step = max_step }, [new ParamGroup { Parameters = parameters }]);

        public Rprop(IEnumerable<ParamGroup> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, etaminus = etaminus, etaplus = etaplus, min_step = min_step, max_step = max_step }, parameters);

        public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Step, closure);

        void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var batch = Gather<State>(group).Effective(options.maximize ?? false, 0);
            for (var i = 0; i < batch.Parameters.Length; i++)
            {
                var (parameter, grad, state) = (batch.Parameters[i], batch.Grads[i], batch.States[i]);
                state.step++;
                var turn = grad * state.prev; // above 0 where the sign stayed, below 0 where it turned
                var factor = where(turn > 0, full_like(grad, options.etaplus ?? 0), where(turn < 0, full_like(grad, options.etaminus ?? 0), ones_like(grad)));
                state.step_size.mul_(factor).clamp_(options.min_step ?? 0, options.max_step ?? 0);
                var direction = where(turn < 0, zeros_like(grad), grad); // where it turned, this step is left out
                parameter.addcmul_(direction.sign(), state.step_size, -1);
                state.prev.copy_(direction);
            }
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : OptimizerOptions
        {
            public bool? maximize;
            public double? etaminus;
            public double? etaplus;
            public double? min_step;
            public double? max_step;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                var o = (Options)other;
                walk.Flag(ref maximize, o.maximize);
                walk.Real(ref etaminus, o.etaminus);
                walk.Real(ref etaplus, o.etaplus);
                walk.Real(ref min_step, o.min_step);
                walk.Real(ref max_step, o.max_step);
            }
        }

        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.01, double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, maximize = maximize, etaminus = etaminus, etaplus = etaplus, min_step = min_step, max_step = max_step }) { }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor prev = null!;
            public Tensor step_size = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                (step, prev) = (0, Zeros());
                step_size = full_like(_parameter, options.LearningRate ?? 0).DetachFromDisposeScope();
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Tensor(ref prev, o.prev);
                walk.Tensor(ref step_size, o.step_size);
            }
        }
    }
}
