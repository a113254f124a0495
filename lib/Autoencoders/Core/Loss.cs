using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What an objective says of a batch: the quantity to be minimised for each image, (n), and the named terms it is made
/// of, (n) each. A plain tensor (n) converts to a loss of one term.
/// </summary>
/// <param name="Total">The value to be minimised for each image, (n), usually in nats.</param>
/// <param name="Terms">Its parts, for the record: name and value for each image, (n).</param>
public sealed record Loss(Tensor Total, params (string Name, Tensor Value)[] Terms)
{
    /// <summary>A loss of a single term.</summary>
    public static implicit operator Loss(Tensor total) => new(total);
}
