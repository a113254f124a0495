using System.CommandLine;
using Course.Setup;

namespace Course.Commands;

/// <summary><c>./course doctor</c>: what a bug report needs.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    public static Command Create(CommandLine line)
    {
        var command = new Command(Name, "Prints what a report of a fault needs: system, versions, device, kernels, "
            + "what is missing and how to get it.");
        command.SetAction(async (_, cancel) =>
        {
            var (findings, isWell) = await Doctor.ExamineAsync(line.Folder, cancel);
            var width = findings.Max(finding => finding.Name.Length);
            foreach (var (name, text) in findings)
                line.Output.WriteLine(
                    $"{(name + ":").PadRight(width + 2)}{text.ReplaceLineEndings("\n" + new string(' ', width + 2))}");
            return isWell ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
