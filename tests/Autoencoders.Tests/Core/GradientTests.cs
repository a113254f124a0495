using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

public class GradientTests
{
    [Fact]
    public void Of_a_quadratic_form_it_is_the_symmetric_product()
    {
        var (a, x) = (randn(4, 4, float64), randn(4, float64).requires_grad_());
        var gradient = Gradient.Compute(x.dot(a.mv(x)), x);
        Assert.True(gradient.allclose((a + a.t()).mv(x)));
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_product_is_that_with_the_matrix_and_can_be_differentiated_again()
    {
        var (a, v, x) = (randn(3, 4, float64), randn(3, float64), randn(4, float64).requires_grad_());
        var product = Gradient.Product(a.mv(x.square()), x, v, differentiable: true); // 2 x ∘ Aᵀv
        Assert.True(product.allclose(2 * x * a.t().mv(v)));
        Assert.True(Gradient.Compute(product.sum(), x).allclose(2 * a.t().mv(v)));
    }

    [Fact]
    public void What_has_no_gradient_is_an_error()
    {
        var (x, other) = (ones(3).requires_grad_(), ones(3).requires_grad_());
        Assert.Contains("one number", Assert.Throws<ArgumentException>(() => Gradient.Compute(x * 2, x)).Message);
        Assert.Contains("every input",
            Assert.Throws<ArgumentException>(() => Gradient.Compute(x.sum(), other)).Message);
        Assert.Contains("every input",
            Assert.Throws<ArgumentException>(() => Gradient.Compute(x.sum(), [x, other])).Message);
        Assert.Contains("detached",
            Assert.Throws<ArgumentException>(() => Gradient.Compute(x.detach().sum(), x)).Message);
        Assert.Contains("detached", Assert.Throws<ArgumentException>(() => Gradient.Compute(x.sum(), ones(3))).Message);
        Assert.Contains("shape (2)",
            Assert.Throws<ArgumentException>(() => Gradient.Product(x * 2, x, ones(2))).Message);
    }

    // TorchSharp 0.107 lets libtorch's exception through in these, which ends the process.
    [Fact]
    public void Neither_library_nor_notebooks_call_what_ends_the_process_on_a_wrong_shape()
    {
        var files = Repository.Sources(Repository.At("lib"))
            .Concat(Directory.EnumerateFiles(Repository.At("notebooks"), "*.ipynb"))
            .Where(file => Path.GetFileName(file) != "Gradient.cs").ToArray();
        Assert.True(files.Length > 100, $"{files.Length} files");
        Assert.Empty(
            files.Where(
                file => Regex.IsMatch(File.ReadAllText(file), @"\bmatmul\(|\bcummax\(|\bcummin\(|autograd\.grad\("))
                    .Select(Path.GetFileName));
    }
}
