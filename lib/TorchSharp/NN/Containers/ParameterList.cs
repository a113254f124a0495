using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters, registered under their positions.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        readonly List<Parameter> _list = [];

        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => extend(parameters);

        public Parameter this[int index]
        {
            get => _list[index];
            set => Change(() => _list[index] = NotNull(value));
        }

        public int Count => _list.Count;
        public bool IsReadOnly => false;

        public void append(params Parameter[] parameters) => extend(parameters);
        public void extend(IEnumerable<Parameter> parameters) => Change(() => _list.AddRange(parameters.Select(NotNull)));
        public void Add(Parameter item) => Change(() => _list.Add(NotNull(item)));
        public void Insert(int index, Parameter item) => Change(() => _list.Insert(index, NotNull(item)));
        public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));
        public void Clear() => Change(_list.Clear);

        public bool Remove(Parameter item)
        {
            var index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public bool Contains(Parameter item) => IndexOf(item) >= 0;
        public int IndexOf(Parameter item) => _list.FindIndex(p => ReferenceEquals(p, item));
        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);
        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        // Names are positions, so every change of the list names its members anew.
        void Change(Action change)
        {
            change();
            _internal_params.Clear();
            for (var i = 0; i < _list.Count; i++) ConditionallyRegisterParameter(i.ToString(), _list[i]);
        }

        static Parameter NotNull(Parameter parameter) => parameter ?? throw new ArgumentNullException(nameof(parameter));
    }
}
