using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.Tests;

/// <summary>Small libraries compiled for a test, which know nothing of the kernel.</summary>
internal static class FixtureLibrary
{
    private static readonly Lazy<List<MetadataReference>> Runtime = new(() =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll")
                && !name.Contains("Native"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>A type with formatters by convention, the attribute being the library's own.</summary>
    public const string WithFormatters = """
        using System;
        using System.IO;
        using System.Collections.Generic;

        namespace Fixture;

        [AttributeUsage(AttributeTargets.Class)]
        internal sealed class TypeFormatterSourceAttribute(Type source) : Attribute
        {
            public Type FormatterSourceType { get; } = source;
            public string[] PreferredMimeTypes { get; set; } = [];
        }

        [TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["application/json", "image/png", "text/plain"])]
        public class Figure { public string Title { get; set; } = "a figure"; }

        public sealed class Special : Figure { }

        [TypeFormatterSource(typeof(Broken))]
        public sealed class Unshowable { }

        internal sealed class Formatters
        {
            public IEnumerable<object> CreateTypeFormatters() =>
                [new Form("application/json", f => $"{{\"title\":\"{f.Title}\"}}"), new Form("image/png", _ => "iVBORw0KGgo="), new Declines(), new Form("text/plain", f => f.Title)];
        }

        internal sealed class Form(string mimeType, Func<Figure, string> text)
        {
            public string MimeType => mimeType;
            public bool Format(object instance, TextWriter writer) { writer.Write(text((Figure)instance)); return true; }
        }

        internal sealed class Declines
        {
            public string MimeType => "text/plain";
            public bool Format(object instance, TextWriter writer) { writer.Write("never seen"); return false; }
        }

        internal sealed class Broken
        {
            public IEnumerable<object> CreateTypeFormatters() => [new Typed()];
            internal sealed class Typed { public string MimeType => "text/plain"; public bool Format(Unshowable instance, TextWriter writer) => true; }
        }
        """;

    public static string Compile(string folder, string name, string source, params string[] references)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            Runtime.Value.Concat(references.Select(r => MetadataReference.CreateFromFile(r))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
