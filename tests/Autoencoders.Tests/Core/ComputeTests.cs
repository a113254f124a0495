using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

public sealed class ComputeTests
{
    [Theory]
    [InlineData(null, false, true, false)]
    [InlineData("", true, false, false)]
    [InlineData("auto", true, true, true)]
    [InlineData("cpu", true, true, false)]
    [InlineData("cuda", true, true, true)]
    public void Cuda_is_used_where_there_is_one_unless_the_choice_says_otherwise(string? value, bool isBuilt,
        bool isThere, bool expected) =>
        Assert.Equal(expected, Compute.WantsCuda(value, isBuilt, () => isThere));

    [Theory]
    [InlineData("gpu", true, true, "'gpu'; it must be cpu, cuda or auto")]
    [InlineData("CPU", true, true, "AUTOENCODERS_DEVICE")]
    [InlineData("cuda", false, true, "TorchBackend=cuda")]
    [InlineData("cuda", true, false, "no NVIDIA GPU")]
    public void A_device_that_is_not_there_is_refused_in_words(string value, bool isBuilt, bool isThere, string told) =>
        Assert.Contains(told,
            Assert.Throws<InvalidOperationException>(() => Compute.WantsCuda(value, isBuilt, () => isThere)).Message);

    [Fact]
    public void A_wrong_choice_leaves_the_device_as_it_was()
    {
        Assert.Throws<InvalidOperationException>(() => Compute.Use("gpu"));
        Compute.Use("cpu");
        Assert.Equal(TorchSharp.DeviceType.CPU, Compute.Device.type);
        Assert.Equal("the CPU", Compute.Name);
    }

    [Fact]
    public void What_is_made_in_plain_TorchSharp_lies_on_the_device()
    {
        set_default_device(device("meta"));
        try
        {
            using var scope = NewDisposeScope();
            Assert.Equal(TorchSharp.DeviceType.META, Compute.Device.type);
            Assert.All(
                [zeros(3), randn(3, 4), rand(3), arange(5), tensor(new[] { 1f }), linspace(0, 1, 5),
                    nn.Linear(3, 4).weight!, nn.Conv2d(1, 2, 3L).bias!, nn.Embedding(3, 4).weight!],
                tensor => Assert.Equal(TorchSharp.DeviceType.META, tensor!.device_type));
        }
        finally
        {
            set_default_device(CPU);
        }
    }

    [Fact]
    public void A_generator_draws_the_same_as_TorchSharps_own()
    {
        using var scope = NewDisposeScope();
        using Generator ours = Compute.Generator(7), theirs = new(7);
        Assert.True(rand([5], generator: ours).eq(rand([5], generator: theirs)).all().item<bool>());
    }
}
