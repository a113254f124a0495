using TorchSharp.Provider;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class AutogradTests
{
    private sealed class Cube : autograd.SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("factor", vars[1]);
            return x.pow(3) * (double)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * 3 * (double)ctx.get_data("factor") * ctx.get_saved_variables()[0].pow(2), null!];
    }

    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([x, y]);
            return [x + y, x * y];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new FormatException("from backward");
    }

    [Fact]
    public void A_custom_function_has_the_gradient_it_says()
    {
        var x = tensor(new double[] { 1, 2 }, requires_grad: true);
        Cube.apply(x, 2.0).sum().backward();
        Assert.Equal([6.0, 24], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void A_custom_function_can_be_differentiated_twice()
    {
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([Cube.apply(x, 1.0)], [x], create_graph: true)[0];
        Assert.Equal(12.0, autograd.grad([first], [x])[0].item<double>());
    }

    [Fact]
    public void A_function_of_two_results_receives_both_gradients()
    {
        var (x, y) = (tensor(3.0, requires_grad: true), tensor(5.0, requires_grad: true));
        var results = SumAndProduct.apply(x, y);
        (results[0] + 2 * results[1]).backward();
        Assert.Equal((11.0, 7.0), (x.grad!.item<double>(), y.grad!.item<double>()));
    }

    [Fact]
    public void An_exception_in_a_custom_backward_arrives_unchanged() =>
        Assert.Equal("from backward", Assert.Throws<FormatException>(() => Failing.apply(ones(2, requires_grad: true)).sum().backward()).Message);

    [Fact]
    public void Custom_functions_leave_nothing_alive()
    {
        void Use()
        {
            using var scope = NewDisposeScope();
            var x = ones(2, requires_grad: true).to(ScalarType.Float64);
            Cube.apply(x, 1.0).sum().backward();
        }
        Use();
        Collect();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 50; i++) Use();
        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_hook_sees_and_replaces_the_gradient_until_it_is_removed()
    {
        var x = ones(2, requires_grad: true);
        var hook = x.RegisterHook(g => g * 10);
        x.sum().backward();
        hook.Dispose();
        x.sum().backward();
        Assert.Equal([11f, 11], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Nothing_is_recorded_in_no_grad_and_the_mode_returns_after()
    {
        var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_tensors_stay_outside_autograd()
    {
        Tensor made;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            made = ones(2);
        }
        Assert.False(is_inference_mode_enabled());
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => made.requires_grad = true);
    }

    [Fact]
    public void Unused_inputs_are_an_error_or_null()
    {
        var (x, y) = (ones(1, requires_grad: true), ones(1, requires_grad: true));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => autograd.grad([x.sum()], [x, y]));
        Assert.Null(autograd.grad([x.sum()], [x, y], allow_unused: true)[1]);
    }

    [Fact]
    public void A_graph_serves_twice_only_when_retained()
    {
        var x = ones(1, requires_grad: true);
        var y = x.exp().sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => y.backward());
    }

    [Fact]
    public void A_jacobian_holds_each_outputs_gradient()
    {
        var a = tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var jacobian = autograd.functional.jacobian(x => a.mv(x).pow(2), ones([3], ScalarType.Float64));
        var expected = diag(2 * a.sum([1])).mm(a);
        Assert.True(jacobian.allclose(expected));
    }

    [Fact]
    public void Gradients_flow_to_a_tensor_that_is_no_leaf_when_asked()
    {
        var x = ones(2, requires_grad: true);
        var y = x * 3;
        y.retain_grad();
        y.pow(2).sum().backward();
        Assert.Equal([6f, 6], y.grad!.data<float>().ToArray());
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
