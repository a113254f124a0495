using Course.Commands;

namespace Course.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("rnu", "there is no command \"rnu\"; did you mean \"run\"?")]
    [InlineData("labb", "did you mean \"lab\"?")]
    [InlineData("run --profile fast", "'quick'")]
    [InlineData("run --profil full", "did you mean \"--profile\"?")]
    [InlineData("run 77", "there is no chapter \"77\"")]
    [InlineData("run --data /does/not/exist", "no such directory")]
    [InlineData("run --device gpu", "'cuda'")]
    [InlineData("run 1 --device cuda", "TorchBackend=cuda")]
    [InlineData("data", "needs one of: list, get, verify")]
    [InlineData("data gte mnist", "did you mean \"get\"?")]
    [InlineData("data get minst", "did you mean \"mnist\"?")]
    [InlineData("test everything", "test does not take \"everything\"")]
    [InlineData("sweep", "Required argument 'FILE' missing")]
    [InlineData("sweep /no/such.json", "there is no file /no/such.json")]
    [InlineData("bench nothing", "no benchmark \"nothing\"")]
    [InlineData("kernel", "needs one of: install, uninstall, list")]
    [InlineData("kernel instal", "did you mean \"install\"?")]
    [InlineData("codec", "needs one of: encode, decode, train")]
    [InlineData("codec encdoe a.png", "did you mean \"encode\"?")]
    [InlineData("codec encode", "FILE")]
    [InlineData("codec train m.safetensors --count 0", "1 to 60000")]
    [InlineData("export 1", "'--to' is required")]
    [InlineData("export 1 --to pdf", "'dib'")]
    [InlineData("export 77 --to cs", "there is no chapter \"77\"")]
    public async Task Wrong_usage_is_explained_and_ends_with_2(string words, string message)
    {
        var (code, _, error) = await InvokeAsync(words);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("--help", "Exit codes: 0")]
    [InlineData("run --help", "--profile")]
    [InlineData("sweep --help", "--device")]
    [InlineData("codec train --help", "--device")]
    [InlineData("test --help", "whole test suite")]
    [InlineData("data --help", "data sets")]
    [InlineData("sweep --help", "--processes")]
    [InlineData("bench --help", "--list")]
    [InlineData("kernel install --help", "--force")]
    [InlineData("export --help", "--to")]
    [InlineData("codec encode --help", "--lossy")]
    [InlineData("codec decode --help", ".aec")]
    public async Task Help_is_there_for_each_command(string words, string text)
    {
        var (code, output, _) = await InvokeAsync(words);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(text, output);
    }

    [Fact]
    public async Task Running_without_a_set_up_says_what_to_do()
    {
        var (code, _, error) = await InvokeAsync("run");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("./course setup", error);
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(string words)
    {
        using var course = new TemporaryCourse("01-plain");
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new CommandLine(course.Folder, output, error).InvokeAsync(words.Split(' '));
        return (code, output.ToString(), error.ToString());
    }
}
