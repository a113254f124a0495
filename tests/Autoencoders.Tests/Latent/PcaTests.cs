using MathNet.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class PcaTests
{
    private static Tensor Data(int seed)
    {
        manual_seed(seed);
        return randn(200, 6, float64).matmul(randn(6, 6, float64)) + randn(1, 6, float64);
    }

    [Fact]
    public void Eigenvalues_are_the_squared_singular_values_of_the_centred_data_over_n()
    {
        var x = Data(1);
        using var pca = Pca.Fit(x);

        var matrix = Matrix<double>.Build.Dense(200, 6, (i, j) => x[i, j].item<double>());
        var means = matrix.ColumnSums() / 200;
        var singular = matrix.MapIndexed((_, j, value) => value - means[j]).Svd().S;
        for (var j = 0; j < 6; j++)
            Assert.Equal(singular[j] * singular[j] / 200, pca.Eigenvalues[j].item<double>(), 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void What_k_components_leave_is_the_sum_of_the_eigenvalues_dropped(int k)
    {
        var x = Data(2);
        using var pca = Pca.Fit(x);
        var left = (x - pca.Decode(pca.Encode(x, k))).square().sum(1).mean().item<double>();
        Assert.Equal(left, pca.DroppedVariance(k), 1e-9);
    }

    [Fact]
    public void A_direction_put_into_the_data_is_found()
    {
        manual_seed(3);
        var direction = tensor(new[] { 0.6, 0.0, 0.8 });
        var x = 5 * randn(500, 1, float64) * direction + 0.1 * randn(500, 3, float64);
        using var pca = Pca.Fit(x);
        Assert.Equal(1, Math.Abs(pca.Leading(1).squeeze(1).dot(direction).item<double>()), 1e-3);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("(3)", Assert.Throws<ArgumentException>(() => Pca.Fit(zeros(3))).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => Pca.Fit(full(3, 2, double.NaN))).Message);
        using var pca = Pca.Fit(Data(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => pca.DroppedVariance(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => pca.Leading(0));
    }

    /// <summary>Copies of all pictures in double precision would stay until a notebook's cell ends.</summary>
    [Fact]
    public void Encoding_and_decoding_leave_nothing_but_their_result()
    {
        using var scope = NewDisposeScope();
        var x = randn(20, 5);
        using var pca = Pca.Fit(x);
        var before = scope.DisposablesCount;
        var codes = pca.Encode(x, 2);
        Assert.Equal(before + 1, scope.DisposablesCount);
        pca.Decode(codes);
        Assert.Equal(before + 2, scope.DisposablesCount);
    }
}
