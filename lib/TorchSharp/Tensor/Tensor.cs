using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A libtorch tensor.</summary>
    /// <remarks>
    /// The object holds one native reference until it is disposed or collected. Native calls mark it as in use, so a disposal on
    /// another thread takes effect when the last call ends; a disposed tensor throws <see cref="InvalidOperationException"/>.
    /// </remarks>
    public partial class Tensor : IDisposable, IScoped
    {
        private const int Disposed = 1, OneUse = 2;

        private static long total, peak;

        private int uses; // Disposed + OneUse × the calls that use the tensor now
        private NativeReference? reference;

        internal Tensor(nint handle, long ownBytes = 0)
        {
            reference = NativeReference.To(handle, ownBytes);
            var count = Interlocked.Increment(ref total);
            for (var seen = Volatile.Read(ref peak); count > seen;) seen = Interlocked.CompareExchange(ref peak, count, seen);
            ScopeState.Current.Created(this);
        }

        /// <summary>Live tensors in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref total);

        /// <summary>The most tensors that were ever alive at once.</summary>
        public static long PeakCount => Interlocked.Read(ref peak);

        DisposeScope? IScoped.Scope { get; set; }
        int IScoped.Slot { get; set; }

        public nint Handle
        {
            get
            {
                var handle = BeginUse();
                EndUse();
                return handle;
            }
        }

        public bool IsInvalid => (Volatile.Read(ref uses) & Disposed) != 0;

        /// <summary>Gives up the native reference, which is now the caller's, and leaves this object as if disposed.</summary>
        public nint DecoupleFromNativeHandle()
        {
            var handle = BeginUse();
            Bridge.ts_retain(handle);
            EndUse();
            Dispose();
            return handle;
        }

        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this); // for a derived class that has a finalizer: this one has none
        }

        protected virtual void Dispose(bool disposing)
        {
            var before = Interlocked.Or(ref uses, Disposed);
            if ((before & Disposed) != 0) return;
            if (disposing) ScopeState.Current.Ended(this);
            if (before == 0) Release();
        }

        /// <summary>Marks the tensor as in use by a native call, and returns its handle; <see cref="EndUse"/> must follow.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal nint BeginUse()
        {
            if ((Interlocked.Add(ref uses, OneUse) & Disposed) != 0 || reference!.Handle == 0) ThrowAfterUse();
            return reference.Handle;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void EndUse()
        {
            if (Interlocked.Add(ref uses, -OneUse) == Disposed) Release();
        }

        // The handle is 0 in a finalizer that runs after the reference's own.
        [DoesNotReturn]
        private void ThrowAfterUse()
        {
            EndUse();
            throw new InvalidOperationException("The tensor was disposed: it holds no data any more.");
        }

        // Reached by the disposal, or by the end of the last call that used the tensor meanwhile.
        private void Release() => Interlocked.Exchange(ref reference, null)?.Release();

        /// <summary>Counts a tensor whose native reference is gone.</summary>
        internal static void Released() => Interlocked.Decrement(ref total);

        /// <summary>A second object for the same native tensor, as operators in place return it.</summary>
        internal Tensor Again()
        {
            var h = BeginUse();
            Bridge.ts_retain(h);
            EndUse();
            return new(h);
        }

        /// <summary>A returned tensor; null for an undefined one.</summary>
        internal static Tensor From(in Value value) => value.IsDefined ? new(value.Pointer, value.Count) : null!;

        internal static unsafe Tensor[] ListFrom(in Value value)
        {
            var items = (Value*)value.Pointer;
            var result = new Tensor[value.Tag == Tag.TensorList ? (int)value.Count : 0];
            for (var i = 0; i < result.Length; i++) result[i] = From(items[i]);
            return result;
        }
    }
}
