using CSharpKernel.Display;

namespace Microsoft.DotNet.Interactive
{
    /// <summary>A secret typed by a person; its text is given only when asked for.</summary>
    public sealed class PasswordString(string secret)
    {
        /// <summary>The secret.</summary>
        public string GetClearTextPassword() => secret;

        /// <summary>Dots, one a character.</summary>
        public override string ToString() => new('●', secret.Length);
    }

    internal static class InputRequest
    {
        public static string Ask(string prompt, bool secret) =>
            (CellScope.Current?.Ask ?? throw new NotSupportedException("Input was asked for, but the front end does not allow it."))(prompt, secret);
    }
}

namespace Microsoft.DotNet.Interactive.Jupyter
{
    /// <summary>Input from the person at the front end.</summary>
    public static class TopLevelMethods
    {
        /// <summary>Asks for a line.</summary>
        public static string input(string prompt = "") => InputRequest.Ask(prompt, secret: false);

        /// <summary>Asks for a secret, which is not echoed.</summary>
        public static PasswordString password(string prompt = "") => new(InputRequest.Ask(prompt, secret: true));
    }
}
