using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bench;
using BenchKernel;

// kernel [KERNEL.dll…]: measures these C# kernels (default: the one in lib/bin; another may be an earlier version's)
// and ipykernel, all as Jupyter's own client sees them. kernel soak: ten thousand cells in the kernel of lib/bin.
// kernel roslyn: what the same cells cost in Roslyn's scripting alone, for the table's row on growth.
if (args is ["roslyn"])
    return await BareRoslyn.RunAsync();

var here = Path.GetDirectoryName(Source())!;
var own = Path.GetFullPath(Path.Combine(here, "..", "..", "..", "lib", "bin", "NotebookKernel.dll"));
var kernels = args is [] or ["soak"] ? [own] : args.Select(Path.GetFullPath).ToArray();
if (kernels.FirstOrDefault(kernel => !File.Exists(kernel)) is { } missing)
    return Fail($"{missing} is not there: run ./course setup first.");

DebianPackage.Require("python3-ipykernel", imported: "ipykernel");
var prefix = Directory.CreateTempSubdirectory("bench-kernel-").FullName;
try
{
    foreach (var (i, kernel) in kernels.Index())
        if (Run("dotnet", [kernel, "install", "--prefix", prefix, "--name", $"csharp-{i}"], quiet: true) != 0)
            return Fail($"{kernel} could not be registered for the benchmark.");
    Environment.SetEnvironmentVariable("JUPYTER_PATH", Path.Combine(prefix, "share", "jupyter"));
    Environment.SetEnvironmentVariable("JUPYTER_RUNTIME_DIR", Path.Combine(prefix, "runtime"));
    if (args is ["soak"])
        return Run(DebianPackage.Python, ["-W", "ignore", Path.Combine(here, "soak.py"), "csharp-0"]);
    return Run(
        DebianPackage.Python,
        ["-W", "ignore", Path.Combine(here, "bench.py"), .. kernels.Select((_, i) => $"csharp-{i}"), "python3", "--",
            Environment.ProcessPath!, "roslyn"]);
}
finally
{
    Directory.Delete(prefix, recursive: true);
}

static int Run(string program, string[] arguments, bool quiet = false)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = quiet })!;
    if (quiet)
        process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}

static string Source([CallerFilePath] string path = "") => path;
