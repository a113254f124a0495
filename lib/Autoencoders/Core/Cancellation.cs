namespace Autoencoders;

/// <summary>
/// The stop button. A notebook kernel that supports it publishes the running cell's token as the application's
/// data "NotebookCancellation"; elsewhere nothing is published and nothing is cancelled.
/// </summary>
public static class Cancellation
{
    /// <summary>The running cell's token, or one that is never cancelled.</summary>
    public static CancellationToken OfTheNotebook =>
        AppContext.GetData("NotebookCancellation") is CancellationToken token ? token : CancellationToken.None;
}
