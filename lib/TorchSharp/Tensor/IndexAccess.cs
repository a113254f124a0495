namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices).Dispose();
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices).Dispose();
        }

        public Tensor this[params long[] indices]
        {
            get => index(Singles(indices));
            set => index_put_(value, Singles(indices)).Dispose();
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, Singles(i1)).Dispose();
        }

        public Tensor this[long i1, long i2]
        {
            get => index(Singles(i1, i2));
            set => index_put_(value, Singles(i1, i2)).Dispose();
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Singles(i1, i2, i3));
            set => index_put_(value, Singles(i1, i2, i3)).Dispose();
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Singles(i1, i2, i3, i4));
            set => index_put_(value, Singles(i1, i2, i3, i4)).Dispose();
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(Singles(i1, i2, i3, i4, i5));
            set => index_put_(value, Singles(i1, i2, i3, i4, i5)).Dispose();
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(Singles(i1, i2, i3, i4, i5, i6));
            set => index_put_(value, Singles(i1, i2, i3, i4, i5, i6)).Dispose();
        }

        public Tensor index(params Tensor[] indices) => Ops.index_Tensor.Call(this, indices);

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null) return view;
            using (view) return Ops.index_Tensor.Call(view, tensors);
        }

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Put(this, indices, value, accumulate);
            return Again();
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = View(indices);
            using (view)
            {
                if (tensors is not null) Put(view, tensors, value, accumulate);
                else if (accumulate) Ops.add__Tensor.Run(view, value);
                else Ops.copy_.Run(view, value);
            }
            return Again();
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filler = ValueLikeThis(value);
            return index_put_(filler, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var filler = ValueLikeThis(value);
            return index_put_(filler, indices, false);
        }

        private static void Put(Tensor target, Tensor?[] indices, Tensor value, bool accumulate)
        {
            if (value.dtype == target.dtype)
            {
                Ops.index_put_.Run(target, indices, value, accumulate);
                return;
            }
            using var converted = value.to(target.dtype);
            Ops.index_put_.Run(target, indices, converted, accumulate);
        }

        private Tensor ValueLikeThis(Scalar value) => torch.full([], value, dtype, device);

        private static TensorIndex[] Singles(params long[] indices) => Array.ConvertAll(indices, i => (TensorIndex)i);

        /// <summary>
        /// Applies what needs no copying (elements, slices, new axes), one dimension after the other; what is left are tensors of
        /// indices, with nulls for the dimensions taken whole, or null when there are none.
        /// </summary>
        private (Tensor View, Tensor?[]? Tensors) View(TensorIndex[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            var consumed = indices.Sum(Consumes);
            var dimensions = dim();
            if (consumed > dimensions) throw new ArgumentException($"{consumed} indices are too many for a tensor of {dimensions} dimensions.", nameof(indices));
            if (indices.Count(i => i.Kind == IndexKind.Ellipsis) > 1) throw new ArgumentException("An index can hold one ellipsis only.", nameof(indices));

            var view = alias();
            List<Tensor?> tensors = [];
            long at = 0, covered = 0; // dimensions of the view behind us, and those that the tensors speak for
            try
            {
                foreach (var index in indices)
                {
                    switch (index.Kind)
                    {
                        case IndexKind.Ellipsis:
                            at += dimensions - consumed;
                            break;
                        case IndexKind.NewAxis:
                            Become(view.unsqueeze(at++));
                            break;
                        case IndexKind.Single:
                            Become(view.select(at, index.Start!.Value));
                            break;
                        case IndexKind.Slice:
                            if (index.Start is not null || index.Stop is not null || index.Step is not null)
                                Become(Ops.slice_Tensor.Call(view, at, index.Start, index.Stop, index.Step ?? 1));
                            at++;
                            break;
                        case IndexKind.Bool:
                            Become(view.unsqueeze(at));
                            Place(torch.full([1], index.Start == 1, ScalarType.Bool, device), 1);
                            break;
                        case IndexKind.Tensor:
                            Place(index.Indices!, Consumes(index));
                            break;
                    }
                }
            }
            catch
            {
                view.Dispose();
                throw;
            }
            return (view, tensors.Count == 0 ? null : tensors.ToArray());

            void Become(Tensor next)
            {
                view.Dispose();
                view = next;
            }

            // A mask of several dimensions stands for as many of the view's.
            void Place(Tensor tensor, long dims)
            {
                for (; covered < at; covered++) tensors.Add(null);
                tensors.Add(tensor);
                at = covered += dims;
            }
        }

        private static long Consumes(TensorIndex index) => index.Kind switch
        {
            IndexKind.Single or IndexKind.Slice => 1,
            IndexKind.Tensor when index.Indices!.dtype is ScalarType.Bool or ScalarType.Byte => index.Indices.dim(),
            IndexKind.Tensor => 1,
            _ => 0,
        };
    }
}
