using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A node of a network: its own parameters and buffers, and its submodules, under the names that its fields give them.</summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected string? name;
            bool _componentsRegistered;
            bool _training = true;

            protected Module(string name) => this.name = name;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>
            /// Registers what the fields hold (private ones and those of base classes too): a module, a parameter, or, for any other tensor, a buffer.
            /// Arrays, lists and properties are not looked into.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered) return;
                foreach (var field in ComponentFields(GetType()))
                {
                    var key = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    if (_internal_submodules.ContainsKey(key) || _internal_params.ContainsKey(key) || _internal_buffers.ContainsKey(key)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(key, module); break;
                        case Parameter parameter: register_parameter(key, parameter); break;
                        case Tensor tensor: register_buffer(key, tensor); break;
                    }
                }
                _componentsRegistered = true;
            }

            // The most derived class first; a field that hides a base class's field of the same name wins. Names that begin with '<' are the compiler's, of properties.
            static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                var seen = new HashSet<string>();
                for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
                    foreach (var field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        if (field.Name[0] != '<' && seen.Add(field.Name)) yield return field;
            }

            /// <summary>Adds a tensor that is part of the module's state but is not trained; a persistent one is saved with it.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckName(name, "buffer");
                if (_internal_buffers.ContainsKey(name)) throw new InvalidOperationException($"A buffer '{name}' is already registered with {GetName()}.");
                tensor.DetachFromDisposeScope(); // the module owns it from now on
                _internal_buffers.Add(name, (tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckName(name, "parameter");
                if (_internal_params.ContainsKey(name)) throw new InvalidOperationException($"A parameter '{name}' is already registered with {GetName()}.");
                param.DetachFromDisposeScope(); // the module owns it from now on
                _internal_params.Add(name, param);
            }

            /// <summary>Adds a submodule; null takes the one of that name away.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                CheckName(name, "module");
                if (_internal_submodules.ContainsKey(name)) throw new InvalidOperationException($"A submodule '{name}' is already registered with {GetName()}.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            protected void ConditionallyRegisterParameter(string name, Tensor? value)
                => ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

            /// <summary>Sets, replaces or (with null) removes the parameter of that name.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) _internal_params.Remove(name);
                else
                {
                    value.DetachFromDisposeScope();
                    _internal_params[name] = value;
                }
            }

            /// <summary>Sets, replaces or (with null) removes the buffer of that name.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) _internal_buffers.Remove(name);
                else
                {
                    value.DetachFromDisposeScope();
                    _internal_buffers[name] = (value, persistent);
                }
            }

            protected void ClearModules() => _internal_submodules.clear();

            static void CheckName(string name, string what)
            {
                if (string.IsNullOrEmpty(name)) throw new ArgumentException($"A {what} needs a name that is not empty.", nameof(name));
                if (name.Contains('.')) throw new ArgumentException($"The name of a {what} cannot contain '.', which separates the levels of a name: '{name}'.", nameof(name));
            }

            public virtual bool training => _training;

            /// <summary>Puts the module and its submodules in training mode, which dropout and batch normalisation heed.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, module) in named_children()) module.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Applies <paramref name="fn"/> to every submodule, the innermost first, then to this module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in _internal_submodules) module.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }
                    using var grad = parameter.grad;
                    grad?.detach_().zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the parameters and buffers of this module and of its submodules.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, parameter) in _internal_params) parameter.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer.Dispose();
                foreach (var (_, module) in _internal_submodules) module.Dispose();
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null)
                => (device ?? get_default_device(), dtype ?? get_default_dtype());
        }
    }
}
