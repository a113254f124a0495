using System.Diagnostics;
using System.Reflection;

namespace TorchSharp.Tests;

public class ContractTests
{
    /// <summary>A test that needs TorchSharp's member list and its checker, which lie beside the repository where it is developed.</summary>
    private sealed class NeedsMemberListFactAttribute : FactAttribute
    {
        public NeedsMemberListFactAttribute()
        {
            if (!File.Exists(MemberList) || !File.Exists(Checker)) Skip = $"TorchSharp's member list was not found ({MemberList}).";
        }
    }

    private static string Beside => Path.GetFullPath(Path.Combine(Root(AppContext.BaseDirectory), "..", "shared"));

    private static string MemberList => Path.Combine(Beside, "torchsharp", "api-0.107.txt");

    private static string Checker => Path.Combine(Beside, "tools", "torchsharp-contract.cs");

    private static string Root(string directory) =>
        File.Exists(Path.Combine(directory, "Autoencoders.slnx")) ? directory : Root(Path.GetDirectoryName(directory)!);

    [NeedsMemberListFact]
    public void No_public_member_is_a_stranger_to_TorchSharp()
    {
        var start = new ProcessStartInfo("dotnet", ["run", Checker, "--", "check", typeof(torch).Assembly.Location, MemberList]) { RedirectStandardOutput = true };
        // The test host's own settings would lead a second dotnet astray.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains(" 0 do not", output);
    }

    [Fact]
    public void Every_operator_in_use_exists_in_libtorch()
    {
        var missing = typeof(Ops).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(f => f.GetValue(null)).OfType<Operator>()
            .Select(o => (o.Name, Error: Record.Exception(() => o.Find())))
            .Where(o => o.Error is not null).ToList();
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing.Select(m => m.Error!.Message)));
    }

    [Fact]
    public void A_missing_operator_names_itself_and_the_version_that_lacks_it()
    {
        var e = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => new Operator("no_such_thing.Tensor").Call());
        Assert.Contains("no_such_thing.Tensor", e.Message);
        Assert.Matches(@"libtorch \d+\.\d+", e.Message);
    }

    [Fact]
    public void Every_native_entry_point_resolves()
    {
        var library = System.Runtime.InteropServices.NativeLibrary.Load(Path.Combine(Path.GetDirectoryName(typeof(torch).Assembly.Location)!, "libtorchsharp_native.so"));
        var entries = typeof(Bridge).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(m => m.Name.StartsWith("ts_")).Select(m => m.Name).ToList();
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.True(System.Runtime.InteropServices.NativeLibrary.TryGetExport(library, e, out _), e));
    }
}
