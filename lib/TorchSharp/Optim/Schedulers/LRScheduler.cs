namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets an optimizer's learning rates; <see cref="step()"/> follows each epoch's (or batch's) last optimizer step.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                private protected readonly Optimizer _optimizer = null!;
                private protected int _last_epoch;
                private protected IReadOnlyList<double> _base_lrs = [];
                private protected IReadOnlyList<double> _last_lrs = [];
                readonly bool _verbose;

                protected LRScheduler() { }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (_optimizer, _last_epoch, _verbose) = (optimizer, last_epoch, verbose);
                    if (!optimizer.Scheduled) // a second scheduler starts from where the first one did
                        foreach (var group in Groups) group.InitialLearningRate = group.LearningRate;
                    optimizer.Scheduled = true;
                    _base_lrs = [.. Groups.Select(group => group.InitialLearningRate)];
                }

                private protected IEnumerable<ILearningRateController> Groups => _optimizer.ParamGroups;
                private protected IEnumerable<double> Current => Groups.Select(group => group.LearningRate);

                /// <summary>The learning rates of epoch 0; derived classes call it when they are set up.</summary>
                private protected void Start() => step();

                /// <summary>Goes on to the next epoch.</summary>
                public virtual void step()
                {
                    _step_count++;
                    _last_epoch++;
                    Advance();
                }

                private protected virtual void Advance() => Apply([.. get_lr()]);

                /// <summary>Goes to the given epoch, or to the next one.</summary>
                public virtual void step(int? epoch)
                {
                    if (epoch is not { } chosen)
                    {
                        step();
                        return;
                    }
                    _step_count++;
                    _last_epoch = chosen;
                    Jump();
                }

                private protected virtual void Jump() => Apply([.. get_closed_form_lr()]);

                /// <summary>Goes on by what a measured quantity says, in schedulers that heed one; the others ignore it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                private protected void Apply(IReadOnlyList<double> rates)
                {
                    var index = 0;
                    foreach (var group in Groups)
                    {
                        if (_verbose && group.LearningRate != rates[index])
                            Console.WriteLine($"Adjusting learning rate of group {index} to {rates[index]:0.0000E+0}.");
                        group.LearningRate = rates[index++];
                    }
                    _last_lrs = rates;
                }

                /// <summary>The learning rates, one for each group, that the last step set.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The learning rates of this epoch from those of the one before, so that schedulers can act on one optimizer together.</summary>
                protected internal virtual IEnumerable<double> get_lr() => Current;

                /// <summary>The learning rates of this epoch from those of the first.</summary>
                protected internal virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                // For schedulers made of others, which set them back before they begin.
                internal void Rewind()
                {
                    _last_epoch--;
                    _step_count = 0;
                }

                internal void BeginAgain() => step();
            }
        }
    }
}
