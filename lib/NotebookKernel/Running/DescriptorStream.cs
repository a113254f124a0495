using System.Runtime.InteropServices;

namespace NotebookKernel.Running;

/// <summary>
/// Writes to a file descriptor at the descriptor's own position, which it shares with other processes (a FileStream
/// keeps a position of its own and would overwrite what they wrote to the same file).
/// </summary>
internal sealed partial class DescriptorStream(int descriptor) : Stream
{
    private const int Interrupted = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = write(descriptor, buffer, buffer.Length);
            if (written < 0)
            {
                if (Marshal.GetLastPInvokeError() == Interrupted)
                    continue;
                throw new IOException(
                    $"File descriptor {descriptor} cannot be written: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
            buffer = buffer[(int)written..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> bytes, nint count);
}
