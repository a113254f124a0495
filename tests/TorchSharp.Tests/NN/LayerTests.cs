using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class LayerTests
{
    static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Input, long[] Output)> Shapes = new()
    {
        ["Conv1d same"] = (() => nn.Conv1d(3, 4, 5, Padding.Same), [2, 3, 9], [2, 4, 9]),
        ["Conv1d reflect"] = (() => nn.Conv1d(3, 4, 5, padding: 2, padding_mode: PaddingModes.Reflect), [2, 3, 9], [2, 4, 9]),
        ["Conv2d"] = (() => nn.Conv2d(3, 4, 3, stride: 2, padding: 1), [2, 3, 8, 8], [2, 4, 4, 4]),
        ["Conv2d no batch"] = (() => nn.Conv2d(3, 4, (3, 1)), [3, 8, 8], [4, 6, 8]),
        ["Conv2d circular same"] = (() => nn.Conv2d(3, 4, 4, Padding.Same, padding_mode: PaddingModes.Circular), [2, 3, 8, 7], [2, 4, 8, 7]),
        ["Conv3d"] = (() => nn.Conv3d(1, 2, 3, groups: 1, bias: false), [2, 1, 4, 5, 6], [2, 2, 2, 3, 4]),
        ["ConvTranspose1d"] = (() => nn.ConvTranspose1d(3, 4, 4, stride: 2, padding: 1), [2, 3, 5], [2, 4, 10]),
        ["ConvTranspose2d"] = (() => nn.ConvTranspose2d(3, 4, 3, stride: 2, padding: 1, output_padding: 1), [2, 3, 4, 4], [2, 4, 8, 8]),
        ["ConvTranspose3d"] = (() => nn.ConvTranspose3d(2, 1, (2, 2, 2), (2, 2, 2)), [1, 2, 2, 2, 2], [1, 1, 4, 4, 4]),
        ["MaxPool1d"] = (() => nn.MaxPool1d(2), [2, 3, 9], [2, 3, 4]),
        ["MaxPool2d"] = (() => nn.MaxPool2d((2, 3), (1, 2)), [2, 3, 5, 7], [2, 3, 4, 3]),
        ["MaxPool3d"] = (() => nn.MaxPool3d(2), [1, 1, 4, 4, 4], [1, 1, 2, 2, 2]),
        ["AvgPool1d"] = (() => nn.AvgPool1d(2, 1), [2, 3, 9], [2, 3, 8]),
        ["AvgPool2d"] = (() => nn.AvgPool2d(2, padding: 1), [2, 3, 6, 6], [2, 3, 4, 4]),
        ["AvgPool3d"] = (() => nn.AvgPool3d([2, 1, 2]), [1, 1, 4, 4, 4], [1, 1, 2, 4, 2]),
        ["LPPool1d"] = (() => nn.LPPool1d(2, 3), [2, 3, 9], [2, 3, 3]),
        ["LPPool2d"] = (() => nn.LPPool2d(2, [3, 2]), [2, 3, 9, 8], [2, 3, 3, 4]),
        ["AdaptiveAvgPool2d"] = (() => nn.AdaptiveAvgPool2d((3, 2)), [2, 3, 9, 8], [2, 3, 3, 2]),
        ["AdaptiveMaxPool1d"] = (() => nn.AdaptiveMaxPool1d(4), [2, 3, 9], [2, 3, 4]),
        ["AdaptiveMaxPool3d"] = (() => nn.AdaptiveMaxPool3d([1, 2, 2]), [2, 3, 4, 4, 4], [2, 3, 1, 2, 2]),
        ["Upsample"] = (() => nn.Upsample(scale_factor: [2]), [2, 3, 4, 5], [2, 3, 8, 10]),
        ["Upsample bilinear"] = (() => nn.Upsample([7, 9], mode: UpsampleMode.Bilinear, align_corners: true), [2, 3, 4, 5], [2, 3, 7, 9]),
        ["Flatten"] = (() => nn.Flatten(), [2, 3, 4], [2, 12]),
        ["Unflatten"] = (() => nn.Unflatten(1, [3, 4]), [2, 12], [2, 3, 4]),
        ["Identity"] = (() => nn.Identity(), [2, 3], [2, 3]),
        ["PixelShuffle"] = (() => nn.PixelShuffle(2), [2, 8, 3, 3], [2, 2, 6, 6]),
        ["PixelUnshuffle"] = (() => nn.PixelUnshuffle(2), [2, 2, 6, 6], [2, 8, 3, 3]),
        ["ChannelShuffle"] = (() => nn.ChannelShuffle(2), [2, 4, 3, 3], [2, 4, 3, 3]),
        ["Unfold"] = (() => nn.Unfold(2), [2, 3, 4, 4], [2, 12, 9]),
        ["Fold"] = (() => nn.Fold(4, 2), [2, 12, 9], [2, 3, 4, 4]),
        ["ReflectionPad2d"] = (() => nn.ReflectionPad2d((1, 2, 0, 1)), [2, 3, 4, 5], [2, 3, 5, 8]),
        ["ReplicationPad3d"] = (() => nn.ReplicationPad3d(1), [1, 1, 2, 2, 2], [1, 1, 4, 4, 4]),
        ["ConstantPad1d"] = (() => nn.ConstantPad1d((1, 2), 3), [2, 4], [2, 7]),
        ["ZeroPad2d"] = (() => nn.ZeroPad2d(2), [1, 1, 2, 2], [1, 1, 6, 6]),
        ["BatchNorm2d"] = (() => nn.BatchNorm2d(3), [2, 3, 4, 4], [2, 3, 4, 4]),
        ["InstanceNorm2d"] = (() => nn.InstanceNorm2d(3, affine: true, track_running_stats: true), [3, 4, 4], [3, 4, 4]),
        ["LayerNorm"] = (() => nn.LayerNorm([4, 4]), [2, 3, 4, 4], [2, 3, 4, 4]),
        ["GroupNorm"] = (() => nn.GroupNorm(2, 4), [2, 4, 3], [2, 4, 3]),
        ["LocalResponseNorm"] = (() => nn.LocalResponseNorm(3), [2, 4, 3], [2, 4, 3]),
        ["PReLU"] = (() => nn.PReLU(3), [2, 3, 4], [2, 3, 4]),
        ["Softmax2d"] = (() => nn.Softmax2d(), [2, 3, 4, 4], [2, 3, 4, 4]),
        ["GLU"] = (() => nn.GLU(1), [2, 4, 3], [2, 2, 3]),
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_layer_gives_the_shape_that_its_sizes_say(string name)
    {
        using var scope = NewDisposeScope();
        var (make, input, output) = Shapes[name];
        using var layer = make();
        Assert.Equal(output, layer.call(rand(input)).shape);
    }

    [Fact]
    public void Circular_padding_makes_a_convolution_follow_a_rotation()
    {
        using var scope = NewDisposeScope();
        using var conv = nn.Conv1d(1, 1, 3, Padding.Same, padding_mode: PaddingModes.Circular);
        var x = rand(1, 1, 8);
        Assert.True(conv.forward(x.roll(3, 2)).allclose(conv.forward(x).roll(3, 2), rtol: 1e-4, atol: 1e-6));
    }

    [Fact]
    public void A_transposed_convolution_is_the_adjoint_of_its_convolution()
    {
        using var scope = NewDisposeScope();
        using var up = nn.ConvTranspose2d(4, 3, 3, stride: 2, padding: 1, bias: false, dtype: ScalarType.Float64);
        var small = rand(2, 4, 5, 4, dtype: ScalarType.Float64);
        var large = rand(2, 3, 9, 8, dtype: ScalarType.Float64);
        var down = nn.functional.conv2d(large, up.weight, strides: [2, 2], padding: [1, 1]);
        Assert.Equal((down * small).sum().item<double>(), (up.forward(small, [9, 8]) * large).sum().item<double>(), 9);
        Assert.Contains("from 7 to 8", Assert.Throws<ArgumentException>(() => up.forward(small, [9, 9])).Message);
    }

    [Fact]
    public void Batch_normalisation_keeps_running_statistics_and_uses_them_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(2, eps: 0);
        var x = tensor(new float[,] { { 0, 10 }, { 2, 30 }, { 4, 20 } });
        var y = norm.forward(x);
        Assert.Equal(0, y.mean().item<float>(), 5);
        Assert.Equal([0.2f, 2f], norm.running_mean!.data<float>().ToArray());
        Assert.Equal([0.9f + 0.1f * 4, 0.9f + 0.1f * 100], norm.running_var!.data<float>().ToArray().Select(v => MathF.Round(v, 5)));
        norm.eval();
        Assert.True(norm.forward(x).allclose((x - norm.running_mean) / norm.running_var.sqrt()));
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        norm.reset_running_stats();
        Assert.Equal((0, 2f), (norm.num_batches_tracked.item<long>(), norm.running_var.sum().item<float>()));
    }

    [Fact]
    public void Without_a_momentum_the_running_mean_is_that_of_all_batches()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(1);
        norm.momentum = null;
        foreach (var value in new[] { 1f, 2, 6 }) norm.forward(tensor(new[,] { { value - 1 }, { value + 1 } }));
        Assert.Equal(3, norm.running_mean!.item<float>(), 5);
    }

    [Fact]
    public void Dropout_keeps_the_mean_in_training_and_everything_in_evaluation()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var dropout = nn.Dropout(0.25);
        var x = ones(100_000);
        var y = dropout.forward(x);
        Assert.Equal(0.25, y.eq(0).to(ScalarType.Float64).mean().item<double>(), 2);
        Assert.Equal(1, y.mean().item<float>(), 1);
        dropout.eval();
        Assert.True(dropout.forward(x).allclose(x));
    }

    [Fact]
    public void Channel_dropout_drops_whole_channels()
    {
        using var scope = NewDisposeScope();
        using var dropout = nn.Dropout2d(0.5);
        var kept = dropout.forward(ones(4, 50, 3, 3)).sum([2L, 3L]);
        Assert.All(kept.data<float>().ToArray(), sum => Assert.True(sum is 0 or 18));
        Assert.Equal([50, 3, 3], dropout.forward(ones(50, 3, 3)).shape);
    }

    [Fact]
    public void An_embedding_looks_rows_up_and_its_padding_row_gets_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var table = nn.Embedding(5, 2, padding_idx: -1);
        var y = table.forward(tensor(new long[,] { { 0, 4 }, { 2, 0 } }));
        Assert.Equal([2, 2, 2], y.shape);
        Assert.Equal(0, y[0, 1].abs().sum().item<float>());
        y.sum().backward();
        Assert.Equal([2f, 0, 1, 0, 0], table.weight.grad!.select(1, 0).data<float>().ToArray());
        using var given = nn.Embedding_from_pretrained(eye(3));
        Assert.False(given.weight.requires_grad);
        Assert.Equal([0f, 1, 0], given.forward(tensor(1L)).data<float>().ToArray());
        using var bounded = nn.Embedding_from_pretrained(eye(3) * 5, max_norm: 1);
        Assert.Equal(1, bounded.forward(tensor(1L)).norm().item<float>(), 4);
    }

    [Fact]
    public void In_place_activations_change_their_input()
    {
        using var x = tensor(new float[] { -1, 2 });
        using var y = nn.ReLU(inplace: true).forward(x);
        Assert.Equal([0f, 2], x.data<float>().ToArray());
    }

    [Fact]
    public void Misuse_says_what_was_expected()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("groups", Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3, groups: 2)).Message);
        Assert.Contains("strided", Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3, Padding.Same, stride: 2)).Message);
        Assert.Contains("(batch, 3", Assert.Throws<ArgumentException>(() => nn.Conv2d(3, 4, 3).forward(rand(2, 4, 8, 8))).Message);
        Assert.Contains("4 dimensions, not 2", Assert.Throws<ArgumentException>(() => nn.BatchNorm2d(3).forward(rand(2, 3))).Message);
        Assert.Contains("groups of the same size", Assert.Throws<ArgumentException>(() => nn.GroupNorm(3, 4)).Message);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentException>(() => nn.functional.dropout(rand(2), 1.5)).Message);
        Assert.Contains("[2]", Assert.Throws<ArgumentException>(() => nn.functional.binary_cross_entropy(rand(2), rand(3))).Message);
        Assert.Contains("matrix", Assert.Throws<ArgumentException>(() => nn.Linear(nn.Parameter(rand(2)))).Message);
        Assert.Contains("size or the scale", Assert.Throws<ArgumentException>(() => nn.functional.interpolate(rand(1, 1, 2))).Message);
        Assert.ThrowsAny<Exception>(() => nn.Linear(3, 2).forward(rand(2, 4)));
        Assert.ThrowsAny<Exception>(() => nn.Linear(-3, 2));
        Assert.ThrowsAny<Exception>(() => nn.Embedding(3, 2).forward(tensor(7L)));
    }
}
