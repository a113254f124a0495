namespace Course.Tests;

public class ChapterListTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("02")]
    [InlineData("02-variational")]
    [InlineData("variational")]
    [InlineData("02-variational.ipynb")]
    [InlineData("notebooks/02-variational.ipynb")]
    public void A_chapter_is_found_by_number_name_or_file(string word)
    {
        using var course = new TemporaryCourse("01-plain", "02-variational", "10-last");
        Assert.Equal("02-variational", Assert.Single(course.Chapters().Select([word])).Name);
    }

    [Fact]
    public void Chapters_come_in_reading_order_and_once()
    {
        using var course = new TemporaryCourse("10-last", "02-variational", "01-plain");
        Assert.Equal(["01-plain", "02-variational", "10-last"], course.Chapters().Select([]).Select(c => c.Name));
        Assert.Equal(["01-plain", "10-last"], course.Chapters().Select(["10", "plain", "last"]).Select(c => c.Name));
    }

    [Fact]
    public void An_unknown_chapter_is_a_usage_error_with_the_nearest_name()
    {
        using var course = new TemporaryCourse("01-plain", "02-variational");
        var e = Assert.Throws<CourseException>(() => course.Chapters().Select(["variatonal"]));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains("did you mean \"variational\"?", e.Message);
        Assert.Contains("01-plain, 02-variational", e.Message);
    }

    [Fact]
    public void A_mistyped_option_is_not_taken_for_a_chapter()
    {
        using var course = new TemporaryCourse("01-plain");
        var e = Assert.Throws<CourseException>(() => course.Chapters().Select(["--profil", "full"]));
        Assert.Contains("no option \"--profil\"; did you mean \"--profile\"?", e.Message);
    }

    [Fact]
    public void Without_notebooks_that_is_said()
    {
        using var course = new TemporaryCourse();
        Assert.Contains("no notebooks", Assert.Throws<CourseException>(() => course.Chapters().Select([])).Message);
    }
}
