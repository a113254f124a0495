using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Autoencoders;
using CliWrap;
using CliWrap.Buffered;
using NotebookKernel.Install;

namespace Course.Setup;

/// <summary>Finds out what this machine has of what the course uses.</summary>
internal static class Doctor
{
    private static readonly string[] Variables =
        ["TorchBackend", Compute.Variable, Profile.Variable, DatasetStore.Variable, "OMP_NUM_THREADS", "NUGET_PACKAGES",
            "DOTNET_ROOT", "JUPYTER_DATA_DIR", "JUPYTER_PATH"];

    /// <summary>What was found, as names and texts, and whether all that is needed works.</summary>
    public static async Task<(IReadOnlyList<(string Name, string Text)> Findings, bool IsWell)> ExamineAsync(
        CourseFolder folder, CancellationToken cancel)
    {
        var (torch, torchWorks) = Torch();
        return (
        [
            ("course",
                $"{typeof(Doctor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>(
                    )?.InformationalVersion} in {folder.Root}"),
            ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            ("machine",
                $"{Environment.ProcessorCount} cores, {Gigabytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)} of "
                    + $"memory, {Gigabytes(new DriveInfo(folder.Root).AvailableFreeSpace)} free where the course lies"),
            (".NET", $"{RuntimeInformation.FrameworkDescription}; SDKs: {await SdksAsync(cancel)}"),
            .. torch,
            ("kernels", Kernels()),
            ("KaTeX", new KatexAsset(folder.Katex, "").IsHere ? folder.Katex : $"missing: pages load it "
                + $"from {Pages.Formulas.Server}, and need the network once. ./course setup fetches it where npm is "
                + $"installed: {Helper.Npm.HowToGet}"),
            .. Helper.All.Select(helper =>
                (helper.Name, helper.Find() ?? $"missing; only for {helper.Use}. To get it: {helper.HowToGet}")),
            ("data", Data()),
            ("variables",
                string.Join('\n', Variables.Select(name => (name, value: Environment.GetEnvironmentVariable(name)))
                    .Where(v => v.value is not null).Select(v => $"{v.name}={v.value}")
                    .DefaultIfEmpty("none that matter"))),
        ], torchWorks);
    }

    private static string Gigabytes(long bytes) => $"{bytes / 1e9:0.0} GB";

    private static async Task<string> SdksAsync(CancellationToken cancel)
    {
        var listed = await Cli.Wrap("dotnet").WithArguments("--list-sdks").WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        return string.Join(", ", listed.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim()));
    }

    /// <summary>What is known of TorchSharp and libtorch. Whatever keeps them from loading is the finding.</summary>
    private static (IReadOnlyList<(string, string)> Findings, bool Works) Torch()
    {
        var package =
            ("TorchSharp", $"{typeof(TorchSharp.torch).Assembly.GetName().Version}, "
                + $"built for {Freshness.Backend(Built.Value("TorchBackend"))}");
        try
        {
            var threads = TorchSharp.torch.get_num_threads();
            return ([package, ("libtorch", $"{TorchSharp.torch.__version__}, {threads} threads"),
                ("device",
                    $"{Compute.Name}; CUDA {(TorchSharp.torch.cuda.is_available() ? "is there" : "is not there")}"),
                ("convolutions", NativeSettings.ConvolutionsByOneDnn
                    ? "by oneDNN"
                    : "by libtorch's own code: oneDNN computes wrong ones on this processor")], true);
        }
        catch (Exception e)
        {
            return ([package, ("libtorch", $"does not work: {e.GetBaseException().Message}")], false);
        }
    }

    private static string Kernels()
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        InstallCommands.List().Parse([]).Invoke(new InvocationConfiguration { Output = output, Error = errors });
        var text = $"{output}{errors}".Trim('\n', '\r');
        return text.Contains('*') ? text : $"this course's is missing: ./course setup registers it\n{text}".TrimEnd();
    }

    private static string Data() => string.Join('\n', DatasetStore.Open().List().Select(state =>
        $"{state.Entry.Name}: {(state.Located is null
            ? $"not here, ./course data get {state.Entry.Name}"
            : state.Located.Place.Directory)}"));
}
