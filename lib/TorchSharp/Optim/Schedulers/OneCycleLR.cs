namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One rise to max_lr and one long fall far below the start (Smith and Topin, 2018, arXiv:1708.07120); a step a batch.</summary>
                public class OneCycleLR : LRScheduler
                {
                    public enum AnnealStrategy { Cos = 0, Linear = 1 }

                    readonly record struct Phase(double End, Func<Rates, (double, double)> Lr, bool MomentumFalls, bool MomentumRises);

                    readonly record struct Rates(double Initial, double Max, double Min);

                    readonly Rates[] _rates;
                    readonly Phase[] _phases;
                    readonly int _total;
                    readonly AnnealStrategy _strategy;
                    readonly MomentumCycle? _momentum;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeated(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            Repeated(optimizer, base_momentum), Repeated(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    { }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                            throw new ArgumentException("The length of the cycle is needed: total_steps, or epochs and steps_per_epoch, above 0.", nameof(total_steps));
                        if (pct_start is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(pct_start), pct_start, "The share of the rise lies between 0 and 1.");
                        _total = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        _strategy = anneal_strategy;
                        _rates = [.. OnePerGroup(max_lr, _base_lrs.Count).Select(max => new Rates(max / div_factor, max, max / div_factor / final_div_factor))];
                        if (last_epoch == -1)
                            foreach (var (group, rates) in Groups.Zip(_rates)) group.InitialLearningRate = rates.Initial;
                        _base_lrs = [.. Groups.Select(group => group.InitialLearningRate)];

                        var rise = new Phase(pct_start * _total - 1, rates => (rates.Initial, rates.Max), MomentumFalls: true, MomentumRises: false);
                        _phases = three_phase
                            ? [rise,
                               new(2 * pct_start * _total - 2, rates => (rates.Max, rates.Initial), MomentumFalls: false, MomentumRises: true),
                               new(_total - 1, rates => (rates.Initial, rates.Min), MomentumFalls: false, MomentumRises: false)]
                            : [rise, new(_total - 1, rates => (rates.Max, rates.Min), MomentumFalls: false, MomentumRises: true)];
                        if (cycle_momentum) _momentum = new(optimizer, base_momentum ?? Repeated(optimizer, 0.85), max_momentum ?? Repeated(optimizer, 0.95));
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total)
                            throw new InvalidOperationException($"The cycle has {_total} steps; step {_last_epoch + 1} lies beyond it.");
                        var index = 0;
                        while (index < _phases.Length - 1 && _last_epoch > _phases[index].End) index++;
                        var start = index == 0 ? 0 : _phases[index - 1].End;
                        var phase = _phases[index];
                        var share = (_last_epoch - start) / (phase.End - start);
                        _momentum?.Set((low, high) => Between(phase.MomentumRises ? low : high, phase.MomentumFalls ? low : high, share));
                        return _rates.Select(rates => phase.Lr(rates) is var (from, to) ? Between(from, to, share) : 0);
                    }

                    double Between(double from, double to, double share)
                        => _strategy == AnnealStrategy.Linear ? from + (to - from) * share : to + (from - to) / 2 * (Math.Cos(Math.PI * share) + 1);
                }
            }
        }
    }
}
