using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Display;

/// <summary>
/// The kernel's views of values that have no formatter of their own, in the place of those of
/// Microsoft.DotNet.Interactive.Formatting, which a sequence that contains itself runs out of stack (its issue 3625).
/// Everything else of that package is as it is.
/// </summary>
internal static class DefaultViews
{
    [ThreadStatic]
    private static Shown? last;

    // How deep the value stands whose form is being written by a context of its own.
    [ThreadStatic]
    private static int outer;

    /// <summary>
    /// What was written as HTML at the top: of which value, with which plain text, and whether the HTML says more than
    /// that.
    /// </summary>
    public sealed record Shown(object Value, string Html, string Plain, bool IsTable);

    /// <summary>What is written as HTML for null.</summary>
    public static string NullHtml => $"<pre>{Formatter.NullString}</pre>";

    /// <summary>Puts the views in place, now and after each <see cref="Formatter.ResetToDefault"/>.</summary>
    public static void Install()
    {
        // The package has no public place for defaults: what is registered by Formatter.Register would come before the
        // formatters that types bring along. It is archived, so these two names stay.
        const BindingFlags Hidden = BindingFlags.Static | BindingFlags.NonPublic;
        var defaults = (ConcurrentStack<ITypeFormatter>)typeof(Formatter).GetField("_defaultTypeFormatters",
            Hidden)!.GetValue(null)!;
        if (defaults.OfType<DefaultFormatter>().Any())
            return;
        typeof(Formatter).GetEvent("Clearing", Hidden)!.AddMethod!.Invoke(null, [(Action)Put]);
        Put();

        void Put()
        {
            Formatter.NullString = "null";
            Formatter.RecursionLimit = 3;
            foreach (var type in new[] { typeof(object), typeof(IEnumerable), typeof(System.Dynamic.ExpandoObject) })
                foreach (var mimeType in new[] { "text/html", "text/plain", "text/plain+summary" })
                    defaults.Push(new DefaultFormatter(type, mimeType));
            defaults.Push(new MarkupFormatter(typeof(IHtmlContent)));
            defaults.Push(new MarkupFormatter(typeof(PocketView)));
            foreach (var mimeType in new[] { "image/png", "image/jpeg", "image/gif", "image/webp" })
                defaults.Push(new ImageFormatter(mimeType));
            foreach (var scalar in new[] { typeof(bool), typeof(IFormattable) })
                Formatter.SetPreferredMimeTypesFor(scalar, "text/plain");
        }
    }

    /// <summary>What was last written of this value by these views on this thread, if it became this HTML.</summary>
    public static Shown? Find(object value, string html) =>
        last is { } shown && ReferenceEquals(shown.Value, value) && shown.Html == html ? shown : null;

    /// <summary>A value's form within another's, by its own formatter.</summary>
    public static string Within(object value, string mimeType, int depth)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        using (var context = new FormatContext(writer))
            At(depth - 1, () => value.FormatTo(context, mimeType));
        return writer.ToString();
    }

    // A context of its own counts from 0, wherever it stands.
    private static void At(int depth, Action write)
    {
        var before = outer;
        outer = depth;
        try
        {
            write();
        }
        finally
        {
            outer = before;
        }
    }

    private sealed class DefaultFormatter(Type type, string mimeType) : ITypeFormatter
    {
        public Type Type => type;

        public string MimeType => mimeType;

        public bool Format(object instance, FormatContext context)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            // A sequence that is markup is written as markup.
            if (instance is IHtmlContent && type != typeof(object))
                return false;
            var depth = Math.Max(context.Depth, 1) + outer;
            if (instance is null)
            {
                context.Writer.Write(mimeType == "text/html" ? NullHtml : Formatter.NullString);
                return true;
            }
            var isTop = depth == 1;
            using var watch = isTop ? CellScope.Watch(instance.GetType()) : null;
            var view = ViewBuilder.Build(instance, depth);
            if (mimeType == "text/html")
            {
                var html = HtmlView.Write(view, depth, isTop);
                context.Writer.Write(html);
                if (isTop)
                    last = new Shown(instance, html, PlainView.Write(view, depth), Table.Read(view) is not null);
            }
            else
            {
                context.Writer.Write(isTop && mimeType == "text/plain"
                    ? PlainView.Write(view, depth)
                    : PlainView.InALine(view, depth));
            }
            return true;
        }
    }

    // Markup that contains itself fails the cell and does not end the process.
    private sealed class MarkupFormatter(Type type) : ITypeFormatter
    {
        public Type Type => type;

        public string MimeType => "text/html";

        public bool Format(object instance, FormatContext context)
        {
            using var guarded = new FormatContext(new StackGuard(context.Writer));
            At(context.Depth + outer, () =>
            {
                if (instance is PocketView view)
                    view.WriteTo(guarded);
                else
                    ((IHtmlContent)instance).WriteTo(guarded.Writer, HtmlEncoder.Default);
            });
            return true;
        }
    }

    private sealed class StackGuard(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            inner.Write(value);
        }

        public override void Write(string? value)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            inner.Write(value);
        }
    }

    private sealed class ImageFormatter(string mimeType) : ITypeFormatter
    {
        public Type Type => typeof(byte[]);

        public string MimeType => mimeType;

        public bool Format(object instance, FormatContext context)
        {
            context.Writer.Write(Convert.ToBase64String((byte[])instance));
            return true;
        }
    }
}
