using NotebookKernel.Language;

namespace NotebookKernel.Tests.Language;

public sealed class CompletenessTests
{
    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("var x = 1;", "complete")]
    [InlineData("", "complete")]
    [InlineData("#!time\nvar x = 1;", "complete")]
    [InlineData("#r \"nuget: Some.Package, 1.0\"", "complete")]
    [InlineData("#!markdown\n# A title {", "complete")]
    [InlineData("#!markdown\nText\n#!csharp\nif (true) {", "incomplete")]
    [InlineData("void F() {", "incomplete")]
    [InlineData("Math.Max(1,", "incomplete")]
    [InlineData("/* begun", "incomplete")]
    [InlineData("1 1", "invalid")]
    [InlineData("}", "invalid")]
    public void Roslyn_says_whether_a_cell_is_whole(string code, string status) =>
    Assert.Equal(status, CompletenessCheck.Check(code).Status);

    [Theory]
    [InlineData("void F() {", 4)]
    [InlineData("class A\n{\n    void F()\n    {", 8)]
    [InlineData("Math.Max(1,\n  2,", 2)]
    public void The_next_line_is_indented(string code, int spaces) =>
    Assert.Equal(new string(' ', spaces), CompletenessCheck.Check(code).Indent);
}
