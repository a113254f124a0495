using CliWrap;
using CliWrap.Buffered;

namespace Course.Tests;

/// <summary>White space is where the formatter puts it, as CONTRIBUTING.md says.</summary>
[Trait("Speed", "slow")]
public sealed class FormatTests
{
    [Fact]
    public async Task The_formatter_changes_no_file()
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments(["format", "whitespace", CourseFolder.Find().Solution, "--no-restore",
                "--verify-no-changes"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardError + result.StandardOutput);
    }
}
