namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                public class StepLR : LRScheduler
                {
                    readonly int _step_size;
                    readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (step_size <= 0) throw new ArgumentOutOfRangeException(nameof(step_size), step_size, "A period has at least one epoch.");
                        (_step_size, _gamma) = (step_size, gamma);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                        => _last_epoch == 0 || _last_epoch % _step_size != 0 ? Current : Current.Select(lr => lr * _gamma);

                    protected internal override IEnumerable<double> get_closed_form_lr() => _base_lrs.Select(lr => lr * Math.Pow(_gamma, _last_epoch / _step_size));
                }

                public class MultiStepLR : LRScheduler
                {
                    readonly int[] _milestones;
                    readonly double _gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_milestones, _gamma) = ([.. milestones], gamma);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        var times = _milestones.Count(epoch => epoch == _last_epoch);
                        return Current.Select(lr => lr * Math.Pow(_gamma, times));
                    }

                    protected internal override IEnumerable<double> get_closed_form_lr()
                    {
                        var passed = _milestones.Count(epoch => epoch <= _last_epoch);
                        return _base_lrs.Select(lr => lr * Math.Pow(_gamma, passed));
                    }
                }

                public class ExponentialLR : LRScheduler
                {
                    readonly double _gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _gamma = gamma;
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr() => _last_epoch == 0 ? Current : Current.Select(lr => lr * _gamma);
                    protected internal override IEnumerable<double> get_closed_form_lr() => _base_lrs.Select(lr => lr * Math.Pow(_gamma, _last_epoch));
                }

                public class PolynomialLR : LRScheduler
                {
                    readonly int _total_iters;
                    readonly double _power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1.0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_total_iters, _power) = (total_iters, power);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0 || _last_epoch > _total_iters) return Current;
                        var factor = Math.Pow((1 - (double)_last_epoch / _total_iters) / (1 - (double)(_last_epoch - 1) / _total_iters), _power);
                        return Current.Select(lr => lr * factor);
                    }

                    protected internal override IEnumerable<double> get_closed_form_lr()
                        => _base_lrs.Select(lr => lr * Math.Pow(1 - (double)Math.Min(_total_iters, _last_epoch) / _total_iters, _power));
                }

                public class ConstantLR : LRScheduler
                {
                    readonly double _factor;
                    readonly int _total_iters;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (factor is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor lies between 0 and 1.");
                        (_factor, _total_iters) = (factor, total_iters);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Current.Select(lr => lr * _factor);
                        return _last_epoch == _total_iters ? Current.Select(lr => lr / _factor) : Current;
                    }

                    protected internal override IEnumerable<double> get_closed_form_lr() => _base_lrs.Select(lr => _last_epoch >= _total_iters ? lr : lr * _factor);
                }

                public class LinearLR : LRScheduler
                {
                    readonly double _start, _end;
                    readonly int _total_iters;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is <= 0 or > 1) throw new ArgumentOutOfRangeException(nameof(start_factor), start_factor, "The first factor lies above 0 and is at most 1.");
                        if (end_factor is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(end_factor), end_factor, "The last factor lies between 0 and 1.");
                        (_start, _end, _total_iters) = (start_factor, end_factor, total_iters);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Current.Select(lr => lr * _start);
                        if (_last_epoch > _total_iters) return Current;
                        var factor = 1 + (_end - _start) / (_total_iters * _start + (_last_epoch - 1) * (_end - _start));
                        return Current.Select(lr => lr * factor);
                    }

                    protected internal override IEnumerable<double> get_closed_form_lr()
                        => _base_lrs.Select(lr => lr * (_start + (_end - _start) * Math.Min(_total_iters, _last_epoch) / _total_iters));
                }

                /// <summary>Half a cosine from the first rate down to eta_min over T_max epochs, and up again (Loshchilov and Hutter, 2017, arXiv:1608.03983).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    readonly double _t_max, _eta_min;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_t_max, _eta_min) = (T_max, eta_min);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Current;
                        if (_step_count == 1 && _last_epoch > 0) return get_closed_form_lr();
                        if ((_last_epoch - 1 - _t_max) % (2 * _t_max) == 0)
                            return Current.Zip(_base_lrs, (lr, first) => lr + (first - _eta_min) * (1 - Math.Cos(Math.PI / _t_max)) / 2);
                        var factor = (1 + Math.Cos(Math.PI * _last_epoch / _t_max)) / (1 + Math.Cos(Math.PI * (_last_epoch - 1) / _t_max));
                        return Current.Select(lr => factor * (lr - _eta_min) + _eta_min);
                    }

                    protected internal override IEnumerable<double> get_closed_form_lr()
                        => _base_lrs.Select(lr => _eta_min + (lr - _eta_min) * (1 + Math.Cos(Math.PI * _last_epoch / _t_max)) / 2);
                }
            }
        }
    }
}
