using Course.Setup;

namespace Course.Tests.Setup;

public class HelperTests
{
    [Fact]
    public void A_program_that_is_missing_is_named_with_what_it_is_for_and_how_to_get_it()
    {
        var helper = new Helper("Nothing", "this test", ["no-such-program-anywhere"], [], "apt", "brew", "winget");
        Assert.Null(helper.Find());
        Assert.Equal($"this test needs Nothing, which is not on the PATH. Install it: {helper.HowToGet}",
            Assert.Throws<CourseException>(helper.Require).Message);
        Assert.Contains(helper.HowToGet, new[] { "apt", "brew", "winget", "your distribution's package of Nothing" });
    }

    [Fact]
    public void A_program_on_the_path_is_found_and_one_at_its_usual_place_too()
    {
        var dotnet = new Helper("", "", ["no-such-program-anywhere", "dotnet"], [], "", "", "").Find();
        Assert.Equal("dotnet", Path.GetFileNameWithoutExtension(dotnet));
        var place = TemporaryCourse.Fixture("pages.json");
        Assert.Equal(place,
            new Helper("", "", ["no-such-program-anywhere"], ["/no/such/place", place], "", "", "").Find());
    }
}
