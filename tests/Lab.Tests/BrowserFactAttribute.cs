namespace Lab.Tests;

/// <summary>A test that needs a browser, Jupyter and the course as it is set up; skipped, with the reason, where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip =
        Chromium is null ? "There is no Chromium on the PATH (on Debian: chromium)."
        : Find("jupyter-notebook") is null ? "There is no jupyter-notebook on the PATH (on Debian: jupyter-notebook)."
        : !File.Exists(Course.CourseFolder.Find().Kernel) ? "The course is not set up: ./course setup, or ./course test, which does it first."
        : null;

    /// <summary>The browser, or null where there is none.</summary>
    public static string? Chromium { get; } = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
