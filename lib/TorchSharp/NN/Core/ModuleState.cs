namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters and persistent buffers by dotted name; a tensor that two modules share stands under each of its names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var lead = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (key, parameter) in named_parameters()) destination.TryAdd(lead + key, parameter);
                foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(lead + key, buffer);
                foreach (var (key, module) in _internal_submodules) module.state_dict(destination, lead + key);
                return destination;
            }

            /// <summary>Copies the values of <paramref name="source"/> into this module's tensors of the same names.</summary>
            /// <exception cref="InvalidOperationException"><paramref name="strict"/> is true and the names of the two differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                bool Wanted(string key) => skip is null || !skip.Contains(key);
                var missing = own.Keys.Where(key => Wanted(key) && !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => Wanted(key) && !own.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"The state does not fit {GetName()}. Missing: {Listed(missing)}. Unexpected: {Listed(unexpected)}. With strict: false only the names that match are loaded.");

                var pairs = source.Where(entry => Wanted(entry.Key) && own.ContainsKey(entry.Key)).Select(entry => (entry.Key, own[entry.Key], entry.Value)).ToList();
                CopyAll(pairs);
                return (missing, unexpected);
            }

            // All shapes are checked before the first value is changed, so that a failed load leaves the module as it was.
            void CopyAll(List<(string key, Tensor target, Tensor value)> pairs)
            {
                foreach (var (key, target, value) in pairs)
                    if (!target.shape.AsSpan().SequenceEqual(value.shape))
                        throw new ArgumentException($"'{key}' of {GetName()} has the shape [{string.Join(", ", target.shape)}], but the loaded one [{string.Join(", ", value.shape)}].");
                using var frozen = no_grad();
                foreach (var (_, target, value) in pairs) target.copy_(value);
            }

            static string Listed(List<string> keys) => keys.Count == 0 ? "none" : string.Join(", ", keys.Select(key => $"'{key}'"));

            /// <summary>Writes the state to a file, in TorchSharp's format; the file appears whole or not at all.</summary>
            public Module save(string location, IList<string>? skip = null)
            {
                TensorFile.WriteWhole(location, stream => save(stream, skip));
                return this;
            }

            /// <summary>Writes the state and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>Writes the number of entries (LEB128), then each entry's name and tensor.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var entries = sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToList();
                writer.Write7BitEncodedInt(entries.Count);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException($"There is no file '{location}' to load {GetName()} from.", location);
                using var stream = File.OpenRead(location);
                try
                {
                    return load(stream, strict, skip, loadedParameters);
                }
                catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
                {
                    throw new InvalidDataException($"'{location}' is damaged, or no TorchSharp file: {e.Message}", e);
                }
            }

            /// <summary>Reads the state and closes the stream.</summary>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads a state that <see cref="save(string, IList{string})"/> wrote; nothing changes unless all of it can be read and fits.</summary>
            /// <exception cref="ArgumentException">The file's entries are not this module's (when strict), or their shapes or types differ.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var scope = NewDisposeScope();
                var own = state_dict();
                var count = reader.Read7BitEncodedInt();
                if (strict && count != own.Count)
                    throw new ArgumentException($"The saved state has {count} entries, {GetName()} has {own.Count}. With strict: false only the names that match are loaded.");

                var pairs = new List<(string, Tensor, Tensor)>();
                for (var i = 0; i < count; i++)
                {
                    var key = reader.ReadString();
                    var found = own.TryGetValue(key, out var target);
                    if (!found && strict) throw new ArgumentException($"{GetName()} has no parameter or buffer '{key}', which the saved state has.");
                    if (!found || (skip?.Contains(key) ?? false)) TensorExtensionMethods.Load(reader, skip: true);
                    else
                    {
                        var value = Tensor.Load(reader);
                        if (value.dtype != target!.dtype)
                            throw new ArgumentException($"'{key}' of {GetName()} is {target.dtype}, but the saved one {value.dtype}.");
                        pairs.Add((key, target, value));
                    }
                    loadedParameters?.Add(key, found);
                }
                CopyAll(pairs);
                return this;
            }

            /// <summary>Makes a module and loads its state from a file.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);
        }
    }
}
