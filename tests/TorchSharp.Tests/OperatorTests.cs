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
        const double Step = 1e-6, Tolerance = 2e-6;
        using var scope = NewDisposeScope();
        var function = OperatorCases.All[name];
        var inputs = System.Array.ConvertAll(recordings[name].Inputs, i => i.ToTensor().requires_grad_());
        var weights = OutputWeights(function(inputs));
        (function(inputs) * weights).sum().backward();

        foreach (var input in inputs)
        {
            var numeric = zeros_like(input);
            using var quiet = no_grad();
            var (at, slope) = (input.data<double>(), numeric.data<double>());
            for (long i = 0; i < input.numel(); i++)
            {
                var before = at[i];
                at[i] = before + Step;
                var up = (function(inputs) * weights).sum().item<double>();
                at[i] = before - Step;
                var down = (function(inputs) * weights).sum().item<double>();
                at[i] = before;
                slope[i] = (up - down) / (2 * Step);
            }
            var analytic = input.grad ?? zeros_like(input);
            Assert.True(analytic.allclose(numeric, 1e-5, Tolerance), $"{name}: autograd says\n{analytic.str()}finite differences say\n{numeric.str()}");
        }
    }

    // Unequal weights, so that errors in single entries cannot cancel in the sum.
    private static Tensor OutputWeights(Tensor output) => linspace(0.5, 1.5, output.numel(), ScalarType.Float64).reshape(output.shape);
}
