using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class VectorQuantizationTests
{
    private static readonly double[] Vector = [0.2, 0.1];

    private static (Tensor Z, Tensor E) Pair() =>
        (tensor(new[,] { { 0.2, 0.1 } }, requires_grad: true), tensor(new[,] { { 0.0, 0.0 } }, requires_grad: true));

    [Fact]
    public void Straight_through_is_the_code_in_value_and_the_identity_in_gradient()
    {
        manual_seed(1);
        var (z, e) = (randn(5, 3, requires_grad: true), (1e6 * randn(5, 3)).detach().requires_grad_());
        var output = VectorQuantization.StraightThrough(z, e);
        Assert.True(output.eq(e).all().item<bool>()); // every bit
        var upstream = randn(5, 3);
        (output * upstream).sum().backward();
        Assert.True(z.grad!.eq(upstream).all().item<bool>());
        Assert.Null(e.grad);
    }

    [Fact]
    public void The_codebook_term_moves_the_code_and_the_commitment_the_vector()
    {
        var (z, e) = Pair();
        var term = VectorQuantization.Codebook(z, e) / 2; // a mean over the two numbers
        Assert.Equal(0.025, term.item<double>(), 1e-12);
        term.sum().backward();
        Assert.Null(z.grad);
        Assert.Equal([-0.2, -0.1], e.grad!.data<double>().ToArray());

        (z, e) = Pair();
        term = 0.25 * VectorQuantization.Commitment(z, e) / 2;
        Assert.Equal(0.00625, term.item<double>(), 1e-12);
        term.sum().backward();
        Assert.Null(e.grad);
        Assert.Equal([0.05, 0.025], z.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Their_gradients_are_those_of_finite_differences()
    {
        var fixedPoint = tensor(Vector).unsqueeze(0);
        FiniteDifferences.Agree(e => VectorQuantization.Codebook(fixedPoint, e), tensor(new[,] { { -0.7, 1.3 } }));
        FiniteDifferences.Agree(z => VectorQuantization.Commitment(z, fixedPoint), tensor(new[,] { { -0.7, 1.3 } }));
    }

    [Fact]
    public void The_loss_is_a_Gaussian_likelihood_but_for_its_constant()
    {
        manual_seed(1);
        var (x, mean) = (rand(4, 1, 3, 3, dtype: float64), rand(4, 1, 3, 3, dtype: float64));
        var penalty = new Loss(arange(4, dtype: float64), ("commitment", arange(4, dtype: float64)));
        var loss = VectorQuantization.Loss(x, mean, penalty, 0.05);
        var constant = 0.5 * 9 * Math.Log(2 * Math.PI * 0.05);
        Assert.True((loss.Terms[0].Value + constant).allclose(Gaussian.NegativeLogLikelihood(x, mean, 0.05)));
        Assert.True(loss.Total.allclose(loss.Terms[0].Value + arange(4, dtype: float64)));
        Assert.Equal(["reconstruction", "commitment"], loss.Terms.Select(term => term.Name));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("equal",
            Assert.Throws<ArgumentException>(() => VectorQuantization.Codebook(zeros(3, 2), zeros(3, 1))).Message);
        Assert.Contains("equal",
            Assert.Throws<ArgumentException>(
                () => VectorQuantization.StraightThrough(zeros(3, 2), zeros(2))).Message);
        Assert.Contains("variance",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => VectorQuantization.Loss(zeros(1, 2), zeros(1, 2), zeros(1), 0)).Message);
        Assert.Contains("penalty",
            Assert.Throws<ArgumentException>(
                () => VectorQuantization.Loss(zeros(2, 2), zeros(2, 2), zeros(1), 1)).Message);
    }
}
