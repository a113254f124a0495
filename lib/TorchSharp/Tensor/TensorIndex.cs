namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position of an index: an element, a slice, a new axis, an ellipsis, a mask or a tensor of indices.</summary>
    public readonly struct TensorIndex
    {
        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null) =>
            (Kind, Start, Stop, Step, Indices) = (kind, start, stop, step, tensor);

        internal IndexKind Kind { get; }
        internal long? Start { get; }
        internal long? Stop { get; }
        internal long? Step { get; }
        internal Tensor? Indices { get; }

        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);
        public static readonly TensorIndex Null = new(IndexKind.NewAxis);
        public static readonly TensorIndex None = new(IndexKind.NewAxis);
        public static readonly TensorIndex Colon = new(IndexKind.Slice);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? stop) range) => Slice(range.start, range.stop);

        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : Position(range.End));

        public static TensorIndex Single(long? index) => index is { } i ? new(IndexKind.Single, i) : Null;

        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor ?? throw new ArgumentNullException(nameof(tensor)));

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(Position(index));
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range);

        public static implicit operator Tensor(TensorIndex value) => value.Kind switch
        {
            IndexKind.Tensor => value.Indices!,
            IndexKind.Single => torch.tensor(value.Start!.Value),
            IndexKind.Bool => torch.tensor(value.Start == 1),
            _ => throw new InvalidOperationException($"An index of kind {value.Kind} is no tensor."),
        };

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }

    internal enum IndexKind
    {
        NewAxis, Ellipsis, Single, Slice, Bool, Tensor,
    }
}
