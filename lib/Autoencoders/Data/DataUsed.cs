using System.Globalization;

namespace Autoencoders.Data;

/// <summary>Which data a run uses, to be shown where it begins.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Source">Where it comes from, for readers: no path of this machine, since the output of a notebook is published.</param>
/// <param name="Train">Number of training images.</param>
/// <param name="Test">Number of test images.</param>
/// <param name="Verified">Whether the files' SHA-256 was right; null for images that come from no file.</param>
public sealed record DataUsed(string Name, string Source, int Train, int Test, bool? Verified)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Data: {Name}, {Train:N0} training and {Test:N0} test images, {Source}{(Verified switch { true => " (SHA-256 verified)", false => " (not verified)", null => "" })}");
}
