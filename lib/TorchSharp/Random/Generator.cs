namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private const int Disposed = 1, OneUse = 2;

        private nint handle;
        private int uses;

        public Generator(ulong seed = 0, Device? device = null) : this(device ?? CPU, shared: false) => manual_seed((long)seed);

        internal unsafe Generator(Device device, bool shared)
        {
            this.device = device;
            nint result;
            Bridge.Check(Bridge.ts_generator((int)device.type, device.index, shared ? 1 : 0, &result));
            handle = result;
        }

        /// <summary>The generator used where none is given.</summary>
        public static Generator Default => new(CPU, shared: true);

        public Device device { get; }

        public nint Handle
        {
            get
            {
                ThrowIfDisposed();
                return handle;
            }
        }

        public Generator manual_seed(long seed)
        {
            Seed(SeedCall.Set, (ulong)seed);
            return this;
        }

        public long initial_seed() => (long)Seed(SeedCall.Current, 0);

        /// <summary>Takes a new seed from the system, and returns it.</summary>
        public long seed() => (long)Seed(SeedCall.New, 0);

        public unsafe Tensor get_state()
        {
            Value result;
            var h = BeginUse();
            try { Bridge.Check(Bridge.ts_generator_state(h, 0, &result)); }
            finally { EndUse(); }
            return Tensor.From(result);
        }

        public unsafe void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            var h = BeginUse();
            try { value.Do(state => Bridge.ts_generator_state(h, state, null)); }
            finally { EndUse(); }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Or(ref uses, Disposed) == 0) Release();
        }

        ~Generator() => Dispose(false);

        internal nint BeginUse()
        {
            if ((Interlocked.Add(ref uses, OneUse) & Disposed) == 0) return handle;
            EndUse();
            ThrowIfDisposed();
            return 0;
        }

        internal void EndUse()
        {
            if (Interlocked.Add(ref uses, -OneUse) == Disposed) Release();
        }

        private void ThrowIfDisposed()
        {
            if ((Volatile.Read(ref uses) & Disposed) != 0) throw new InvalidOperationException("The generator was disposed.");
        }

        private void Release()
        {
            var released = Interlocked.Exchange(ref handle, 0);
            if (released != 0) Bridge.ts_generator_release(released);
        }

        private unsafe ulong Seed(SeedCall what, ulong seed)
        {
            var h = BeginUse();
            try { Bridge.Check(Bridge.ts_generator_seed(h, what, &seed)); }
            finally { EndUse(); }
            return seed;
        }
    }

    /// <summary>Seeds the generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Bridge.Check(Bridge.ts_manual_seed((ulong)seed));
        return Generator.Default;
    }

    public static long initial_seed() => random.initial_seed();
    public static long seed() => random.seed();
    public static Tensor get_rng_state() => random.get_rng_state();
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
