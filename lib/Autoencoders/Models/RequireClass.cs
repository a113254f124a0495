using static TorchSharp.torch;

namespace Autoencoders.Models;

/// <summary>What models of grids ask of the classes that they are given.</summary>
internal static class RequireClass
{
    /// <summary>Throws unless classes are given to a model with classes, and none to one without.</summary>
    public static void Given(Tensor? classes, long count)
    {
        if (classes is null != (count == 0))
            throw new ArgumentException(count == 0 ? "This model has no classes." : $"This model needs a class for each grid, 0 to {count - 1}.", nameof(classes));
    }
}
