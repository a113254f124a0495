using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

[Trait("Speed", "slow")]
public class MaskedConvolutionTests
{
    [Theory]
    [InlineData(MaskKind.A, 3, 4)]
    [InlineData(MaskKind.B, 3, 5)]
    [InlineData(MaskKind.A, 5, 12)]
    [InlineData(MaskKind.A, 7, 24)]
    [InlineData(MaskKind.B, 7, 25)]
    [InlineData(MaskKind.A, 1, 0)]
    public void A_mask_has_as_many_ones_as_positions_come_before(MaskKind kind, long kernel, long ones) =>
        Assert.Equal(ones, MaskedConv2d.Mask(kind, kernel).sum().item<float>());

    [Fact]
    public void A_mask_is_open_above_and_to_the_left() =>
        Assert.Equal([1f, 1, 1, 1, 0, 0, 0, 0, 0], MaskedConv2d.Mask(MaskKind.A, 3).flatten().data<float>().ToArray());

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 11)]
    [InlineData(2, 21)]
    [InlineData(3, 34)]
    [InlineData(4, 50)]
    public void The_plain_stack_has_a_blind_spot(int layers, int expected)
    {
        var stack = Stack(layers);
        var x = ones([1, 1, 25, 25]).requires_grad_();
        stack(x)[0, 0, 12, 12].backward();
        Assert.Equal(expected, x.grad!.ne(0).sum().item<long>());
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 12)]
    [InlineData(3, 24)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    public void Two_stacks_have_none(int layers, int expected)
    {
        manual_seed(2);
        var model = new GatedPixelCnn(2, channels: 16, layers: layers, firstKernel: 3);
        Assert.Equal(expected, Influences(model, 25, 12, 12).Count);
    }

    // Kernels of ones and no ReLU: a gradient is zero only where there is no path.
    private static Func<Tensor, Tensor> Stack(int layers) => x =>
    {
        Tensor Masked(Tensor input, MaskKind kind) =>
            nn.functional.conv2d(input, MaskedConv2d.Mask(kind, 3).reshape(1, 1, 3, 3), padding: [1, 1]);
        x = Masked(x, MaskKind.A);
        for (var i = 0; i < layers; i++) x = Masked(x, MaskKind.B);
        return x;
    };

    // The positions whose symbol changes the logits at (y, x) when it is exchanged.
    internal static HashSet<(int Y, int X)> Influences(IAutoregressive model, int side, int y, int x,
        Tensor? classes = null)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var plain = zeros([1, side, side], int64);
        var before = model.Logits(plain, classes)[0, .., y, x];
        var found = new HashSet<(int, int)>();
        for (var i = 0; i < side; i++)
            for (var j = 0; j < side; j++)
            {
                var changed = plain.clone();
                changed[0, i, j] = 1;
                if (!model.Logits(changed, classes)[0, .., y, x].eq(before).all().item<bool>()) found.Add((i, j));
            }
        return found;
    }

    public static TheoryData<string> Kinds =>
        ["plain", "gated", "gated with classes", "gated that knows its place", "Transformer",
            "Transformer with classes"];

    internal static (IAutoregressive Model, Tensor? Classes) Make(string kind, long symbols, int count = 1,
        long positions = 9)
    {
        manual_seed(3);
        return kind switch
        {
            "plain" => (new PixelCnn(symbols, channels: 8, layers: 2, firstKernel: 5), null),
            "Transformer" => (new CausalTransformer(symbols, positions, width: 16, layers: 3, heads: 4), null),
            "Transformer with classes" =>
                (new CausalTransformer(symbols, positions, width: 16, layers: 3, heads: 4, classes: 4),
                    arange(count) % 4),
            "gated" => (new GatedPixelCnn(symbols, channels: 8, layers: 3, firstKernel: 5), null),
            "gated that knows its place" => (Placed(symbols, (int)Math.Sqrt(positions)), null),
            _ => (new GatedPixelCnn(symbols, channels: 8, layers: 3, firstKernel: 5, classes: 4), arange(count) % 4),
        };
    }

    // Dilated, and with biases of rows and columns that are not zero.
    internal static GatedPixelCnn Placed(long symbols, int side, int layers = 4)
    {
        var model = new GatedPixelCnn(symbols, channels: 8, layers: layers, firstKernel: 5, dilations: [1, 2, 1, 4],
            grid: (side, side));
        using (no_grad())
            foreach (var (name, bias) in model.named_parameters())
                if (name.Contains("ofRow") || name.Contains("ofColumn")) bias.normal_();
        return model;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Dilation_leaves_no_gap(int layers)
    {
        manual_seed(5);
        var model = new GatedPixelCnn(2, channels: 8, layers: layers, firstKernel: 5, dilations: [1, 2, 1, 4]);
        // reach r: r rows of 2r + 1 above, and r to the left
        var reach = 2 + new[] { 1, 2, 1, 4 }.Take(layers - 1).Sum();
        Assert.Equal(2 * reach * (reach + 1), Influences(model, 25, 12, 12).Count);
    }

    [Fact]
    public void With_its_place_a_model_tells_rows_and_columns_apart_far_from_the_borders()
    {
        manual_seed(6);
        var blank = zeros([1, 21, 21], int64);
        using var noGradient = no_grad();
        bool Alike(GatedPixelCnn model, (int Y, int X) a, (int Y, int X) b)
        {
            var logits = model.Logits(blank);
            return logits[0, .., a.Y, a.X].allclose(logits[0, .., b.Y, b.X], atol: 1e-5);
        }
        var without = new GatedPixelCnn(2, channels: 8, layers: 3, firstKernel: 3);
        Assert.True(Alike(without, (9, 9), (10, 9)) && Alike(without, (9, 9), (9, 10)));
        var with = Placed(2, 21, layers: 3);
        Assert.False(Alike(with, (9, 9), (10, 9)) || Alike(with, (9, 9), (9, 10)));
        Assert.Contains("21", Assert.Throws<ArgumentException>(() => with.Logits(blank[.., 1..])).Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_at_or_after_a_position_changes_its_logits_in_a_single_bit(string kind)
    {
        const int Side = 6;
        var (model, classes) = Make(kind, 5, positions: Side * Side);
        using var noGradient = no_grad();
        var x = randint(5, new long[] { 1, Side, Side }, dtype: int64);
        var before = model.Logits(x, classes);
        for (var t = 0; t < Side * Side; t++)
        {
            var other = x.clone();
            // every symbol from t on is another
            other.view(-1)[t..] = (other.view(-1)[t..] + 1
                + randint(4, new long[] { Side * Side - t }, dtype: int64)) % 5;
            var after = model.Logits(other, classes);
            Assert.True(after.flatten(2)[.., .., ..(t + 1)].eq(before.flatten(2)[.., .., ..(t + 1)]).all()
                .item<bool>());
        }
    }

    [Fact]
    public void The_gated_model_sees_all_that_came_before()
    {
        manual_seed(4);
        var model = new GatedPixelCnn(2, channels: 8, layers: 5, firstKernel: 5);
        foreach (var (y, x) in new[] { (0, 0), (0, 6), (3, 3), (6, 0), (6, 6) })
            Assert.Equal(7 * y + x, Influences(model, 7, y, x).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_probabilities_of_all_512_black_and_white_pictures_of_3_by_3_add_up_to_one(string kind)
    {
        var (model, classes) = Make(kind, 2, count: 512);
        if (classes is not null) classes = full([512], 2, int64);
        using var noGradient = no_grad();
        var bits = arange(512).unsqueeze(1).floor_divide(pow(2, arange(9))).remainder(2).reshape(512, 3, 3);
        var logP = -Autoregressive.NegativeLogLikelihood(bits, model.Logits(bits, classes));
        Assert.Equal(1, logP.to(float64).exp().sum().item<double>(), 1e-5);
        Assert.True(logP.std().item<float>() > 1e-3); // not all alike
    }

    [Fact]
    public void The_likelihood_is_the_sum_of_the_positions()
    {
        var logits = zeros(2, 3, 2, 2, dtype: float64);
        var symbols = tensor(new long[] { 0, 1, 2, 0, 1, 1, 1, 1 }, [2, 2, 2]);
        logits[0, 0, 0, 0] = Math.Log(2); // one symbol twice as likely as the others
        var nll = Autoregressive.NegativeLogLikelihood(symbols, logits);
        Assert.Equal(3 * Math.Log(3) + Math.Log(2), nll[0].item<double>(), 1e-12);
        Assert.Equal(4 * Math.Log(3), nll[1].item<double>(), 1e-12);
        Assert.Contains("(2, 2, 2)",
            Assert.Throws<ArgumentException>(
                () => Autoregressive.NegativeLogLikelihood(symbols, zeros(2, 3, 2))).Message);
    }

    [Fact]
    public void Bad_models_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskedConv2d.Mask(MaskKind.A, 4));
        Assert.Throws<ArgumentException>(() => new GatedPixelCnn(2, kernel: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GatedPixelCnn(2, layers: 0));
        Assert.Throws<ArgumentException>(() => new GatedPixelCnn(2, dilations: [1, 0]));
        Assert.Throws<ArgumentException>(() => new GatedPixelCnn(2, grid: (0, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PixelCnn(0));
        Assert.Contains("class",
            Assert.Throws<ArgumentException>(() => new GatedPixelCnn(2, classes: 3)
                .Logits(zeros([1, 3, 3], int64))).Message);
        Assert.Contains("no classes",
            Assert.Throws<ArgumentException>(() => new PixelCnn(2)
                .Logits(zeros([1, 3, 3], int64), zeros([1], int64))).Message);
    }
}
