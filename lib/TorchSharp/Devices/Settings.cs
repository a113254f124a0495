namespace TorchSharp;

public static partial class torch
{
    public static string __version__ => "0.107.0";

    public static int get_num_threads() => (int)Bridge.Get(Setting.Threads);
    public static void set_num_threads(int num) => Bridge.Set(Setting.Threads, Positive(num));
    public static int get_num_interop_threads() => (int)Bridge.Get(Setting.InteropThreads);
    public static void set_num_interop_threads(int num) => Bridge.Set(Setting.InteropThreads, Positive(num));

    private static int Positive(int threads) => threads > 0 ? threads : throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread is needed.");

    public static bool is_tensor(object obj) => obj is Tensor;

    public static void _assert(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    public static void _assert(Func<bool> condition, string message) => _assert(condition(), message);
}
