using Course.Chapters;
using Course.Running;
using NotebookKernel.Notebooks;

namespace Course.Tests;

public class SeedShiftTests
{
    [Theory]
    [InlineData("manual_seed(1);", "manual_seed((1) + 2000);")]
    [InlineData("torch.manual_seed(run);", "torch.manual_seed((run) + 2000);")]
    [InlineData("using var g = new Generator(7, device);", "using var g = new Generator((7) + 2000, device);")]
    [InlineData("var g = Compute.Generator(3);", "var g = Compute.Generator((3) + 2000);")]
    [InlineData("Batches.Read(data, 64, seed: run + 1)", "Batches.Read(data, 64, seed: (run + 1) + 2000)")]
    [InlineData("var random = new Random(5);", "var random = new Random((5) + 2000);")]
    [InlineData("new TrainingOptions { Epochs = 3, Seed = 1 }",
        "new TrainingOptions { Epochs = 3, Seed = (1) + 2000 }")]
    [InlineData("Fit(brief with { Seed = run });", "Fit(brief with { Seed = (run) + 2000 });")]
    [InlineData("new Batches(small, 32, 1).Epoch(1)", "new Batches(small, 32, (1) + 2000).Epoch(1)")]
    [InlineData("Seed = 1;", "Seed = 1;")]
    [InlineData("var x = randn(3, 4); // manual_seed(1)", "var x = randn(3, 4); // manual_seed(1)")]
    [InlineData("""var text = "manual_seed(1)";""", """var text = "manual_seed(1)";""")]
    public void A_seed_is_shifted_and_nothing_else(string code, string shifted) =>
        Assert.Equal(shifted, SeedShift.Apply(code, 2));

    [Fact]
    public void Every_chapter_names_a_seed()
    {
        foreach (var chapter in ChapterList.In(CourseFolder.Find().Notebooks).Select([]))
        {
            var code = Notebook.Read(chapter.Path).Cells.Where(cell => cell.IsCode).Select(cell => cell.Source);
            Assert.Contains(code, cell => SeedShift.Apply(cell, 1) != cell);
        }
    }
}
