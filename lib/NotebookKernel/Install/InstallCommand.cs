using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKernel.Notebooks;
using NotebookKernel.Session;

namespace NotebookKernel.Install;

/// <summary><c>install</c>, <c>uninstall</c> and <c>list</c>: makes the kernel known to Jupyter.</summary>
internal static partial class InstallCommand
{
    /// <summary>The name that the kernel takes where .NET Interactive has the usual one.</summary>
    public const string OtherName = "csharp-kernel";

    /// <summary>
    /// Registers this assembly as a kernel, under the name given or else under the one that notebooks for .NET
    /// Interactive ask for.
    /// </summary>
    /// <returns>0; 1 if the name is taken or nothing can be written there; 2 if it cannot be a name.</returns>
    public static int Install(KernelSpecs specs, string? name, bool force, TextWriter output, TextWriter errors)
    {
        var target = name ?? KernelNames.Spec;
        if (!KernelName().IsMatch(target))
        {
            errors.WriteLine(
                $"\"{target}\" cannot be a kernel's name: it may have letters, digits, \".\", \"-\" and \"_\".");
            return 2;
        }
        var owner = Owner(specs, target);
        if (owner == SpecOwner.DotnetInteractive && name is null && !force)
        {
            output.WriteLine($"{specs.PathOf(target)} belongs to .NET Interactive and stays; this kernel is installed "
                + $"as {OtherName} (--force replaces the other one).");
            target = OtherName;
            owner = Owner(specs, target);
        }
        if (owner is SpecOwner.DotnetInteractive or SpecOwner.Other && !force)
            return Fail(errors,
                $"{specs.PathOf(target)} is another kernel's. Choose another name (--name), or replace it (--force).");
        try
        {
            specs.Write(target, Spec(target),
                Directory.GetFiles(
                    Path.Combine(Path.GetDirectoryName(typeof(InstallCommand).Assembly.Location)!, "Install"),
                    "logo-*.png"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(errors, $"The kernel could not be installed in {specs.PathOf(target)}: {e.Message}");
        }
        output.WriteLine($"Installed {target} in {specs.PathOf(target)}");
        return 0;
    }

    /// <summary>Removes the kernel's spec, or all that start this kernel if no name is given.</summary>
    /// <returns>0, or 1 if there is none, it is another kernel's, or it cannot be removed.</returns>
    public static int Uninstall(KernelSpecs specs, string? name, TextWriter output, TextWriter errors)
    {
        if (name is not null && Owner(specs, name) is not SpecOwner.Ours)
            return Fail(errors, specs.Read(name) is null ? $"There is no kernel in {specs.PathOf(name)}."
                : $"{specs.PathOf(name)} is another kernel's and stays.");
        var ours = name is null ? specs.Names().Where(other => Owner(specs, other) == SpecOwner.Ours).ToList() : [name];
        try
        {
            foreach (var spec in ours)
            {
                specs.Remove(spec);
                output.WriteLine($"Removed {specs.PathOf(spec)}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(errors, $"The kernel could not be removed: {e.Message}");
        }
        return ours.Count > 0 ? 0 : Fail(errors, "This kernel is not installed there.");
    }

    /// <summary>Lists the kernels in a folder, with a mark at those that are this one.</summary>
    public static int List(KernelSpecs specs, TextWriter output)
    {
        foreach (var name in specs.Names())
            output.WriteLine(
                $"{(Owner(specs, name) == SpecOwner.Ours
                    ? "*"
                    : " ")} {name,-20} {specs.Read(name)!["display_name"],-20} {specs.PathOf(name)}");
        return 0;
    }

    private static SpecOwner? Owner(KernelSpecs specs, string name) =>
        specs.Read(name) is { } spec ? SpecOwners.Read(spec) : null;

    // An "extension_id" in the metadata, which .NET Interactive's spec has, would hide the kernel where that extension
    // is installed.
    private static JsonObject Spec(string name) => new()
    {
        ["argv"] = new JsonArray(HostAssemblies.DotnetCommand, typeof(InstallCommand).Assembly.Location, "kernel",
            "{connection_file}"),
        ["display_name"] = name == KernelNames.Spec ? KernelNames.DisplayName : $"{KernelNames.DisplayName} · {name}",
        ["language"] = KernelNames.Language,
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { ["debugger"] = false },
    };

    private static int Fail(TextWriter errors, string message)
    {
        errors.WriteLine(message);
        return 1;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$")]
    private static partial Regex KernelName();
}
