namespace Course.Setup;

/// <summary>
/// A program beside the course that some commands use when it is there; the course runs without it, and installs none.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Commands">The names under which it may be on the PATH, the best first.</param>
/// <param name="Places">Where else it usually lies.</param>
/// <param name="Debian">The command that installs it on Debian and Ubuntu.</param>
/// <param name="Homebrew">The command that installs it on macOS.</param>
/// <param name="Windows">The command that installs it on Windows.</param>
internal sealed record Helper(string Name, string Use, string[] Commands, string[] Places, string Debian,
    string Homebrew, string Windows)
{
    public static Helper Jupyter { get; } = new("Jupyter", "./course lab", ["jupyter-notebook", "jupyter-lab"], [],
        "sudo apt-get install jupyter-notebook", "brew install jupyterlab", "py -m pip install notebook");

    public static Helper Chromium { get; } =
        new("Chromium", "./course run --save, and tests that look at pages",
            ["chromium", "chromium-browser", "google-chrome", "chrome"],
        ["/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome",
                "Application", "chrome.exe")],
        "sudo apt-get install chromium", "brew install --cask chromium", "winget install Google.Chrome");

    public static Helper Npm { get; } = new("npm", "formulas in pages without a network (KaTeX)", ["npm"], [],
        "sudo apt-get install npm", "brew install node", "winget install OpenJS.NodeJS");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Helper> All { get; } = [Jupyter, Chromium, Npm];

    /// <summary>This system's way to get it.</summary>
    public string HowToGet => OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? Homebrew
        : OnPath("apt-get") is not null ? Debian : $"your distribution's package of {Name}";

    /// <summary>The program's file, or null where it is not installed.</summary>
    public string? Find() =>
        Commands.Select(OnPath).FirstOrDefault(found => found is not null) ?? Places.FirstOrDefault(File.Exists);

    /// <summary>The program's file.</summary>
    /// <exception cref="CourseException">It is not installed; the message says how to install it.</exception>
    public string Require() =>
        Find() ?? throw new CourseException($"{Use} needs {Name}, which is not on the PATH. Install it: {HowToGet}");

    private static string? OnPath(string command)
    {
        var endings = OperatingSystem.IsWindows()
            ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE;.CMD").Split(';')
            : [""];
        return (Environment.GetEnvironmentVariable("PATH")
            ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, command + ending)))
            .FirstOrDefault(File.Exists);
    }
}
