using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class ComposedTests
{
    static Tensor Steps() => Recorded.RampFloat(4, 2, 8);
    static Tensor Line() => Recorded.RampFloat(5, 2, 3);
    static Tensor Causal() => full([4L, 4], float.NegativeInfinity).triu(1);
    static Tensor Padding() => tensor(new[,] { { false, false, true, false }, { false, false, false, false } });

    static Tensor[] Of(Tuple<Tensor, Tensor?> pair) => [pair.Item1, pair.Item2!];
    static Tensor[] Of((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];
    static Tensor[] Of((Tensor, Tensor, Tensor) all) => [all.Item1, all.Item2, all.Item3];

    static readonly Dictionary<string, Func<(nn.Module, Func<Tensor[]>)>> Cases = new()
    {
        ["MultiheadAttention"] = () => nn.MultiheadAttention(8, 2) is var m ? (m, () => Of(m.call(Steps(), Steps(), Steps()))) : default,
        ["MultiheadAttention masked"] = () => nn.MultiheadAttention(8, 2) is var m ? (m, () => Of(m.call(Steps(), Steps(), Steps(), Padding(), attn_mask: Causal()))) : default,
        ["MultiheadAttention cross"] = () => nn.MultiheadAttention(8, 2, kdim: 3, vdim: 5, bias: false, add_zero_attn: true) is var m
            ? (m, () => Of(m.call(Steps(), Recorded.RampFloat(3, 2, 3), Recorded.RampFloat(3, 2, 5)))) : default,
        ["MultiheadAttention bias_kv"] = () => nn.MultiheadAttention(8, 4, add_bias_kv: true) is var m ? (m, () => Of(m.call(Steps(), Steps(), Steps()))) : default,
        ["TransformerEncoderLayer relu"] = () => nn.TransformerEncoderLayer(8, 2, 16) is var m ? (m, () => [m.call(Steps(), Causal())]) : default,
        ["TransformerEncoderLayer gelu"] = () => nn.TransformerEncoderLayer(8, 2, 16, activation: nn.Activations.GELU) is var m ? (m, () => [m.call(Steps(), Causal())]) : default,
        ["TransformerEncoder"] = () => nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2) is var m ? (m, () => [m.call(Steps())]) : default,
        ["TransformerDecoder"] = () => nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16), 2) is var m ? (m, () => [m.call(Steps(), Steps().flip(0))]) : default,
        ["Transformer"] = () => nn.Transformer(8, 2, 1, 1, 16) is var m ? (m, () => [m.call(Steps(), Steps().flip(0))]) : default,
        ["LSTM"] = () => nn.LSTM(3, 4, 2, bidirectional: true) is var m ? (m, () => Of(m.call(Line()))) : default,
        ["GRU"] = () => nn.GRU(3, 4, batchFirst: true, bias: false) is var m ? (m, () => Of(m.call(Line()))) : default,
        ["RNN"] = () => nn.RNN(3, 4, nonLinearity: nn.NonLinearities.ReLU) is var m ? (m, () => Of(m.call(Line(), Recorded.RampFloat(1, 2, 4)))) : default,
        ["LSTMCell"] = () => nn.LSTMCell(3, 4) is var m ? (m, () => Of(m.call(Line()[0]))) : default,
        ["GRUCell"] = () => nn.GRUCell(3, 4) is var m ? (m, () => [m.call(Line()[0], Recorded.RampFloat(2, 4))]) : default,
        ["RNNCell"] = () => nn.RNNCell(3, 4) is var m ? (m, () => [m.forward(Line()[0])]) : default,
        ["BatchNorm1d"] = () => nn.BatchNorm1d(8) is var m ? (m, () => Trained(m)) : default,
    };

    static Tensor[] Trained(BatchNorm1d norm)
    {
        norm.train();
        var x = Steps().reshape(8, 8);
        var (first, second) = (norm.forward(x), norm.forward(x * 2));
        norm.eval();
        return [first, second, norm.running_mean!, norm.running_var!, norm.forward(x)];
    }

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_module_with_PyTorchs_weights_gives_PyTorchs_outputs(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        var (module, call) = Cases[name]();
        module.eval();
        var outputs = call();
        var expected = Recorded.Section("modules").GetProperty(name).EnumerateArray().ToList();
        Assert.Equal(expected.Count, outputs.Length);
        for (var i = 0; i < outputs.Length; i++) Recorded.Matches(expected[i], outputs[i], 2e-5, $"{name}, output {i}");
        module.Dispose();
    }

    [Fact]
    public void A_recurrent_layer_takes_one_sequence_as_a_batch_of_one()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(3, 4);
        var x = Line().select(1, 0);
        var (y, h, c) = lstm.call(x);
        var (whole, _, _) = lstm.call(x.unsqueeze(1));
        Assert.Equal([5, 4], y.shape);
        Assert.Equal([1, 4], h.shape);
        Assert.True(y.allclose(whole.squeeze(1)));
        Assert.True(lstm.call(x[2..], lstm.call(x[..2]) is var (_, h2, c2) ? (h2, c2) : default).Item1.allclose(y[2..], atol: 1e-6));
        Assert.Contains("3 dimensions", Assert.Throws<ArgumentException>(() => lstm.call(rand(3))).Message);
    }

    [Fact]
    public void Gradients_reach_every_weight_of_a_transformer()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Transformer(8, 2, 1, 1, 16);
        model.call(Steps(), Steps()).square().sum().backward();
        Assert.All(model.named_parameters(), p => Assert.True(p.parameter.grad is not null, p.name));
    }

    [Fact]
    public void Attention_of_dot_products_is_a_weighted_mean_of_the_values()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (Recorded.Ramp(2, 3, 4), Recorded.Ramp(2, 5, 4).cos(), Recorded.Ramp(2, 5, 6));
        var weights = (q.matmul(k.transpose(1, 2)) / 2).softmax(-1);
        Assert.True(nn.functional.scaled_dot_product_attention(q, k, v).allclose(weights.matmul(v)));
        var causal = nn.functional.scaled_dot_product_attention(q, q, v[.., ..3], is_casual: true);
        Assert.True(causal[.., 0].allclose(v[.., 0]));
    }

    [Fact]
    public void Heads_must_share_the_features_evenly()
        => Assert.Contains("evenly", Assert.Throws<ArgumentException>(() => nn.MultiheadAttention(8, 3)).Message);
}
