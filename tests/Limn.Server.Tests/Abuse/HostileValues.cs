using System.Globalization;
using System.Text;

namespace Limn.Server.Tests.Abuse;

/// <summary>Values that programs tend to stumble over, as JSON text, as texts of addresses and as bytes.</summary>
internal sealed class HostileValues(Random random)
{
    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "-0", "1e308", "1e999", "-1e-999", "2147483647", "2147483648", "-2147483648", "9223372036854775807",
        "9223372036854775808", "123456789012345678901234567890", "0.1000000000000000055511151231257827", "[]", "{}", "[null]", "[[]]", "{\"\":{}}", "[{}]",
        "[1,\"a\",null,{}]", "{\"$gt\":1}", "{\"_placeholder\":true,\"num\":0}", "{\"__proto__\":{\"a\":1}}",
    ];

    private static readonly string[] Escapes =
    [
        "", " ", "\\u0000", "a\\u0000b", "\\ud800", "a\\udc00b", "\\ud83d\\ude00", "\\ufeff", "\\uffff", "\\u202etxt.exe", "\\u0130", "\\u1e9e",
        "\\\"", "\\\\", "\\n", "\\r\\nSet-Cookie: a=b", "None", "null", "NaN", "undefined", "true", "1", "-1", "' OR 1=1 --", "%", "_", "[", "*", "(((((",
        "<script>alert(1)</script>", "{{constructor}}", "../../etc/passwd", "..%2f..%2f", "C:\\\\x", "file:///etc/passwd", "http://127.0.0.1/",
        "https://[::1]:99999/", "http://", "gopher://x", "data:,x", "//example.org", "a@b", "@", "a@b@c", "000000000000000000000000",
        "ffffffffffffffffffffffff", "65B0D1DFA17E9516FF1C2035", "65b0d1dfa17e9516ff1c203", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2026-02-30", "12:00", "P1Y", "Label", "Start", "Complete", "Accepted", "Default", "default", "[\\\"Complete\\\"]",
    ];

    private static readonly string[] AddressTexts =
    [
        "", "%00", "a%00b", "%ff%fe", "%c3%28", "%ed%a0%80", "%f0%9f%98%80", "%", "%2", "%zz", "%252e", "..", "%2e%2e", "%2e%2e%2f", "%5c..", "null", "None",
        "-1", "0", "1e9", "2147483648", "9223372036854775808", "1.5", "true", "65b0d1dfa17e9516ff1c2035", "65B0D1DFA17E9516FF1C2035", "x;y", "a+b", "a%20b",
        "%7B%7D", "%5B%5D", "%7B%22stage%22%3A%22Label%22%7D", "%7B%22%5Cud800%22%3A1%7D", "%7B%22externalId%22%3A%7B%22%24regex%22%3A%22((((%22%7D%7D",
        "%7B%22externalId%22%3A%7B%22contains%22%3A%22%5Cu0000%22%7D%7D", "%7B%22priority%22%3A%7B%22gt%22%3A1e400%7D%7D", "-createdAt", "createdAt%2Cpriority",
        "-", "%2C%2C", "%5B%22a%22%2C%22%5Cud800%22%5D", "%7B%22%24gt%22%3A%220001-01-01T00%3A00%3A00%2B14%3A00%22%7D", "%0d%0aX%3A%20y", "'%20OR%201%3D1",
    ];

    public bool Chance(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public int Next(int below) => random.Next(below);

    /// <summary>A text as JSON, quotes included.</summary>
    public string Text() => Chance(0.05)
        ? $"\"{new string('x', random.Next(1, 40_000))}\""
        : $"\"{string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(Escapes)))}\"";

    /// <summary>Any JSON value.</summary>
    public string Json() => random.Next(8) switch
    {
        0 or 1 or 2 => Text(),
        3 => new string('[', 70) + new string(']', 70),
        4 => $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 200)).Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        5 => $"{{{Text()}:{Pick(Scalars)},{Text()}:{Text()}}}",
        _ => Pick(Scalars),
    };

    /// <summary>A piece of a path or of a query, escaped or wrongly so.</summary>
    public string AddressText() => Chance(0.03) ? new string('a', random.Next(1, 6_000)) : Pick(AddressTexts);

    /// <summary>Bytes that are no JSON, or JSON that goes on for too long.</summary>
    public byte[] Garbage() => random.Next(8) switch
    {
        0 => [],
        1 => RandomBytes(random.Next(1, 200)),
        2 => [0xff, 0xfe, (byte)'{', 0, (byte)'}', 0],
        3 => [0xef, 0xbb, 0xbf, (byte)'{', (byte)'}'],
        4 => Encoding.ASCII.GetBytes(new string('[', random.Next(1, 200_000))),
        5 => Encoding.ASCII.GetBytes($"{{\"project\":\"{new string('x', 300_000)}"),
        6 => Encoding.Unicode.GetBytes("{\"name\":\"a\"}"),
        _ => Encoding.ASCII.GetBytes($"{{\"a\":{new string('1', random.Next(1, 50_000))}}}"),
    };

    /// <summary>The same bytes, bent: cut off, overwritten, doubled.</summary>
    public byte[] Bend(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. RandomBytes(random.Next(1, 4)), .. bytes[at..]];
            case 2:
                return [.. bytes, .. bytes];
            default:
                var bent = (byte[])bytes.Clone();
                bent[at] = (byte)random.Next(256);
                return bent;
        }
    }

    public byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
