using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Training;

public class AggressiveEncoderTests
{
    private readonly Parameter encoder = new(tensor(new[] { 5f }));
    private readonly Parameter decoder = new(tensor(new[] { 3f }));

    private Tensor Loss() => (encoder * decoder).square();

    [Fact]
    public void Only_the_encoder_moves_until_the_most_steps_or_until_the_loss_no_longer_falls()
    {
        using var rule = new AggressiveEncoder([encoder], learningRate: 0.1, most: 7, window: 2);
        Assert.Equal(7, rule.Run(Loss)); // it falls all the way
        Assert.Equal(5 - 7 * 0.1, encoder.item<float>(), 0.02);
        Assert.Equal(3, decoder.item<float>());

        using (no_grad()) encoder.zero_();
        using var arrived = new AggressiveEncoder([encoder], learningRate: 0.1, most: 100, window: 3);
        Assert.Equal(6, arrived.Run(Loss)); // two windows tell that nothing falls any more
    }

    [Fact]
    public void It_ends_when_the_information_no_longer_rises()
    {
        using var rule = new AggressiveEncoder([encoder], learningRate: 0.1, most: 3);
        foreach (var information in new[] { 0.2, 0.5, 0.7 }) rule.Observe(information);
        Assert.True(rule.IsActive);
        rule.Observe(0.7);
        Assert.False(rule.IsActive);
        Assert.Equal(0, rule.Run(Loss));
        Assert.Equal(5, encoder.item<float>());
    }

    [Fact]
    public void No_steps_are_refused() =>
    Assert.Throws<ArgumentOutOfRangeException>(() => new AggressiveEncoder([encoder], 0.1, most: 0));
}
