namespace Autoencoders;

/// <summary>
/// Places that a pen passes through, with the radius of its line there; a stroke's first place has <c>Starts</c> set.
/// </summary>
internal readonly record struct PenStep(double X, double Y, double Radius, bool Starts);

/// <summary>
/// From a digit's style to the line that the pen draws: control points are shaken, joined by Catmull-Rom curves, the
/// plane is warped, then slanted, turned, scaled and placed by the factors. Plain arithmetic only, no library
/// functions whose last digit differs between machines.
/// </summary>
internal static class PenPath
{
    private const int StepsPerSpan = 6;
    private const double Shake = 0.022; // of a control point, in digit heights
    private const double Warp = 0.045; // of the plane, in digit heights, at its rim
    private const double Tremor = 0.06; // of the radius, from step to step
    private const double Centre = 13.5; // of pixels 0..27

    public static List<PenStep> Trace(PenPoint[][] style, DigitFactors factors, ref SplitMix64 random)
    {
        var width = 1 + 0.09 * random.Bell();
        var warpX = new PlaneWarp(ref random);
        var warpY = new PlaneWarp(ref random);
        var (sin, cos) = SinCos(factors.Rotation);

        var steps = new List<PenStep>(96);
        foreach (var stroke in style)
        {
            var first = steps.Count;
            Follow(Shaken(stroke, ref random), steps);
            var pressure = new PenPressure(ref random);
            for (var i = first; i < steps.Count; i++)
            {
                var along = (double)(i - first) / (steps.Count - 1 - first);
                var radius = factors.Thickness / 2 * pressure.At(along) * (1 + Tremor * random.Bell());
                var (u, v) = (2 * (steps[i].X - 0.4), 2 * (steps[i].Y - 0.5)); // about -1..1
                var x = width * (u / 2 + Warp * warpX.At(u, v));
                var y = v / 2 + Warp * warpY.At(u, v);
                x -= factors.Slant * y;
                steps[i] = new(cos * x - sin * y, sin * x + cos * y, radius, Starts: i == first);
            }
        }

        Place(steps, factors);
        return steps;
    }

    private static PenPoint[] Shaken(PenPoint[] stroke, ref SplitMix64 random)
    {
        var shaken = new PenPoint[stroke.Length];
        for (var i = 0; i < stroke.Length; i++)
            shaken[i] = i > 0 && stroke[i] == stroke[i - 1]
                ? shaken[i - 1] // a corner stays one point
                : new(stroke[i].X + Shake * random.Bell(), stroke[i].Y + Shake * random.Bell());
        return shaken;
    }

    /// <summary>A smooth curve from corner to corner.</summary>
    private static void Follow(ReadOnlySpan<PenPoint> stroke, List<PenStep> steps)
    {
        var from = 0;
        for (var i = 1; i <= stroke.Length; i++)
            if (i == stroke.Length || stroke[i] == stroke[i - 1])
            {
                Curve(stroke[from..i], steps);
                from = i;
            }
    }

    private static void Curve(ReadOnlySpan<PenPoint> p, List<PenStep> steps)
    {
        var before = Beyond(p[0], p[1], p[Math.Min(2, p.Length - 1)]);
        var after = Beyond(p[^1], p[^2], p[Math.Max(0, p.Length - 3)]);
        for (var i = 0; i + 1 < p.Length; i++)
        {
            var (a, b, c, d) = (i > 0 ? p[i - 1] : before, p[i], p[i + 1], i + 2 < p.Length ? p[i + 2] : after);
            for (var k = 0; k < StepsPerSpan; k++)
            {
                var t = (double)k / StepsPerSpan;
                steps.Add(new(CatmullRom(a.X, b.X, c.X, d.X, t), CatmullRom(a.Y, b.Y, c.Y, d.Y, t), 0, false));
            }
        }
        steps.Add(new(p[^1].X, p[^1].Y, 0, false));
    }

    /// <summary>
    /// The point before a curve's end, by which it begins as bent as it goes on: half of the quadratic extrapolation.
    /// </summary>
    private static PenPoint Beyond(PenPoint end, PenPoint next, PenPoint third) => new(
        2 * end.X - next.X + 0.5 * (end.X - 2 * next.X + third.X),
        2 * end.Y - next.Y + 0.5 * (end.Y - 2 * next.Y + third.Y));

    private static double CatmullRom(double a, double b, double c, double d, double t) =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

    /// <summary>As MNIST was made: the longer side fits a box, the centre of mass goes to the image's centre.</summary>
    private static void Place(List<PenStep> steps, DigitFactors factors)
    {
        double left = double.MaxValue, right = double.MinValue, top = double.MaxValue, bottom = double.MinValue;
        double mass = 0, massX = 0, massY = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            (left, right) = (Math.Min(left, step.X), Math.Max(right, step.X));
            (top, bottom) = (Math.Min(top, step.Y), Math.Max(bottom, step.Y));
            if (step.Starts)
                continue;
            var last = steps[i - 1];
            var ink = Distance(step, last) * (step.Radius + last.Radius);
            mass += ink;
            massX += ink * (step.X + last.X) / 2;
            massY += ink * (step.Y + last.Y) / 2;
        }

        var size = (20 * factors.Scale - factors.Thickness) / Math.Max(right - left, bottom - top);
        var (x0, y0) = (Centre + factors.X - size * massX / mass, Centre + factors.Y - size * massY / mass);
        for (var i = 0; i < steps.Count; i++)
            steps[i] = steps[i] with { X = x0 + size * steps[i].X, Y = y0 + size * steps[i].Y };
    }

    private static double Distance(PenStep a, PenStep b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    /// <summary>
    /// Taylor series, exact to 1e-8 for a turn up to one radian; Math.Sin may differ in its last bit between machines.
    /// </summary>
    private static (double Sin, double Cos) SinCos(double a)
    {
        var a2 = a * a;
        return (a * (1 - a2 / 6 * (1 - a2 / 20 * (1 - a2 / 42 * (1 - a2 / 72)))),
                1 - a2 / 2 * (1 - a2 / 12 * (1 - a2 / 30 * (1 - a2 / 56 * (1 - a2 / 90)))));
    }

    /// <summary>
    /// A smooth random displacement: a polynomial with terms of degree two and three only, so that it neither moves nor
    /// slants.
    /// </summary>
    private readonly struct PlaneWarp(ref SplitMix64 random)
    {
        private readonly double uu = random.Bell(), uv = random.Bell(), vv = random.Bell();
        private readonly double uuu = random.Bell(), uuv = random.Bell(), uvv = random.Bell(), vvv = random.Bell();

        public double At(double u, double v) =>
            u * u * (uu + uuu * u + uuv * v) + u * v * (uv + uvv * v) + v * v * (vv + vvv * v);
    }

    /// <summary>
    /// A factor of the line's radius along a stroke, 1 on average: smaller at its ends, with a slow random change of
    /// pressure.
    /// </summary>
    private readonly struct PenPressure(ref SplitMix64 random)
    {
        private readonly double tilt = 0.10 * random.Bell(), wave = 0.20 * random.Bell();

        /// <param name="s">How far along the stroke, 0 to 1.</param>
        public double At(double s)
        {
            var t = 2 * s - 1;
            var t2 = t * t;
            return Math.Clamp(1 + tilt * t + wave * t * (1 - t2) + 0.12 * (0.2 - t2 * t2), 0.55, 1.5);
        }
    }
}
