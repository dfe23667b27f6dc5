using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>Reads batches of operations; everything that has the wrong form becomes a problem.</summary>
internal sealed class OperationReader(AnswerLimits limits, ICollection<Problem> problems)
{
    private const int LargestPage = 10_000_000;
    private const int LargestTile = 1 << 16;
    private int operationCount;
    private string path = "";

    public List<OperationBatch> ReadBatches(ReadOnlyMemory<byte> json)
    {
        var batches = new List<OperationBatch>();
        path = "batches";
        if (JsonSlices.KindOf(json.Span) != JsonTokenType.StartArray)
            Refuse("Must be a list of batches.");
        foreach (var batch in JsonSlices.Elements(json))
        {
            if (problems.Count >= limits.MaxProblems || operationCount > limits.MaxObjects)
                break;
            batches.Add(ReadBatch(batch, batches.Count));
        }
        return batches;
    }

    private OperationBatch ReadBatch(ReadOnlyMemory<byte> json, int place)
    {
        path = $"batches[{place}]";
        var fields = FieldsOf(json);
        var id = JsonSlices.TextOf(fields.GetValueOrDefault("id"))?.ToString();
        if (id is not { Length: > 0 and <= OperationBatch.LongestId })
            Refuse($"id must be a text of 1 to {OperationBatch.LongestId} characters.");
        var list = fields.GetValueOrDefault("operations");
        if (JsonSlices.KindOf(list.Span) != JsonTokenType.StartArray)
            Refuse("operations must be a list.");
        var operations = new List<Operation>();
        foreach (var item in JsonSlices.Elements(list))
        {
            path = $"batches[{place}].operations[{operations.Count}]";
            if (++operationCount == limits.MaxObjects + 1)
                Refuse($"More than {limits.MaxObjects} operations in one request.", ProblemCodes.Limit);
            if (operationCount > limits.MaxObjects || ReadOperation(FieldsOf(item)) is not { } operation)
                break;
            operations.Add(operation);
        }
        return new OperationBatch(id ?? "", place, operations);
    }

    private Operation? ReadOperation(Dictionary<string, ReadOnlyMemory<byte>> fields)
    {
        var kind = TextOf(fields, "kind");
        if (kind == "paint")
            return ReadPaint(fields);
        MemberKind? list = TextOf(fields, "list") switch
        {
            "objects" => MemberKind.Object,
            "classifications" => MemberKind.Classification,
            "relations" => MemberKind.Relation,
            _ => null,
        };
        if (list is not { } found)
            return Refuse("list must be objects, classifications or relations.");
        if (kind == "add")
            return ReadAdd(fields, found);
        if (TextOf(fields, "key") is not { Length: > 0 } key)
            return Refuse("key must be the object id of a member, or \"id@page\".");
        return kind switch
        {
            "remove" => new Operation.Remove(found, key),
            "set" => ReadSet(fields, found, key),
            "move" => new Operation.Move(found, key, TextOf(fields, "before")),
            _ => Refuse("kind must be add, remove, set, move or paint."),
        };
    }

    private Operation? ReadAdd(Dictionary<string, ReadOnlyMemory<byte>> fields, MemberKind list)
    {
        var member = fields.GetValueOrDefault("member");
        var hasId = JsonSlices.KindOf(member.Span) == JsonTokenType.StartObject
            && JsonSlices.Properties(member).Exists(field => IsNamed(field.Name, "objectId"u8) && JsonSlices.TextOf(field.Value) is { IsEmpty: false });
        return hasId
            ? new Operation.Add(list, member, TextOf(fields, "before"))
            : Refuse("member must be an object with an objectId.");
    }

    private Operation? ReadSet(Dictionary<string, ReadOnlyMemory<byte>> fields, MemberKind list, string key)
    {
        var field = JsonSlices.TextOf(fields.GetValueOrDefault("field"));
        if (field is not { IsEmpty: false } name)
            return Refuse("field must be the name of a field.");
        return IsNamed(name, "objectId"u8) || IsNamed(name, "page"u8)
            ? Refuse("A member keeps its objectId and its page: remove it and add another one.")
            : new Operation.Set(list, key, name, fields.GetValueOrDefault("value"));
    }

    private Operation? ReadPaint(Dictionary<string, ReadOnlyMemory<byte>> fields)
    {
        var page = fields.TryGetValue("page", out var pageJson) ? WholeNumber(pageJson, LargestPage) : null;
        if (page is null && JsonSlices.KindOf(pageJson.Span) is not (JsonTokenType.None or JsonTokenType.Null))
            return Refuse("page must be a whole number from 0.", ProblemCodes.Page);
        var palette = JsonSlices.Elements(fields.GetValueOrDefault("palette")).ConvertAll(JsonSlices.TextOf);
        if (palette.Exists(item => item is null))
            return Refuse("palette must be a list of class ids.");
        var tiles = JsonSlices.Elements(fields.GetValueOrDefault("tiles")).ConvertAll(ReadTile);
        return tiles.Count > 0 && tiles.TrueForAll(tile => tile is not null)
            ? new Operation.Paint(new BrushPaint(page, palette.ConvertAll(item => item!.Value.ToString()), tiles.ConvertAll(tile => tile!)))
            : Refuse("tiles must be a list of {x, y, runs}: x and y whole numbers from 0, runs base64.");
    }

    private BrushTileContent? ReadTile(ReadOnlyMemory<byte> json)
    {
        var fields = FieldsOf(json);
        return WholeNumber(fields.GetValueOrDefault("x"), LargestTile) is { } x && WholeNumber(fields.GetValueOrDefault("y"), LargestTile) is { } y
            && TextOf(fields, "runs") is { } runs
                ? new BrushTileContent(x, y, runs)
                : null;
    }

    private Operation? Refuse(string message, string code = ProblemCodes.Form)
    {
        if (problems.Count < limits.MaxProblems)
            problems.Add(new Problem(code, path, message));
        return null;
    }

    private static int? WholeNumber(ReadOnlyMemory<byte> json, int largest) =>
        JsonSlices.NumberOf(json) is { } number && number >= 0 && number <= largest && double.IsInteger(number) ? (int)number : null;

    private static string? TextOf(Dictionary<string, ReadOnlyMemory<byte>> fields, string name) =>
        JsonSlices.TextOf(fields.GetValueOrDefault(name))?.ToString();

    private static bool IsNamed(Utf8Key name, ReadOnlySpan<byte> text) => name.Utf8.Span.SequenceEqual(text);

    // Of a name that occurs twice the last one counts, as everywhere.
    private static Dictionary<string, ReadOnlyMemory<byte>> FieldsOf(ReadOnlyMemory<byte> json)
    {
        var fields = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSlices.Properties(json))
            fields[name.ToString()] = value;
        return fields;
    }
}
