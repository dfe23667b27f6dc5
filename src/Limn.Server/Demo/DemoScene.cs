namespace Limn.Server.Demo;

/// <summary>
/// A picture of the demo project before it is drawn: fruit on a table. Made from a number, so that the same picture comes out every time and
/// its shapes are known exactly.
/// </summary>
internal sealed record DemoScene(string Name, bool IsEvening, IReadOnlyList<DemoFruit> Fruits)
{
    public const int Width = 960;
    public const int Height = 640;

    private const int Columns = 4;
    private const int Rows = 3;

    /// <summary>Scene <paramref name="number"/>, from 0.</summary>
    public static DemoScene Create(int number)
    {
        var random = new Random(7919 + number);
        var fruits = new List<DemoFruit>();
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            if (random.NextDouble() < 0.3)
            {
                continue;
            }

            // One fruit a cell, so that shapes do not cover one another.
            var center = new DemoPoint(
                ((cell % Columns) + 0.35 + (0.3 * random.NextDouble())) * Width / Columns,
                ((cell / Columns) + 0.35 + (0.3 * random.NextDouble())) * Height / Rows);
            fruits.Add(DemoFruit.Create((DemoFruitKind)random.Next(3), center, 48 + (24 * random.NextDouble()), random));
        }

        return new DemoScene($"table-{number + 1:00}.png", number % 3 == 2, fruits);
    }
}

/// <summary>A place in a picture, in pixels from its top left corner.</summary>
internal readonly record struct DemoPoint(double X, double Y)
{
    public DemoPoint Round() => new(Math.Round(X, 1), Math.Round(Y, 1));
}

internal enum DemoFruitKind
{
    /// <summary>Round; labelled with a bounding box.</summary>
    Apple,

    /// <summary>A crescent; labelled with a polygon.</summary>
    Banana,

    /// <summary>A slice of pineapple: a ring; labelled with a segmentation that has a hole.</summary>
    Pineapple,
}

/// <summary>A fruit and its outline.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Center">Its middle.</param>
/// <param name="Radius">Half its size, in pixels.</param>
/// <param name="Outline">The outer ring, not closed.</param>
/// <param name="Hole">The inner ring of a pineapple; empty for the others.</param>
/// <param name="IsRipe">Answer to the question that each fruit is asked.</param>
internal sealed record DemoFruit(
    DemoFruitKind Kind, DemoPoint Center, double Radius, IReadOnlyList<DemoPoint> Outline, IReadOnlyList<DemoPoint> Hole, bool IsRipe)
{
    public static DemoFruit Create(DemoFruitKind kind, DemoPoint center, double radius, Random random)
    {
        var isRipe = random.NextDouble() < 0.7;
        var turn = random.NextDouble() * Math.Tau;
        return kind switch
        {
            DemoFruitKind.Apple => new DemoFruit(kind, center, radius, Ring(center, radius, 32, 0), [], isRipe),
            DemoFruitKind.Banana => new DemoFruit(kind, center, radius, Crescent(center, radius, turn), [], isRipe),
            _ => new DemoFruit(kind, center, radius, Ring(center, radius, 20, 0.06), Ring(center, radius * 0.36, 14, 0), isRipe),
        };
    }

    private static DemoPoint[] Ring(DemoPoint center, double radius, int points, double wave) =>
    [
        .. from index in Enumerable.Range(0, points)
           let angle = Math.Tau * index / points
           let distance = radius * (1 + (index % 2 == 0 ? wave : -wave))
           select new DemoPoint(center.X + (distance * Math.Cos(angle)), center.Y + (distance * Math.Sin(angle))).Round(),
    ];

    private static DemoPoint[] Crescent(DemoPoint center, double radius, double turn)
    {
        const int Steps = 10;
        var outer = Enumerable.Range(0, Steps + 1).Select(step => (Angle: 0.15 + (2.85 * step / Steps), Distance: 1.0));
        var inner = Enumerable.Range(1, Steps - 1).Select(step => (Angle: 3.0 - (2.85 * step / Steps), Distance: 0.58 - (0.12 * Math.Sin(Math.PI * step / Steps))));
        return
        [
            .. from point in outer.Concat(inner)
               let x = point.Distance * radius * Math.Cos(point.Angle)
               let y = (point.Distance * radius * Math.Sin(point.Angle)) - (radius * 0.5)
               select new DemoPoint(
                   center.X + (x * Math.Cos(turn)) - (y * Math.Sin(turn)), center.Y + (x * Math.Sin(turn)) + (y * Math.Cos(turn))).Round(),
        ];
    }
}
