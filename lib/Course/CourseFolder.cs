namespace Course;

/// <summary>The places in a clone of the course.</summary>
internal sealed class CourseFolder(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>
    /// What <c>./course setup</c> builds: the library, the kernel, this program, and the pages' assets.
    /// </summary>
    public string Bin => Path.Combine(Root, "lib", "bin");

    public string Assets => Path.Combine(Bin, "assets");

    /// <summary>What builds and set-up put together and keep.</summary>
    public string Work => Path.Combine(Root, "lib", "obj");

    /// <summary>KaTeX, where it could be had; it outlives builds.</summary>
    public string Katex => Path.Combine(Work, "katex");

    public string Benches => Path.Combine(Root, "tests", "bench");

    public string Output => Path.Combine(Root, "out");

    public string TestResults => Path.Combine(Root, "TestResults");

    public string Script => Path.Combine(Root, "course");

    public string Solution => Path.Combine(Root, "Autoencoders.slnx");

    public string Kernel => Path.Combine(Bin, "NotebookKernel.dll");

    /// <summary>The clone that holds this folder (by default: this program).</summary>
    public static CourseFolder Find(string? inside = null)
    {
        for (var at = new DirectoryInfo(inside ?? AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Autoencoders.slnx")))
                return new CourseFolder(at.FullName);
        throw new CourseException($"{inside ?? AppContext.BaseDirectory} is not inside a clone of the course (no "
            + "Autoencoders.slnx above it).");
    }
}
