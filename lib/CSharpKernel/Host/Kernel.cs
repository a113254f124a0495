using CSharpKernel.Display;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>What every cell can call without a using: <c>display</c>, <c>HTML</c>, <c>CSS</c>, <c>Javascript</c>, input.</summary>
public static class Kernel
{
    /// <summary>Shows a value, as these MIME types or, without any, as those that its type prefers.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Markup to be displayed or returned.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"));

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string content) => display(HTML($"<script type=\"text/javascript\">{content}</script>"));

    /// <summary>Removes what the cell has put out so far, at once or, with <paramref name="wait"/>, when its next output comes.</summary>
    public static void ClearOutput(bool wait = false) => CellScope.Current?.Outputs.Write(new ClearOutput(wait));

    /// <summary>Asks the person at the front end for a line.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked: the notebook runs without a front end.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Task.FromResult(InputRequest.Ask(prompt, secret: typeHint == "password"));

    /// <summary>Asks the person at the front end for a secret, which is not echoed.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked: the notebook runs without a front end.</exception>
    public static Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        Task.FromResult(new PasswordString(InputRequest.Ask(prompt, secret: true)));
}
