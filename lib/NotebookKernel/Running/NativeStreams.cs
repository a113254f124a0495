using System.Reactive.Disposables;
using System.Runtime.InteropServices;
using System.Text;
using NotebookKernel.Display;
using Microsoft.DotNet.Interactive.Utility;
using Microsoft.Win32.SafeHandles;

namespace NotebookKernel.Running;

/// <summary>
/// Takes the process's file descriptors 1 and 2 for the cells, so that what native code and child processes print
/// reaches the running cell; the real standard output and error stay reachable for the kernel alone. On other systems
/// than Linux cells have their own console output alone.
/// </summary>
internal sealed partial class NativeStreams
{
    private const int DuplicateClosedOnExec = 1030, CloseOnExec = 0x80000;
    private readonly Pipe? output;
    private readonly Pipe? error;

    /// <param name="takesDescriptors">Whether the descriptors are taken, by Linux's numbers and functions. Otherwise
    /// what native code prints goes past the cells.</param>
    internal NativeStreams(bool takesDescriptors)
    {
        if (!takesDescriptors)
        {
            (RealOutput, RealError) = (Console.OpenStandardOutput(), Console.OpenStandardError());
            return;
        }
        RealOutput = Duplicate(1);
        RealError = Duplicate(2);
        output = new Pipe(1, "stdout", null);
        error = new Pipe(2, "stderr", RealError);
    }

    /// <summary>What was file descriptor 1.</summary>
    public Stream RealOutput { get; }

    /// <summary>
    /// What was file descriptor 2; native errors are repeated there, for the runtime's last words before it dies.
    /// </summary>
    public Stream RealError { get; }

    /// <summary>Captures the descriptors and the console for the rest of the process's life.</summary>
    public static NativeStreams Capture()
    {
        var streams = new NativeStreams(OperatingSystem.IsLinux());
        var errors = new StreamWriter(streams.RealError) { AutoFlush = true };
        // Each running command of .NET Interactive's would put its own writer in the console's place, but for the first
        // that does.
        ConsoleOutput.Subscribe(_ => Disposable.Empty);
        Console.SetOut(new ConsoleRouter("stdout", errors));
        Console.SetError(new ConsoleRouter("stderr", errors));
        return streams;
    }

    /// <summary>Waits until all that was written so far has arrived at its cell.</summary>
    public void Settle()
    {
        if (output is null || error is null)
            return;
        _ = fflush(0);
        output.Settle();
        error.Settle();
    }

    private static Stream Duplicate(int descriptor) =>
        fcntl(descriptor, DuplicateClosedOnExec, 3) is >= 0 and var copy ? new DescriptorStream(copy) : Stream.Null;

    private sealed class Pipe
    {
        private readonly string name;
        private readonly Stream? mirror;
        private readonly int end;
        private readonly byte[] mark = Encoding.ASCII.GetBytes($"\0{Guid.NewGuid():N}\0");
        private readonly SemaphoreSlim arrived = new(0);
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        public Pipe(int descriptor, string name, Stream? mirror)
        {
            (this.name, this.mirror) = (name, mirror);
            var ends = new int[2];
            if (pipe2(ends, CloseOnExec) != 0 || dup2(ends[1], descriptor) < 0)
                throw new IOException(
                    $"The process's {name} cannot be captured: {Marshal.GetLastPInvokeErrorMessage()}.");
            end = ends[1];
            var source = new FileStream(new SafeFileHandle(ends[0], ownsHandle: true), FileAccess.Read, bufferSize: 0);
            new Thread(() => Read(source)) { IsBackground = true, Name = name }.Start();
        }

        // A mark sent through the pipe comes out after everything written before it.
        public void Settle()
        {
            while (arrived.Wait(0))
            {
            }
            if (write(end, mark, mark.Length) == mark.Length)
                arrived.Wait(TimeSpan.FromSeconds(2));
        }

        private void Read(FileStream source)
        {
            var buffer = new byte[1 << 16];
            for (int held = 0, count; (count = source.Read(buffer, held, buffer.Length - held)) > 0;)
            {
                var bytes = buffer.AsSpan(0, held + count);
                for (int at; (at = bytes.IndexOf(mark)) >= 0; bytes = bytes[(at + mark.Length)..])
                {
                    Pass(bytes[..at]);
                    arrived.Release();
                }
                held = HeldBack(bytes);
                Pass(bytes[..^held]);
                bytes[^held..].CopyTo(buffer);
            }
        }

        // The longest end of the bytes that may be the beginning of a mark.
        private int HeldBack(ReadOnlySpan<byte> bytes)
        {
            for (var length = Math.Min(bytes.Length, mark.Length - 1); length > 0; length--)
                if (bytes[^length..].SequenceEqual(mark.AsSpan(0, length)))
                    return length;
            return 0;
        }

        private void Pass(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
                return;
            mirror?.Write(bytes);
            var characters = new char[decoder.GetCharCount(bytes, flush: false)];
            decoder.GetChars(bytes, characters, flush: false);
            if (characters.Length > 0)
                CellScope.Current?.Outputs.Write(new StreamOutput(name, new string(characters)));
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2([In, Out] int[] ends, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc")]
    private static partial int fflush(nint file);
}
