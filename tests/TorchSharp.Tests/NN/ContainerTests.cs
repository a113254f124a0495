using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class ContainerTests
{
    [Fact]
    public void A_chain_applies_its_modules_in_order_and_can_be_cut()
    {
        using var scope = NewDisposeScope();
        using var chain = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2));
        var x = rand(5, 3);
        var (first, last) = ((Linear)chain[0], (Linear)chain[2]);
        var expected = last.forward(nn.functional.relu(first.forward(x)));
        Assert.True(chain.forward(x).allclose(expected));
        Assert.True(chain[1..].forward(chain[(null, 1)].forward(x)).allclose(expected));
        Assert.Equal((3, 2, 1), (chain.Count, chain[1..].Count, chain[^1..].Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => chain[(2, 1)]);
    }

    [Fact]
    public void A_chain_names_its_modules_by_position_or_as_told()
    {
        using var chain = nn.Sequential(("in", nn.Linear(1, 1)), ("out", nn.Linear(1, 1))).append(nn.ReLU()).append("end", nn.Tanh());
        Assert.Equal(["in", "out", "2", "end"], chain.named_children().Select(c => c.name));
    }

    [Fact]
    public void An_empty_chain_passes_its_input_on()
    {
        using var x = rand(2);
        using var y = nn.Sequential().forward(x);
        Assert.NotSame(x, y);
        Assert.True(x.allclose(y));
    }

    [Fact]
    public void A_chain_frees_what_lies_between_its_modules()
    {
        using var chain = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2));
        using var x = rand(5, 3);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        using var y = chain.forward(x);
        Assert.Equal(before + 1, Tensor.TotalCount);
    }

    [Fact]
    public void A_list_of_modules_keeps_names_and_positions_together()
    {
        var (a, b, c) = (nn.Linear(1, 1), nn.Linear(1, 1), nn.Linear(1, 1));
        var list = nn.ModuleList(a, b);
        list.Insert(1, c);
        Assert.Equal([a, c, b], list);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"], list.named_parameters().Select(p => p.name));
        Assert.Same(c.weight, list.get_parameter("1.weight"));
        Assert.True(list.Remove(a));
        Assert.False(list.Remove(a));
        list[0] = b;
        list.append(a);
        Assert.Equal(3, list.Count);
        Assert.Same(b.weight, list.get_parameter("0.weight"));
    }

    [Fact]
    public void A_dictionary_of_modules_keeps_the_order_of_insertion()
    {
        var (a, b) = (nn.Linear(1, 1), nn.ReLU());
        var dict = nn.ModuleDict(("b", (nn.Module)b), ("a", a));
        Assert.Equal(["b", "a"], dict.keys());
        Assert.Same(a, dict["a"]);
        Assert.Equal(("b", b), dict[0]);
        Assert.True(dict.ContainsKey("a") && dict.Remove("b") && !dict.ContainsKey("b"));
        Assert.Throws<InvalidOperationException>(() => dict.Add("a", b));
        Assert.Throws<KeyNotFoundException>(() => dict["b"]);
    }

    [Fact]
    public void Lists_and_dictionaries_of_parameters_register_them()
    {
        var (p, q) = (nn.Parameter(zeros(1)), nn.Parameter(zeros(2)));
        var list = nn.ParameterList(p);
        list.Add(q);
        Assert.Equal(["0", "1"], list.named_parameters().Select(x => x.name));
        Assert.Equal(1, list.IndexOf(q));
        list.RemoveAt(0);
        Assert.Same(q, list.get_parameter("0"));
        var dict = nn.ParameterDict(("p", p), ("q", q));
        Assert.Equal(["p", "q"], dict.named_parameters().Select(x => x.name));
        Assert.Same(q, dict["q"]);
        Assert.Equal(1, dict.IndexOf(("q", q)));
    }

    [Fact]
    public void Hooks_see_and_change_arguments_and_results_until_they_are_removed()
    {
        using var scope = NewDisposeScope();
        using var module = nn.ReLU();
        var order = new List<string>();
        var before = module.register_forward_pre_hook((m, x) => { order.Add("before"); return x - 1; });
        var after = module.register_forward_hook((m, x, y) => { order.Add("after"); return y * 10; });
        var seen = module.register_forward_hook(m => order.Add(m.GetName()));
        Assert.Equal(20, module.call(tensor(3f)).item<float>());
        Assert.Equal(["before", "after", "ReLU"], order);
        Assert.Equal(3, module.forward(tensor(3f)).item<float>());
        before.remove();
        after.remove();
        seen.remove();
        Assert.Equal(3, module.call(tensor(3f)).item<float>());
        Assert.Equal(3, order.Count);
    }

    [Fact]
    public void A_chain_runs_the_hooks_of_its_modules()
    {
        using var chain = nn.Sequential(("relu", nn.ReLU()));
        ((ReLU)chain[0]).register_forward_hook((m, x, y) => y + 1);
        using var y = chain.forward(zeros(1));
        Assert.Equal(1, y.item<float>());
    }
}
