using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class ContractiveTests
{
    private static readonly Tensor Weight = tensor(new[,] { { 0.5, -1, 2 }, { 1.5, 0.3, -0.7 } });
    private static readonly Tensor Bias = tensor(new[] { 0.1, -0.2 });
    private static readonly Tensor X = tensor(new[,] { { 0.2, 0.4, 0.6 } });

    private static Tensor Affine(Tensor x) => x.matmul(Weight.t()) + Bias;

    [Fact]
    public void The_sigmoid_form_has_the_value_worked_out_by_hand() =>
        Assert.Equal(0.37632373, Contractive.Sigmoid(Affine(X).sigmoid(), Weight).item<double>(), 1e-8);

    [Fact]
    public void The_closed_forms_are_the_squared_norms_of_the_Jacobian()
    {
        manual_seed(1);
        var x = randn(5, 3, float64);
        foreach (var jacobian in new Func<Func<Tensor, Tensor>, Tensor>[]
            { f => Jacobian.Compute(f, x), f => Jacobian.FiniteDifferences(f, x) })
        {
            Assert.True(Contractive.Sigmoid(Affine(x).sigmoid(), Weight)
                .allclose(Jacobian.SquaredNorm(jacobian(x => Affine(x).sigmoid())), atol: 1e-8));
            Assert.True(Contractive.Relu(Affine(x).relu(), Weight)
                .allclose(Jacobian.SquaredNorm(jacobian(x => Affine(x).relu())), atol: 1e-8));
        }
    }

    [Fact]
    public void The_estimate_is_exact_for_a_single_unit_and_unbiased_for_more()
    {
        manual_seed(2);
        Tensor One(Tensor x) => Affine(x).narrow(1, 0, 1).sigmoid();
        Assert.Equal(Jacobian.SquaredNorm(Jacobian.Compute(One, X)).item<double>(),
            Contractive.Estimate(One, X).item<double>(), 1e-12);
        Assert.Equal(0.37632373, Contractive.Estimate(x => Affine(x).sigmoid(), X.expand(4000, 3), probes: 2).mean()
            .item<double>(), 0.005);
    }

    [Fact]
    public void The_estimates_variance_is_twice_the_squared_off_diagonal_of_JJt()
    {
        manual_seed(3);
        Tensor Deep(Tensor x) => (Affine(x).tanh() + 2 * Affine(x).sin()).sigmoid();
        using var jjt = Jacobian.Compute(Deep, X)[0].matmul(Jacobian.Compute(Deep, X)[0].t()); // (2, 2)
        var expected = 2 * (jjt.square().sum() - jjt.diagonal().square().sum()).item<double>();
        var estimates = Contractive.Estimate(Deep, X.expand(20_000, 3));
        Assert.Equal(1, estimates.var().item<double>() / expected, 0.05);
    }

    [Fact]
    public void Every_form_has_the_gradient_that_finite_differences_give()
    {
        var x = tensor(new[,] { { 0.2, 0.4, 0.6 }, { -1.0, 0.5, 0.1 } });
        Check(w => Contractive.Sigmoid((x.matmul(w.t()) + Bias).sigmoid(), w).sum());
        Check(w => Contractive.Relu((x.matmul(w.t()) + Bias).relu(), w).sum());
        Check(w =>
        {
            manual_seed(4);
            return Contractive.Estimate(x => (x.matmul(w.t()) + Bias).sigmoid(), x).sum();
        });

        static void Check(Func<Tensor, Tensor> penalty)
        {
            var w = Weight.clone().requires_grad_();
            penalty(w).backward();
            for (var j = 0; j < 2; j++)
                for (var i = 0; i < 3; i++)
                {
                    Tensor Moved(double by)
                    {
                        var moved = Weight.clone();
                        moved[j, i] = Weight[j, i] + by;
                        return penalty(moved);
                    }
                    Assert.Equal((Moved(1e-5) - Moved(-1e-5)).item<double>() / 2e-5,
                        w.grad![j, i].item<double>(), 1e-6);
                }
        }
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("Relu",
            Assert.Throws<ArgumentException>(() => Contractive.Sigmoid(full(1, 2, 1.5, float64), Weight)).Message);
        Assert.Contains("Sigmoid",
            Assert.Throws<ArgumentException>(() => Contractive.Relu(full(1, 2, -0.5, float64), Weight)).Message);
        Assert.Contains("(2, 3)",
            Assert.Throws<ArgumentException>(() => Contractive.Relu(zeros(1, 3), Weight)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Contractive.Estimate(Affine, X, probes: 0));
    }
}
