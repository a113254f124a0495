namespace Autoencoders;

/// <summary>Images to train on, others to test on, and what they are.</summary>
/// <remarks>Chapter 6, <i>Codes without an encoder</i>.</remarks>
public sealed record DataSplit(ImageData Train, ImageData Test, DataUsed Used) : IDisposable
{
    /// <summary>Frees both sets of images.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }
}
