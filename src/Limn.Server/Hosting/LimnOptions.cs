using System.ComponentModel.DataAnnotations;
using Limn.Server.Cluster;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>The settings of section <c>Limn</c>. Every default makes a working single-machine installation.</summary>
public sealed class LimnOptions
{
    public const string Section = "Limn";

    /// <summary>Where database, files and keys lie. Default: <c>data</c> in the working directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>A PostgreSQL connection string. Default: empty, which means SQLite in the data directory.</summary>
    public string Database { get; set; } = "";

    /// <summary>The origin under which users and plugins reach the server, without a path. Default: the request's own.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>
    /// Hosts inside private networks that the server may call on behalf of its users: names, addresses, or networks such as
    /// <c>10.1.0.0/16</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Makes a demo project at first start. Default: in the Development environment only.</summary>
    public bool? Demo { get; set; }

    /// <summary>Members may create projects, and then manage them. Default: only admins may.</summary>
    public bool MembersMayCreateProjects { get; set; }

    /// <summary>SQLite's file; null where the database is PostgreSQL.</summary>
    public string? SqliteFile => string.IsNullOrWhiteSpace(Database) ? Path.Combine(DataDirectory, "limn.db") : null;

    /// <summary>Where the keys lie that open what the database holds encrypted.</summary>
    public string KeyFolder => Path.Combine(DataDirectory, "keys");

    [ValidateObjectMembers]
    public AdminOptions Admin { get; set; } = new();

    [ValidateObjectMembers]
    public ClusterOptions Cluster { get; set; } = new();
}

/// <summary>The first administrator; read at first start only.</summary>
public sealed class AdminOptions
{
    /// <summary>Default: <c>admin@localhost</c>.</summary>
    [Required]
    public string Email { get; set; } = "admin@localhost";

    /// <summary>Default: none; the console then shows a link to set one.</summary>
    [MinLength(Auth.Passwords.MinimumLength)]
    public string? Password { get; set; }

    /// <summary>An API key, as a UUID, for machines that set themselves up. Default: none.</summary>
    [RegularExpression("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", ErrorMessage = "Limn:Admin:ApiKey is not a UUID.")]
    public string? ApiKey { get; set; }
}

/// <summary>Checks the annotations above, nested ones included, and reports all problems at once.</summary>
[OptionsValidator]
internal sealed partial class LimnOptionsValidator : IValidateOptions<LimnOptions>;
