using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>RMSProp (Tieleman and Hinton, 2012; centred as in Graves, 2013, arXiv:1308.0850).</summary>
            public static RMSProp RMSProp(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
                => new(parameters.Select(p => p.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);
            public static RMSProp RMSProp(IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
                => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
            public static RMSProp RMSProp(IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
                => new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public class RMSProp : OptimizerHelper, optim.IMomentum
    {
        public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, momentum = momentum, alpha = alpha, eps = eps, weight_decay = weight_decay, centered = centered }, [new ParamGroup { Parameters = parameters }]);

        public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
            => Start(new Options { LearningRate = lr, maximize = maximize, momentum = momentum, alpha = alpha, eps = eps, weight_decay = weight_decay, centered = centered }, parameters);

        public double Momentum
        {
            get => ((Options)_defaults).momentum ?? 0;
            set
            {
                ((Options)_defaults).momentum = value;
                foreach (var group in _parameter_groups) ((Options)group.Options).momentum = value;
            }
        }

        public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Step, closure);

        void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var lr = group.LearningRate;
            var (alpha, momentum) = (options.alpha ?? 0, options.momentum ?? 0);
            var batch = Gather<State>(group).Effective(options.maximize ?? false, options.weight_decay ?? 0);
            if (batch.IsEmpty) return;
            foreach (var state in batch.States) state.step++;
            var squares = batch.Each(state => state.square_avg);
            Foreach.mul_(squares, alpha);
            Foreach.addcmul_(squares, batch.Grads, batch.Grads, 1 - alpha);
            var spread = squares;
            if (options.centered ?? false)
            {
                var means = batch.Each(state => state.grad_avg!);
                Foreach.mul_(means, alpha);
                Foreach.add_(means, batch.Grads, 1 - alpha);
                spread = Foreach.addcmul(squares, means, means, -1);
            }
            var scale = Foreach.sqrt(spread);
            Foreach.add_(scale, options.eps ?? 0);
            if (momentum == 0)
            {
                Foreach.addcdiv_(batch.Parameters, batch.Grads, scale, -lr);
                return;
            }
            var buffers = batch.Each(state => state.momentum_buffer ??= zeros_like(state.square_avg).DetachFromDisposeScope());
            Foreach.mul_(buffers, momentum);
            Foreach.addcdiv_(buffers, batch.Grads, scale, 1);
            Foreach.add_(batch.Parameters, buffers, -lr);
        }

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public class Options : OptimizerOptions
        {
            public bool? maximize;
            public double? momentum;
            public double? alpha;
            public double? eps;
            public double? weight_decay;
            public bool? centered;

            private protected override void Fields(OptionWalk walk, OptimizerOptions other)
            {
                var o = (Options)other;
                walk.Flag(ref maximize, o.maximize);
                walk.Real(ref momentum, o.momentum);
                walk.Real(ref alpha, o.alpha);
                walk.Real(ref eps, o.eps);
                walk.Real(ref weight_decay, o.weight_decay);
                walk.Flag(ref centered, o.centered);
            }
        }

        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0, bool centered = false)
                : base(parameters, new Options { LearningRate = lr, momentum = momentum, alpha = alpha, eps = eps, weight_decay = weight_decay, centered = centered }) { }

            public double Momentum { get => Options.momentum ?? 0; set => Options.momentum = value; }
        }

        public class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor square_avg = null!;
            public Tensor? momentum_buffer;
            public Tensor? grad_avg;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                DisposeFields();
                var o = (Options)options;
                (step, square_avg) = (0, Zeros());
                momentum_buffer = o.momentum > 0 ? Zeros() : null;
                grad_avg = o.centered ?? false ? Zeros() : null;
            }

            public void Dispose() => DisposeFields();

            private protected override void Fields(StateWalk walk, OptimizerState other)
            {
                var o = (State)other;
                walk.Count(ref step, o.step);
                walk.Tensor(ref square_avg, o.square_avg);
                walk.Optional(ref momentum_buffer, o.momentum_buffer);
                walk.Optional(ref grad_avg, o.grad_avg);
            }
        }
    }
}
