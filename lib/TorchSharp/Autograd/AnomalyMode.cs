namespace TorchSharp;

/// <summary>While enabled, an error in backward tells which forward operation it belongs to.</summary>
public class AnomalyMode : IDisposable
{
    private const int Enabled = 1, ChecksNaN = 2;

    private readonly int before;
    private bool over;

    public AnomalyMode(bool enabled, bool check_nan = true) => before = Bridge.ts_anomaly(1, enabled ? 1 : 0, check_nan ? 1 : 0);

    public bool IsEnabled => (Bridge.ts_anomaly(0, 0, 0) & Enabled) != 0;

    public bool ShouldCheckNaN => (Bridge.ts_anomaly(0, 0, 0) & ChecksNaN) != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (over) return;
        over = true;
        _ = Bridge.ts_anomaly(1, before & Enabled, before & ChecksNaN);
    }
}

public static partial class torch
{
    public static partial class autograd
    {
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}
