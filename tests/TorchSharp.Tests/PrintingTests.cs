using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class PrintingTests
{
    private static readonly float[] Values = [0, 3.141f, 6.2834f, 3.14152f, 6.28e-06f, -13.141529f, 0.01f, 4713.14f];

    private static string Text(Tensor t, TensorStringStyle style, string format = "g5") => t.ToString(style, format, 100, CultureInfo.InvariantCulture, "\n");

    [Fact]
    public void Without_a_style_only_shape_type_and_device_are_told() =>
        Assert.Equal("[2x2], type = Float32, device = cpu", zeros(2, 2).ToString());

    [Fact]
    public void Julia_aligns_columns()
    {
        Assert.Equal("[], type = Float32, device = cpu, value = 3.14", Text(tensor(3.14f), julia));
        Assert.Equal("[4], type = Float32, device = cpu\n 0 0 0 0\n", Text(zeros(4), julia));
        Assert.Equal("[2x4], type = Float32, device = cpu\n        0   3.141 6.2834 3.1415\n 6.28e-06 -13.142   0.01 4713.1\n", Text(tensor(Values, 2, 4), julia));
        Assert.Equal("[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n\n[1,..,..] =\n 2 3\n", Text(arange(4).reshape(2, 1, 2), julia));
        Assert.Equal("[2], type = ComplexFloat32, device = cpu\n 0 1+4.86i\n", Text(tensor(new[] { (0f, 0f), (1f, 4.86f) }), julia));
    }

    [Fact]
    public void Numpy_brackets_nest()
    {
        Assert.Equal("[[0, 3.141, 6.2834, 3.1415]\n [6.28e-06, -13.142, 0.01, 4713.1]]", Text(tensor(Values, 2, 4), numpy));
        Assert.Equal("[1, 1, 1, ... 1, 1, 1]", Text(ones(100, ScalarType.Int32), numpy));
        Assert.Equal("[[[0]\n  [1]]\n\n [[2]\n  [3]]]", Text(arange(4).reshape(2, 2, 1), numpy));
    }

    [Fact]
    public void CSharp_reads_as_an_array_in_source()
    {
        Assert.Equal("[4], type = Float32, device = cpu, value = float [] {0f, 0f, 0f, 0f}", Text(zeros(4), csharp));
        Assert.Equal("[2x4], type = Float32, device = cpu, value = \nfloat [,] {\n {0f, 0f, 0f, 0f},\n {0f, 0f, 0f, 0f}\n}", Text(zeros(2, 4), csharp));
        Assert.Equal("[2x2x1], type = Int32, device = cpu, value = \nint [,,] {\n {{1},\n  {1}},\n {{1},\n  {1}}\n}", Text(ones([2, 2, 1], ScalarType.Int32), csharp));
        Assert.Equal("[100], type = Int32, device = cpu, value = int [] {1, 1, 1, ... 1, 1, 1}", Text(ones(100, ScalarType.Int32), csharp));
    }

    [Fact]
    public void Printing_leaves_no_tensor_behind()
    {
        var t = randn(5, 5, requires_grad: true);
        using var scope = NewDisposeScope();
        _ = t.str();
        Assert.Equal(0, scope.DisposablesCount);
    }
}
