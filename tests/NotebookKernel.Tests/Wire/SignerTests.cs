using System.Text;
using NotebookKernel.Wire;

namespace NotebookKernel.Tests.Wire;

public sealed class SignerTests
{
    [Fact]
    public void The_signature_is_that_of_RFC_4231_over_the_parts_together()
    {
        byte[][] parts = ["what do ya "u8.ToArray(), "want "u8.ToArray(), [], "for nothing?"u8.ToArray()];
        var signature = new Signer("Jefe").Sign(parts);
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            Encoding.ASCII.GetString(signature));
        Assert.True(new Signer("Jefe").Verify(signature, parts));
    }

    [Fact]
    public void A_signature_with_one_wrong_digit_a_missing_one_and_none_are_refused()
    {
        var signer = new Signer("key");
        byte[][] parts = [[1], [2], [3], [4]];
        var signature = signer.Sign(parts);
        signature[^1] ^= 1;
        Assert.False(signer.Verify(signature, parts));
        Assert.False(signer.Verify(signer.Sign(parts)[..^1], parts));
        Assert.False(signer.Verify([], parts));
        Assert.False(signer.Verify(new Signer("other").Sign(parts), parts));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed() => Assert.Empty(new Signer("").Sign([[1], [2], [3], [4]]));
}
