using System.Numerics;

namespace Autoencoders;

/// <summary>
/// Where a ray meets the object of <see cref="Rooms"/>, which stands on the floor z = 0 around the z axis.
/// </summary>
internal static class RoomObject
{
    /// <summary>
    /// The nearest meeting before the eye and the surface's outward normal there; null if the ray passes by.
    /// </summary>
    /// <param name="shape">0 ball, 1 cube, 2 cylinder, 3 cone.</param>
    /// <param name="size">Half the object's height.</param>
    /// <param name="eye">Where the ray starts, outside the object.</param>
    /// <param name="ray">Its direction, of length 1.</param>
    public static (float Distance, Vector3 Normal)? Meet(int shape, float size, Vector3 eye, Vector3 ray) =>
        shape switch
        {
            0 => Ball(size, eye, ray),
            1 => Cube(0.8f * size, 2 * size, eye, ray),
            2 => Nearer(Cylinder(0.75f * size, 2 * size, eye, ray), Lid(0.75f * size, 2 * size, eye, ray)),
            _ => Cone(size, 2 * size, eye, ray),
        };

    private static (float, Vector3)? Ball(float radius, Vector3 eye, Vector3 ray)
    {
        var from = eye - new Vector3(0, 0, radius);
        return First(1, Vector3.Dot(from, ray), from.LengthSquared() - radius * radius) is { } t
            ? (t, (from + t * ray) / radius)
            : null;
    }

    // The slabs of the three axes: the last entry, if it comes before the first exit.
    private static (float, Vector3)? Cube(float half, float height, Vector3 eye, Vector3 ray)
    {
        var (entry, exit, normal) = (0f, float.PositiveInfinity, Vector3.Zero);
        for (var axis = 0; axis < 3; axis++)
        {
            var (low, high) = axis == 2 ? (0, height) : (-half, half);
            var (near, far) = ((low - eye[axis]) / ray[axis], (high - eye[axis]) / ray[axis]);
            if (near > far) (near, far) = (far, near);
            if (near > entry) (entry, normal) = (near, -MathF.Sign(ray[axis]) * Axis(axis));
            exit = Math.Min(exit, far);
        }
        return entry > 0 && entry <= exit ? (entry, normal) : null;
    }

    private static (float, Vector3)? Cylinder(float radius, float height, Vector3 eye, Vector3 ray)
    {
        if (First(ray.X * ray.X + ray.Y * ray.Y, eye.X * ray.X + eye.Y * ray.Y, eye.X * eye.X + eye.Y * eye.Y
            - radius * radius) is not { } t) return null;
        var at = eye + t * ray;
        return at.Z >= 0 && at.Z <= height ? (t, new Vector3(at.X, at.Y, 0) / radius) : null;
    }

    private static (float, Vector3)? Lid(float radius, float height, Vector3 eye, Vector3 ray)
    {
        var t = (height - eye.Z) / ray.Z;
        var at = eye + t * ray;
        return t > 0 && at.X * at.X + at.Y * at.Y <= radius * radius ? (t, Vector3.UnitZ) : null;
    }

    // x² + y² = k² (height − z)² with k = radius / height; the other half of that double cone lies above the tip.
    private static (float, Vector3)? Cone(float radius, float height, Vector3 eye, Vector3 ray)
    {
        var (kk, above) = (radius * radius / (height * height), eye.Z - height);
        var (a, b, c) = (ray.X * ray.X + ray.Y * ray.Y - kk * ray.Z * ray.Z, eye.X * ray.X + eye.Y * ray.Y
            - kk * above * ray.Z, eye.X * eye.X + eye.Y * eye.Y - kk * above * above);
        if (First(a, b, c) is not { } t) return null;
        var at = eye + t * ray;
        return at.Z >= 0 && at.Z <= height ? (t, Vector3.Normalize(new(at.X, at.Y, kk * (height - at.Z)))) : null;
    }

    /// <summary>The smaller root of a t² + 2 b t + c, if it is greater than 0.</summary>
    private static float? First(float a, float b, float c)
    {
        var inside = b * b - a * c;
        if (inside < 0) return null;
        var t = (-b - MathF.Sqrt(inside)) / a;
        return t > 0 ? t : null;
    }

    private static (float Distance, Vector3 Normal)? Nearer((float Distance, Vector3 Normal)? a,
        (float Distance, Vector3 Normal)? b) =>
        a is null ? b : b is null || a.Value.Distance <= b.Value.Distance ? a : b;

    private static Vector3 Axis(int axis) => axis switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ };
}
