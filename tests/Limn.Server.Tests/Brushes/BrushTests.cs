using System.Net;
using System.Text.Json;
using Limn.Annotations.Geometry;
using Limn.Server.Annotations;
using Limn.Server.Brushes;
using Limn.Server.Database;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Limn.Server.Tests.Brushes;

public sealed class BrushTests(LimnApplication limn)
{
    private const int Width = 600;
    private const int Height = 300;
    private static readonly string[] BoxPalette = ["box1"];
    private static readonly string[] GonePalette = ["gone"];
    private static readonly string[] Palette = ["sky", "tree"];
    private static readonly SKColor Sky = new(0x33, 0x66, 0xCC);
    private static readonly SKColor Tree = new(0x00, 0x80, 0x20);

    [Fact]
    public async Task Painted_tiles_are_stored_opened_and_drawn_in_the_colours_of_the_classes()
    {
        var (project, task, editor) = await OpenAsync();

        var reply = await editor.SaveAsync(Paint((0, 0, Filled(1)), (2, 1, Filled(2))));

        reply.GetProperty("revision").GetInt32().ShouldBe(1);
        var brush = await ReadAsync(project, task);
        (brush.GetProperty("width").GetInt32(), brush.GetProperty("height").GetInt32(), brush.GetProperty("revision").GetInt32()).ShouldBe((Width, Height, 1));
        var tiles = brush.GetProperty("tiles").EnumerateArray().ToList();
        tiles.ConvertAll(tile => (tile.GetProperty("x").GetInt32(), tile.GetProperty("y").GetInt32())).ShouldBe([(0, 0), (2, 1)]);
        tiles[1].GetProperty("palette")[1].GetString().ShouldBe("tree");
        tiles[1].GetProperty("runs").GetString().ShouldBe(Filled(2));
        using var picture = await PictureAsync(project, await UrlAsync(project, task));
        (picture.Width, picture.Height).ShouldBe((Width, Height));
        picture.GetPixel(255, 255).ShouldBe(Sky);
        picture.GetPixel(599, 299).ShouldBe(Tree);
        picture.GetPixel(256, 0).Alpha.ShouldBe((byte)0);
        (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, CancellationToken.None))).ShouldBeNull();
    }

    [Fact]
    public async Task Each_revision_keeps_its_mask()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(Paint((0, 0, Filled(1))));
        var first = await UrlAsync(project, task);

        await editor.SaveAsync(Paint((0, 0, Filled(0)), (1, 0, Filled(2))));

        using var then = await PictureAsync(project, first);
        using var now = await PictureAsync(project, await UrlAsync(project, task));
        then.GetPixel(10, 10).ShouldBe(Sky);
        now.GetPixel(10, 10).Alpha.ShouldBe((byte)0);
        now.GetPixel(300, 10).ShouldBe(Tree);
        var revision = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions/1")).Data.GetProperty("revision");
        revision.GetProperty("brushDataUrl").GetString().ShouldBe(first);
        (await ReadAsync(project, task)).GetProperty("tiles").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Signed_link_needs_no_sign_in_and_others_get_nothing()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(Paint((0, 0, Filled(1))));
        var url = await UrlAsync(project, task);
        var stranger = await limn.AddOwnerAsync();
        using var nobody = new HttpClient();

        var signed = (await project.Owner.Api.GetAsync($"/v2/getSignedUrl?name={Uri.EscapeDataString(url)}&project={project.Id}&type=brushes"))
            .Data.GetProperty("signedUrl").GetString()!;

        (await nobody.GetAsync(new Uri(signed))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nobody.GetAsync(new Uri(url))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stranger.Api.Http.GetAsync(new Uri(url))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mask_that_came_as_a_picture_is_opened_as_tiles_and_painted_on()
    {
        var (project, task, editor) = await OpenAsync();
        await StoreMaskAsync(project, task, (canvas, paint) =>
        {
            paint.Color = Tree;
            canvas.DrawRect(0, 0, 300, 300, paint);
        });

        var tiles = (await ReadAsync(project, task)).GetProperty("tiles").EnumerateArray().ToList();
        editor.Revision = 1;
        await editor.SaveAsync(Paint((0, 0, Filled(1))));

        tiles.Count.ShouldBe(4);
        using var picture = await PictureAsync(project, await UrlAsync(project, task));
        picture.GetPixel(10, 10).ShouldBe(Sky);
        picture.GetPixel(290, 290).ShouldBe(Tree);
        picture.GetPixel(301, 10).Alpha.ShouldBe((byte)0);
    }

    [Fact]
    public async Task New_picture_takes_the_place_of_the_tiles()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(Paint((0, 0, Filled(1)), (1, 1, Filled(1))));
        await StoreMaskAsync(project, task, (canvas, paint) =>
        {
            paint.Color = Tree;
            canvas.DrawRect(300, 0, 10, 10, paint);
        });

        var conflict = (await editor.SaveAsync(Paint((2, 0, Filled(2))))).GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem();
        await editor.SaveAsync(Paint((2, 0, Filled(2))));

        conflict.GetProperty("reason").GetString().ShouldBe("changed");
        using var picture = await PictureAsync(project, await UrlAsync(project, task));
        picture.GetPixel(10, 10).Alpha.ShouldBe((byte)0);
        picture.GetPixel(305, 5).ShouldBe(Tree);
        picture.GetPixel(520, 5).ShouldBe(Tree);
        (await ReadAsync(project, task)).GetProperty("tiles").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Own_address_that_is_sent_back_keeps_the_mask()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(Paint((0, 0, Filled(1))));
        var url = await UrlAsync(project, task);

        await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Empty, brushDataUrl = url + "?t=abc" });

        (await UrlAsync(project, task)).ShouldBe(url);
    }

    [Fact]
    public async Task Same_tile_painted_by_two_is_a_conflict_and_other_tiles_merge()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(Paint((0, 0, Filled(1))));
        var basis = editor.Revision;
        var other = await TestEditor.OpenAsync(project.Owner, task, "other", takeOver: true);
        await other.SaveAsync(Paint((0, 0, Filled(2))));
        await TestEditor.OpenAsync(project.Owner, task, "editor", takeOver: true);
        editor.Revision = basis;

        var reply = await editor.SaveAsync(Paint((0, 0, Filled(0))), Paint((1, 0, Filled(1))));

        reply.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem().GetProperty("operation").GetInt32().ShouldBe(0);
        var painted = reply.GetProperty("since")[0].GetProperty("operations").EnumerateArray().ShouldHaveSingleItem();
        painted.GetProperty("kind").GetString().ShouldBe("paint");
        painted.GetProperty("tiles")[0].GetProperty("runs").GetString().ShouldBe(Filled(2));
        using var picture = await PictureAsync(project, await UrlAsync(project, task));
        picture.GetPixel(10, 10).ShouldBe(Tree);
        picture.GetPixel(300, 10).ShouldBe(Sky);
    }

    [Fact]
    public async Task Pages_have_masks_of_their_own()
    {
        var (project, task, editor) = await OpenAsync();

        await editor.SaveAsync(Paint(0, (0, 0, Filled(1))), Paint(3, (0, 0, Filled(2))));

        var url = await UrlAsync(project, task);
        using var first = await PictureAsync(project, url);
        using var fourth = await PictureAsync(project, url + "3");
        first.GetPixel(1, 1).ShouldBe(Sky);
        fourth.GetPixel(1, 1).ShouldBe(Tree);
        (await project.Owner.Api.GetAsync($"/v2/task/{task}/brush?page=3")).Data.GetProperty("brush").GetProperty("tiles").GetArrayLength().ShouldBe(1);
        (await project.Owner.Api.GetAsync($"/v2/task/{task}/brush?page=2")).Data.GetProperty("brush").GetProperty("tiles").GetArrayLength().ShouldBe(0);
        (await project.Owner.Api.GetAsync($"/v2/task/{task}/brush?page=-1")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Class_without_a_brush_bad_runs_and_deleted_classes_are_told()
    {
        var (project, task, editor) = await OpenAsync();

        (await editor.SendAsync(new { kind = "paint", palette = BoxPalette, tiles = new[] { new { x = 0, y = 0, runs = Filled(1) } } }))
            .FailsWith(HttpStatusCode.UnprocessableEntity).ShouldContain("only brush classes are painted");
        (await editor.SendAsync(new { kind = "paint", palette = Palette, tiles = new[] { new { x = 0, y = 0, runs = "AAAA" } } }))
            .FailsWith(HttpStatusCode.UnprocessableEntity).ShouldContain("Tile 0, 0 is invalid");
        var lost = await editor.SaveAsync(new { kind = "paint", palette = GonePalette, tiles = new[] { new { x = 0, y = 0, runs = Filled(1) } } });

        lost.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("unknownClass");
        (await UrlAsync(project, task)).ShouldBeNull();
    }

    [Fact]
    public async Task Colour_that_no_class_has_is_told()
    {
        var (project, task, _) = await OpenAsync();
        await StoreMaskAsync(project, task, (canvas, paint) =>
        {
            paint.Color = new SKColor(0xFF, 0, 0xFF);
            canvas.DrawRect(0, 0, 10, 10, paint);
        });

        (await project.Owner.Api.GetAsync($"/v2/task/{task}/brush")).FailsWith(HttpStatusCode.Conflict).ShouldContain("#ff00ff");
    }

    [Fact]
    public void Key_of_a_mask_reads_back()
    {
        var mask = new PaintedMask(Id.New<Limn.Server.Organizations.Organization>(TimeProvider.System), Id.New<Limn.Server.Projects.Project>(TimeProvider.System), Id.New<Limn.Server.Tasks.AnnotationTask>(TimeProvider.System), 0xABC, 12);

        PaintedMask.Read($"https://limn.example.org/files/{mask.Key}?t=x").ShouldBe(mask);
        PaintedMask.Read((mask with { Page = null }).Key).ShouldBe(mask with { Page = null });
        PaintedMask.Read(mask.Key.Replace("painted", "brushes", StringComparison.Ordinal)).ShouldBeNull();
        PaintedMask.Read(null).ShouldBeNull();
    }

    private static string Filled(int label) => Convert.ToBase64String(LabelTile.From([.. Enumerable.Repeat((ushort)label, LabelTile.Pixels)]).ToBytes());

    private static object Paint(params (int X, int Y, string Runs)[] tiles) =>
        new { kind = "paint", palette = Palette, tiles = tiles.Select(tile => new { x = tile.X, y = tile.Y, runs = tile.Runs }) };

    private static object Paint(int page, params (int X, int Y, string Runs)[] tiles) =>
        new { kind = "paint", page, palette = Palette, tiles = tiles.Select(tile => new { x = tile.X, y = tile.Y, runs = tile.Runs }) };

    private static async Task<JsonElement> ReadAsync(TestProject project, TaskId task) =>
        (await project.Owner.Api.GetAsync($"/v2/task/{task}/brush")).Data.GetProperty("brush");

    private static async Task<string> UrlAsync(TestProject project, TaskId task) =>
        (await project.Owner.Api.GetAsync($"/v2/task/{task}")).Data.GetProperty("task").GetProperty("brushDataUrl").GetString()!;

    private static async Task<SKBitmap> PictureAsync(TestProject project, string url)
    {
        using var response = await project.Owner.Api.Http.GetAsync(new Uri(url));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        return SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync(), new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
    }

    private static async Task StoreMaskAsync(TestProject project, TaskId task, Action<SKCanvas, SKPaint> draw)
    {
        var upload = (await project.Owner.Api.GetAsync($"/v2/getUploadUrl?name=mask.png&project={project.Id}&type=brushes")).Data.GetProperty("uploadUrl").GetString()!;
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using (var canvas = new SKCanvas(bitmap))
        {
            using var paint = new SKPaint();
            draw(canvas, paint);
        }

        using var content = new ByteArrayContent(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        (await project.Owner.Api.Http.PutAsync(new Uri(upload), content)).EnsureSuccessStatusCode();
        var stored = await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Empty, brushDataUrl = upload.Split('?')[0] });
        stored.Status.ShouldBe(HttpStatusCode.OK, stored.Text);
    }

    private async Task<(TestProject Project, TaskId Task, TestEditor Editor)> OpenAsync()
    {
        var project = await TestProject.CreateAsync(limn);
        await limn.InDatabaseAsync(db => db.Projects.Where(row => row.Id == project.Id).ExecuteUpdateAsync(update => update.SetProperty(
            row => row.CategorySchema,
            RawJson.Parse("""
                {"tools":[{"schemaId":"sky","title":"Sky","tool":"brush","color":"#3366cc"},{"schemaId":"tree","title":"Tree","tool":"brush","color":"#008020"},
                          {"schemaId":"box1","title":"Car","tool":"bounding-box","color":"#ffffff"}],"classifications":[],"relations":[]}
                """))));
        var task = await project.AddTaskAsync();
        await limn.InDatabaseAsync(db => db.Assets.Where(asset => db.Tasks.Any(row => row.Id == task && row.AssetId == asset.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(asset => asset.Metadata, RawJson.Parse($$"""{"width":{{Width}},"height":{{Height}}}"""))));
        return (project, task, await TestEditor.OpenAsync(project.Owner, task));
    }
}
