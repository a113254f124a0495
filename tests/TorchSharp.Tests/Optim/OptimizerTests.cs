using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

public class OptimizerTests
{
    static Parameter One(float grad = 1)
    {
        var p = new Parameter(zeros(1));
        p.grad = tensor(new[] { grad });
        return p;
    }

    [Fact]
    public void Groups_have_options_of_their_own_and_take_the_rest_from_the_optimizer()
    {
        var (a, b) = (One(), One());
        using var sgd = optim.SGD([new SGD.ParamGroup([a], new SGD.Options { LearningRate = 0.5 }), new SGD.ParamGroup { Parameters = [b] }], 0.1);
        sgd.step();
        Assert.Equal((-0.5f, -0.1f), (a.item<float>(), b.item<float>()));
        var c = One();
        sgd.add_param_group(new SGD.ParamGroup([c], 0.25));
        Assert.Equal(3, sgd.parameters().Count());
        sgd.ParamGroups.First().LearningRate = 1;
        sgd.step();
        Assert.Equal((-1.5f, -0.25f), (a.item<float>(), c.item<float>()));
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_its_step_count_with_it()
    {
        var (a, b) = (One(), new Parameter(zeros(1)));
        using var adam = optim.Adam([a, b], 0.1);
        adam.step();
        Assert.Equal(0, b.item<float>());
        b.grad = tensor(new[] { 1f });
        a.grad = tensor(new[] { 1f });
        adam.step();
        Assert.Equal(-0.1f, b.item<float>(), 5); // its first step, though the other's second
        Assert.Equal([2L, 1], adam.state_dict().State.Cast<Adam.State>().Select(s => s.step));
    }

    [Fact]
    public void Zeroing_keeps_the_gradients_and_sets_them_to_zero()
    {
        var a = One();
        using var sgd = optim.SGD([a], 0.1);
        sgd.zero_grad();
        Assert.Equal(0, a.grad!.item<float>());
    }

    [Fact]
    public void A_closure_computes_the_loss_with_gradients_on()
    {
        var a = new Parameter(ones(1));
        using var sgd = optim.SGD([a], 0.1);
        using (no_grad())
        {
            var loss = sgd.step(() =>
            {
                sgd.zero_grad();
                var square = a.square().sum();
                square.backward();
                return square;
            });
            Assert.Equal(1, loss!.item<float>());
        }
        Assert.Equal(0.8f, a.item<float>(), 5);
    }

    [Fact]
    public void Misuse_is_named()
    {
        var a = One();
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => optim.SGD([a, a], 0.1)).Message);
        Assert.Contains("no parameters", Assert.Throws<ArgumentException>(() => optim.Adam(Array.Empty<Parameter>())).Message);
        using var sgd = optim.SGD([a], 0.1);
        using var adam = optim.Adam([a, One()]);
        var path = Path.GetTempFileName();
        sgd.save_state_dict(path);
        Assert.Contains("SGD", Assert.Throws<InvalidDataException>(() => adam.load_state_dict(path)).Message);
        File.Delete(path);
        Assert.Throws<ArgumentException>(() => adam.load_state_dict(sgd.state_dict()));
        a.Dispose();
        Assert.Throws<InvalidOperationException>(() => sgd.step());
    }

    [Fact]
    public void The_file_names_the_optimizer_then_options_then_state()
    {
        var a = One();
        using var sgd = optim.SGD([a], 0.1, 0.9);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sgd.step();
        sgd.save_state_dict(writer);
        writer.Flush();
        byte[] expected =
        [
            3, .. "SGD"u8, 1, 1, // groups, states
            .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.9), .. BitConverter.GetBytes(0.0), .. BitConverter.GetBytes(0.0), 0, 0,
            1, 6, 1, 1, .. BitConverter.GetBytes(1f), // a momentum buffer: Float32, rank 1, size 1
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Disposing_the_optimizer_frees_its_state_and_leaves_the_parameters()
    {
        var a = One();
        var adam = optim.Adam([a]);
        var state = (Adam.State)adam.state_dict().State.Single();
        adam.Dispose();
        Assert.True(state.exp_avg.IsInvalid);
        Assert.False(a.IsInvalid);
    }
}
