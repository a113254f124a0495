using Course.Setup;

namespace Lab.Tests;

/// <summary>
/// A test that needs a browser, Jupyter and the course as it is set up; skipped, with the reason, where one of them is
/// missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip =
        OperatingSystem.IsWindows() ? "Not on Windows: Jupyter is asked to end by a signal."
        : Chromium is null ? $"There is no Chromium on the PATH. Install it: {Helper.Chromium.HowToGet}"
        : Helper.Jupyter.Find() is not { } jupyter || !jupyter.EndsWith("jupyter-notebook", StringComparison.Ordinal)
        ? $"There is no jupyter-notebook on the PATH. Install it: {Helper.Jupyter.HowToGet}"
        : !File.Exists(Course.CourseFolder.Find().Kernel)
        ? "The course is not set up: ./course setup, or ./course test, which does it first."
        : null;

    /// <summary>The browser, or null where there is none.</summary>
    public static string? Chromium { get; } = Helper.Chromium.Find();
}
