using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location) => TensorFile.WriteWhole(location, this.Save);

        public static Tensor load(string location) => Load(location);

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(BinaryReader reader) => TensorFile.Read(reader);

        /// <summary>Writes the elements in row-major order.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using var plain = detach();
            using var here = plain.cpu();
            using var resolved = here.is_conj() ? here.resolve_conj() : here.alias();
            using var ordered = resolved.contiguous();
            using var memory = new UnmanagedMemoryStream((byte*)ordered.Ask(Property.DataPointer), ordered.numel() * ordered.element_size());
            memory.CopyTo(stream, Math.Max(bufferSize, 1 << 16));
        }

        /// <summary>Replaces the elements by as many from the stream, in row-major order.</summary>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            using var plain = detach();
            var inPlace = device_type == DeviceType.CPU && is_contiguous();
            using var target = inPlace ? plain.alias() : torch.empty(shape, dtype, CPU);
            var at = (byte*)target.Ask(Property.DataPointer);
            var left = target.numel() * target.element_size();
            while (left > 0)
            {
                var read = stream.Read(new Span<byte>(at, (int)Math.Min(left, 1 << 30)));
                if (read == 0) throw new EndOfStreamException($"The stream ends {left} bytes before the tensor does.");
                at += read;
                left -= read;
            }
            if (!inPlace) plain.copy_(target).Dispose();
        }
    }
}

public static partial class TensorExtensionMethods
{
    public static void Save(this torch.Tensor tensor, BinaryWriter writer) => TensorFile.Write(writer, tensor);

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, string location) => tensor.save(location);

    public static torch.Tensor? Load(BinaryReader reader, bool skip = false)
    {
        if (!skip) return TensorFile.Read(reader);
        TensorFile.Skip(reader);
        return null;
    }

    /// <summary>Reads into an existing tensor of the same type and shape.</summary>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        if (skip)
        {
            TensorFile.Skip(reader);
            return;
        }
        var (type, shape) = TensorFile.ReadHeader(reader);
        if (type != tensor.dtype) throw new ArgumentException($"The file holds {type}, the tensor {tensor.dtype}.");
        if (!shape.SequenceEqual(tensor.shape)) throw new ArgumentException($"The file holds shape [{string.Join(", ", shape)}], the tensor has [{string.Join(", ", tensor.shape)}].");
        tensor.ReadBytesFromStream(reader.BaseStream);
    }

    /// <summary>Reads into an existing tensor, or makes one where there is none.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is null) tensor = Load(reader, skip);
        else tensor.Load(reader, skip);
    }
}
