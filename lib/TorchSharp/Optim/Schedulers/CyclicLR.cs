namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up and down between two learning rates (Smith, 2017, arXiv:1506.01186); the momentum goes the other way.</summary>
                public class CyclicLR : LRScheduler
                {
                    public enum Mode { Triangular = 0, Triangular2 = 1, ExpRange = 2 }

                    public enum ScaleMode { Cycle = 0, Iterations = 1 }

                    readonly double[] _max;
                    readonly double _total, _rising;
                    readonly Func<double, double> _scale;
                    readonly bool _byCycle;
                    readonly MomentumCycle? _momentum;

                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0,
                        Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, double base_momentum = 0.8, double max_momentum = 0.9,
                        int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeated(optimizer, base_lr), Repeated(optimizer, max_lr), step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum,
                            Repeated(optimizer, base_momentum), Repeated(optimizer, max_momentum), last_epoch, verbose)
                    { }

                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0,
                        Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                        int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (step_size_up <= 0) throw new ArgumentOutOfRangeException(nameof(step_size_up), step_size_up, "A cycle rises for at least one step.");
                        _base_lrs = OnePerGroup(base_lr, _base_lrs.Count);
                        _max = OnePerGroup(max_lr, _base_lrs.Count);
                        if (last_epoch == -1)
                            foreach (var (group, lr) in Groups.Zip(_base_lrs)) group.LearningRate = lr;

                        _total = step_size_up + (step_size_down > 0 ? step_size_down : step_size_up);
                        _rising = step_size_up / _total;
                        _byCycle = scale_fn is null ? mode != Mode.ExpRange : scale_mode == ScaleMode.Cycle;
                        _scale = scale_fn ?? mode switch
                        {
                            Mode.Triangular2 => cycle => 1 / Math.Pow(2, cycle - 1),
                            Mode.ExpRange => step => Math.Pow(gamma, step),
                            _ => _ => 1,
                        };
                        if (cycle_momentum) _momentum = new(optimizer, base_momentum ?? Repeated(optimizer, 0.8), max_momentum ?? Repeated(optimizer, 0.9));
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + _last_epoch / _total);
                        var x = 1 + _last_epoch / _total - cycle;
                        var height = (x <= _rising ? x / _rising : (x - 1) / (_rising - 1)) * _scale(_byCycle ? cycle : _last_epoch);
                        _momentum?.Set((low, high) => high - (high - low) * height);
                        return _base_lrs.Zip(_max, (low, high) => low + (high - low) * height);
                    }
                }

                /// <summary>The bounds between which a scheduler moves the momentum (of Adam and its kin: β₁) of each group.</summary>
                sealed class MomentumCycle
                {
                    readonly Optimizer _optimizer;
                    readonly (double low, double high)[] _bounds;

                    public MomentumCycle(Optimizer optimizer, IEnumerable<double> low, IEnumerable<double> high)
                    {
                        var groups = optimizer.ParamGroups.ToList();
                        if (!groups.TrueForAll(group => group is IMomentum or IBetas))
                            throw new ArgumentException($"{optimizer.GetType().Name} has no momentum for the scheduler to move; cycle_momentum: false leaves it alone.", nameof(optimizer));
                        _optimizer = optimizer;
                        _bounds = [.. OnePerGroup(low, groups.Count).Zip(OnePerGroup(high, groups.Count))];
                    }

                    public void Set(Func<double, double, double> momentum)
                    {
                        foreach (var (group, (low, high)) in _optimizer.ParamGroups.Zip(_bounds))
                        {
                            var value = momentum(low, high);
                            if (group is IMomentum withMomentum) withMomentum.Momentum = value;
                            else if (group is IBetas withBetas) withBetas.Betas = (value, withBetas.Betas.Item2);
                        }
                    }
                }
            }
        }
    }
}
