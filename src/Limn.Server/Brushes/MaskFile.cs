using System.Runtime.InteropServices;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;
using Limn.Server.Files;
using Limn.Server.Hosting;
using SkiaSharp;

namespace Limn.Server.Brushes;

/// <summary>Reads a mask that came as a picture into tiles, a row of tiles at a time.</summary>
internal sealed class MaskFile(StoredFiles files, Outgoing outgoing)
{
    private const int MostBytes = 256 << 20;
    private const int BytesPerPixel = 4;
    private static readonly OutgoingLimits Limit = new(TimeSpan.FromMinutes(2), MostBytes, Redirects: 5);

    /// <summary>The tiles of a mask, without a task and a revision yet.</summary>
    public async Task<Reply<MaskTiles>> ReadAsync(LimnDb db, MaskSource source, CategorySchema schema, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        if (await FetchAsync(db, source, content, cancellationToken) is { } unreachable)
        {
            return unreachable;
        }

        content.Position = 0;
        using var codec = SKCodec.Create(content);
        return codec is null
            ? Refusal.Conflict("The painted mask is no picture that can be read. Store another one.")
            : Decode(codec, new MaskColors(schema));
    }

    private async Task<Refusal?> FetchAsync(LimnDb db, MaskSource source, MemoryStream content, CancellationToken cancellationToken)
    {
        if (FileAddress.KeyIn(source.Address) is { } key && await FileDownload.FindAsync(db, key, cancellationToken) is { } file && source.Owns(file))
        {
            await using var stored = await files.OpenReadAsync(file, cancellationToken);
            if (stored is null || file.Size > MostBytes)
            {
                return Refusal.Conflict("The file of the painted mask is not there, or too large.");
            }

            await stored.CopyToAsync(content, cancellationToken);
            return null;
        }

        if (!Uri.TryCreate(source.Address, UriKind.Absolute, out var uri))
        {
            return Refusal.Conflict("The painted mask has no address that can be read.");
        }

        var answer = await outgoing.GetAsync(uri, Limit, cancellationToken);
        using var response = answer.Value;
        return response is not { IsSuccess: true }
            ? Refusal.Conflict("The painted mask cannot be fetched from its address. Store another one, or upload it here.")
            : await response.CopyToAsync(content, cancellationToken);
    }

    private static Reply<MaskTiles> Decode(SKCodec codec, MaskColors colors)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rowBytes = info.Width * BytesPerPixel;
        var isWhole = codec.StartScanlineDecode(info) != SKCodecResult.Success;
        var pixels = new byte[rowBytes * (isWhole ? info.Height : Math.Min(info.Height, LabelTile.Size))];
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            // Interlaced pictures cannot be read by rows.
            if (isWhole && codec.GetPixels(info, pinned.AddrOfPinnedObject()) != SKCodecResult.Success)
            {
                return Refusal.Conflict("The painted mask is a damaged picture. Store another one.");
            }

            var reader = new TileReader(info.Width, colors);
            for (var top = 0; top < info.Height; top += LabelTile.Size)
            {
                var height = Math.Min(LabelTile.Size, info.Height - top);
                if (!isWhole)
                {
                    codec.GetScanlines(pinned.AddrOfPinnedObject(), height, rowBytes);
                }

                reader.Read(pixels.AsSpan(isWhole ? top * rowBytes : 0, height * rowBytes), top / LabelTile.Size);
            }

            return colors.Unknown is { } unknown
                ? Refusal.Conflict($"The painted mask has the colour #{unknown:x6}, which no brush class has. Give one that colour, or store another mask.")
                : new MaskTiles(colors.Palette, reader.Tiles);
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>Cuts rows of pixels into tiles.</summary>
    private sealed class TileReader(int width, MaskColors colors)
    {
        private readonly ushort[] labels = new ushort[LabelTile.Pixels];

        public List<(int X, int Y, LabelTile Tile)> Tiles { get; } = [];

        public void Read(ReadOnlySpan<byte> rows, int tileRow)
        {
            var pixels = MemoryMarshal.Cast<byte, uint>(rows);
            for (var left = 0; left < width; left += LabelTile.Size)
            {
                Array.Clear(labels);
                for (var at = left; at < pixels.Length; at += width)
                {
                    var part = pixels.Slice(at, Math.Min(LabelTile.Size, width - left));
                    var row = at / width * LabelTile.Size;
                    for (var x = 0; x < part.Length; x++)
                    {
                        labels[row + x] = colors.LabelOf(part[x]);
                    }
                }

                if (LabelTile.From(labels) is { IsEmpty: false } tile)
                {
                    Tiles.Add((left / LabelTile.Size, tileRow, tile));
                }
            }
        }
    }
}

/// <summary>Where the picture of a mask is, and who may read it.</summary>
internal sealed record MaskSource(string Address, OrganizationId OrganizationId, ProjectId ProjectId)
{
    /// <summary>Whether a file belongs to the project, or to its organization and no project.</summary>
    public bool Owns(StoredFile file) =>
        file.ProjectId is { } project ? project == ProjectId : file.OrganizationId == OrganizationId;
}

/// <summary>A mask as tiles that have something painted.</summary>
internal sealed record MaskTiles(IReadOnlyList<string> Palette, IReadOnlyList<(int X, int Y, LabelTile Tile)> Tiles);

/// <summary>Finds the class of a pixel by its colour. Pictures that were compressed with loss are met halfway.</summary>
internal sealed class MaskColors
{
    private const int Tolerance = 3;
    private readonly Dictionary<uint, ushort> labels = [];
    private readonly List<uint> colors = [];
    private readonly bool isOnlyClass;

    public MaskColors(CategorySchema schema)
    {
        var classes = schema.Tools.Where(tool => tool.Tool == ToolKinds.Brush).ToList();
        Palette = classes.ConvertAll(tool => tool.SchemaId);
        colors.AddRange(classes.Select(tool => ClassColors.Read(tool.Color) ?? 0));
        isOnlyClass = classes.Count == 1;
    }

    public IReadOnlyList<string> Palette { get; }

    /// <summary>The first colour that is no class's.</summary>
    public uint? Unknown { get; private set; }

    /// <summary>The label of a pixel whose bytes are red, green, blue and alpha; 0 for a transparent one.</summary>
    public ushort LabelOf(uint rgba)
    {
        if (rgba >> 24 == 0)
        {
            return 0;
        }

        if (!labels.TryGetValue(rgba, out var label))
        {
            labels[rgba] = label = Find(rgba);
        }

        return label;
    }

    private ushort Find(uint rgba)
    {
        var color = ((rgba & 0xFF) << 16) | (rgba & 0xFF00) | ((rgba >> 16) & 0xFF);
        var index = colors.FindIndex(known => known == color);
        if (index < 0)
        {
            index = colors.FindIndex(known => IsNear(known, color));
        }

        // Clients that know no colours paint white.
        if (index < 0 && isOnlyClass && color == 0xFFFFFF)
        {
            index = 0;
        }

        Unknown ??= index < 0 ? color : null;
        return (ushort)(index + 1);
    }

    private static bool IsNear(uint one, uint other)
    {
        var isNear = true;
        for (var shift = 0; shift <= 16; shift += 8)
        {
            isNear &= Math.Abs((int)((one >> shift) & 0xFF) - (int)((other >> shift) & 0xFF)) <= Tolerance;
        }

        return isNear;
    }
}
