using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class CodeSearchTests
{
    [Fact]
    public void Codes_of_a_linear_decoder_are_the_least_squares_solution()
    {
        manual_seed(1);
        var (matrix, x) = (randn(6, 3), randn(5, 6));
        var codes = CodeSearch.Find(z => z.matmul(matrix.t()), x, zeros(5, 3), Gaussian.SquaredError, steps: 600,
            inBall: false, title: null);
        var expected = x.matmul(linalg.pinv(matrix).t());
        Assert.Equal(0, Tensors.LargestDifference(codes, expected), 1e-3);
    }

    [Fact]
    public void In_the_ball_codes_end_at_the_nearest_point_of_it()
    {
        var x = tensor(new[,] { { 3f, 4f }, { 0.3f, -0.2f } }); // for the identity as decoder
        var codes = CodeSearch.Find(z => z, x, zeros(2, 2), Gaussian.SquaredError, steps: 400, title: null);
        Assert.Equal(0, Tensors.LargestDifference(codes, tensor(new[,] { { 0.6f, 0.8f }, { 0.3f, -0.2f } })), 1e-3);
    }

    [Fact]
    public void The_projection_moves_only_what_lies_outside() =>
        Assert.Equal([0.6, 0.8, 0.1, 0.2], CodeTable.ToBall(tensor(new[,] { { 6.0, 8.0 }, { 0.1, 0.2 } })).flatten()
            .data<double>(), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void The_steps_of_a_code_of_one_number_are_Adams_and_other_rows_stay()
    {
        var table = new CodeTable(zeros(3, 1));
        var reference = nn.Parameter(zeros(1, 1));
        using var adam = optim.Adam([reference], 0.01);
        foreach (var gradient in new[] { 1f, -2, 0.5f })
        {
            table.Step(tensor([1L]), full(1, 1, gradient), 0.01);
            adam.zero_grad();
            (reference * gradient).sum().backward();
            adam.step();
        }
        Assert.Equal(0, Tensors.LargestDifference(table.All[1], reference[0]), 1e-6);
        Assert.Equal(0, table.All.index_select(0, tensor([0L, 2])).abs().max().item<float>());
    }

    [Fact]
    public void Training_an_autodecoder_lowers_the_loss_and_keeps_the_codes_in_the_ball()
    {
        manual_seed(3);
        using var data = Datasets.Drawn(200, 10).Train;
        var model = new Autodecoder([784, 32, 4], 200);
        Assert.Equal(784 * 32 + 784 + 32 * 4 + 32, model.parameters().Sum(p => p.numel()));
        var run = CodeSearch.Fit(model, data, Bernoulli.NegativeLogLikelihood,
            new TrainingOptions { Epochs = 40, BatchSize = 50, LearningRate = 3e-3, ShowProgress = false });
        Assert.True(run.Last.Train < 0.6 * run.Epochs[0].Train);
        Assert.InRange(model.Codes.All.norm(1).max().item<float>(), 0.5, 1 + 1e-5);
        Assert.Equal([2, 784], model.call(tensor([0L, 5])).shape);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        using var data = Datasets.Drawn(20, 10).Train;
        Assert.Contains("19",
            Assert.Throws<ArgumentException>(() =>
                CodeSearch.Fit(new Autodecoder([784, 4], 19), data, Bernoulli.NegativeLogLikelihood, new())).Message);
        Assert.Contains("as many",
            Assert.Throws<ArgumentException>(
                () => CodeSearch.Find(z => z, randn(3, 2), zeros(2, 2), Gaussian.SquaredError)).Message);
        Assert.Throws<ArgumentException>(() => new Autodecoder([784], 5));
        Assert.Contains("3 numbers",
            Assert.Throws<ArgumentException>(() => new Autodecoder([784, 4], zeros(5, 3))).Message);
        Assert.Throws<ArgumentException>(() => new CodeTable(full(2, 2, double.NaN)));
    }
}
