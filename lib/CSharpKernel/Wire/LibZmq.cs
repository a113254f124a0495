using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CSharpKernel.Wire;

/// <summary>The functions of libzmq that the kernel calls, and its constants.</summary>
internal static unsafe partial class LibZmq
{
    public const int Linger = 17, SendHighWaterMark = 23, ReceiveHighWaterMark = 24, RouterHandover = 56;
    public const int DontWait = 1, SendMore = 2;
    public const short PollIn = 1;
    public const int Interrupted = 4, TryAgain = 11, Terminated = 156384765;

    private const string Library = "zmq";
    private static readonly string[] FileNames = ["libzmq.so.5", "libzmq.5.dylib", "libzmq.dll", "libzmq"];

    // A module initializer would run for every user of the assembly; a static constructor runs before the first call of this class.
    static LibZmq() => NativeLibrary.SetDllImportResolver(typeof(LibZmq).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "zmq_ctx_new")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "zmq_ctx_shutdown")]
    public static partial int ShutdownContext(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_ctx_term")]
    public static partial int TerminateContext(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_socket")]
    public static partial nint NewSocket(nint context, int kind);

    [LibraryImport(Library, EntryPoint = "zmq_close")]
    public static partial int CloseSocket(nint socket);

    [LibraryImport(Library, EntryPoint = "zmq_bind", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Bind(nint socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_connect", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Connect(nint socket, string address);

    [LibraryImport(Library, EntryPoint = "zmq_setsockopt")]
    public static partial int SetOption(nint socket, int option, void* value, nuint length);

    [LibraryImport(Library, EntryPoint = "zmq_send")]
    public static partial int Send(nint socket, byte* data, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_init")]
    public static partial int InitFrame(Frame* frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_recv")]
    public static partial int ReceiveFrame(Frame* frame, nint socket, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_data")]
    public static partial byte* FrameData(Frame* frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_size")]
    public static partial nuint FrameSize(Frame* frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_more")]
    public static partial int FrameHasMore(Frame* frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_close")]
    public static partial int CloseFrame(Frame* frame);

    [LibraryImport(Library, EntryPoint = "zmq_poll")]
    public static partial int Poll(PollItem* items, int count, nint timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "zmq_errno")]
    public static partial int ErrorNumber();

    [LibraryImport(Library, EntryPoint = "zmq_strerror")]
    public static partial nint ErrorText(int number);

    /// <summary>A received frame in libzmq's memory: an opaque struct of 64 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    public struct Frame
    {
        private InlineWords words;
    }

    // Keeps the alignment that libzmq asks for.
    [InlineArray(8)]
    private struct InlineWords
    {
        private ulong first;
    }

    /// <summary>One socket that a poll waits for, as Unix lays it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollItem
    {
        public nint Socket;
        public int FileDescriptor;
        public short Events;
        public short Ready;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != Library)
            return 0;
        foreach (var file in FileNames)
            if (NativeLibrary.TryLoad(file, out var handle))
                return handle;
        throw new DllNotFoundException("The Jupyter kernel needs libzmq, which is not installed. On Debian or Ubuntu: apt-get install libzmq5; on macOS: brew install zeromq.");
    }
}
