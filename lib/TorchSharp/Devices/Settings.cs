namespace TorchSharp;

/// <summary>libtorch's settings.</summary>
public static partial class torch
{
    /// <summary>The version of TorchSharp whose API this is.</summary>
    public static string __version__ => "0.107.0";

    public static int get_num_threads() => (int)Bridge.Get(Setting.Threads);
    public static void set_num_threads(int num) => Bridge.Set(Setting.Threads, AtLeastOne(num));
    public static int get_num_interop_threads() => (int)Bridge.Get(Setting.InteropThreads);
    public static void set_num_interop_threads(int num) => Bridge.Set(Setting.InteropThreads, AtLeastOne(num));

    public static bool are_deterministic_algorithms_enabled() => Bridge.Get(Setting.Deterministic) != 0;
    public static bool is_deterministic_algorithms_warn_only_enabled() => Bridge.Get(Setting.DeterministicWarnOnly) != 0;

    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) =>
        new Restore((Setting.Deterministic, mode ? 1 : 0), (Setting.DeterministicWarnOnly, warn_only ? 1 : 0));

    public static DebugMode get_deterministic_debug_mode() => are_deterministic_algorithms_enabled() ? DebugMode.warn : DebugMode.@default;

    public static IDisposable set_deterministic_debug_mode(DebugMode mode) => use_deterministic_algorithms(mode != DebugMode.@default, warn_only: mode == DebugMode.warn);

    public static Float32MatmulPrecision get_float32_matmul_precision() => (Float32MatmulPrecision)Bridge.Get(Setting.MatmulPrecision);
    public static IDisposable set_float32_matmul_precision(Float32MatmulPrecision precision) => new Restore((Setting.MatmulPrecision, (long)precision));

    public static bool is_warn_always_enabled() => Bridge.Get(Setting.WarnAlways) != 0;
    public static IDisposable set_warn_always(bool mode = true) => new Restore((Setting.WarnAlways, mode ? 1 : 0));

    public static bool is_tensor(object obj) => obj is Tensor;

    public static void _assert(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    public static void _assert(Func<bool> condition, string message) => _assert(condition(), message);

    private static int AtLeastOne(int threads) => threads > 0 ? threads : throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread is needed.");

    /// <summary>Changes settings at once, and changes them back when disposed.</summary>
    private sealed class Restore : IDisposable
    {
        private readonly (Setting Setting, long Value)[] before;

        public Restore(params (Setting Setting, long Value)[] settings)
        {
            before = Array.ConvertAll(settings, s => (s.Setting, Bridge.Get(s.Setting)));
            foreach (var (setting, value) in settings) Bridge.Set(setting, value);
        }

        public void Dispose()
        {
            foreach (var (setting, value) in before) Bridge.Set(setting, value);
        }
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => Bridge.Get(Setting.AllowTf32Matmul) != 0;
                    set => Bridge.Set(Setting.AllowTf32Matmul, value ? 1 : 0);
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => Bridge.Get(Setting.AllowTf32Cudnn) != 0;
                set => Bridge.Set(Setting.AllowTf32Cudnn, value ? 1 : 0);
            }
        }
    }
}
