namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The first learning rate times a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    readonly Func<int, double>[] _lambdas;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeated(optimizer, lr_lambda), last_epoch, verbose) { }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _lambdas = OnePerGroup(lr_lambdas, _base_lrs.Count);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr() => _base_lrs.Zip(_lambdas, (lr, lambda) => lr * lambda(_last_epoch));
                }

                /// <summary>The learning rate of the epoch before times a function of the epoch.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    readonly Func<int, double>[] _lambdas;

                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeated(optimizer, lr_lambda), last_epoch, verbose) { }

                    public MultiplicativeLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _lambdas = OnePerGroup(lr_lambdas, _base_lrs.Count);
                        Start();
                    }

                    protected internal override IEnumerable<double> get_lr() => _last_epoch > 0 ? Current.Zip(_lambdas, (lr, lambda) => lr * lambda(_last_epoch)) : Current;
                }

                static IEnumerable<T> Repeated<T>(Optimizer optimizer, T value) => optimizer.ParamGroups.Select(_ => value);

                static T[] OnePerGroup<T>(IEnumerable<T> values, int groups)
                {
                    T[] list = [.. values];
                    return list.Length == groups ? list : throw new ArgumentException($"The optimizer has {groups} groups of parameters; one value for each is needed, not {list.Length}.");
                }
            }
        }
    }
}
