using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>The operators of fused.cpp against libtorch's own, which they stand in for.</summary>
public sealed class FusedOperatorTests
{
    private static readonly Operator Convolution = new("convolution"), CrossEntropy = new("binary_cross_entropy_with_logits");

    // (N, C, H, W), (C, out / groups, kH, kW), stride, padding, extra padding of the output, dilation, groups
    public static TheoryData<long[], long[], long[], long[], long[], long[], long> Geometries => new()
    {
        { [4, 3, 7, 7], [3, 5, 4, 4], [2, 2], [1, 1], [0, 0], [1, 1], 1 },
        { [2, 4, 5, 6], [4, 2, 3, 3], [2, 3], [1, 0], [1, 2], [1, 1], 2 },
        { [3, 2, 4, 4], [2, 3, 3, 2], [1, 1], [0, 1], [0, 0], [2, 1], 1 },
        { [2, 6, 1, 1], [6, 8, 4, 4], [1, 1], [0, 0], [0, 0], [1, 1], 1 },
        { [2, 3, 9], [3, 4, 4], [2], [1], [1], [1], 1 },
        { [5, 4, 8], [4, 1, 3], [3], [2], [0], [2], 4 },
        { [1, 3, 6, 6], [3, 2, 4, 4], [2, 2], [1, 1], [0, 0], [1, 1], 1 },   // one image: libtorch's own kernel
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void A_transposed_convolution_and_its_first_and_second_gradients_are_libtorchs(long[] input, long[] kernel, long[] stride, long[] padding, long[] extra, long[] dilation, long groups)
    {
        manual_seed(7);
        var (x, w, b) = (randn(input, requires_grad: true), randn(kernel, requires_grad: true), randn(kernel[1] * groups, requires_grad: true));
        var ours = stride.Length == 1
            ? nn.functional.conv_transpose1d(x, w, b, stride[0], padding[0], extra[0], dilation[0], groups)
            : nn.functional.conv_transpose2d(x, w, b, stride, padding, extra, dilation, groups);
        var theirs = Convolution.Call(x, w, b, stride, padding, dilation, true, extra, groups);
        AssertClose(theirs, ours);

        var weights = randn_like(ours);
        var (mine, others) = (Gradients(ours, weights, [x, w, b]), Gradients(theirs, weights, [x, w, b]));
        foreach (var (a, e) in mine.First.Zip(others.First)) AssertClose(e, a);
        foreach (var (a, e) in mine.Second.Zip(others.Second)) AssertClose(e, a);
    }

    [Fact]
    public void A_transposed_convolution_without_bias_or_gradient_is_libtorchs()
    {
        var (x, w) = (randn(3, 2, 5, 5), randn(2, 4, 4, 4));
        AssertClose(Convolution.Call(x, w, Arg.None, new long[] { 2, 2 }, new long[] { 1, 1 }, new long[] { 1, 1 }, true, new long[] { 0, 0 }, 1), nn.functional.conv_transpose2d(x, w, null, [2, 2], [1, 1]));
    }

    [Fact]
    public void Misuse_of_a_transposed_convolution_is_told_by_libtorch()
    {
        var w = randn(2, 4, 4, 4);
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 5, 5, 5), w));
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 2, 5, 5), w, null, [2, 2], [9, 9]));
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 2, 5, 5), w, null, [2, 2], output_padding: [2, 2]));
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 2, 5, 5), w, randn(3)));
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 2), w));
        Assert.ThrowsAny<Exception>(() => nn.functional.conv_transpose2d(randn(3, 2, 5, 5), w, null, [0, 0]));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 2e-6)]
    [InlineData(ScalarType.Float64, 1e-14)]
    public void The_cross_entropy_of_logits_and_its_gradients_are_libtorchs(ScalarType type, double tolerance)
    {
        manual_seed(3);
        var a = (randn(40, 30, type) * 6).requires_grad_();
        var x = rand(40, 30, type).requires_grad_();
        foreach (var reduction in Enum.GetValues<nn.Reduction>())
        {
            var ours = nn.functional.binary_cross_entropy_with_logits(a, x, reduction: reduction);
            var theirs = CrossEntropy.Call(a, x, Arg.None, Arg.None, (long)reduction);
            AssertClose(theirs, ours, tolerance);
            var weights = randn_like(ours);
            var (mine, others) = (Gradients(ours, weights, [a, x]), Gradients(theirs, weights, [a, x]));
            foreach (var (actual, expected) in mine.First.Zip(others.First)) AssertClose(expected, actual, tolerance);
            AssertClose(others.Second[0], mine.Second[0], tolerance);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void The_cross_entropy_of_large_logits_is_exact(ScalarType type)
    {
        var a = tensor(new[] { 500.0, -500, 39.5, 41, -41, 0, 1e30 }, type).requires_grad_();
        var x = tensor(new[] { 0.0, 1, 0, 0, 0, 0.5, 1 }, type);
        var loss = nn.functional.binary_cross_entropy_with_logits(a, x, reduction: nn.Reduction.None);
        double[] expected = [500, 500, 39.5, 41, Math.Exp(-41), Math.Log(2), 0];
        Assert.All(expected.Zip(loss.to(float64).data<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1e-15, pair.First)));
        loss.sum().backward();
        Assert.True(isfinite(a.grad!).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_in_one_pass_is_the_step_operator_by_operator(bool decoupled)
    {
        manual_seed(5);
        var start = randn(6, 7, float64);
        Tensor Train(Func<Tensor, Tensor> layout)
        {
            var p = new Parameter(layout(start.clone()));
            using optim.Optimizer adam = decoupled ? optim.AdamW([p], 0.1, weight_decay: 0.3) : optim.Adam([p], 0.1, weight_decay: 0.3);
            for (var i = 0; i < 20; i++)
            {
                adam.zero_grad();
                ((p - 1).pow(4).sum() * (i + 1)).backward();
                adam.step();
            }
            return p.detach().contiguous();
        }

        // A transposed parameter is not contiguous, and takes the operators.
        AssertClose(Train(t => t.t().contiguous().t()), Train(t => t), 1e-13);
    }

    [Fact]
    public void A_step_in_one_pass_is_seen_by_a_graph_that_saved_the_parameter()
    {
        var p = new Parameter(ones(3));
        using var adam = optim.Adam([p], 0.1);
        p.sum().backward();
        var squares = p * p;
        adam.step();
        Assert.Contains("modified by an inplace operation", Assert.ThrowsAny<Exception>(() => squares.sum().backward()).Message);
    }

    private static (Tensor[] First, Tensor[] Second) Gradients(Tensor y, Tensor weights, Tensor[] inputs)
    {
        var first = autograd.grad([y], inputs, [weights], create_graph: true).ToArray();
        var second = autograd.grad([first[0].pow(2).sum() + first[1].pow(2).sum()], inputs, retain_graph: true, allow_unused: true);
        return (first, [.. second.Where(g => g is not null)]);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.shape, actual.shape);
        var scale = Math.Max(1, expected.abs().max().to(float64).item<double>());
        Assert.InRange((expected - actual).abs().max().to(float64).item<double>() / scale, 0, tolerance);
    }
}
