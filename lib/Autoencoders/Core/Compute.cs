using System.Reflection;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The device that work runs on: CUDA where there is one, else the CPU; the environment variable AUTOENCODERS_DEVICE
/// says otherwise. It is TorchSharp's default device, set once before the first tensor, so that what a cell makes in
/// plain TorchSharp, a layer or <c>randn</c>, lies there as well.
/// </summary>
public static class Compute
{
    /// <summary>The variable that chooses the device: cpu, cuda or auto.</summary>
    public const string Variable = "AUTOENCODERS_DEVICE";

    private static InvalidOperationException? refused;

    /// <summary>The device for data, models and whatever is made from neither.</summary>
    /// <exception cref="InvalidOperationException">The variable names no device, or one that is not there.</exception>
    public static Device Device =>
        refused is null ? get_default_device() : throw new InvalidOperationException(refused.Message);

    /// <summary>What readers are told: "the CPU" or "CUDA".</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Device"/>.</exception>
    public static string Name => Device.type == TorchSharp.DeviceType.CPU ? "the CPU" : Device.type.ToString();

    /// <summary>
    /// A generator with this seed on a device, <see cref="Device"/> when none is given: one draws only where it lies.
    /// </summary>
    public static Generator Generator(ulong seed, Device? device = null) => new(seed, device ?? Device);

    /// <summary>Where a model's weights lie; <see cref="Device"/> for what has none.</summary>
    public static Device DeviceOf(object model) =>
        (model as nn.Module)?.parameters().FirstOrDefault()?.device ?? Device;

    /// <summary>
    /// Whether looking at a tensor's values makes no device wait: what is called at each step of a training looks at
    /// them only then.
    /// </summary>
    internal static bool IsFreeToRead(Tensor x) => x.device_type == TorchSharp.DeviceType.CPU;

    /// <summary>
    /// Chooses as the variable does, cpu, cuda or auto: before the first tensor, for those that are there stay where
    /// they are.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is none of these, or CUDA is wanted and not there.</exception>
    public static void Use(string? choice)
    {
        var device = WantsCuda(choice, IsBuiltForCuda, CudaIsThere) ? CUDA : CPU;
        if (device.type != get_default_device().type) set_default_device(device);
        refused = null;
    }

    /// <summary>
    /// Follows the variable. A wrong value is told by whoever first asks for <see cref="Device"/>, not here.
    /// </summary>
    internal static void Start()
    {
        try
        {
            Use(Environment.GetEnvironmentVariable(Variable));
        }
        catch (InvalidOperationException e)
        {
            refused = e; // an exception of a library's initializer would hide its message
        }
    }

    /// <summary>Whether a value of the variable means CUDA.</summary>
    /// <exception cref="InvalidOperationException">It is no such value, or CUDA is wanted and not there.</exception>
    internal static bool WantsCuda(string? value, bool isBuilt, Func<bool> isThere) => value switch
    {
        "cpu" => false,
        null or "" or "auto" => isBuilt && isThere(),
        "cuda" when !isBuilt => throw new InvalidOperationException($"The device is to be cuda, and this build is for "
            + "the CPU alone: TorchBackend=cuda ./course setup makes one for an NVIDIA GPU."),
        "cuda" => isThere() ? true : throw new InvalidOperationException($"The device is to be cuda, and libtorch "
            + "finds no NVIDIA GPU that it can use: nvidia-smi says what the driver sees."),
        _ => throw new InvalidOperationException($"The device is to be '{value}'; it must be cpu, cuda or auto "
            + $"(--device, or the environment variable {Variable}; auto when neither says)."),
    };

    // A CPU's libtorch need not be loaded to know that it has no CUDA.
    private static bool IsBuiltForCuda =>
        typeof(Compute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(m => (m.Key, m.Value) == ("TorchBackend", "cuda"));

    private static bool CudaIsThere() => TryInitializeDeviceType(TorchSharp.DeviceType.CUDA) && cuda.is_available();
}
