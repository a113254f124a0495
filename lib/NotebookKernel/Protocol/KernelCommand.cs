using System.Runtime.InteropServices;
using NetMQ;
using NotebookKernel.Display;
using NotebookKernel.Language;
using NotebookKernel.Running;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary><c>kernel CONNECTION_FILE</c>: serves a Jupyter client until it asks for shutdown or is gone.</summary>
internal static class KernelCommand
{
    /// <returns>0 after a shutdown, 2 if the connection file cannot be used, 143 after SIGTERM.</returns>
    public static int Run(string connectionFile)
    {
        var streams = NativeStreams.Capture();
        using var errors = TextWriter.Synchronized(new StreamWriter(streams.RealError) { AutoFlush = true });
        KernelSockets sockets;
        try
        {
            var connection = ConnectionFile.Read(connectionFile);
            if (connection.Key.Length == 0)
                Log("The connection file has no key: messages are not verified.");
            sockets = new KernelSockets(connection, Log);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Log(e.Message);
            return 2;
        }

        Console.SetIn(new ConsoleInput());
        var ending = 0;
        var folder = Environment.CurrentDirectory;
        var kernel = new JupyterKernel(sockets, Task.Run(() => SessionInterpreter.Start(folder, streams.Settle)), Log);
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interrupts.Hear();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            kernel.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.TrySetResult(143);
        });
        ParentWatch.Start(() => ended.TrySetResult(0));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Ends("The cell ended the kernel's process (Environment.Exit or the like).");
        AppDomain.CurrentDomain.UnhandledException += (_, e) =>
            Ends($"An exception that no code caught ended the kernel's process: {e.ExceptionObject}");
        kernel.Start();

        // On this thread, not on the pool's, which cells may have to themselves.
        Task.WaitAny(kernel.Ended, ended.Task);
        LastResort.Start();
        if (Interlocked.Exchange(ref ending, 1) != 0)
            Thread.Sleep(Timeout.Infinite);
        var code = ended.Task.IsCompletedSuccessfully ? ended.Task.Result : 0;
        ChildProcesses.End();
        sockets.Dispose();
        NetMQConfig.Cleanup();
        return code;

        void Ends(string why)
        {
            if (Interlocked.Exchange(ref ending, 1) == 0)
            {
                kernel.ProcessEnds(new ErrorOutput("ProcessEnded", why, [why]));
                NetMQConfig.Cleanup();
            }
        }

        void Log(string line) => errors.WriteLine($"[csharp-kernel] {line}");
    }
}
