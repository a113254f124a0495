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
                    binary_cross_entropy = new("binary_cross_entropy"),
                    binary_cross_entropy_with_logits = new("binary_cross_entropy_with_logits"), fused_binary_cross_entropy_with_logits = new("torchsharp::binary_cross_entropy_with_logits"), mse_loss = new("mse_loss"),
                    l1_loss = new("l1_loss"), smooth_l1_loss = new("smooth_l1_loss"), huber_loss = new("huber_loss"),
                    cross_entropy_loss = new("cross_entropy_loss"), nll_loss_nd = new("nll_loss_nd"), kl_div = new("kl_div"),
                    cosine_embedding_loss = new("cosine_embedding_loss"), hinge_embedding_loss = new("hinge_embedding_loss"),
                    margin_ranking_loss = new("margin_ranking_loss"), soft_margin_loss = new("soft_margin_loss"),
                    multi_margin_loss = new("multi_margin_loss"), multilabel_margin_loss = new("multilabel_margin_loss"),
                    poisson_nll_loss = new("poisson_nll_loss"), triplet_margin_loss = new("triplet_margin_loss"),
                    ctc_loss_Tensor = new("ctc_loss.Tensor");
            }

            /// <summary>−(t log x + (1 − t) log(1 − x)) for probabilities x; the logarithms are bounded below by −100.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                => Op.binary_cross_entropy.Call(input, SameShape(input, target), weight, (long)reduction);
            /// <summary>The binary cross-entropy of sigmoid(x), without the overflow of computing it in two steps.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
                => weight is null && pos_weights is null
                    ? Op.fused_binary_cross_entropy_with_logits.Call(input, SameShape(input, target), (long)reduction)
                    : Op.binary_cross_entropy_with_logits.Call(input, SameShape(input, target), weight, pos_weights, (long)reduction);
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Op.mse_loss.Call(input, target, (long)reduction);
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Op.l1_loss.Call(input, target, (long)reduction);
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
                => Op.smooth_l1_loss.Call(input, target, (long)reduction, beta);
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
                => Op.huber_loss.Call(input, target, (long)reduction, delta);
            /// <summary>Of logits (N, C, …) against classes (N, …), or against probabilities of the logits' shape.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0)
                => Op.cross_entropy_loss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                => Op.nll_loss_nd.Call(input, target, weight, (long)reduction);
            /// <summary>The sum or mean of t (log t − x) for log-probabilities x; the target too is logarithmic when log_target is set.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
                => Op.kl_div.Call(input, target, (long)reduction, log_target);
            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
                => Op.cosine_embedding_loss.Call(input1, input2, target, margin, (long)reduction);
            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
                => Op.hinge_embedding_loss.Call(input, target, margin, (long)reduction);
            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
                => Op.margin_ranking_loss.Call(input1, input2, target, margin, (long)reduction);
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Op.soft_margin_loss.Call(input, target, (long)reduction);
            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                => Op.multi_margin_loss.Call(input, target, p, margin, weight, (long)reduction);
            public static Tensor multi_label_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
                => Op.multilabel_margin_loss.Call(input, target, (long)reduction);
            /// <summary>The mean over the classes of the binary cross-entropy of logits (N, C).</summary>
            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                var loss = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input));
                if (weight is not null) loss *= weight;
                return Reduced(loss.mean([-1]), reduction).MoveToOuterDisposeScope();
            }

            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false, float eps = 1e-8f, Reduction reduction = Reduction.Mean)
                => Op.poisson_nll_loss.Call(input, target, log_input, full, (double)eps, (long)reduction);
            /// <summary>½ (log σ² + (x − t)² / σ²), with ½ log 2π when full; the variance is bounded below by eps, its gradient is not.</summary>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, float eps = 1e-6f, Reduction reduction = Reduction.Mean)
            {
                if (variance.dim() > 0 && !variance.shape.AsSpan().SequenceEqual(input.shape)
                    && !variance.shape.AsSpan().SequenceEqual([.. input.shape[..^1], 1]) && !variance.shape.AsSpan().SequenceEqual(input.shape[..^1]))
                    throw new ArgumentException($"The variance's shape [{string.Join(", ", variance.shape)}] does not go with the input's [{string.Join(", ", input.shape)}].", nameof(variance));
                using var scope = NewDisposeScope();
                using (no_grad())
                    if (variance.min().ToDouble() < 0) throw new ArgumentException("A variance cannot be negative.", nameof(variance));
                if (variance.dim() == input.dim() - 1 && variance.dim() > 0) variance = variance.unsqueeze(-1);
                var bounded = variance + (variance.clamp_min(eps) - variance).detach();
                var loss = 0.5 * (bounded.log() + (input - target).square() / bounded);
                if (full) loss += 0.5 * Math.Log(2 * Math.PI);
                return Reduced(loss, reduction).MoveToOuterDisposeScope();
            }

            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean)
                => Op.triplet_margin_loss.Call(anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction);
            /// <summary>max(d(a, p) − d(a, n) + margin, 0); the distance is the Euclidean one unless another is given.</summary>
            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                distance ??= (a, b) => pairwise_distance(a, b);
                var near = distance(anchor, positive);
                var far = distance(anchor, negative);
                if (swap) far = minimum(far, distance(positive, negative));
                return Reduced((near - far + margin).clamp_min(0), reduction).MoveToOuterDisposeScope();
            }

            public static Tensor ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0, bool zero_infinity = false, Reduction reduction = Reduction.Mean)
                => Op.ctc_loss_Tensor.Call(log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity);

            private static Tensor SameShape(Tensor input, Tensor target)
                => input.shape.AsSpan().SequenceEqual(target.shape)
                    ? target
                    : throw new ArgumentException($"The target's shape [{string.Join(", ", target.shape)}] differs from the input's [{string.Join(", ", input.shape)}].", nameof(target));

            private static Tensor Reduced(Tensor loss, Reduction reduction) => reduction switch
            {
                Reduction.Mean => loss.mean(),
                Reduction.Sum => loss.sum(),
                _ => loss,
            };
        }
    }
}
