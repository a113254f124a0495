using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class RegistrationTests
{
    class Base : nn.Module<Tensor, Tensor>
    {
        readonly Linear inner = nn.Linear(2, 2);
        readonly Tensor offset = zeros(3);

        protected Base(string name) : base(name) { }

        public override Tensor forward(Tensor input) => inner.forward(input) + offset;
    }

    sealed class Parts : Base
    {
        readonly Linear first = nn.Linear(3, 2);
        [ComponentName(Name = "renamed")] readonly Linear second = nn.Linear(2, 1);
        readonly Parameter scale = nn.Parameter(ones(2));
        readonly Linear[] array = [nn.Linear(1, 1)];
        readonly List<Linear> list = [nn.Linear(1, 1)];
        readonly ModuleList<Linear> registered = nn.ModuleList(nn.Linear(1, 1), nn.Linear(1, 2));
        readonly ModuleDict<nn.Module> byName = nn.ModuleDict(("a", nn.Linear(1, 1)), ("b", nn.ReLU()));
        readonly ParameterList parameters_ = nn.ParameterList(nn.Parameter(zeros(1)), nn.Parameter(zeros(2)));
        readonly ParameterDict named = nn.ParameterDict(("w", nn.Parameter(zeros(1))));

        public Linear Property { get; } = nn.Linear(1, 1);

        public Parts() : base("Parts") => RegisterComponents();

        public override Tensor forward(Tensor input) => (first, second, scale, array, list, registered, byName, parameters_, named).first.forward(input);
    }

    [Fact]
    public void Fields_are_registered_under_their_names_and_arrays_lists_and_properties_are_not()
    {
        using var parts = new Parts();
        Assert.Equal(["byName", "first", "inner", "named", "parameters_", "registered", "renamed"], parts.named_children().Select(c => c.name).Order());
        Assert.Equal(
            ["byName.a.bias", "byName.a.weight", "first.bias", "first.weight", "inner.bias", "inner.weight", "named.w", "parameters_.0", "parameters_.1",
             "registered.0.bias", "registered.0.weight", "registered.1.bias", "registered.1.weight", "renamed.bias", "renamed.weight", "scale"],
            parts.named_parameters().Select(p => p.name).Order());
        Assert.Equal(["offset"], parts.named_buffers().Select(b => b.name));
    }

    sealed class Silent : nn.Module<Tensor, Tensor>
    {
        readonly Linear layer = nn.Linear(1, 1);

        public Silent() : base("Silent") { }

        public override Tensor forward(Tensor input) => layer.forward(input);
    }

    [Fact]
    public void Without_RegisterComponents_a_module_has_no_parameters_and_an_optimizer_says_so()
    {
        using var silent = new Silent();
        Assert.Empty(silent.parameters());
        Assert.Contains("RegisterComponents", Assert.Throws<ArgumentException>(() => optim.Adam(silent.parameters())).Message);
    }

    [Fact]
    public void A_module_inside_another_is_registered_with_it_even_if_it_did_not_register_itself()
    {
        using var chain = nn.Sequential(("silent", new Silent()));
        Assert.Equal(["silent.layer.weight", "silent.layer.bias"], chain.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void A_parameter_that_two_modules_share_is_listed_once_but_saved_under_both_names()
    {
        using var first = nn.Linear(2, 2, hasBias: false);
        using var second = nn.Linear(first.weight);
        using var chain = nn.Sequential(("a", first), ("b", second));
        Assert.Equal(["a.weight"], chain.named_parameters().Select(p => p.name));
        Assert.Equal(["a.weight", "b.weight"], chain.state_dict().Keys);
    }

    [Fact]
    public void Names_are_checked()
    {
        using var chain = nn.Sequential(("a", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => chain.register_module("a", nn.ReLU()));
        Assert.Contains("'.'", Assert.Throws<ArgumentException>(() => chain.register_module("a.b", nn.ReLU())).Message);
        Assert.Throws<ArgumentException>(() => chain.register_module("", nn.ReLU()));
        Assert.Throws<ArgumentNullException>(() => chain.register_buffer("c", null!));
        Assert.Throws<InvalidOperationException>(() => nn.ReLU().register_buffer("c", zeros(1)));
    }

    [Fact]
    public void Walks_name_the_descendants_children_first()
    {
        using var chain = nn.Sequential(("outer", nn.Sequential(nn.Linear(1, 1), nn.ReLU())), ("last", nn.ReLU()));
        Assert.Equal(["outer", "last", "outer.0", "outer.1"], chain.named_modules().Select(m => m.name));
        Assert.True(chain.has_parameter("outer.0.weight"));
        Assert.False(chain.has_parameter("outer.1.weight"));
        Assert.Same(chain.parameters().First(), chain.get_parameter("outer.0.weight"));
        Assert.Null(chain.get_buffer("outer.0.weight"));
    }

    [Fact]
    public void Apply_visits_the_innermost_modules_first()
    {
        using var chain = nn.Sequential(("outer", nn.Sequential(nn.Linear(1, 1))), ("last", nn.ReLU()));
        var visited = new List<string>();
        chain.apply(module => visited.Add(module.GetName()));
        Assert.Equal(["Linear", "Sequential", "ReLU", "Sequential"], visited);
    }

    [Fact]
    public void Training_mode_reaches_every_descendant()
    {
        using var chain = nn.Sequential(nn.Sequential(nn.Dropout(0.5)), nn.Linear(1, 1));
        chain.eval();
        Assert.All(chain.modules(), module => Assert.False(module.training));
        chain.train();
        Assert.All(chain.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void A_module_outlives_the_scope_in_which_it_was_made_and_frees_its_tensors_when_disposed()
    {
        Linear layer;
        using (NewDisposeScope()) layer = nn.Linear(2, 2);
        Assert.False(layer.weight.IsInvalid);
        var (weight, bias) = (layer.weight, layer.bias!);
        layer.Dispose();
        layer.Dispose();
        Assert.True(weight.IsInvalid && bias.IsInvalid);
    }

    [Fact]
    public void A_conversion_keeps_the_parameter_objects_their_gradients_and_the_types_of_integers()
    {
        using var norm = nn.BatchNorm1d(3);
        var weight = norm.weight!;
        using (var loss = norm.forward(rand(4, 3)).sum()) loss.backward();
        Assert.Same(norm, norm.to(ScalarType.Float64));
        Assert.Same(weight, norm.weight);
        Assert.Equal((ScalarType.Float64, ScalarType.Float64, ScalarType.Float64, ScalarType.Int64), (weight.dtype, weight.grad!.dtype, norm.running_mean!.dtype, norm.num_batches_tracked!.dtype));
        Assert.True(weight.is_leaf && weight.requires_grad);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => norm.to(ScalarType.Int64)).Message);
        using var again = norm.forward(rand(4, 3, dtype: ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, again.dtype);
    }

    [Fact]
    public void An_optimizer_goes_on_with_the_parameters_of_a_converted_module()
    {
        using var layer = nn.Linear(2, 1);
        using var optimizer = optim.SGD(layer.parameters(), 0.1);
        layer.to(ScalarType.Float64);
        var before = layer.weight.data<double>().ToArray();
        layer.forward(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
        optimizer.step();
        Recorded.Close([.. before.Select(w => w - 0.1)], layer.weight.data<double>().ToArray(), 1e-12, "weight");
    }

    [Fact]
    public void Gradients_are_taken_away_or_set_to_zero()
    {
        using var layer = nn.Linear(2, 1);
        layer.forward(ones(1, 2)).sum().backward();
        layer.zero_grad(set_to_none: false);
        Assert.Equal(0, layer.weight.grad!.abs().sum().item<float>());
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }
}
