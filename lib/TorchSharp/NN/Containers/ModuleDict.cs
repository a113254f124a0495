using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => Filled(modules);
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module => Filled(modules);

            static ModuleDict<T> Filled<T>((string, T)[] modules) where T : Module
            {
                var dict = new ModuleDict<T>();
                foreach (var module in modules) dict.Add(module);
                return dict;
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Submodules by name, in the order in which they were added.</summary>
    public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)> where T : nn.Module
    {
        public ModuleDict() : base("ModuleDict") { }

        public T this[string key]
        {
            get => (T)_internal_submodules[key];
            set
            {
                ArgumentNullException.ThrowIfNull(value);
                if (ContainsKey(key)) _internal_submodules[key] = value;
                else Add(key, value);
            }
        }

        public (string, T) this[int index]
        {
            get => Typed(_internal_submodules[index]);
            set => _internal_submodules[index] = value;
        }

        public int Count => _internal_submodules.Count;
        public bool IsReadOnly => false;
        public ICollection<string> Keys => _internal_submodules.Keys;
        public ICollection<T> Values => [.. values()];

        public IEnumerable<string> keys() => _internal_submodules.keys();
        public IEnumerable<T> values() => _internal_submodules.values().Cast<T>();
        public IEnumerator<(string, T)> items() => GetEnumerator();

        public void Add(string key, T value)
        {
            ArgumentNullException.ThrowIfNull(value);
            register_module(key, value);
        }

        public void Add((string, T) item) => Add(item.Item1, item.Item2);
        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        public void Insert(int index, (string, T) item)
        {
            Add(item);
            _internal_submodules.Remove(item.Item1);
            _internal_submodules.Insert(index, item);
        }

        public bool Remove(string key) => _internal_submodules.Remove(key);
        public bool Remove((string, T) item) => _internal_submodules.Remove((item.Item1, item.Item2));
        public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));
        public void RemoveAt(int index) => _internal_submodules.RemoveAt(index);
        public void Clear() => _internal_submodules.Clear();
        public void clear() => Clear();

        public bool ContainsKey(string key) => _internal_submodules.ContainsKey(key);
        public bool Contains((string, T) item) => IndexOf(item) >= 0;
        public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));
        public int IndexOf((string, T) item) => _internal_submodules.IndexOf((item.Item1, item.Item2));

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
        {
            var found = _internal_submodules.TryGetValue(key, out var module);
            value = (T?)module;
            return found;
        }

        public void CopyTo((string, T)[] array, int arrayIndex)
        {
            foreach (var entry in _internal_submodules) array[arrayIndex++] = Typed(entry);
        }

        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex)
        {
            foreach (var (key, module) in _internal_submodules) array[arrayIndex++] = new(key, (T)module);
        }

        public IEnumerator<(string, T)> GetEnumerator() => named_children().Select(Typed).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator()
            => named_children().Select(entry => KeyValuePair.Create(entry.Item1, (T)entry.Item2)).GetEnumerator();

        static (string, T) Typed((string, nn.Module) entry) => (entry.Item1, (T)entry.Item2);
    }
}
