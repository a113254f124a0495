using System.Diagnostics;
using System.Runtime.CompilerServices;
using Bench;
using BenchKernel;

// kernel [KERNEL_FOLDER]: measures the C# kernel in this folder (default: lib/bin) and ipykernel, both as Jupyter's own client
// sees them. kernel roslyn: what the same cells cost in Roslyn's scripting alone, for the table's row on growth.
if (args is ["roslyn"])
    return await BareRoslyn.RunAsync();

var here = Path.GetDirectoryName(Source())!;
var folder = Path.GetFullPath(args.Length > 0 ? args[0] : Path.Combine(here, "..", "..", "..", "lib", "bin"));
var kernel = Path.Combine(folder, "CSharpKernel.dll");
if (!File.Exists(kernel))
    return Fail($"{kernel} is not there: run ./course setup first.");

DebianPackage.Require("python3-ipykernel", imported: "ipykernel");
var prefix = Directory.CreateTempSubdirectory("bench-kernel-").FullName;
try
{
    if (Run("dotnet", [kernel, "install", "--prefix", prefix, "--name", "csharp-bench"], quiet: true) != 0)
        return Fail("The kernel could not be registered for the benchmark.");
    Environment.SetEnvironmentVariable("JUPYTER_PATH", Path.Combine(prefix, "share", "jupyter"));
    Environment.SetEnvironmentVariable("JUPYTER_RUNTIME_DIR", Path.Combine(prefix, "runtime"));
    return Run(
        DebianPackage.Python,
        ["-W", "ignore", Path.Combine(here, "bench.py"), "csharp-bench", "python3", "--", Environment.ProcessPath!, "roslyn"]);
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
