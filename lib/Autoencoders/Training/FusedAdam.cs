using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) as <c>optim.Adam</c> computes it, in one pass over memory instead of some ten
/// operators a parameter: several times as fast for small models on a CPU. Parameter groups, state and its files are
/// those of <c>optim.Adam</c>. Parameters on a GPU, of another type than float32, or with amsgrad go through
/// <c>optim.Adam</c> itself.
/// </summary>
public sealed class FusedAdam : Adam
{
    /// <summary>Adam for these parameters; all options are those of <c>optim.Adam</c>.</summary>
    public FusedAdam(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double eps = 1e-8, double weight_decay = 0)
        : base(parameters, lr, beta1, beta2, eps, weight_decay) { }

    /// <summary>Adam for groups of parameters, each with options of its own.</summary>
    public FusedAdam(
        IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double eps = 1e-8, double weight_decay = 0)
        : base(parameters, lr, beta1, beta2, eps, weight_decay) { }

    /// <summary>Updates all parameters by their gradients.</summary>
    /// <param name="closure">Computes the loss anew and its gradients, or null if they are there.</param>
    /// <returns>The closure's loss, or null.</returns>
    public override Tensor step(Func<Tensor>? closure = null) =>
        AdamPass.Step(_parameter_groups.Select(group => (group.Parameters, Of((Options)group.Options))), Update,
            base.step, closure);

    private void Update(Parameter parameter, AdamPass.Settings settings)
    {
        var state = (State)_state[parameter.Handle];
        AdamPass.Apply(parameter, state.exp_avg, state.exp_avg_sq, ref state.step, settings);
    }

    private static AdamPass.Settings Of(Options o) => new(
        o.LearningRate!.Value, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.weight_decay!.Value,
        Decoupled: false, Plain: !o.amsgrad!.Value && !o.maximize!.Value);
}

/// <summary>
/// AdamW (Loshchilov and Hutter 2019): <see cref="FusedAdam"/> whose weight decay shrinks the parameter itself and
/// stays out of the moments.
/// </summary>
public sealed class FusedAdamW : AdamW
{
    /// <summary>AdamW for these parameters; all options are those of <c>optim.AdamW</c>.</summary>
    public FusedAdamW(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double eps = 1e-8, double weight_decay = 1e-2)
        : base(parameters, lr, beta1, beta2, eps, weight_decay) { }

    /// <inheritdoc cref="FusedAdam.step"/>
    public override Tensor step(Func<Tensor>? closure = null) =>
        AdamPass.Step(_parameter_groups.Select(group => (group.Parameters, Of((Options)group.Options))), Update,
            base.step, closure);

    private void Update(Parameter parameter, AdamPass.Settings settings)
    {
        var state = (State)_state[parameter.Handle];
        AdamPass.Apply(parameter, state.exp_avg, state.exp_avg_sq, ref state.step, settings);
    }

    private static AdamPass.Settings Of(Options o) => new(
        o.LearningRate!.Value, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.weight_decay!.Value,
        Decoupled: true, Plain: !o.amsgrad!.Value && !o.maximize!.Value);
}

/// <summary>The one pass of <see cref="FusedAdam"/> and <see cref="FusedAdamW"/>.</summary>
internal static class AdamPass
{
    /// <summary>What a parameter group says; plain is without amsgrad and maximize.</summary>
    internal readonly record struct Settings(
        double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay,
        bool Decoupled, bool Plain);

    /// <summary>
    /// One step for all parameters by <paramref name="update"/>, or by TorchSharp's own where one of them is not served
    /// here.
    /// </summary>
    public static Tensor Step(
        IEnumerable<(IEnumerable<Parameter> Parameters, Settings Settings)> groups, Action<Parameter, Settings> update,
        Func<Func<Tensor>?, Tensor> own, Func<Tensor>? closure)
    {
        var all = groups.SelectMany(
            group => group.Parameters.Select(parameter => (Parameter: parameter, group.Settings))).ToArray();
        if (!all.All(each => each.Settings.Plain && Serves(each.Parameter))) return own(closure);
        var loss = closure?.Invoke();
        foreach (var (parameter, settings) in all) update(parameter, settings);
        return loss!;
    }

    // float32 in contiguous memory of the CPU.
    private static bool Serves(Parameter p) =>
        p.device_type == TorchSharp.DeviceType.CPU && p.dtype == float32 && p.is_contiguous();

    /// <summary>One step for one parameter; without a gradient it stays as it is.</summary>
    public static void Apply(Parameter parameter, Tensor first, Tensor second, ref long step, Settings s)
    {
        using var grad = parameter.grad;
        if (grad is null) return;
        step++;
        using var dense = grad.contiguous();
        var corrected = Math.Sqrt(1 - Math.Pow(s.Beta2, step));
        // θ ← θ − η m̂ / (√v̂ + ε), with the corrections of both moments' biases moved into η and ε.
        var rate = s.LearningRate * corrected / (1 - Math.Pow(s.Beta1, step));
        Pass(Floats(parameter), Floats(dense), Floats(first), Floats(second), (float)s.Beta1,
            (float)s.Beta2, (float)rate,
            (float)(s.Epsilon * corrected), s.Decoupled ? 0 : (float)s.WeightDecay, s.Decoupled
                ? (float)(1 - s.LearningRate * s.WeightDecay)
                : 1);
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static void Pass(
        Span<float> theta, Span<float> g, Span<float> m, Span<float> v, float beta1, float beta2, float rate,
        float epsilon, float decay, float shrink)
    {
        Span<Vector<float>> thetas = Vectors(theta), gs = Vectors(g), ms = Vectors(m), vs = Vectors(v);
        for (var i = 0; i < thetas.Length; i++)
        {
            var gradient = Normal(gs[i] + decay * thetas[i]);
            ms[i] = Normal(beta1 * ms[i] + (1 - beta1) * gradient);
            vs[i] = Normal(beta2 * vs[i] + (1 - beta2) * gradient * gradient);
            thetas[i] = shrink * thetas[i] - rate * ms[i] / (Vector.SquareRoot(vs[i]) + new Vector<float>(epsilon));
        }
        for (var i = thetas.Length * Vector<float>.Count; i < theta.Length; i++)
        {
            var gradient = Normal(g[i] + decay * theta[i]);
            m[i] = Normal(beta1 * m[i] + (1 - beta1) * gradient);
            v[i] = Normal(beta2 * v[i] + (1 - beta2) * gradient * gradient);
            theta[i] = shrink * theta[i] - rate * m[i] / (MathF.Sqrt(v[i]) + epsilon);
        }
    }

    private static Span<Vector<float>> Vectors(Span<float> floats) => MemoryMarshal.Cast<float, Vector<float>>(floats);

    // Numbers below float32's normal range, to which the moments of dead units decay, make arithmetic many times
    // slower: they are taken for zero.
    private const float SmallestNormal = 1.17549435e-38f;

    private static Vector<float> Normal(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(SmallestNormal)),
            Vector<float>.Zero, x);

    private static float Normal(float x) => MathF.Abs(x) < SmallestNormal ? 0 : x;
}
