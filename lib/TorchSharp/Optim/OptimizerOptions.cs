namespace TorchSharp.Modules;

/// <summary>The settings of a group of parameters.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }

    /// <summary>Writes the settings in the order in which <see cref="Fields"/> names them.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate ?? 0);
        Fields(new Saving(writer), this);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
        Fields(new Loading(reader), this);
    }

    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
        Fields(new Copying(), source);
    }

    /// <summary>Walks over the settings beyond the learning rate, each with its counterpart in <paramref name="other"/>.</summary>
    private protected virtual void Fields(OptionWalk walk, OptimizerOptions other) { }

    internal OptimizerOptions Copy() => (OptimizerOptions)MemberwiseClone();

    /// <summary>Takes what is not set from <paramref name="defaults"/>.</summary>
    internal void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = LearningRate ?? 0;
        Fields(new Completing(), defaults);
    }

    private protected abstract class OptionWalk
    {
        public abstract void Real(ref double? field, double? other);
        public abstract void Flag(ref bool? field, bool? other);
    }

    sealed class Saving(BinaryWriter writer) : OptionWalk
    {
        public override void Real(ref double? field, double? other) => writer.Write(field ?? 0);
        public override void Flag(ref bool? field, bool? other) => writer.Write(field ?? false);
    }

    sealed class Loading(BinaryReader reader) : OptionWalk
    {
        public override void Real(ref double? field, double? other) => field = reader.ReadDouble();
        public override void Flag(ref bool? field, bool? other) => field = reader.ReadBoolean();
    }

    sealed class Copying : OptionWalk
    {
        public override void Real(ref double? field, double? other) => field = other;
        public override void Flag(ref bool? field, bool? other) => field = other;
    }

    sealed class Completing : OptionWalk
    {
        public override void Real(ref double? field, double? other) => field ??= other;
        public override void Flag(ref bool? field, bool? other) => field ??= other;
    }
}
