using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Guides;

/// <summary>Sends every request that a guide shows, in order, so that the guides stay true.</summary>
public sealed partial class GuideTests(LimnApplication limn)
{
    [Theory]
    [InlineData("projects.md", 7)]
    [InlineData("assets.md", 11)]
    [InlineData("tasks.md", 9)]
    [InlineData("plugins.md", 11)]
    [InlineData("exports.md", 6)]
    [InlineData("editing.md", 14)]
    [InlineData("issues.md", 9)]
    public async Task Requests_of_a_guide_are_served(string guide, int atLeast)
    {
        var owner = await limn.AddOwnerAsync();
        var values = new Dictionary<string, string>();
        var sent = 0;
        foreach (var request in Requests(await File.ReadAllTextAsync(Path.Combine(GuidesFolder(), guide))))
        {
            var answer = await SendAsync(owner, request, values);
            ((int)answer.Status).ShouldBeLessThan(300, $"{request.Method} {request.Path}\n{answer.Text}");
            foreach (var (name, path) in request.Captures)
            {
                values[name] = Value(answer.Json, path);
            }

            sent++;
        }

        sent.ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    private static async Task<ApiAnswer> SendAsync(TestUser owner, GuideRequest request, Dictionary<string, string> values)
    {
        string Fill(string text) => Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));
        using var body = request.Body.Length == 0 ? null : new StringContent(Fill(request.Body), Encoding.UTF8, "application/json");
        return await owner.Api.SendAsync(new HttpMethod(request.Method), Fill(request.Path), body);
    }

    private static IEnumerable<GuideRequest> Requests(string guide)
    {
        foreach (Match block in Block().Matches(guide))
        {
            GuideRequest? request = null;
            foreach (var line in block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (FirstLine().Match(line) is { Success: true } first)
                {
                    if (request is not null)
                    {
                        yield return request;
                    }

                    request = new GuideRequest(first.Groups[1].Value, first.Groups[2].Value);
                }
                else if (line.StartsWith('>'))
                {
                    var parts = line[1..].Split('=', 2, StringSplitOptions.TrimEntries);
                    request!.Captures.Add((parts[0], parts[1]));
                }
                else
                {
                    request = request! with { Body = request.Body + line + "\n" };
                }
            }

            yield return request!;
        }
    }

    private static string Value(JsonElement json, string path) => path.Split('.').Aggregate(
        json, (element, key) => int.TryParse(key, out var index) ? element[index] : element.GetProperty(key)).GetString()!;

    private static string GuidesFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Limn.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs", "guides");
    }

    [GeneratedRegex("```http\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(GET|POST|PUT|PATCH|DELETE) (\S+)$")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    private sealed record GuideRequest(string Method, string Path)
    {
        public string Body { get; init; } = "";

        /// <summary>Names for values of the reply, and where these stand in it.</summary>
        public List<(string Name, string Path)> Captures { get; } = [];
    }
}
