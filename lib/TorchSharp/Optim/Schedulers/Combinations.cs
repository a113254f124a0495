namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Several schedulers at once on one optimizer.</summary>
                public class ChainedLR : LRScheduler
                {
                    readonly LRScheduler[] _schedulers;

                    public ChainedLR(IEnumerable<LRScheduler> schedulers)
                    {
                        _schedulers = [.. schedulers];
                        if (_schedulers.Length == 0) throw new ArgumentException("There are no schedulers to chain.", nameof(schedulers));
                        _last_lrs = [.. _schedulers[^1].get_last_lr()];
                    }

                    public override void step()
                    {
                        _step_count++;
                        foreach (var scheduler in _schedulers) scheduler.step();
                        _last_lrs = [.. _schedulers[^1].get_last_lr()];
                    }

                    private protected override void Jump() => throw new InvalidOperationException("Schedulers that act together only go on to the next epoch.");
                }

                /// <summary>One scheduler after another, the next from each milestone on.</summary>
                public class SequentialLR : LRScheduler
                {
                    readonly LRScheduler[] _schedulers;
                    readonly int[] _milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) : base(optimizer, 0)
                    {
                        (_schedulers, _milestones) = ([.. schedulers], [.. milestones]);
                        if (_schedulers.Length == 0) throw new ArgumentException("There are no schedulers to run.", nameof(schedulers));
                        if (_milestones.Length != _schedulers.Length - 1)
                            throw new ArgumentException($"{_schedulers.Length} schedulers need {_schedulers.Length - 1} milestones, not {_milestones.Length}.", nameof(milestones));
                        _last_epoch = last_epoch + 1;
                        // The schedulers took their first step when they were made; only the first one's is to count.
                        foreach (var group in Groups) group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers) scheduler.Rewind();
                        _schedulers[0].BeginAgain();
                        _last_lrs = [.. _schedulers[0].get_last_lr()];
                    }

                    protected internal override IEnumerable<double> get_lr() => Current;

                    private protected override void Advance()
                    {
                        var index = _milestones.Count(milestone => milestone <= _last_epoch);
                        var scheduler = _schedulers[index];
                        if (index > 0 && _milestones[index - 1] == _last_epoch) scheduler.step(0);
                        else scheduler.step();
                        _last_lrs = [.. scheduler.get_last_lr()];
                    }

                    private protected override void Jump() => throw new InvalidOperationException("Schedulers that act together only go on to the next epoch.");
                }
            }
        }
    }
}
