using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Calls public members with arguments drawn at random, most of them wrong: no call may bring the process down.</summary>
public sealed class RandomCalls(int seed)
{
    // They change the process's settings or files, hand out memory by design, or take the native handle itself.
    private static readonly HashSet<string> leftOut =
    [
        "set_num_threads", "set_num_interop_threads", "set_default_dtype", "set_default_device", "set_default_tensor_type", "set_printoptions", "manual_seed", "set_rng_state",
        "use_deterministic_algorithms", "set_deterministic_debug_mode", "set_float32_matmul_precision", "set_warn_always", "no_grad", "enable_grad", "inference_mode", "set_grad_enabled",
        "save", "load", "Save", "Load", "from_file", "print", "DecoupleFromNativeHandle", "UnsafeCreateTensor", "NewDisposeScope", "InitializeDeviceType", "frombuffer",
        "Finalize", "MemberwiseClone", "GetType",
    ];

    private static readonly MethodInfo[] methods =
    [
        .. new[] { typeof(Tensor), typeof(torch), typeof(linalg), typeof(fft), typeof(special), typeof(nn.functional) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => !leftOut.Contains(m.Name) && !m.Name.StartsWith("set_") && m.GetParameters().All(p => CanDraw(p.ParameterType)))
            .Where(m => !m.IsGenericMethod && !m.ReturnType.IsByRefLike),
    ];

    private readonly Random random = new(seed);

    public static int MethodCount => methods.Length;

    /// <summary>Makes one call; what it threw, or null.</summary>
    public (MethodInfo Method, Exception? Thrown) Next(Action<string>? log = null)
    {
        var method = methods[random.Next(methods.Length)];
        var target = method.IsStatic ? null : Tensor();
        var arguments = Array.ConvertAll(method.GetParameters(), p => p.HasDefaultValue && random.Next(2) == 0 ? p.DefaultValue : Draw(p.ParameterType));
        log?.Invoke($"{method.DeclaringType!.Name}.{method}: {Describe(target)} <- {string.Join("; ", arguments.Select(Describe))}");
        try
        {
            method.Invoke(target, arguments);
            return (method, null);
        }
        catch (TargetInvocationException e)
        {
            return (method, e.InnerException);
        }
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        Tensor t => t.ToString(),
        Array a => "[" + string.Join(", ", a.Cast<object?>().Select(Describe)) + "]",
        _ => value.ToString()!,
    };

    private static bool CanDraw(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(Tensor) || type == typeof(Tensor[]) || type == typeof(Scalar) || type == typeof(long) || type == typeof(int) || type == typeof(double) || type == typeof(float)
            || type == typeof(bool) || type == typeof(long[]) || type == typeof(string) || type == typeof(ScalarType) || type == typeof(Device) || type == typeof(Generator) || type == typeof(TensorIndex[])
            || type == typeof(IList<Tensor>) || type == typeof(IEnumerable<Tensor>) || (type.IsEnum && type != typeof(DeviceType));
    }

    private object? Draw(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return random.Next(3) == 0 ? null : Draw(inner);
        if (type == typeof(Tensor)) return random.Next(20) == 0 ? null : Tensor();
        if (type == typeof(Tensor[]) || type == typeof(IList<Tensor>) || type == typeof(IEnumerable<Tensor>))
            return Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(20) == 0 ? null : Tensor()).ToArray();
        if (type == typeof(Scalar)) return random.Next(4) switch { 0 => Integer(), 1 => random.NextDouble() * 4 - 2, 2 => true, _ => (Scalar)(1f, 2f) };
        if (type == typeof(long)) return Integer();
        if (type == typeof(int)) return random.Next(10) == 0 ? int.MaxValue : random.Next(-4, 6);
        if (type == typeof(double)) return Real();
        if (type == typeof(float)) return (float)Real();
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (type == typeof(long[])) return Enumerable.Range(0, random.Next(4)).Select(_ => Integer()).ToArray();
        if (type == typeof(string)) return random.Next(3) switch { 0 => "", 1 => "fro", _ => "i,j->" };
        if (type == typeof(Device)) return random.Next(4) == 0 ? META : null;
        if (type == typeof(Generator)) return random.Next(2) == 0 ? null : new Generator(1);
        if (type == typeof(TensorIndex[])) return Enumerable.Range(0, random.Next(4)).Select(_ => Index()).ToArray();
        if (type.IsEnum) return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length));
        throw new NotSupportedException(type.Name);
    }

    private TensorIndex Index() => random.Next(6) switch
    {
        0 => Integer(),
        1 => TensorIndex.Slice(Integer(), Integer(), Integer()),
        2 => TensorIndex.Ellipsis,
        3 => TensorIndex.None,
        4 => TensorIndex.Bool(true),
        _ => TensorIndex.Tensor(Tensor()),
    };

    private long Integer() => random.Next(12) switch { 0 => long.MaxValue, 1 => long.MinValue, 2 => 1L << 45, _ => random.Next(-3, 6) };

    private double Real() => random.Next(8) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => -1e300, _ => random.NextDouble() * 4 - 2 };

    private Tensor Tensor()
    {
        ScalarType[] types = [ScalarType.Float32, ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Bool, ScalarType.Byte, ScalarType.BFloat16, ScalarType.Float16, ScalarType.ComplexFloat32];
        long[] shape = Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(0, 5)).ToArray();
        var made = torch.randint(-2, 4, shape).to(types[random.Next(types.Length)]);
        switch (random.Next(12))
        {
            case 0: made.Dispose(); break;
            case 1: made = made.to(META); break;
            case 2 when shape.Length > 1: made = made.transpose(0, 1); break;
            case 3 when made.is_floating_point(): made = made.requires_grad_(); break;
            case 4 when shape.Length > 0: made = made.expand([2, .. shape]); break;
        }
        return made;
    }
}
