using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class FirstWeightsTests
{
    static readonly Dictionary<string, Func<nn.Module>> Layers = new()
    {
        ["Linear"] = () => nn.Linear(7, 5),
        ["Bilinear"] = () => nn.Bilinear(3, 4, 5),
        ["Conv1d"] = () => nn.Conv1d(4, 6, 3, groups: 2),
        ["Conv2d"] = () => nn.Conv2d(3, 8, 3),
        ["ConvTranspose2d"] = () => nn.ConvTranspose2d(6, 4, 4, stride: 2, padding: 1),
        ["Embedding"] = () => nn.Embedding(6, 5, padding_idx: 2),
        ["MultiheadAttention"] = () => nn.MultiheadAttention(8, 2),
        ["LSTM"] = () => nn.LSTM(3, 4, 2, bidirectional: true),
        ["GRUCell"] = () => nn.GRUCell(3, 4),
        ["TransformerEncoderLayer"] = () => nn.TransformerEncoderLayer(8, 2, 16),
    };

    public static TheoryData<string> LayerNames => [.. Layers.Keys];

    [Theory, MemberData(nameof(LayerNames))]
    public void After_the_same_seed_a_layer_draws_PyTorchs_weights(string name)
    {
        random.manual_seed(0);
        using var layer = Layers[name]();
        var expected = Recorded.Section("first_weights").GetProperty(name).EnumerateObject().ToList();
        var parameters = layer.named_parameters().ToList();
        Assert.Equal(expected.Select(p => p.Name), parameters.Select(p => p.name));
        foreach (var (recorded, (key, parameter)) in expected.Zip(parameters)) Recorded.Matches(recorded.Value, parameter, 1e-6, $"{name}.{key}");
    }

    static readonly Dictionary<string, Func<Tensor, Tensor>> Inits = new()
    {
        ["xavier_uniform_"] = t => nn.init.xavier_uniform_(t),
        ["xavier_normal_"] = t => nn.init.xavier_normal_(t),
        ["kaiming_uniform_"] = t => nn.init.kaiming_uniform_(t),
        ["kaiming_normal_"] = t => nn.init.kaiming_normal_(t, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU),
        ["trunc_normal_"] = t => nn.init.trunc_normal_(t),
        ["orthogonal_"] = t => nn.init.orthogonal_(t),
    };

    public static TheoryData<string> InitNames => [.. Inits.Keys];

    [Theory, MemberData(nameof(InitNames))]
    public void After_the_same_seed_an_initialiser_draws_PyTorchs_values(string name)
    {
        var expected = Recorded.Section("inits").GetProperty(name);
        random.manual_seed(0);
        using var t = empty(expected.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray());
        Inits[name](t);
        Recorded.Matches(expected, t, 2e-6, name);
    }

    [Fact]
    public void An_orthogonal_matrix_has_orthonormal_rows()
    {
        using var scope = NewDisposeScope();
        var q = nn.init.orthogonal_(empty(3, 7, dtype: ScalarType.Float64), gain: 2);
        Assert.True(q.matmul(q.t()).allclose(eye(3, dtype: ScalarType.Float64) * 4));
    }

    [Fact]
    public void A_dirac_kernel_passes_the_channels_through()
    {
        using var scope = NewDisposeScope();
        using var conv = nn.Conv2d(3, 3, 3, padding: 1, bias: false);
        nn.init.dirac_(conv.weight);
        var x = Recorded.RampFloat(2, 3, 5, 4);
        Assert.True(conv.forward(x).allclose(x));
    }

    [Fact]
    public void A_sparse_matrix_has_the_asked_share_of_zeros_in_every_column()
    {
        using var scope = NewDisposeScope();
        var t = nn.init.sparse_(empty(10, 4), 0.3);
        Assert.Equal([3L, 3, 3, 3], t.eq(0).sum(0L).data<long>().ToArray());
    }
}
