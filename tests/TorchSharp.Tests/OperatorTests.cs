using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class OperatorTests
{
    private sealed record Array(long[] Shape, JsonElement[] Values)
    {
        // PyTorch's json writes NaN and infinities as bare words, which the reader takes as strings here.
        public Tensor ToTensor() => torch.tensor(Values.Select(v => v.ValueKind == JsonValueKind.String ? double.Parse(v.GetString()!) : v.GetDouble()).ToArray(), Shape);
    }

    private sealed record Recording(Array[] Inputs, Array Output);

    private static readonly Dictionary<string, Recording> recordings = JsonSerializer.Deserialize<Dictionary<string, Recording>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded", "operators.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public static TheoryData<string> Names => [.. OperatorCases.All.Keys];

    public static TheoryData<string> Differentiable => [.. OperatorCases.All.Keys.Except(OperatorCases.WithoutGradient)];

    [Fact]
    public void Every_recorded_operator_is_written_in_CSharp_and_the_reverse() =>
        Assert.Equal(recordings.Keys.Order(), OperatorCases.All.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Values_are_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var recording = recordings[name];
        var expected = recording.Output.ToTensor();
        var actual = OperatorCases.All[name](System.Array.ConvertAll(recording.Inputs, i => i.ToTensor()));
        Assert.Equal(expected.shape, actual.shape);
        var difference = (actual - expected).abs().max().item<double>();
        Assert.True(actual.allclose(expected, 1e-10, 1e-10), $"{name} differs from PyTorch by {difference}");
    }

    [Theory, MemberData(nameof(Differentiable))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        FiniteDifferences.AssertGradients(name, OperatorCases.All[name], System.Array.ConvertAll(recordings[name].Inputs, i => i.ToTensor()));
    }
}
