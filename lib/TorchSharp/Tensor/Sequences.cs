namespace TorchSharp;

/// <summary>Tensors made by a rule: ranges, identity, random numbers, windows, and the likes of another tensor.</summary>
public static partial class torch
{
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Ops.arange_start_step.Call(start, stop, step, dtype, Arg.None, OnDevice(device)), requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Ops.linspace.Call(start, end, steps, dtype, Arg.None, OnDevice(device)), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Ops.logspace.Call(start, end, steps, @base, dtype, Arg.None, OnDevice(device)), requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.eye_m.Call(rows, columns < 0 ? rows : columns, dtype, Arg.None, OnDevice(device)), requires_grad, names);

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.empty_strided.Call(size, strides, dtype, Arg.None, OnDevice(device)), requires_grad, names);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Finish(input.zeros_like(dtype, device, requires_grad), false, names);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Finish(input.ones_like(dtype, device, requires_grad), false, names);
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Finish(input.empty_like(dtype, device, requires_grad), false, names);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Finish(input.full_like(value, dtype, device, requires_grad), false, names);
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.rand_like(dtype, device, requires_grad);
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.randn_like(dtype, device, requires_grad);
    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.randint_like(low, high, dtype, device, requires_grad);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(Ops.randint_low_generator.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, OnDevice(device)), requires_grad, names);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(Ops.randperm_generator.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, OnDevice(device)), requires_grad);

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null) => Ops.randperm_generator_out.Call(n, generator, @out);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Ops.normal_Tensor_Tensor.Call(mean, std, generator);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Finish(Ops.normal_float_float.Call(mean, std, size, generator, dtype, Arg.None, OnDevice(device)), requires_grad, names);

    public static bool randint_bool(Generator? generator = null) => randint_long(2, generator) == 1;
    public static int randint_int(int high, Generator? generator = null) => (int)randint_long(0, high, generator);
    public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);
    public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);
    public static long randint_long(long low, long high, Generator? generator = null) => ItemOf<long>(randint(low, high, [], generator: generator));
    public static double rand_float(Generator? generator = null) => ItemOf<double>(rand([], ScalarType.Float64, generator: generator));
    public static double randn_float(Generator? generator = null) => ItemOf<double>(randn([], ScalarType.Float64, generator: generator));

    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) => Ops.tril_indices.Call(row, col, offset, dtype, Arg.None, OnDevice(device));
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) => Ops.triu_indices.Call(row, col, offset, dtype, Arg.None, OnDevice(device));

    public static Tensor bartlett_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.bartlett_window_periodic.Call(len, periodic, dtype, Arg.None, OnDevice(device)), requires_grad);
    public static Tensor blackman_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.blackman_window_periodic.Call(len, periodic, dtype, Arg.None, OnDevice(device)), requires_grad);
    public static Tensor hamming_window(long len, bool periodic = true, float alpha = 0.54f, float beta = 0.46f, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.hamming_window_periodic_alpha_beta.Call(len, periodic, alpha, beta, dtype, Arg.None, OnDevice(device)), requires_grad);
    public static Tensor hann_window(long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.hann_window_periodic.Call(len, periodic, dtype, Arg.None, OnDevice(device)), requires_grad);
    public static Tensor kaiser_window(long len, bool periodic = true, float beta = 12, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.kaiser_window_beta.Call(len, periodic, beta, dtype, Arg.None, OnDevice(device)), requires_grad);

    private static T ItemOf<T>(Tensor single) where T : unmanaged
    {
        using (single) return single.item<T>();
    }

    public partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.zeros_like.Call(this, dtype, Arg.None, device), requires_grad);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.ones_like.Call(this, dtype, Arg.None, device), requires_grad);
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.empty_like.Call(this, dtype, Arg.None, device), requires_grad);
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.full_like.Call(this, value, dtype, Arg.None, device), requires_grad);

        public Tensor zeros(params long[] sizes) => torch.zeros(sizes, dtype, device);
        public Tensor ones(params long[] sizes) => torch.ones(sizes, dtype, device);
        public Tensor empty(params long[] sizes) => torch.empty(sizes, dtype, device);
        public Tensor full(long[] sizes, Scalar value) => torch.full(sizes, value, dtype, device);
        public Tensor full(ReadOnlySpan<long> sizes, Scalar value) => full(sizes.ToArray(), value);
        public Tensor eye(long rows, long columns) => torch.eye(rows, columns, dtype, device);
        public Tensor arange_out(Scalar start, Scalar stop, Scalar step) => Ops.arange_start_out.Call(start, stop, step, this);
    }
}
