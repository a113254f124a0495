namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the learning rate when a measured quantity has not improved for more than <c>patience</c> steps.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    readonly bool _lower, _relative;
                    readonly double _factor, _threshold, _eps;
                    readonly int _patience, _cooldown;
                    readonly IReadOnlyList<double> _least;
                    double _best;
                    int _bad, _resting;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel",
                        int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor lies below 1.");
                        _lower = mode switch { "min" => true, "max" => false, _ => throw new ArgumentException($"The mode is 'min' or 'max', not '{mode}'.", nameof(mode)) };
                        _relative = threshold_mode switch { "rel" => true, "abs" => false, _ => throw new ArgumentException($"The threshold mode is 'rel' or 'abs', not '{threshold_mode}'.", nameof(threshold_mode)) };
                        _least = min_lr is null || min_lr.Count == 0 ? [.. _base_lrs.Select(_ => 0.0)]
                            : min_lr.Count == 1 ? [.. _base_lrs.Select(_ => min_lr[0])]
                            : OnePerGroup(min_lr, _base_lrs.Count);
                        (_factor, _patience, _threshold, _cooldown, _eps) = (factor, patience, threshold, cooldown, eps);
                        _best = _lower ? double.PositiveInfinity : double.NegativeInfinity;
                        _last_epoch = 0;
                        _last_lrs = [.. Current];
                    }

                    public override void step() => throw new InvalidOperationException("ReduceLROnPlateau needs the quantity that it watches: step(value).");

                    public override void step(int? epoch) => step();

                    public override void step(double current, int? epoch = null)
                    {
                        _step_count++;
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (Improves(current)) (_best, _bad) = (current, 0);
                        else _bad++;
                        if (_resting > 0)
                        {
                            _resting--;
                            _bad = 0;
                        }
                        if (_bad <= _patience)
                        {
                            _last_lrs = [.. Current];
                            return;
                        }
                        Apply([.. Current.Zip(_least, (lr, least) => Math.Max(lr * _factor, least) is var lower && lr - lower > _eps ? lower : lr)]);
                        (_resting, _bad) = (_cooldown, 0);
                    }

                    bool Improves(double value)
                    {
                        if (!_relative) return _lower ? value < _best - _threshold : value > _best + _threshold;
                        return _lower ? value < _best * (1 - _threshold) : value > _best * (1 + _threshold);
                    }
                }
            }
        }
    }
}
