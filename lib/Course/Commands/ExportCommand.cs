using System.CommandLine;
using Autoencoders;
using Course.Chapters;
using Course.Exporting;
using Course.Pages;
using NotebookKernel.Exporting;
using NotebookKernel.Notebooks;

namespace Course.Commands;

/// <summary><c>./course export</c>: a notebook in another form.</summary>
internal static class ExportCommand
{
    private static readonly string[] Formats = ["cs", "dib", "md", "html"];

    public static Command Create(CommandLine line)
    {
        var notebook = new Argument<string>("NOTEBOOK")
        { Description = "A notebook's file, or a chapter by number or name." };
        var format = new Option<string>("--to")
        {
            Description = "cs: an app that \"dotnet run\" runs; dib: for Polyglot Notebooks; md: markdown with the "
                + "saved pictures; html: a page with the saved outputs, for reading offline.",
            Required = true,
        };
        format.AcceptOnlyFromAmong(Formats);
        var output = new Option<string?>("--out")
        { Description = "The file to write (default: the notebook's name in out/).", HelpName = "FILE" };
        var command = new Command("export", "Writes a notebook as an app, a .dib, markdown or a page.")
            { notebook, format, output };
        command.SetAction(async (parsed, cancel) =>
        {
            var chapter = Find(line.Folder, parsed.GetValue(notebook)!);
            var to = parsed.GetValue(format)!;
            var target = Path.GetFullPath(parsed.GetValue(output)
                ?? Path.Combine(line.Folder.Output, $"{chapter.Name}.{to}"));
            await WriteAsync(line.Folder, chapter, to, target, cancel);
            line.Output.WriteLine($"Wrote {target}{(to == "cs" ? $"\nRun it with: dotnet run {target}" : "")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Chapter Find(CourseFolder folder, string word) =>
        File.Exists(word) ? Chapter.At(word) : ChapterList.In(folder.Notebooks).Select([word]).Single();

    private static async Task WriteAsync(CourseFolder folder, Chapter chapter, string format, string target,
        CancellationToken cancel)
    {
        var notebook = Notebook.Read(chapter.Path);
        var source = Path.GetDirectoryName(chapter.Path)!;
        try
        {
            switch (format)
            {
                case "cs":
                    WholeFile.Write(target,
                        await AppExport.WriteAsync(notebook, source,
                            assembly => Reference(folder, assembly, Path.GetDirectoryName(target)!), cancel));
                    break;
                case "dib":
                    WholeFile.Write(target, Dib.Write(notebook));
                    break;
                case "md":
                    new MarkdownExport(source, target).Write(notebook);
                    break;
                default:
                    new Site(folder, Path.GetDirectoryName(target)!).WriteSaved(notebook, chapter, target);
                    break;
            }
        }
        catch (NotebookException e)
        {
            throw new CourseException($"{Path.GetFileName(chapter.Path)}: {e.Message}");
        }
    }

    /// <summary>
    /// The course's own assemblies are built from their projects; others are taken as they are, which SDKs from
    /// 10.0.300 on can do.
    /// </summary>
    private static string Reference(CourseFolder folder, string assembly, string from)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        var project = Path.Combine(folder.Root, "lib", name, $"{name}.csproj");
        var isOurs = File.Exists(project) && Path.GetFullPath(assembly)
            .StartsWith(folder.Bin + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isOurs ? $"#:project {Path.GetRelativePath(from, project)}"
            : $"#:include {Path.GetRelativePath(from, assembly)}";
    }
}
