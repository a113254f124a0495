namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static partial class Op
            {
                internal static readonly Operator
                    dropout = new("dropout"), dropout_ = new("dropout_"), alpha_dropout = new("alpha_dropout"),
                    alpha_dropout_ = new("alpha_dropout_"), feature_alpha_dropout = new("feature_alpha_dropout"),
                    feature_alpha_dropout_ = new("feature_alpha_dropout_");
            }

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                => (inplace ? Op.dropout_ : Op.dropout).Call(input, Probability(p), training);
            /// <summary>Drops whole channels of (N, C, L) or (C, L).</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => Channels(input, 3, p, training, inplace);
            /// <summary>Drops whole channels of (N, C, H, W) or (C, H, W).</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => Channels(input, 4, p, training, inplace);
            /// <summary>Drops whole channels of (N, C, D, H, W) or (C, D, H, W).</summary>
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => Channels(input, 5, p, training, inplace);
            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false)
                => (inplace ? Op.alpha_dropout_ : Op.alpha_dropout).Call(input, Probability(p), training);
            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false)
                => (inplace ? Op.feature_alpha_dropout_ : Op.feature_alpha_dropout).Call(input, Probability(p), training);

            private static partial class Op
            {
                internal static readonly Operator feature_dropout = new("feature_dropout"), feature_dropout_ = new("feature_dropout_");
            }

            private static double Probability(double p)
                => p is >= 0 and <= 1 ? p : throw new ArgumentException($"The probability of dropping must lie between 0 and 1, not be {p}.", nameof(p));

            // The native operator takes batches only.
            private static Tensor Channels(Tensor input, int batched, double p, bool training, bool inplace)
            {
                var op = inplace ? Op.feature_dropout_ : Op.feature_dropout;
                if (input.dim() == batched) return op.Call(input, Probability(p), training);
                if (input.dim() != batched - 1)
                    throw new ArgumentException($"This dropout takes {batched} dimensions (a batch) or {batched - 1}, not {input.dim()}.", nameof(input));
                using var batch = input.unsqueeze(0);
                using var dropped = op.Call(batch, Probability(p), training);
                return dropped.squeeze(0);
            }
        }
    }
}
