namespace Autoencoders.Tests;

public sealed class ProfileTests
{
    [Theory]
    [InlineData(null, ProfileKind.Quick)]
    [InlineData("", ProfileKind.Quick)]
    [InlineData("quick", ProfileKind.Quick)]
    [InlineData("full", ProfileKind.Full)]
    public void Quick_is_the_default(string? value, ProfileKind profile) => Assert.Equal(profile, Profile.Parse(value));

    [Theory]
    [InlineData("Full")]
    [InlineData("fast")]
    public void Anything_else_is_refused_and_the_variable_named(string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Profile.Parse(value));

        Assert.Contains("AUTOENCODERS_PROFILE", error.Message);
        Assert.Contains($"'{value}'", error.Message);
    }
}
