namespace Autoencoders;

/// <summary>
/// Something that a notebook shows. The type also carries <see cref="TypeFormatterSourceAttribute"/> with the MIME
/// types of its bundle: kernels look for the attribute, not for this interface.
/// </summary>
public interface IMimeBundle
{
    /// <summary>The object's forms by MIME type: binary ones as base64, JSON and text as they are.</summary>
    IReadOnlyDictionary<string, string> ToMimeBundle();
}
