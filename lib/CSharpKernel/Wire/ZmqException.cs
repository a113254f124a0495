using System.Runtime.InteropServices;

namespace CSharpKernel.Wire;

/// <summary>A call of libzmq failed.</summary>
internal sealed class ZmqException(string what, int number)
    : IOException($"{what}: {Marshal.PtrToStringUTF8(LibZmq.ErrorText(number))}")
{
    /// <summary>True when the context was shut down, which ends every call on its sockets.</summary>
    public bool Terminated { get; } = number == LibZmq.Terminated;

    /// <summary>The error that the last call on this thread left.</summary>
    public static ZmqException Last(string what) => new(what, LibZmq.ErrorNumber());
}
