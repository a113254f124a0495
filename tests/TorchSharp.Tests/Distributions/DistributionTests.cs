using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

public class DistributionTests
{
    static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded", "distributions.json"))).RootElement;

    static Tensor T(params double[] values) => tensor(values);
    static Tensor F(params float[] values) => tensor(values);
    static Tensor P() => tensor(new[,] { { 0.1, 0.2, 0.7 }, { 0.5, 0.25, 0.25 } });
    static Tensor Covariance() => tensor(new[,] { { 2.0, 0.5, 0.1 }, { 0.5, 1.0, -0.3 }, { 0.1, -0.3, 1.5 } });

    static readonly Dictionary<string, Func<Distribution>> Made = new()
    {
        ["Normal"] = () => Normal(T(0.5, -1), T(0.7, 2)),
        ["Laplace"] = () => Laplace(T(0.5, -1), T(0.7, 2)),
        ["Uniform"] = () => Uniform(T(-1, 0), T(1, 4)),
        ["Bernoulli probs"] = () => Bernoulli(T(0.2, 0.9)),
        ["Bernoulli logits"] = () => Bernoulli(logits: T(-2, 0.3)),
        ["Categorical probs"] = () => Categorical(P() * 2),
        ["Categorical logits"] = () => Categorical(logits: P()),
        ["OneHotCategorical"] = () => OneHotCategorical(P()),
        ["Gamma"] = () => Gamma(T(0.5, 3), T(2, 0.7)),
        ["Chi2"] = () => Chi2(T(1, 4)),
        ["Beta"] = () => Beta(T(0.5, 3), T(2, 0.7)),
        ["Dirichlet"] = () => Dirichlet(tensor(new[,] { { 0.5, 2.0, 3.0 }, { 1.5, 1.0, 4.0 } })),
        ["MultivariateNormal covariance"] = () => MultivariateNormal(T(1, 2, 3), Covariance()),
        ["MultivariateNormal precision"] = () => MultivariateNormal(T(1, 2, 3), precision_matrix: Covariance()),
        ["MultivariateNormal diagonal"] = () => MultivariateNormal(T(1, 2, 3), scale_tril: T(0.5, 1, 2).diag()),
        ["Independent"] = () => Independent(Normal(T(0.5, -1), T(0.7, 2)), 1),
    };

    public static TheoryData<string> Names => [.. Made.Keys];

    static void Same(JsonElement expected, Tensor actual, string what)
    {
        var values = actual.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        double[] numbers = [.. expected.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? double.NaN : e.GetDouble())];
        Assert.Equal(numbers.Length, values.Length);
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(double.IsNaN(numbers[i]) ? double.IsNaN(values[i]) : Math.Abs(numbers[i] - values[i]) <= 1e-7 * (1 + Math.Abs(numbers[i])), $"{what}: value {i} is {values[i]:R}, PyTorch's {numbers[i]:R}");
    }

    static Tensor Value(JsonElement expected)
        => tensor(expected.GetProperty("value").Numbers()).reshape(expected.GetProperty("value_shape").EnumerateArray().Select(e => e.GetInt64()).ToArray());

    [Theory, MemberData(nameof(Names))]
    public void Moments_entropy_and_log_probabilities_are_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Root.GetProperty(name);
        using var made = Made[name]();
        Assert.Equal(expected.GetProperty("batch_shape").EnumerateArray().Select(e => e.GetInt64()), made.batch_shape.Shape);
        Assert.Equal(expected.GetProperty("event_shape").EnumerateArray().Select(e => e.GetInt64()), made.event_shape.Shape);
        Same(expected.GetProperty("mean"), made.mean, "mean");
        Same(expected.GetProperty("variance"), made.variance, "variance");
        Same(expected.GetProperty("entropy"), made.entropy(), "entropy");
        var value = Value(expected);
        Same(expected.GetProperty("log_prob"), made.log_prob(value), "log_prob");
        if (expected.GetProperty("cdf") is { ValueKind: JsonValueKind.Array } cdf) Same(cdf, made.cdf(value), "cdf");
        else if (made is not Modules.Gamma) Assert.Contains("closed form", Assert.Throws<NotSupportedException>(() => made.cdf(value)).Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void Samples_have_the_shape_and_the_moments_of_the_distribution(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var made = Made[name]();
        const int count = 40_000;
        var drawn = made.sample(count);
        Assert.Equal([count, .. made.batch_shape.Shape, .. made.event_shape.Shape], drawn.shape);
        Assert.False(drawn.requires_grad);
        Assert.Equal([2, 3, .. made.batch_shape.Shape, .. made.event_shape.Shape], made.rsample(2, 3).shape);
        if (name.StartsWith("Categorical")) return;
        var x = drawn.to(ScalarType.Float64);
        var error = (made.variance / count).sqrt();
        Assert.True(((x.mean([0L]) - made.mean).abs() < 5 * error).all().item<bool>(), "mean");
        Assert.True(((x.var(0L) - made.variance).abs() < 0.15 * made.variance).all().item<bool>(), "variance");
    }

    [Theory, MemberData(nameof(Names))]
    public void An_expanded_distribution_repeats_its_batch(string name)
    {
        using var scope = NewDisposeScope();
        using var made = Made[name]();
        long[] larger = [3, .. made.batch_shape.Shape];
        using var wide = made.expand(larger);
        Assert.Equal(larger, wide.batch_shape.Shape);
        Assert.True(wide.entropy().allclose(made.entropy().expand(larger)));
    }

    [Fact]
    public void After_the_same_seed_the_samples_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(0);
        (string, Tensor)[] drawn =
        [
            ("Normal", Normal(F(0.5f, -1), F(0.7f, 2)).sample(4)),
            ("Uniform", Uniform(F(0, 1), F(2, 3)).sample(4)),
            ("Laplace", Laplace(F(0.5f, -1), F(0.7f, 2)).sample(4)),
            ("Bernoulli", Bernoulli(F(0.3f, 0.6f)).sample(6)),
            ("Categorical", Categorical(P().to(ScalarType.Float32)).sample(6)),
            ("Gamma", Gamma(F(0.5f, 3), F(2, 0.7f)).sample(4)),
            ("MultivariateNormal", MultivariateNormal(F(1, 2, 3), Covariance().to(ScalarType.Float32)).sample(2)),
        ];
        foreach (var (name, sample) in drawn)
            Recorded.Close(Root.GetProperty("samples").GetProperty(name).Numbers(), sample.to(ScalarType.Float64).reshape(-1).data<double>().ToArray(), 1e-5, name);
    }

    [Fact]
    public void Gradients_reach_the_parameters_through_samples()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (loc, scale) = (T(0.5).requires_grad_(), T(2.0).requires_grad_());
        var x = Normal(loc, scale).rsample(1000);
        x.mean().backward();
        Assert.Equal(1, loc.grad!.item<double>(), 12);
        Assert.Equal(((x - loc) / scale).mean().item<double>(), scale.grad!.item<double>(), 12);

        // E[x] of Gamma(c, r) is c / r, of the first of Beta(a, b) a / (a + b): their derivatives by implicit reparametrisation.
        var (c, r) = (T(3.0).requires_grad_(), T(2.0).requires_grad_());
        Gamma(c, r).rsample(40_000).mean().backward();
        Assert.InRange(c.grad!.item<double>(), 0.48, 0.52);
        Assert.InRange(r.grad!.item<double>(), -0.77, -0.73);
        var (a, b) = (T(2.0).requires_grad_(), T(3.0).requires_grad_());
        Beta(a, b).rsample(40_000).mean().backward();
        Assert.InRange(a.grad!.item<double>(), 0.115, 0.125);
        Assert.InRange(b.grad!.item<double>(), -0.085, -0.075);
    }

    [Fact]
    public void The_entropy_of_an_exponential_family_follows_from_its_log_normaliser()
    {
        using var scope = NewDisposeScope();
        Assert.True(new ByNormalizer(T(0.5, 3), T(2, 0.7)).entropy().allclose(Gamma(T(0.5, 3), T(2, 0.7)).entropy()));
    }

    sealed class ByNormalizer(Tensor concentration, Tensor rate) : ExponentialFamily(null)
    {
        protected override IList<Tensor> NaturalParams => [concentration - 1, -rate];
        protected override Tensor MeanCarrierMeasure => zeros_like(rate);
        protected override Tensor LogNormalizer(params Tensor[] p) => (p[0] + 1).lgamma() + (p[0] + 1) * (-p[1].reciprocal()).log();
        public override Tensor mean => throw new NotSupportedException();
        public override Tensor variance => throw new NotSupportedException();
        public override Tensor rsample(params long[] sample_shape) => throw new NotSupportedException();
        public override Tensor log_prob(Tensor value) => throw new NotSupportedException();
        public override Distribution expand(Size batch_shape, Distribution? instance = null) => throw new NotSupportedException();
    }

    [Fact]
    public void Probabilities_of_the_whole_support_add_up_to_one()
    {
        using var scope = NewDisposeScope();
        using var categorical = Categorical(P());
        Assert.True(categorical.log_prob(categorical.enumerate_support()).exp().sum(0L).allclose(ones(2, dtype: ScalarType.Float64)));
        using var oneHot = OneHotCategorical(P());
        Assert.True(oneHot.log_prob(oneHot.enumerate_support()).exp().sum(0L).allclose(ones(2, dtype: ScalarType.Float64)));
        var x = linspace(1e-6, 1 - 1e-6, 200_001, dtype: ScalarType.Float64);
        using var beta = Beta(T(2.0), T(3.0));
        Assert.Equal(1, beta.log_prob(x).exp().mean().item<double>(), 4);
    }

    [Fact]
    public void The_distribution_function_of_a_gamma_variable_is_that_of_an_exponential_one_at_concentration_1()
    {
        using var scope = NewDisposeScope();
        var x = T(0.1, 1, 5);
        Assert.True(Gamma(T(1), T(0.7)).cdf(x).allclose(1 - (-0.7 * x).exp()));
    }

    [Fact]
    public void Outside_its_interval_a_uniform_variable_has_no_density()
    {
        using var scope = NewDisposeScope();
        Assert.All(Uniform(T(0), T(2)).log_prob(T(-1, 2, 3)).data<double>().ToArray(), p => Assert.Equal(double.NegativeInfinity, p));
    }

    [Fact]
    public void Distribution_functions_and_their_inverses_undo_each_other()
    {
        using var scope = NewDisposeScope();
        var p = T(0.05, 0.5, 0.9);
        foreach (var made in new Distribution[] { Normal(T(1.0), T(2.0)), Laplace(T(1.0), T(2.0)), Uniform(T(1.0), T(2.0)) })
            Assert.True(made.cdf(made.icdf(p)).allclose(p));
    }

    [Fact]
    public void A_generator_makes_samples_repeatable()
    {
        using var scope = NewDisposeScope();
        Tensor Draw() => Normal(zeros(5), ones(5), new Generator(7)).sample(3);
        Assert.True(Draw().equal(Draw()).all().item<bool>());
    }

    [Fact]
    public void A_distribution_outlives_the_scope_it_was_made_in_and_frees_its_parameters()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        Normal normal;
        using (NewDisposeScope()) normal = Normal(zeros(2), ones(2));
        normal.sample(3).Dispose();
        normal.log_prob(normal.mean).Dispose();
        normal.Dispose();
        normal.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Misuse_is_named()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Bernoulli());
        Assert.Throws<ArgumentException>(() => Categorical(P(), P()));
        Assert.Contains("3 × 3", Assert.Throws<ArgumentException>(() => MultivariateNormal(T(1, 2, 3), eye(2))).Message);
        Assert.Throws<ArgumentException>(() => MultivariateNormal(T(1, 2, 3)));
        Assert.Throws<ArgumentException>(() => Independent(Normal(T(1), T(1)), 2));
        Assert.ThrowsAny<Exception>(() => Normal(T(1, 2), T(1, 2, 3)));
        Assert.Throws<ArgumentException>(() => Normal(T(1), T(1)).expand(2, Uniform(T(0), T(1))));
    }
}
