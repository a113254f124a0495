using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What libtorch is told before the first tensor: it runs once, when this library is first used.</summary>
public static partial class NativeSettings
{
    private const int TrimThreshold = -1, MmapThreshold = -3; // of glibc's malloc.h

    /// <summary>
    /// Whether convolutions go through oneDNN, libtorch's library for them. They do, unless it was seen to compute
    /// wrong ones in this process: then libtorch's own take their place, which are right and take about twice as long.
    /// </summary>
    public static bool ConvolutionsByOneDnn { get; private set; } = true;

    // A library's initializer is what is wanted: notebooks load this library and call nothing first.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Apply()
    {
        if (OperatingSystem.IsLinux()) ApplyToLinux();
        Compute.Start();
        NotebookTensors.Hold();
    }

    private static void ApplyToLinux()
    {
        // glibc gives large blocks back to the system at once, and each new activation would be paged in anew.
        if (Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is null) SetAllocator(MmapThreshold, 1 << 30);
        if (Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is null)
            SetAllocator(TrimThreshold, int.MaxValue);
        if (!HidesItsCaches()) return;
        // it does not serve such a processor either, and says so on the error stream
        EnableNnpack(LibtorchContext(), false);
        ConvolutionsByOneDnn = ConvolutionsAreRight();
        EnableOneDnn(LibtorchContext(), ConvolutionsByOneDnn);
    }

    /// <summary>Returns freed memory to the system, where the allocator was told to keep it.</summary>
    internal static void GiveBack()
    {
        if (OperatingSystem.IsLinux()) TrimAllocator(0);
    }

    // Some virtual machines do not say what caches their processor has. There oneDNN 3.7 (libtorch 2.10's) orders the
    // loops of its reorders in a way that its code for channels beside a multiple of 8 or 16 does not expect: most of a
    // kernel is never copied.
    private static bool HidesItsCaches() =>
        X86Base.IsSupported && X86Base.CpuId(4, 0) == default
        && X86Base.CpuId(unchecked((int)0x8000001D), 0) == default;

    private static bool ConvolutionsAreRight()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // a question about CPUs
        var (x, w) = (linspace(-1, 1, 4 * 20 * 14 * 14, device: CPU).reshape(4, 20, 14, 14),
            linspace(-1, 1, 20 * 20 * 3 * 3, device: CPU).reshape(20, 20, 3, 3));
        var expected = nn.functional.conv2d(x.to(float64), w.to(float64));   // oneDNN has no float64
        return nn.functional.conv2d(x, w).to(float64).sub(expected).abs().max().item<double>() < 1e-3;
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimAllocator(nint kept);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetAllocator(int option, int value);

    // at::globalContext(), at::Context::setUserEnabledMkldnn(bool) and setUserEnabledNNPACK(bool): Python's
    // torch.backends.{mkldnn,nnpack}.enabled.
    [LibraryImport("libtorch_cpu", EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint LibtorchContext();

    [LibraryImport("libtorch_cpu", EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static partial void EnableOneDnn(nint context, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport("libtorch_cpu", EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static partial void EnableNnpack(nint context, [MarshalAs(UnmanagedType.U1)] bool enabled);
}
