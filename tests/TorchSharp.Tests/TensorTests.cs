using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class TensorTests
{
    [Fact]
    public void Arithmetic_broadcasts_and_takes_numbers_from_both_sides()
    {
        var t = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal([3f, 5, 7, 9], (1 + t * 2).data<float>().ToArray());
        Assert.Equal([0f, -1, -2, -3], (1 - t).data<float>().ToArray());
        Assert.Equal([12f, 6, 4, 3], (12 / t).data<float>().ToArray());
        Assert.Equal([11f, 22, 13, 24], (t + tensor(new float[] { 10, 20 })).data<float>().ToArray());
    }

    [Fact]
    public void A_gradient_of_a_polynomial_is_its_derivative()
    {
        var x = tensor(new double[] { 1, 2, 3 }, requires_grad: true);
        x.pow(3).sum().backward();
        Assert.Equal([3.0, 12, 27], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Second_derivatives_come_from_a_graph_of_the_first()
    {
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal((12.0, 12.0), (first.item<double>(), second.item<double>()));
    }

    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_keeps_what_was_moved_out()
    {
        Tensor kept, lost;
        using (NewDisposeScope())
        {
            lost = ones(3);
            kept = zeros(3).MoveToOuterDisposeScope();
        }
        Assert.True(lost.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => lost + 1);
    }

    [Fact]
    public void Slices_and_masks_read_and_write_in_place()
    {
        var t = arange(12).reshape(3, 4);
        Assert.Equal([1L, 5, 9], t[.., 1].data<long>().ToArray());
        Assert.Equal([11L], t[^1, ^1].reshape(1).data<long>().ToArray());
        t[TensorIndex.Tensor(t > 9)] = tensor(0L);
        Assert.Equal(45L, t.sum().item<long>());
        t[1] = tensor(7L);
        Assert.Equal([7L, 7, 7, 7], t[1].data<long>().ToArray());
    }

    [Fact]
    public void Wrong_shapes_give_libtorchs_message()
    {
        var e = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => ones(2, 3).mm(ones(2, 3)));
        Assert.Contains("shapes cannot be multiplied", e.Message);
        Assert.DoesNotContain("Exception raised from", e.Message);
    }
}
