using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A chain of modules, each applied to the result of the one before; without names they are called "0", "1", ….</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => new([.. modules.Select(m => (m.Item1, m.Item2))]);
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new([.. modules]);
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new([.. modules]);
            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) => new([.. modules.Select(m => (m.Item1, m.Item2))]);
            public static Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());
        }
    }
}

namespace TorchSharp.Modules
{
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        readonly List<nn.IModule<Tensor, Tensor>> _modules = [];

        protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules) append(name, module);
        }

        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var module in modules) append(module);
        }

        public int Count => _modules.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

        /// <summary>A chain of the modules from the first index up to, not including, the second; null stands for the end on that side.</summary>
        public Sequential this[(int? start, int? end) index] => Part(index.start ?? 0, index.end ?? Count);

        public Sequential this[Range index] => Part(index.Start.GetOffset(Count), index.End.GetOffset(Count));

        Sequential Part(int start, int end)
            => start >= 0 && start <= end && end <= Count
                ? new([.. named_children().Skip(start).Take(end - start).Select(m => (m.Item1, (nn.Module<Tensor, Tensor>)m.Item2))])
                : throw new ArgumentOutOfRangeException($"{start}..{end} is not a range of a chain of {Count} modules.", (Exception?)null);

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(Count.ToString(), module);

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            ArgumentNullException.ThrowIfNull(module);
            register_module(name, module as nn.Module ?? throw new ArgumentException($"A chain is made of modules, which {module.GetType().Name} is not.", nameof(module)));
            _modules.Add(module);
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (_modules.Count == 0) return tensor.alias();
            // What lies between two modules is freed at once, except what backward needs, which libtorch keeps.
            using var scope = NewDisposeScope();
            var x = tensor;
            foreach (var module in _modules) x = module.call(x);
            return x.MoveToOuterDisposeScope();
        }
    }
}
