using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A list of submodules, registered under their positions.</summary>
    public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
    {
        readonly List<T> _list = [];

        public ModuleList(params T[] modules) : base("ModuleList") => extend(modules);

        public T this[int index]
        {
            get => _list[index];
            set => Change(() => _list[index] = NotNull(value));
        }

        public int Count => _list.Count;
        public bool IsReadOnly => false;

        public void append(params T[] parameters) => extend(parameters);
        public void extend(IEnumerable<T> modules) => Change(() => _list.AddRange(modules.Select(NotNull)));
        public void Add(T item) => Change(() => _list.Add(NotNull(item)));
        public void Insert(int index, T item) => Change(() => _list.Insert(index, NotNull(item)));
        public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));
        public void Clear() => Change(_list.Clear);

        public bool Remove(T item)
        {
            var index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public bool Contains(T item) => _list.Contains(item);
        public int IndexOf(T item) => _list.IndexOf(item);
        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);
        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        // Names are positions, so every change of the list names its members anew.
        void Change(Action change)
        {
            change();
            ClearModules();
            RegisterComponents();
        }

        protected override void RegisterComponents()
        {
            if (_internal_submodules.Count == _list.Count) return;
            for (var i = 0; i < _list.Count; i++) register_module(i.ToString(), _list[i]);
        }

        static T NotNull(T module) => module ?? throw new ArgumentNullException(nameof(module));
    }
}
