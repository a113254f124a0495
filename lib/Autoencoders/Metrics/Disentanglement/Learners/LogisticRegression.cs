using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The linear classifier that metrics are defined by: softmax regression with the penalty ½‖W‖² on the weights, not on
/// the intercepts, found by Newton's method to double precision. For three classes and more it is scikit-learn's
/// LogisticRegression with C = 1.
/// </summary>
internal sealed class LogisticRegression : IDisposable
{
    private readonly Tensor weights; // (d + 1, classes), the intercepts last

    private LogisticRegression(Tensor weights) => this.weights = weights;

    /// <summary>Fits x, float64 (n, d), to labels below <paramref name="classes"/>, int64 (n).</summary>
    public static LogisticRegression Fit(Tensor x, Tensor labels, int classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        // Large columns are divided by their size, and their weights' penalty by its square: the optimum is the same
        // and the steps stay solvable.
        // (m, 1)
        var size = cat([x.abs().amax([0L]).clamp(min: 1), ones(1, dtype: float64, device: x.device)]).unsqueeze(1);
        var inputs = WithOne(x) / size.t();                                         // (n, m), m = d + 1
        var m = inputs.shape[1];
        var target = nn.functional.one_hot(labels, classes).to(float64);            // (n, K)
        var penalty =
            cat([ones(m - 1, 1, dtype: float64, device: x.device), zeros(1, 1, dtype: float64, device: x.device)])
            / size.square();
        // The intercepts may all grow alike without a change: a trace of penalty keeps the step finite and does not
        // move the optimum.
        var diagonal = diag((penalty + 1e-9).expand(m, classes).reshape(-1));
        var w = zeros(m, classes, dtype: float64, device: x.device);
        double Loss(Tensor at) =>
            ((inputs.mm(at).logsumexp(1) - (inputs.mm(at) * target).sum(1)).sum()
                + 0.5 * (penalty * at.square()).sum()).item<double>();
        var loss = Loss(w);
        for (var iteration = 0; iteration < 100; iteration++)
        {
            using var step = NewDisposeScope();
            var p = inputs.mm(w).softmax(1);                                     // (n, K)
            var gradient = inputs.t().mm(p - target) + penalty * w;              // (m, K)
            if (gradient.abs().max().item<double>() < 1e-9 * x.shape[0]) break;
            // Σ_n x xᵀ ⊗ (diag p − p pᵀ), ordered as the entries of w.
            var spread = (inputs.unsqueeze(2) * p.unsqueeze(1)).reshape(x.shape[0], m * classes);
            var curved = (inputs.unsqueeze(2) * ones(1, 1, classes, dtype: float64, device: x.device)).reshape(
                x.shape[0], m * classes);
            var same = eye(classes, dtype: float64, device: x.device).repeat(m, m);
            var hessian = curved.t().mm(spread) * same - spread.t().mm(spread) + diagonal;
            var direction = linalg.solve(hessian, gradient.reshape(-1, 1)).reshape(m, classes);
            var (length, next) = (1.0, 0.0);
            while ((next = Loss(w - length * direction)) > loss && length > 1e-6) length /= 2;
            if (!(next < loss)) break; // as exact as the numbers allow
            (w, loss) = ((w - length * direction).MoveToOuterDisposeScope(), next);
        }
        return new((w / size).DetachFromDisposeScope());
    }

    /// <summary>log p of each class: float64 (n, d) to (n, K).</summary>
    public Tensor LogProbabilities(Tensor x)
    {
        using var scope = NewDisposeScope();
        return WithOne(x).mm(weights).log_softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>The share of rows whose likeliest class is their label.</summary>
    public double Accuracy(Tensor x, Tensor labels)
    {
        using var logits = LogProbabilities(x);
        return Categorical.Accuracy(labels, logits);
    }

    /// <summary>The weights, (d, K), and intercepts, (K).</summary>
    public (Tensor Weights, Tensor Intercepts) Solution =>
        (weights.narrow(0, 0, weights.shape[0] - 1), weights[weights.shape[0] - 1]);

    public void Dispose() => weights.Dispose();

    private static Tensor WithOne(Tensor x) => cat([x, ones(x.shape[0], 1, dtype: float64, device: x.device)], 1);
}
