using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NotebookKernel.Notebooks;

namespace Lab.Tests;

/// <summary>
/// Jupyter's notebook server on this machine, with the kernel of <c>lib/bin</c>, in folders of its own.
/// </summary>
internal sealed class JupyterServer : IAsyncDisposable
{
    private readonly DirectoryInfo root;
    private readonly Process process;
    private readonly Task<string> log;

    private JupyterServer(DirectoryInfo root, Process process, Uri address)
    {
        (this.root, this.process, Address) = (root, process, address);
        log = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }

    /// <summary>
    /// Starts a server that has this one notebook, beside which the library lies where the course has it.
    /// </summary>
    public static async Task<JupyterServer> StartAsync(Course.CourseFolder course, string name, Notebook notebook)
    {
        var root = Directory.CreateTempSubdirectory("lab-");
        FolderLink.Create(Path.Combine(root.FullName, "lib"), Path.Combine(course.Root, "lib"));
        var notebooks = root.CreateSubdirectory("notebooks").FullName;
        notebook.Save(Path.Combine(notebooks, name));
        using (var install = Start(root, "dotnet", [course.Kernel, "install"]))
        {
            await install.WaitForExitAsync();
            Assert.Equal(0, install.ExitCode);
        }
        var port = FreePort();
        string[] asRoot = Environment.UserName == "root" ? ["--allow-root"] : [];
        var process = Start(root, "jupyter-notebook",
        [
            "--no-browser", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", $"--notebook-dir={notebooks}",
            "--NotebookApp.token=", "--NotebookApp.password=", .. asRoot,
        ]);
        var server = new JupyterServer(root, process, new Uri($"http://127.0.0.1:{port}/"));
        await server.WaitAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Jupyter ends its kernels when it is asked to end.
        UnixSignal.Send(process, UnixSignal.Terminate);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
        root.Delete(recursive: true);
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(200))
        {
            Assert.False(process.HasExited, process.HasExited ? await log : "");
            try
            {
                if ((await client.GetAsync(new Uri(Address, "api"))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }
        }
        throw new TimeoutException("jupyter-notebook did not start within 90 seconds.");
    }

    private static Process Start(DirectoryInfo root, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach (var variable in new[] { "DATA", "CONFIG", "RUNTIME" })
            start.Environment[$"JUPYTER_{variable}_DIR"] = Path.Combine(root.FullName, variable.ToLowerInvariant());
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
