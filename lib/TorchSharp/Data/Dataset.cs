using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>Examples that can be fetched by index.</summary>
                public abstract class Dataset<T> : IDisposable
                {
                    public abstract long Count { get; }

                    public abstract T GetTensor(long index);

                    public void Dispose()
                    {
                        Dispose(true);
                        GC.SuppressFinalize(this);
                    }

                    protected virtual void Dispose(bool disposing) { }
                }

                /// <summary>Examples made of named tensors.</summary>
                public abstract class Dataset : Dataset<Dictionary<string, Tensor>>;

                /// <summary>Examples made of a list of tensors.</summary>
                public abstract class IterableDataset : Dataset<IList<Tensor>>;

                /// <summary>Examples that are the slices of tensors along their first dimension.</summary>
                public static TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class TensorDataset : torch.utils.data.IterableDataset
    {
        readonly torch.Tensor[] _tensors;

        internal TensorDataset(torch.Tensor[] tensors)
        {
            if (tensors.Length == 0) throw new ArgumentException("A data set needs at least one tensor.", nameof(tensors));
            if (tensors.Any(tensor => tensor.dim() == 0 || tensor.shape[0] != tensors[0].shape[0]))
                throw new ArgumentException($"The tensors have the sizes [{string.Join("], [", tensors.Select(t => string.Join(", ", t.shape)))}]: the first, of the examples, must be the same.", nameof(tensors));
            _tensors = [.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())];
        }

        public override long Count => _tensors[0].shape[0];

        public IList<torch.Tensor> this[long index] => [.. _tensors.Select(tensor => tensor.select(0, index))];

        public override IList<torch.Tensor> GetTensor(long index) => this[index];

        /// <summary>The examples of these indices, stacked: one operator a tensor instead of one an example.</summary>
        internal IList<torch.Tensor> Batch(long[] indices)
        {
            using var index = torch.tensor(indices, device: _tensors[0].device);
            return [.. _tensors.Select(tensor => tensor.index_select(0, index))];
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                foreach (var tensor in _tensors) tensor.Dispose();
        }
    }
}
