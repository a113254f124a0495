using System.Buffers.Binary;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The networks behind <c>./course codec</c>, for tiles of 28 × 28 pixels: a vector-quantised autoencoder (7 × 7 codes
/// of 128), a gated PixelCNN over its codes, and one over pixels of 256 values. The weights are kept in half precision,
/// in one file.
/// </summary>
/// <remarks>Chapter 15, <i>A file, and what can go wrong with it</i>.</remarks>
public sealed class CodecModel : IDisposable
{
    /// <summary>The side of a tile in pixels.</summary>
    public const int Side = 28;

    private const string FormatKey = "format";
    private const string Format = "autoencoders codec model 1";
    private readonly string made;

    private CodecModel(string made)
    {
        this.made = made;
        Autoencoder = new VqVae(new EmaQuantizer(128, 16, restartBelow: 0.5), channels: 16);
        Codes = new GatedPixelCnn(128, channels: 24, layers: 4, firstKernel: 7);
        Pixels = new GatedPixelCnn(256, channels: 20, layers: 5, firstKernel: 5);
    }

    /// <summary>The autoencoder: pictures (n, 1, 28, 28) in [0, 1] to codes and back.</summary>
    public VqVae Autoencoder { get; }

    /// <summary>The prior of its codes.</summary>
    public GatedPixelCnn Codes { get; }

    /// <summary>The distribution of pixels, 256 symbols.</summary>
    public GatedPixelCnn Pixels { get; }

    /// <summary>The first 32 bits of the weights' SHA-256: a file says by it which model it needs.</summary>
    public uint Identity { get; private set; }

    /// <summary>What the model was made of, in words.</summary>
    public string Made => made;

    /// <summary>The model that comes with the course, trained on digits that the course draws.</summary>
    public static CodecModel Shipped() =>
        Load(Path.Combine(Path.GetDirectoryName(typeof(CodecModel).Assembly.Location)!, "models",
            "digits.safetensors"));

    /// <summary>A model with fresh weights, decided by the seed; of no use but for training and tests.</summary>
    /// <param name="made">What it is made of, in words.</param>
    /// <param name="seed">Decides the weights.</param>
    public static CodecModel Fresh(string made, long seed = 0)
    {
        manual_seed(seed);
        var model = new CodecModel(made);
        model.Settle();
        return model;
    }

    /// <summary>The model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataFileException">The file is no such model, or damaged.</exception>
    public static CodecModel Load(string path)
    {
        var (tensors, metadata) = Safetensors.Load(path);
        try
        {
            if (metadata.GetValueOrDefault(FormatKey) != Format)
                throw new DataFileException(path, $"a model of the format \"{Format}\"",
                    $"\"{metadata.GetValueOrDefault(FormatKey)}\"", "Make one with ./course codec train.");
            var model = new CodecModel(metadata.GetValueOrDefault("made") ?? "");
            using var noGradient = no_grad();
            foreach (var (name, tensor) in model.State())
            {
                if (!tensors.TryGetValue(name, out var value) || !value.shape.SequenceEqual(tensor.shape))
                    throw new DataFileException(path, $"the tensor {name}, ({string.Join(", ", tensor.shape)})",
                        value is null ? "none" : $"({string.Join(", ", value.shape)})",
                        "Make the model anew with ./course codec train.");
                if (!value.to(float16).isfinite().all().item<bool>())
                    throw new DataFileException(
                        path, $"numbers of half precision in the tensor {name}", "others",
                        "Make the model anew with ./course codec train.");
                tensor.copy_(value);
            }
            model.Settle();
            model.To(CPU); // where coders work
            return model;
        }
        finally
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
        }
    }

    /// <summary>Writes the model, about 400 kB.</summary>
    public void Save(string path)
    {
        using var scope = NewDisposeScope();
        Safetensors.Save(path, State().ToDictionary(entry => entry.Name, entry => entry.Value.detach().to(float16)),
            new Dictionary<string, string> { [FormatKey] = Format, ["made"] = made });
    }

    /// <summary>
    /// Rounds the weights to half precision, as a file has them, and names them. After any change of the weights.
    /// </summary>
    internal void Settle()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in State())
        {
            var half = tensor.to(float16);
            hash.AppendData(half.cpu().contiguous().bytes);
            tensor.copy_(half);
        }
        Identity = BinaryPrimitives.ReadUInt32BigEndian(hash.GetHashAndReset());
        Autoencoder.eval();
        Codes.eval();
        Pixels.eval();
    }

    /// <summary>Moves the networks; coding needs them on the CPU.</summary>
    internal void To(Device device)
    {
        Autoencoder.to(device);
        Codes.to(device);
        Pixels.to(device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Autoencoder.Dispose();
        Codes.Dispose();
        Pixels.Dispose();
    }

    // What decides about files: weights and the table of codes, not the running counts behind it.
    private IEnumerable<(string Name, Tensor Value)> State() =>
        from part in new (string Name, nn.Module Module)[]
        { ("autoencoder", Autoencoder), ("codes", Codes), ("pixels", Pixels) }
        from entry in part.Module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal)
        where !entry.Key.EndsWith("sizes", StringComparison.Ordinal)
        && !entry.Key.EndsWith("sums", StringComparison.Ordinal)
        select ($"{part.Name}.{entry.Key}", entry.Value);
}
