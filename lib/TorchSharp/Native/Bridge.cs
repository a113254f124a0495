using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The entry points of libtorchsharp_native.so, and how their failures become exceptions.</summary>
internal static unsafe partial class Bridge
{
    private const string Library = "torchsharp_native";
    private const string File = "libtorchsharp_native.so";

    static Bridge()
    {
        NativeLibrary.SetDllImportResolver(typeof(Bridge).Assembly, Resolve);
        ts_keep_large_blocks(512 << 20);
        // As many threads as processors this process may use, unless the user has said otherwise in the way that libtorch knows.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"))) ts_set_setting(Setting.Threads, Environment.ProcessorCount);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        var file = Path.Combine(Path.GetDirectoryName(assembly.Location) ?? ".", File);
        if (!System.IO.File.Exists(file))
            throw new DllNotFoundException($"{File} does not lie beside {Path.GetFileName(assembly.Location)} ({file}): it is compiled on this machine. Run `./course setup`.");
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException($"{File} could not be loaded: libtorch is missing, or not the version that it was compiled against. Run `./course setup`. ({e.Message})", e);
        }
    }

    /// <summary>Throws what a native call reports: nothing for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int status)
    {
        if (status != 0) Throw(status);
    }

    private static void Throw(int status)
    {
        const int ManagedFailed = 2, BadArgument = 3;
        if (status == ManagedFailed) Callbacks.Rethrow(ts_error_key());
        var text = Marshal.PtrToStringUTF8((nint)ts_error_text()) ?? "";
        throw status == BadArgument ? new ArgumentException(text) : new ExternalException(text);
    }

    public static string Version => Marshal.PtrToStringUTF8((nint)ts_version()) ?? "";

    public static long Get(Setting setting)
    {
        long value;
        Check(ts_setting(setting, &value));
        return value;
    }

    public static void Set(Setting setting, long value) => Check(ts_set_setting(setting, value));

    [LibraryImport(Library)] private static partial byte* ts_error_text();
    [LibraryImport(Library)] private static partial long ts_error_key();

    [LibraryImport(Library)] public static partial int ts_operator(byte* name, byte* overload, nint* result);
    [LibraryImport(Library)] public static partial int ts_call(nint op, Value* arguments, int count, Value* results, int capacity);

    [LibraryImport(Library)] public static partial void ts_release(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial void ts_retain(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ts_sizes(nint tensor, long* sizes, long capacity);
    [LibraryImport(Library)] public static partial int ts_property(nint tensor, Property property, long* value);
    [LibraryImport(Library)] public static partial int ts_strides(nint tensor, long* strides);
    [LibraryImport(Library)] public static partial int ts_set_requires_grad(nint tensor, int value);
    [LibraryImport(Library)] public static partial int ts_grad(nint tensor, Value* result);
    [LibraryImport(Library)] public static partial int ts_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] public static partial int ts_set_data(nint tensor, nint data);
    [LibraryImport(Library)] public static partial int ts_retain_grad(nint tensor);
    [LibraryImport(Library)] public static partial int ts_from_blob(void* data, long bytes, long* sizes, long dimensions, int dtype, delegate* unmanaged[Cdecl]<void*, void> done, void* context, Value* result);

    [LibraryImport(Library)] public static partial int ts_backward(nint* roots, long rootCount, nint* grads, long gradCount, int retainGraph, int createGraph, nint* inputs, long inputCount);
    [LibraryImport(Library)] public static partial int ts_autograd_grad(nint* roots, long rootCount, nint* inputs, long inputCount, nint* grads, long gradCount, int retainGraph, int createGraph, int allowUnused, Value* result);
    [LibraryImport(Library)] public static partial void ts_sink(nint sink, nint tensor);
    [LibraryImport(Library)] public static partial int ts_apply(nint managed, delegate* unmanaged[Cdecl]<nint, void> release, delegate* unmanaged[Cdecl]<nint, int, nint, nint*, long, nint, long> callback, nint* inputs, long count, Value* result);
    [LibraryImport(Library)] public static partial int ts_context_mark(nint context, ContextMark what, nint* tensors, long count);
    [LibraryImport(Library)] public static partial int ts_context_saved(nint context, Value* result);
    [LibraryImport(Library)] public static partial int ts_context_materialize(nint context, int value);
    [LibraryImport(Library)] public static partial int ts_add_hook(nint tensor, nint managed, delegate* unmanaged[Cdecl]<nint, void> release, delegate* unmanaged[Cdecl]<nint, int, nint, nint*, long, nint, long> callback, long* position);
    [LibraryImport(Library)] public static partial int ts_remove_hook(nint tensor, long position);
    [LibraryImport(Library)] public static partial int ts_anomaly(int set, int enabled, int checkNaN);
    [LibraryImport(Library)] public static partial int ts_grad_enabled();
    [LibraryImport(Library)] public static partial void ts_set_grad_enabled(int value);
    [LibraryImport(Library)] public static partial int ts_inference_mode();
    [LibraryImport(Library)] public static partial int ts_inference_enter(int mode, nint* scope);
    [LibraryImport(Library)] public static partial void ts_inference_leave(nint scope);

    [LibraryImport(Library)] public static partial int ts_manual_seed(ulong seed);
    [LibraryImport(Library)] public static partial int ts_generator(int device, int index, int shared, nint* result);
    [LibraryImport(Library)] public static partial void ts_generator_release(nint generator);
    [LibraryImport(Library)] public static partial int ts_generator_seed(nint generator, SeedCall what, ulong* seed);
    [LibraryImport(Library)] public static partial int ts_generator_state(nint generator, nint set, Value* result);

    [LibraryImport(Library)] private static partial byte* ts_version();
    [LibraryImport(Library)] private static partial int ts_setting(Setting setting, long* value);
    [LibraryImport(Library)] private static partial int ts_set_setting(Setting setting, long value);
    [LibraryImport(Library)] private static partial void ts_keep_large_blocks(long bytes);
}

/// <summary>What can be asked of a tensor; the same numbers as in the native file.</summary>
internal enum Property
{
    Dtype, Layout, DeviceKind, DeviceIndex, Numel, StorageOffset, ElementSize, RequiresGrad, IsLeaf, IsContiguous,
    IsConj, IsNeg, Version, StorageBytes, IsQuantized, HasStorage, IsInference, RetainsGrad, IsPinned, IsView, StoragePointer,
    DataPointer, IsChannelsLast,
}

/// <summary>What libtorch is asked or told about itself; the same numbers as in the native file.</summary>
internal enum Setting
{
    Threads, InteropThreads, Deterministic, DeterministicWarnOnly, MatmulPrecision, CudaAvailable, CudnnAvailable, CudaCount,
    AllowTf32Matmul, AllowTf32Cudnn, WarnAlways, DefaultDtype, MpsAvailable,
}

/// <summary>What is done with a generator's seed; the same numbers as in the native file.</summary>
internal enum SeedCall
{
    Set, Current, New,
}

/// <summary>What a custom function says about its tensors; the same numbers as in the native file.</summary>
internal enum ContextMark
{
    Save, Dirty, NonDifferentiable,
}
