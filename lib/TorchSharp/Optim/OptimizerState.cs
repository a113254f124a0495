using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of a parameter between steps.</summary>
public abstract class OptimizerState
{
    protected readonly Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Sets the state to that before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public virtual void SaveStateDict(BinaryWriter writer) => Fields(new Saving(writer), this);

    public virtual void LoadStateDict(BinaryReader reader) => Fields(new Loading(reader, _parameter), this);

    /// <summary>Takes over a copy of another state.</summary>
    public virtual void LoadStateDict(OptimizerState source)
    {
        if (source.GetType() != GetType()) throw new ArgumentException($"The state is of the type {source.GetType()}, not {GetType()}.", nameof(source));
        if (!ReferenceEquals(source, this)) Fields(new Copying(), source);
    }

    public virtual bool ApproximatelyEquals(OptimizerState other)
    {
        if (other?.GetType() != GetType()) return false;
        var comparing = new Comparing();
        Fields(comparing, other);
        return comparing.Equal;
    }

    public virtual void to(Device device) => Fields(new Moving(device), this);

    /// <summary>Walks over what the state is made of, each part with its counterpart in <paramref name="other"/>, in the order of TorchSharp's files.</summary>
    private protected abstract void Fields(StateWalk walk, OptimizerState other);

    private protected void DisposeFields() => Fields(new Disposing(), this);

    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device? device)
    {
        result?.Dispose();
        result = reader.ReadBoolean() ? Read(reader, device) : null;
    }

    static Tensor Read(BinaryReader reader, Device? device)
    {
        var tensor = torch.Tensor.Load(reader);
        if (device is not null && device.type != DeviceType.CPU) tensor = tensor.to(device, disposeAfter: true);
        return tensor.DetachFromDisposeScope();
    }

    private protected abstract class StateWalk
    {
        public abstract void Count(ref long field, long other);
        public abstract void Real(ref double field, double other);
        public abstract void Tensor(ref Tensor field, Tensor other);
        public abstract void Optional(ref Tensor? field, Tensor? other);
    }

    sealed class Saving(BinaryWriter writer) : StateWalk
    {
        public override void Count(ref long field, long other) => writer.Write(field);
        public override void Real(ref double field, double other) => writer.Write(field);
        public override void Tensor(ref Tensor field, Tensor other) => field.Save(writer);
        public override void Optional(ref Tensor? field, Tensor? other) => SaveConditionalStateTensor(writer, field);
    }

    sealed class Loading(BinaryReader reader, Parameter parameter) : StateWalk
    {
        public override void Count(ref long field, long other) => field = reader.ReadInt64();
        public override void Real(ref double field, double other) => field = reader.ReadDouble();
        public override void Optional(ref Tensor? field, Tensor? other) => LoadConditionalStateTensor(reader, ref field, parameter.device);

        public override void Tensor(ref Tensor field, Tensor other)
        {
            field?.Dispose();
            field = Read(reader, parameter.device);
        }
    }

    sealed class Copying : StateWalk
    {
        public override void Count(ref long field, long other) => field = other;
        public override void Real(ref double field, double other) => field = other;
        public override void Tensor(ref Tensor field, Tensor other) => Optional(ref field!, other);

        public override void Optional(ref Tensor? field, Tensor? other)
        {
            field?.Dispose();
            field = other?.clone().DetachFromDisposeScope();
        }
    }

    sealed class Comparing : StateWalk
    {
        public bool Equal { get; private set; } = true;

        public override void Count(ref long field, long other) => Equal &= field == other;
        public override void Real(ref double field, double other) => Equal &= Math.Abs(field - other) <= 1e-8 + 1e-5 * Math.Abs(other);
        public override void Tensor(ref Tensor field, Tensor other) => Optional(ref field!, other);
        public override void Optional(ref Tensor? field, Tensor? other) => Equal &= field is null || other is null ? field is null && other is null : field.allclose(other);
    }

    sealed class Moving(Device device) : StateWalk
    {
        public override void Count(ref long field, long other) { }
        public override void Real(ref double field, double other) { }
        public override void Tensor(ref Tensor field, Tensor other) => Optional(ref field!, other);

        public override void Optional(ref Tensor? field, Tensor? other)
        {
            if (field is null || field.device.Equals(device)) return;
            var moved = field.to(device).DetachFromDisposeScope();
            field.Dispose();
            field = moved;
        }
    }

    sealed class Disposing : StateWalk
    {
        public override void Count(ref long field, long other) { }
        public override void Real(ref double field, double other) { }
        public override void Tensor(ref Tensor field, Tensor other) => field?.Dispose();
        public override void Optional(ref Tensor? field, Tensor? other) => field?.Dispose();
    }
}
