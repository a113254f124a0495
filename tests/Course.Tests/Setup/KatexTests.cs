using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Course.Pages;
using Course.Setup;

namespace Course.Tests.Setup;

public class KatexTests
{
    [Fact]
    public void A_page_with_KaTeX_beside_it_asks_no_server_and_says_nothing()
    {
        var html = Page.Html("title", "", "body", drawsFigures: false, hasKatex: true);
        Assert.DoesNotContain("https://", html);
        Assert.DoesNotContain(Formulas.Server, html);
        Assert.Equal(KatexAsset.Files.Order(),
            Regex.Matches(html, """assets/katex/([^"]+)""").Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void A_page_without_it_takes_exactly_known_files_from_the_server_and_says_so()
    {
        var html = Page.Html("title", "", "body", drawsFigures: false, hasKatex: false);
        Assert.Contains("needs the network when it is first opened", html);
        var tags = Regex.Matches(html, """<(?:link|script)[^>]*"https://[^>]*>""")
            .Select(match => match.Value).ToList();
        Assert.Equal(3, tags.Count);
        Assert.All(tags,
            tag =>
                Assert.Matches(
                    $"""https://{Formulas.Server}/npm/katex@{KatexAsset.Version}/dist/[^"]+" integrity="sha384-[A-Za-z0-9+/]+=*" crossorigin="anonymous">""", tag));
        Assert.DoesNotContain("assets/katex", html);
    }

    /// <summary>The hashes that pages name are those of the files that set-up took from npm.</summary>
    [NpmKatexFact]
    public void Known_files_are_those_of_npms_package() => Assert.All(Formulas.Known, file =>
        Assert.Equal(file.Sha384,
            Convert.ToBase64String(
                SHA384.HashData(
                    File.ReadAllBytes(Path.Combine(NpmKatexFactAttribute.Folder, Path.GetFileName(file.Path)))))));

    /// <summary>
    /// A test on what npm brought; skipped, with the reason, where set-up has found KaTeX elsewhere or nowhere.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NpmKatexFactAttribute : FactAttribute
    {
        public static readonly string Folder = CourseFolder.Find().Katex;

        public NpmKatexFactAttribute()
        {
            var script = Path.Combine(Folder, "katex.min.js");
            if (!File.Exists(script) || !File.ReadAllText(script).Contains($"\"{KatexAsset.Version}\""))
                Skip = $"{script} is not version {KatexAsset.Version}: ./course setup takes it from npm where that is "
                    + "installed and has a network.";
        }
    }
}
