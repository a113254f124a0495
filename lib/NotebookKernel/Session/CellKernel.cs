using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKernel.Display;

namespace NotebookKernel.Session;

/// <summary>
/// The session as .NET Interactive's API sees it: what <c>Kernel.Root</c>, <c>KernelInvocationContext.Current</c> and
/// the extensions of packages speak to. Cells do not run through it, so that they can be stopped.
/// </summary>
internal sealed class CellKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly Func<string, Task> run;

    /// <param name="run">Runs code that an extension submits, within the running cell.</param>
    public CellKernel(Func<string, Task> run) : base("csharp")
    {
        this.run = run;
        KernelInfo.LanguageName = "C#";
        KernelInfo.LanguageVersion = "14.0";
        Composite = new CompositeKernel { this };
        Composite.DefaultKernelName = Name;
        Composite.RegisterCommandHandler<RequestInput>(Answer);
        Composite.SetDefaultTargetKernelNameForCommand(typeof(RequestInput), Composite.Name);
    }

    /// <summary>The kernel that extensions are given, whose one child this is.</summary>
    public CompositeKernel Composite { get; }

    /// <summary>Makes a cell's code the current command, up to the context's disposal.</summary>
    public KernelInvocationContext Enter(string code, CancellationToken cancellation)
    {
        var command = new SubmitCode(code, Name);
        var context = KernelInvocationContext.GetOrCreateAmbientContext(command);
        SetHandlingKernel(command, context);
        context.KernelEvents.Subscribe(happened =>
        {
            if (happened is DisplayEvent shown)
                DisplayedValues.Take(shown);
        });
        // Fail is the public way to cancel the context's token.
        cancellation.Register(() =>
            context.Fail(command, new OperationCanceledException("The cell was cancelled.", cancellation)));
        return context;
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context) =>
        run(command.Code);

    private static Task Answer(RequestInput request, KernelInvocationContext context)
    {
        context.Publish(new InputProduced(CellScope.AskCurrent(request.Prompt, request.IsPassword), request));
        return Task.CompletedTask;
    }
}
