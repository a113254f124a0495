using Course.Commands;

namespace Course.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("rnu", "run", 1)]       // a swap of neighbours
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_edits(string a, string b, int edits) => Assert.Equal(edits, Nearest.Distance(a, b));

    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("benhc", "bench")]
    [InlineData("xyzzy", null)]
    [InlineData("ab", null)]            // two edits make any word of two letters into any other
    public void A_hint_is_near_or_there_is_none(string word, string? hint) =>
        Assert.Equal(hint, Nearest.To(word, ["run", "test", "bench", "of"]));
}
