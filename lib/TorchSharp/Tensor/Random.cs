namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Ops.bernoulli.Call(this, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Ops.bernoulli__Tensor.Call(this, p, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Ops.bernoulli__float.Call(this, p, generator);
        public Tensor binomial(Tensor prob, Generator? generator = null) => Ops.binomial.Call(this, prob, generator);
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) => Ops.cauchy_.Call(this, median, sigma, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Ops.exponential_.Call(this, lambda, generator);
        public Tensor geometric_(double p, Generator? generator = null) => Ops.geometric_.Call(this, p, generator);
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) => Ops.log_normal_.Call(this, mean, std, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Ops.multinomial.Call(this, num_samples, replacement, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Ops.normal_.Call(this, mean, std, generator);
        public Tensor poisson(Generator? generator = null) => Ops.poisson.Call(this, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Ops.uniform_.Call(this, from, to, generator);

        public Tensor random_(double from, double to, Generator? generator = null) => Ops.random__from.Call(this, (long)from, (long)to, generator);
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.rand_like.Call(this, dtype, Arg.None, device), requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.randn_like.Call(this, dtype, Arg.None, device), requires_grad);
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.randint_like_low_dtype.Call(this, low, high, dtype, Arg.None, device), requires_grad);
        public Tensor rand_out(params long[] sizes) => Ops.rand_out.Call(sizes, this);
        public Tensor randn_out(params long[] sizes) => Ops.randn_out.Call(sizes, this);
        public Tensor randint_out(long high, long[] sizes) => Ops.randint_out.Call(high, sizes, this);
        public Tensor randperm_out(long n) => Ops.randperm_out.Call(n, this);
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);
    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) => count.binomial(probs, generator);
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);
    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);
}
