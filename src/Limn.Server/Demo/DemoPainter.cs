using SkiaSharp;

namespace Limn.Server.Demo;

/// <summary>Draws a <see cref="DemoScene"/> as a PNG.</summary>
internal static class DemoPainter
{
    public static byte[] Paint(DemoScene scene)
    {
        using var surface = SKSurface.Create(new SKImageInfo(DemoScene.Width, DemoScene.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        PaintTable(surface.Canvas, scene.IsEvening);
        foreach (var fruit in scene.Fruits)
        {
            PaintFruit(surface.Canvas, fruit, scene.IsEvening);
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void PaintTable(SKCanvas canvas, bool isEvening)
    {
        var (top, bottom) = isEvening ? (new SKColor(92, 74, 66), new SKColor(58, 46, 44)) : (new SKColor(226, 208, 180), new SKColor(196, 172, 138));
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, 0), new SKPoint(0, DemoScene.Height), [top, bottom], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawPaint(paint);
        using var grain = new SKPaint { Color = SKColors.Black.WithAlpha(14), StrokeWidth = 2, IsAntialias = true };
        for (var y = 80; y < DemoScene.Height; y += 80)
        {
            canvas.DrawLine(0, y, DemoScene.Width, y + 6, grain);
        }
    }

    private static void PaintFruit(SKCanvas canvas, DemoFruit fruit, bool isEvening)
    {
        using var path = OutlineOf(fruit);
        using var shadow = new SKPaint { Color = SKColors.Black.WithAlpha(60), IsAntialias = true, MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 8) };
        canvas.Save();
        canvas.Translate(5, 9);
        canvas.DrawPath(path, shadow);
        canvas.Restore();

        var (light, dark) = ColorsOf(fruit, isEvening);
        var center = new SKPoint((float)fruit.Center.X, (float)fruit.Center.Y);
        using var shader = SKShader.CreateRadialGradient(
            center - new SKPoint((float)fruit.Radius * 0.3f, (float)fruit.Radius * 0.4f), (float)fruit.Radius * 1.5f, [light, dark], SKShaderTileMode.Clamp);
        using var fill = new SKPaint { Shader = shader, IsAntialias = true };
        canvas.DrawPath(path, fill);
    }

    private static SKPath OutlineOf(DemoFruit fruit)
    {
        using var builder = new SKPathBuilder { FillType = SKPathFillType.EvenOdd };
        builder.AddPoly(ToPoints(fruit.Outline), close: true);
        if (fruit.Hole.Count > 0)
        {
            builder.AddPoly(ToPoints(fruit.Hole), close: true);
        }

        return builder.Detach();
    }

    private static (SKColor Light, SKColor Dark) ColorsOf(DemoFruit fruit, bool isEvening)
    {
        var (light, dark) = (fruit.Kind, fruit.IsRipe) switch
        {
            (DemoFruitKind.Apple, true) => (new SKColor(240, 92, 78), new SKColor(150, 24, 30)),
            (DemoFruitKind.Apple, false) => (new SKColor(178, 208, 92), new SKColor(92, 132, 44)),
            (DemoFruitKind.Banana, true) => (new SKColor(255, 226, 96), new SKColor(214, 162, 36)),
            (DemoFruitKind.Banana, false) => (new SKColor(196, 214, 110), new SKColor(126, 156, 56)),
            (_, true) => (new SKColor(255, 214, 102), new SKColor(222, 158, 44)),
            _ => (new SKColor(226, 222, 150), new SKColor(170, 176, 88)),
        };
        return isEvening ? (Dim(light), Dim(dark)) : (light, dark);
    }

    private static SKColor Dim(SKColor color) => new((byte)(color.Red * 0.72), (byte)(color.Green * 0.66), (byte)(color.Blue * 0.7));

    private static SKPoint[] ToPoints(IReadOnlyList<DemoPoint> points) => [.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))];
}
