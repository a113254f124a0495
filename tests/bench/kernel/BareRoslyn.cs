using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace BenchKernel;

/// <summary>
/// The cells of the benchmark in Roslyn's scripting, without a kernel: what no kernel on it can do without.
/// </summary>
internal static class BareRoslyn
{
    private const int Warm = 100, Cells = 500;

    /// <summary>Prints by how many bytes a cell the process has grown.</summary>
    public static async Task<int> RunAsync()
    {
        var options = ScriptOptions.Default.WithImports("System", "System.Linq")
            .WithReferences(typeof(object).Assembly, typeof(Enumerable).Assembly);
        ScriptState<object>? state = null;
        for (var i = 0; i < Warm; i++)
            await Next($"var warm{i} = {i} * 2; warm{i}");
        var before = Resident();
        for (var i = 0; i < Cells; i++)
            await Next($"var x{i} = {i} * 2; x{i}");
        Console.WriteLine(((Resident() - before) / Cells).ToString(CultureInfo.InvariantCulture));
        return 0;

        async Task Next(string code) =>
            state = state is null ? await CSharpScript.RunAsync(code, options) : await state.ContinueWithAsync(code);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var line = File.ReadLines("/proc/self/status")
            .First(text => text.StartsWith("VmRSS", StringComparison.Ordinal));
        return 1024
            * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
