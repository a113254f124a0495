using System.Text.Json;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN;

/// <summary>Values and gradients against PyTorch's, for functions of the inputs that recorded/nn.py makes.</summary>
public class FunctionTests
{
    static readonly long[] X = [2, 3, 4], Image = [2, 4, 6, 5], Line = [2, 4, 7], Volume = [1, 2, 4, 5, 3];

    static Tensor[] Ramps(params long[][] shapes) => [.. shapes.Select(shape => Recorded.Ramp(shape))];

    static (Func<Tensor[], Tensor>, Func<Tensor[]>) On(long[] shape, Func<Tensor, Tensor> f) => (t => f(t[0]), () => Ramps(shape));

    static (Func<Tensor[], Tensor>, Func<Tensor[]>) On(Func<Tensor[], Tensor> f, params long[][] shapes) => (f, () => Ramps(shapes));

    static readonly Dictionary<string, (Func<Tensor[], Tensor> Call, Func<Tensor[]> Inputs)> Functions = new()
    {
        ["relu"] = On(X, t => relu(t)),
        ["relu6"] = On(X, t => relu6(t)),
        ["leaky_relu"] = On(X, t => leaky_relu(t, 0.2)),
        ["elu"] = On(X, t => elu(t, 0.7)),
        ["celu"] = On(X, t => celu(t, 0.7)),
        ["selu"] = On(X, t => selu(t)),
        ["gelu"] = On(X, t => gelu(t)),
        ["gelu_tanh"] = On(X, t => gelu(t, Modules.GELU.Approximate.tanh)),
        ["silu"] = On(X, t => silu(t)),
        ["mish"] = On(X, t => mish(t)),
        ["sigmoid"] = On(X, nn.functional.sigmoid),
        ["logsigmoid"] = On(X, logsigmoid),
        ["hardsigmoid"] = On(X, t => hardsigmoid(t)),
        ["hardswish"] = On(X, t => hardswish(t)),
        ["tanh"] = On(X, t => nn.functional.tanh(t)),
        ["hardtanh"] = On(X, t => hardtanh(t, -0.5, 0.3)),
        ["tanhshrink"] = On(X, t => tanhshrink(t)),
        ["hardshrink"] = On(X, t => hardshrink(t)),
        ["softshrink"] = On(X, t => softshrink(t)),
        ["softplus"] = On(X, t => softplus(t, 2)),
        ["softsign"] = On(X, t => softsign(t)),
        ["threshold"] = On(X, t => threshold(t, 0.1, -3)),
        ["softmax"] = On(X, t => nn.functional.softmax(t, 1)),
        ["log_softmax"] = On(X, t => log_softmax(t, 1)),
        ["softmin"] = On(X, t => softmin(t, 1)),
        ["glu"] = On(X, t => glu(t)),
        ["rrelu"] = On(X, t => rrelu(t)),
        ["normalize"] = On(X, t => normalize(t)),
        ["prelu"] = (t => prelu(t[0], t[1]), () => [Recorded.Ramp(X), tensor(new[] { 0.1, 0.2, 0.3 })]),
        ["linear"] = On(t => linear(t[0], t[1], t[2]), X, [5, 4], [5]),
        ["cosine_similarity"] = (t => cosine_similarity(t[0], t[1]), Shifted),
        ["pairwise_distance"] = (t => pairwise_distance(t[0], t[1]), Shifted),
        ["conv1d"] = On(t => conv1d(t[0], t[1], t[2], 2, 1), Line, [6, 4, 3], [6]),
        ["conv2d"] = On(t => conv2d(t[0], t[1], t[2], [2, 1], [1, 0], [1, 2], 2), Image, [6, 2, 3, 2], [6]),
        ["conv2d_same"] = On(t => conv2d_padding(t[0], t[1], padding: Padding.Same), Image, [3, 4, 2, 3]),
        ["conv3d"] = On(t => conv3d(t[0], t[1], padding: [1, 1, 1]), Volume, [2, 2, 2, 2, 2]),
        ["conv_transpose1d"] = On(t => conv_transpose1d(t[0], t[1], t[2], 2, 1, 1), Line, [4, 3, 3], [3]),
        ["conv_transpose2d"] = On(t => conv_transpose2d(t[0], t[1], t[2], [2, 2], [1, 1], [1, 1], groups: 2), Image, [4, 3, 3, 3], [6]),
        ["conv_transpose3d"] = On(t => conv_transpose3d(t[0], t[1], strides: [2, 2, 2]), Volume, [2, 3, 2, 2, 2]),
        ["unfold"] = On(Image, t => unfold(t, (3, 2), (1, 1), (1, 1), (2, 2))),
        ["fold"] = On([2, 12, 9], t => fold(t, (4, 4), (2, 2))),
        ["max_pool1d"] = On(Line, t => max_pool1d(t, 3, 2, 1)),
        ["max_pool2d"] = On(Image, t => max_pool2d(t, 2)),
        ["max_pool3d"] = On(Volume, t => max_pool3d(t, [2], [1])),
        ["avg_pool1d"] = On(Line, t => avg_pool1d(t, 3, 2, 1)),
        ["avg_pool2d"] = On(Image, t => avg_pool2d(t, (2, 3), (2, 1), count_include_pad: false)),
        ["avg_pool3d"] = On(Volume, t => avg_pool3d(t, [2])),
        ["lp_pool1d"] = On(Line, t => lp_pool1d(t.abs(), 3, 2)),
        ["lp_pool2d"] = On(Image, t => lp_pool2d(t, 2, 2)),
        ["adaptive_avg_pool1d"] = On(Line, t => adaptive_avg_pool1d(t, 3)),
        ["adaptive_avg_pool2d"] = On(Image, t => adaptive_avg_pool2d(t, (3, 2))),
        ["adaptive_avg_pool3d"] = On(Volume, t => adaptive_avg_pool3d(t, 2)),
        ["adaptive_max_pool2d"] = On(Image, t => adaptive_max_pool2d(t, [3, 2])),
        ["max_unpool1d"] = On(Line, t => max_pool1d_with_indices(t, 2) is var (y, i) ? max_unpool1d(y, i, 2, output_size: [7]) : y),
        ["max_unpool2d"] = On(Image, t => max_pool2d_with_indices(t, [2, 2]) is var (y, i) ? max_unpool2d(y, i, [2, 2], output_size: [6, 5]) : y),
        ["layer_norm"] = On(t => layer_norm(t[0], [4], t[1], t[2]), X, [4], [4]),
        ["group_norm"] = On(t => group_norm(t[0], 2, t[1], t[2]), Image, [4], [4]),
        ["instance_norm"] = On(Image, t => instance_norm(t)),
        ["batch_norm"] = On(t => batch_norm(t[0], null!, null!, t[1], t[2], training: true), Image, [4], [4]),
        ["local_response_norm"] = On(Image, t => local_response_norm(t, 3, 0.1)),
        ["pixel_shuffle"] = On(Image, t => pixel_shuffle(t, 2)),
        ["pixel_unshuffle"] = On([1, 2, 6, 3], t => pixel_unshuffle(t, 3)),
        ["pad_constant"] = On(Image, t => pad(t, (1, 2, 0, 1), value: 0.5)),
        ["pad_reflect"] = On(Image, t => pad(t, (1, 2, 3, 1), PaddingModes.Reflect)),
        ["pad_replicate"] = On(Image, t => pad(t, (1, 2, 3, 1), PaddingModes.Replicate)),
        ["pad_circular"] = On(Image, t => pad(t, (1, 2, 3, 1), PaddingModes.Circular)),
        ["nearest"] = On(Image, t => interpolate(t, scale_factor: [2])),
        ["nearest_exact"] = On(Image, t => interpolate(t, [4, 9], mode: InterpolationMode.NearestExact)),
        ["bilinear_scaled"] = On(Image, t => interpolate(t, scale_factor: [1.5, 2.3], mode: InterpolationMode.Bilinear)),
        ["bilinear_recomputed"] = On(Image, t => interpolate(t, scale_factor: [1.5, 2.3], mode: InterpolationMode.Bilinear, recompute_scale_factor: true)),
        ["bilinear_corners"] = On(Image, t => interpolate(t, [9, 7], mode: InterpolationMode.Bilinear, align_corners: true)),
        ["bicubic"] = On(Image, t => interpolate(t, [9, 7], mode: InterpolationMode.Bicubic)),
        ["bicubic_smooth"] = On(Image, t => interpolate(t, [3, 3], mode: InterpolationMode.Bicubic, antialias: true)),
        ["area"] = On(Image, t => interpolate(t, [3, 2], mode: InterpolationMode.Area)),
        ["linear1d"] = On(Line, t => interpolate(t, [11], mode: InterpolationMode.Linear)),
        ["trilinear"] = On(Volume, t => interpolate(t, scale_factor: [2], mode: InterpolationMode.Trilinear)),
        ["grid_sample"] = On(Image, t => grid_sample(t, Grid(), align_corners: false)),
        ["bilinear"] = On(t => bilinear(t[0], t[1], t[2], t[3]), [6, 3], [6, 4], [2, 3, 4], [2]),
    };

    static Tensor[] Shifted() => [Recorded.Ramp(4, 5), Recorded.Ramp(4, 5) + 0.3];

    static Tensor Grid()
    {
        var theta = tensor(new[,] { { 0.8, 0.2, 0.1 }, { -0.1, 0.9, 0.0 } }).unsqueeze(0).repeat(2, 1, 1);
        return affine_grid(theta, [2, 4, 3, 4]);
    }

    public static TheoryData<string> FunctionNames => [.. Functions.Keys];

    [Theory, MemberData(nameof(FunctionNames))]
    public void A_function_and_its_gradients_agree_with_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        Verify("functions", name, Functions[name].Call, Functions[name].Inputs());
    }

    [Theory, MemberData(nameof(FunctionNames))]
    public void A_functions_gradients_are_those_of_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        FiniteDifferences.AssertGradients(name, Functions[name].Call, OffTheKink(Functions[name].Inputs()));
    }

    [Theory, MemberData(nameof(LossFunctions))]
    public void A_losss_gradients_are_those_of_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        FiniteDifferences.AssertGradients(name, t => Losses[name].Call(t, nn.Reduction.Mean), OffTheKink(LossInputs(name)));
    }

    // The ramps begin at 0, where a rectifier has no slope.
    static Tensor[] OffTheKink(Tensor[] inputs) => Array.ConvertAll(inputs, t => t + 0.003);

    [Fact]
    public void Every_recorded_function_is_tested()
        => Assert.Equal(Recorded.Names("functions").Order(), Functions.Keys.Order());

    static void Verify(string section, string name, Func<Tensor[], Tensor> call, Tensor[] inputs)
    {
        var expected = Recorded.Section(section).GetProperty(name);
        foreach (var input in inputs) input.requires_grad_();
        var y = call(inputs);
        Recorded.Matches(expected, y, 1e-7, name);
        var weights = arange(y.numel(), ScalarType.Float64).mul(0.3).cos().reshape(y.shape);
        (y * weights).sum().backward();
        JsonElement[] grads = [.. expected.GetProperty("grads").EnumerateArray()];
        foreach (var (recorded, input) in grads.Zip(inputs)) Recorded.Close(recorded.Numbers(), Recorded.Digest(input.grad!), 1e-6, $"{name}, gradient");
    }

    static readonly Dictionary<string, (Func<Tensor[], nn.Reduction, Tensor> Call, int Inputs)> Losses = new()
    {
        ["binary_cross_entropy"] = ((t, r) => binary_cross_entropy(t[0], Q(), W(), r), 1),
        ["binary_cross_entropy_with_logits"] = ((t, r) => binary_cross_entropy_with_logits(t[0], Q(), W(), r, W() + 1), 1),
        ["mse_loss"] = ((t, r) => mse_loss(t[0], T(), r), 1),
        ["l1_loss"] = ((t, r) => l1_loss(t[0], T(), r), 1),
        ["smooth_l1_loss"] = ((t, r) => smooth_l1_loss(t[0], T(), r, 0.5), 1),
        ["huber_loss"] = ((t, r) => huber_loss(t[0], T(), 0.4, r), 1),
        ["cross_entropy"] = ((t, r) => cross_entropy(t[0], Classes(), W(), 4, r, 0.1), 1),
        ["nll_loss"] = ((t, r) => nll_loss(log_softmax(t[0], 1), Classes(), W(), r), 1),
        ["kl_div"] = ((t, r) => kl_div(log_softmax(t[0], 1), log_softmax(T(), 1), true, r), 1),
        ["cosine_embedding_loss"] = ((t, r) => cosine_embedding_loss(t[0], t[1], Sign(), 0.1, r), 2),
        ["hinge_embedding_loss"] = ((t, r) => hinge_embedding_loss(t[0], T().sign(), 0.7, r), 1),
        ["margin_ranking_loss"] = ((t, r) => margin_ranking_loss(t[0], t[1], Sign(), 0.2, r), 2),
        ["soft_margin_loss"] = ((t, r) => soft_margin_loss(t[0], T().sign(), r), 1),
        ["multi_margin_loss"] = ((t, r) => multi_margin_loss(t[0], Classes(), 1, 0.8, W(), r), 1),
        ["multi_label_margin_loss"] = ((t, r) => multi_label_margin_loss(t[0], tensor(new long[] { 1, 3, -1, 0, 0 }).repeat(4, 1), r), 1),
        ["multilabel_soft_margin_loss"] = ((t, r) => multilabel_soft_margin_loss(t[0], (Q() > 0.5).to(ScalarType.Float64), W(), r), 1),
        ["poisson_nll_loss"] = ((t, r) => poisson_nll_loss(t[0], Q() * 5, full: true, reduction: r), 1),
        ["gaussian_nll_loss"] = ((t, r) => gaussian_nll_loss(t[0], T(), t[1], full: true, reduction: r), 2),
        ["triplet_margin_loss"] = ((t, r) => triplet_margin_loss(t[0], t[1], Recorded.Ramp(4, 5).flip(0), swap: true, reduction: r), 2),
        ["triplet_margin_with_distance_loss"] = ((t, r) => triplet_margin_with_distance_loss(t[0], t[1], Recorded.Ramp(4, 5).flip(0), swap: true, reduction: r), 2),
        ["ctc_loss"] = ((t, r) => ctc_loss(log_softmax(t[0], 2), tensor(new long[,] { { 1, 2 }, { 3, 3 } }), tensor(new long[] { 6, 6 }), tensor(new long[] { 2, 2 }), reduction: r), 1),
    };

    static Tensor T() => (Recorded.Ramp(4, 5) * 1.7).cos();
    static Tensor Q() => torch.sigmoid(T());
    static Tensor W() => tensor(new[] { 0.2, 0.5, 1, 1.5, 2 });
    static Tensor Sign() => tensor(new[] { 1.0, -1, 1, -1 });
    static Tensor Classes() => tensor(new long[] { 1, 0, 4, 2 });

    static Tensor[] LossInputs(string name) => name switch
    {
        "binary_cross_entropy" => [torch.sigmoid(Recorded.Ramp(4, 5))],
        "margin_ranking_loss" => [Recorded.Ramp(4, 5).select(1, 0).clone(), T().select(1, 0).clone()],
        "gaussian_nll_loss" => [Recorded.Ramp(4, 5), Q()],
        "ctc_loss" => [Recorded.Ramp(6, 2, 5)],
        _ => Losses[name].Inputs == 2 ? [Recorded.Ramp(4, 5), T()] : [Recorded.Ramp(4, 5)],
    };

    public static TheoryData<string> LossFunctions => [.. Losses.Keys];

    public static TheoryData<string> LossNames => [.. Recorded.Names("losses")];

    [Theory, MemberData(nameof(LossNames))]
    public void A_loss_and_its_gradients_agree_with_PyTorchs_for_each_reduction(string name)
    {
        using var scope = NewDisposeScope();
        var (loss, reduction) = name.Split(':') is [var a, var b] ? (a, b) : default;
        var kind = reduction switch { "none" => nn.Reduction.None, "mean" => nn.Reduction.Mean, _ => nn.Reduction.Sum };
        Verify("losses", name, t => Losses[loss].Call(t, kind), LossInputs(loss));
    }
}
