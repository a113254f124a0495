namespace TorchSharp;

public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    /// <summary>Where a tensor lives: a kind of device, and which one of that kind (-1: the current one).</summary>
    public class Device : IEquatable<Device>
    {
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>The CUDA device of that number.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        public Device(string deviceType, int index = -1) : this(ParseType(deviceType), index) { }

        /// <summary>Parses <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2) throw new ArgumentException($"'{description}' is not a device: write cpu, cuda or cuda:0.", nameof(description));
            type = ParseType(parts[0]);
            index = -1;
            if (parts.Length == 2 && (!int.TryParse(parts[1], out var number) || (index = number) < 0))
                throw new ArgumentException($"'{parts[1]}' in '{description}' is not a device number.", nameof(description));
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        public override bool Equals(object? obj) => obj is Device other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(type, index);

        public override string ToString() => index < 0 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        private static DeviceType ParseType(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && Enum.IsDefined(type) && !int.TryParse(name, out _)
                ? type
                : throw new ArgumentException($"'{name}' is not a kind of device: write cpu, cuda, mps or meta.", nameof(name));
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => TryInitializeDeviceType(DeviceType.CUDA) ? new(DeviceType.CUDA) : throw NoDevice(DeviceType.CUDA);

    public static Device MPS => TryInitializeDeviceType(DeviceType.MPS) ? new(DeviceType.MPS) : throw NoDevice(DeviceType.MPS);

    public static Device device(string description) => InitializeDevice(new Device(description));
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(int index) => InitializeDevice(new Device(index));

    private static Device defaultDevice = CPU;

    public static Device get_default_device() => defaultDevice;

    public static void set_default_device(Device device) => defaultDevice = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static Device InitializeDevice(Device? device)
    {
        device ??= defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType)) throw NoDevice(deviceType);
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda.is_available(),
        DeviceType.MPS => mps_is_available(),
        _ => false,
    };

    public static bool cuda_is_available() => cuda.is_available();

    public static bool mps_is_available() => Bridge.Get(Setting.MpsAvailable) != 0;

    private static InvalidOperationException NoDevice(DeviceType type) => new(
        type == DeviceType.CUDA && !cuda.is_compiled()
            ? $"No CUDA device can be used: libtorch {Bridge.Version} of this machine was built without CUDA. Use torch.CPU, or a libtorch with CUDA."
            : $"No {type} device was found on this machine. Use torch.CPU.");

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => is_available() && Bridge.Get(Setting.CudnnAvailable) != 0;

        public static int device_count() => (int)Bridge.Get(Setting.CudaCount);

        public static void manual_seed(long seed)
        {
            if (is_available()) new Generator(CUDA, shared: true).manual_seed(seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++) new Generator(new Device(i), shared: true).manual_seed(seed);
        }

        /// <summary>Waits until all work of the device is done.</summary>
        public static void synchronize(Device? device = null)
        {
            if (!is_available()) throw NoDevice(DeviceType.CUDA);
            // libtorch has no operator for it: reading one element waits for what was queued on the current stream before it.
            using var marker = torch.zeros(1, device: device ?? CUDA);
            marker.cpu().Dispose();
        }

        internal static bool is_compiled() => Bridge.Get(Setting.CudaAvailable) != 0;
    }
}
