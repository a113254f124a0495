using System.CommandLine;
using Autoencoders;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Course.Commands;

/// <summary><c>./course data</c>: which data sets there are, fetching one, checking what is here.</summary>
internal static class DataCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string>("NAME") { Description = "A data set's name, as data list shows it." };
        var list = new Command("list", "Lists the data sets and where they are on this machine.");
        list.SetAction(_ => List(line));
        var get = new Command("get",
            "Fetches a data set into data/cache, unless it is here already, and verifies it.") { name };
        get.SetAction((parsed, cancel) => GetAsync(line, parsed.GetValue(name)!, cancel));
        var verify = new Command("verify", "Compares the data sets that are here with the SHA-256 of their files.");
        verify.SetAction(_ => Verify(line));
        return new Command("data", "The data sets: what there is, fetch one, check what is here.")
            { list, get, verify };
    }

    private static int List(CommandLine line)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn("Name").NoWrap(), new TableColumn("Data set"),
                new TableColumn("MB").RightAligned().NoWrap(), new TableColumn("Terms"), new TableColumn("Where"));
        foreach (var (entry, located, _) in DatasetStore.Open().List())
            table.AddRow(new Text(entry.Name), new Text(entry.Title),
                new Text($"{entry.Files.Sum(f => f.Bytes) / 1e6:0}"), new Text(entry.Terms),
                new Text(located is null ? $"not here: ./course data get {entry.Name}" : located.Place.Directory));
        line.Console().Write(table);
        return ExitCode.Ok;
    }

    private static async Task<int> GetAsync(CommandLine line, string name, CancellationToken cancel)
    {
        var store = DatasetStore.Open();
        var names = store.Manifest.Datasets.Select(d => d.Name).ToList();
        if (!names.Contains(name))
            throw new CourseException(
                $"there is no data set \"{name}\"{(Nearest.To(name, names) is { } near
                    ? $"; did you mean \"{near}\"?"
                    : ".")} There is {string.Join(", ", names)}.", ExitCode.Usage);
        try
        {
            var located = await store.GetAsync(name, cancel);
            line.Output.WriteLine($"{located.Entry.Title}, verified, in {located.Place.Directory}");
            return ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            line.Output.WriteLine("Interrupted; the next call goes on from here.");
            return ExitCode.Interrupted;
        }
    }

    private static int Verify(CommandLine line)
    {
        var faults = 0;
        foreach (var state in DatasetStore.Open().List())
        {
            if (state.Located is not { } located)
            {
                line.Output.WriteLine($"{state.Entry.Name}: not here");
                continue;
            }
            foreach (var check in DatasetStore.Verify(located))
            {
                faults += check.Fault is null ? 0 : 1;
                line.Output.WriteLine($"{state.Entry.Name}: {check.Path}: {check.Fault ?? "right"}");
            }
        }
        return faults == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
