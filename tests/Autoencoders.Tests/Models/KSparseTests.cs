using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class KSparseTests
{
    [Fact]
    public void The_k_largest_numbers_of_each_code_are_kept_and_the_others_are_zero()
    {
        var z = tensor(new[,] { { 3f, -1f, 2f, 0.5f }, { -4f, -3f, -2f, -1f } });
        Assert.Equal([3f, 0f, 2f, 0f, 0f, 0f, -2f, -1f], KSparse.Keep(z, 2).data<float>().ToArray());
        Assert.True(KSparse.Keep(z, 4).allclose(z));
    }

    [Fact]
    public void Equal_numbers_do_not_make_more_than_k() =>
        Assert.Equal(2, KSparse.Keep(ones(1, 5), 2).ne(0).sum().item<long>());

    [Fact]
    public void The_gradient_reaches_the_kept_numbers_only()
    {
        var z = tensor(new[,] { { 3f, -1f, 2f, 0.5f } }, requires_grad: true);
        KSparse.Keep(z, 2).sum().backward();
        Assert.Equal([1f, 0f, 1f, 0f], z.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_k_that_keeps_nothing_or_more_than_there_is_is_refused()
    {
        Assert.Contains("1 to 3", Assert.Throws<ArgumentException>(() => KSparse.Keep(zeros(2, 3), 0)).Message);
        Assert.Contains("not 4", Assert.Throws<ArgumentException>(() => KSparse.Keep(zeros(2, 3), 4)).Message);
        Assert.Contains("(3)", Assert.Throws<ArgumentException>(() => KSparse.Keep(zeros(3), 1)).Message);
    }
}
