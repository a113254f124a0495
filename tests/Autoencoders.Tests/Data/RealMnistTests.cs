using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

/// <summary>
/// A test that needs the real files: in AUTOENCODERS_DATA, in data/cache, or in shared/data/mnist beside the
/// repository, for several checkouts.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (RealMnistTests.Directory() is null && DatasetStore.Open().Locate("mnist") is null)
            Skip = "MNIST is not on this machine (./course data get mnist).";
    }
}

public sealed class RealMnistTests
{
    internal static string? Directory()
    {
        var course = DatasetStore.FindCourse(AppContext.BaseDirectory);
        var beside = course is null
            ? null
            : Path.GetFullPath(Path.Combine(course, "..", "..", "shared", "data", "mnist"));
        return System.IO.Directory.Exists(beside) ? beside : null;
    }

    [MnistFact]
    public void The_real_files_are_read_and_verified()
    {
        using var data = Datasets.Mnist(directory: Directory());
        using var scope = NewDisposeScope();

        Assert.Equal([60_000, 1, 28, 28], data.Train.Pixels.shape);
        Assert.Equal([10_000, 1, 28, 28], data.Test.Pixels.shape);
        Assert.True(data.Used.Verified);
        Assert.Equal([5, 0, 4, 1, 9], data.Train.Labels.data<long>().Take(5)); // as every tutorial shows them
        Assert.Equal([7, 2, 1, 0, 4], data.Test.Labels.data<long>().Take(5));

        var x = data.Test.Flat().to(float64); // mean and deviation as commonly given: 0.1325 and 0.3105
        Assert.Equal(0.1325, x.mean().item<double>(), 0.0001);
        Assert.Equal(0.3105, x.std().item<double>(), 0.0001);
        var inner = x[x.gt(0) & x.lt(1)]; // binary entropy per pixel: 0.05808 nats
        var entropy = -(inner * inner.log() + (1 - inner) * (1 - inner).log()).sum().item<double>() / x.numel();
        Assert.Equal(0.05808, entropy, 0.00001);
    }

    [MnistFact]
    public void Its_first_images_are_the_first_of_all()
    {
        using var data = Datasets.Mnist(train: 3, test: 2, directory: Directory());

        Assert.Equal([5, 0, 4], data.Train.Labels.data<long>());
        Assert.Equal([7, 2], data.Test.Labels.data<long>());
    }
}
