using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Limn.Server.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: true),
                    project_id = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    session_id = table.Column<string>(type: "text", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    target = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deleted_blobs",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    deleted_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deleted_blobs", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "exports",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    job_id = table.Column<string>(type: "text", nullable: false),
                    options = table.Column<byte[]>(type: "bytea", nullable: false),
                    file_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    task_count = table.Column<int>(type: "integer", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: true),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    session_id = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    stored_at = table.Column<long>(type: "bigint", nullable: true),
                    blob_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    expires_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    input = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_owner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease_until = table.Column<long>(type: "bigint", nullable: true),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    result = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    link = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    download_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    read_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner_id = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plugin_sessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    plugin_id = table.Column<string>(type: "text", nullable: false),
                    plugin_type = table.Column<int>(type: "integer", nullable: false),
                    run_by_id = table.Column<string>(type: "text", nullable: false),
                    input = table.Column<byte[]>(type: "bytea", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    send_email = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    connection_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    dispatched_at = table.Column<long>(type: "bigint", nullable: true),
                    last_activity_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_by_clock = table.Column<bool>(type: "boolean", nullable: false),
                    message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    result_file_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    progress_done = table.Column<long>(type: "bigint", nullable: true),
                    progress_total = table.Column<long>(type: "bigint", nullable: true),
                    log_count = table.Column<int>(type: "integer", nullable: false),
                    dropped_logs = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plugin_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project_schemas",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    schema = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_schemas", x => new { x.project_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "project_workflows",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    stages = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_workflows", x => new { x.project_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    origin = table.Column<int>(type: "integer", nullable: false),
                    origin_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<byte[]>(type: "bytea", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revisions", x => new { x.task_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "run_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    plugin_id = table.Column<string>(type: "text", nullable: false),
                    session_id = table.Column<string>(type: "text", nullable: false),
                    plugin_type = table.Column<int>(type: "integer", nullable: false),
                    grants = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_run_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "server_settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_server_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "stage_counts",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "text", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tasks = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_counts", x => new { x.project_id, x.stage_id });
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    failed_logins = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plugins",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    built_in = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    details = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    banner_url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<int>(type: "integer", nullable: false),
                    class_names = table.Column<string[]>(type: "text[]", nullable: false),
                    is_public = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    default_config = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    connector = table.Column<int>(type: "integer", nullable: false),
                    url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    secret_rotated_at = table.Column<long>(type: "bigint", nullable: false),
                    previous_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_secret_until = table.Column<long>(type: "bigint", nullable: true),
                    limits = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_heartbeat_at = table.Column<long>(type: "bigint", nullable: true),
                    refused_count = table.Column<int>(type: "integer", nullable: false),
                    last_refused_at = table.Column<long>(type: "bigint", nullable: true),
                    last_refused_from = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plugins", x => x.id);
                    table.ForeignKey(
                        name: "FK_plugins_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner_id = table.Column<string>(type: "text", nullable: false),
                    category_schema = table.Column<byte[]>(type: "bytea", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    stages = table.Column<byte[]>(type: "bytea", nullable: false),
                    stages_version = table.Column<int>(type: "integer", nullable: false),
                    settings = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.id);
                    table.ForeignKey(
                        name: "FK_projects_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "plugin_logs",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    extra = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plugin_logs", x => new { x.session_id, x.sequence });
                    table.ForeignKey(
                        name: "FK_plugin_logs_plugin_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "plugin_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_keys_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organization_members",
                columns: table => new
                {
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organization_members", x => new { x.organization_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_organization_members_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_organization_members_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plugin_installations",
                columns: table => new
                {
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    plugin_id = table.Column<string>(type: "text", nullable: false),
                    installed_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    installed_at = table.Column<long>(type: "bigint", nullable: false),
                    grants = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plugin_installations", x => new { x.organization_id, x.plugin_id });
                    table.ForeignKey(
                        name: "FK_plugin_installations_plugins_plugin_id",
                        column: x => x.plugin_id,
                        principalTable: "plugins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plugin_presets",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    plugin_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    settings = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plugin_presets", x => x.id);
                    table.ForeignKey(
                        name: "FK_plugin_presets_plugins_plugin_id",
                        column: x => x.plugin_id,
                        principalTable: "plugins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "assets",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data_hash = table.Column<long>(type: "bigint", nullable: false),
                    file_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    storage = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    copy_job_id = table.Column<string>(type: "text", nullable: true),
                    metadata = table.Column<byte[]>(type: "bytea", nullable: false),
                    context_data = table.Column<byte[]>(type: "bytea", nullable: false),
                    attachments = table.Column<byte[]>(type: "bytea", nullable: false),
                    is_pre_labeled = table.Column<bool>(type: "boolean", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assets", x => x.id);
                    table.ForeignKey(
                        name: "FK_assets_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    extra = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batches", x => x.id);
                    table.ForeignKey(
                        name: "FK_batches_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "project_members",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_members", x => new { x.project_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_project_members_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    asset_id = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stage_entered_at = table.Column<long>(type: "bigint", nullable: false),
                    assignee_id = table.Column<string>(type: "text", nullable: true),
                    lease_session = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease_user_id = table.Column<string>(type: "text", nullable: true),
                    lease_expires_at = table.Column<long>(type: "bigint", nullable: true),
                    batch_rank = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    is_rework = table.Column<bool>(type: "boolean", nullable: false),
                    is_pre_labeled = table.Column<bool>(type: "boolean", nullable: false),
                    is_skipped = table.Column<bool>(type: "boolean", nullable: false),
                    is_draft = table.Column<bool>(type: "boolean", nullable: false),
                    review_status = table.Column<int>(type: "integer", nullable: false),
                    open_issues = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    stage_duration = table.Column<long>(type: "bigint", nullable: false),
                    total_duration = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    completed_at = table.Column<long>(type: "bigint", nullable: true),
                    completed_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tasks", x => x.id);
                    table.ForeignKey(
                        name: "FK_tasks_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_tasks_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "asset_batches",
                columns: table => new
                {
                    asset_id = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_asset_batches", x => new { x.asset_id, x.batch_id });
                    table.ForeignKey(
                        name: "FK_asset_batches_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_asset_batches_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "answers",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    revision_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    brush_data_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    medical_brush_data_url = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answers", x => x.task_id);
                    table.ForeignKey(
                        name: "FK_answers_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "applied_batches",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    conflicts = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_applied_batches", x => new { x.task_id, x.batch_id });
                    table.ForeignKey(
                        name: "FK_applied_batches_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "brush_tiles",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "text", nullable: false),
                    page = table.Column<int>(type: "integer", nullable: false),
                    x = table.Column<int>(type: "integer", nullable: false),
                    y = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    palette = table.Column<byte[]>(type: "bytea", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brush_tiles", x => new { x.task_id, x.page, x.y, x.x, x.revision });
                    table.ForeignKey(
                        name: "FK_brush_tiles_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "issues",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    task_id = table.Column<string>(type: "text", nullable: false),
                    asset_id = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    page = table.Column<int>(type: "integer", nullable: true),
                    page_end = table.Column<int>(type: "integer", nullable: true),
                    object_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    anchor = table.Column<byte[]>(type: "bytea", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stage_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    error_codes = table.Column<byte[]>(type: "bytea", nullable: false),
                    mentions = table.Column<byte[]>(type: "bytea", nullable: false),
                    pct_details = table.Column<byte[]>(type: "bytea", nullable: false),
                    suggested_edit = table.Column<byte[]>(type: "bytea", nullable: false),
                    suggestion = table.Column<int>(type: "integer", nullable: true),
                    assignee = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    resolved_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issues", x => x.id);
                    table.ForeignKey(
                        name: "FK_issues_assets_asset_id",
                        column: x => x.asset_id,
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_issues_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_issues_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stage_assignees",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "text", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_assignees", x => new { x.task_id, x.stage_id });
                    table.ForeignKey(
                        name: "FK_stage_assignees_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stage_history",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    organization_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    task_id = table.Column<string>(type: "text", nullable: false),
                    asset_id = table.Column<string>(type: "text", nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stage_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stage_type = table.Column<int>(type: "integer", nullable: false),
                    entered_at = table.Column<long>(type: "bigint", nullable: false),
                    completed_at = table.Column<long>(type: "bigint", nullable: false),
                    completed_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    duration = table.Column<long>(type: "bigint", nullable: false),
                    review_status = table.Column<int>(type: "integer", nullable: true),
                    is_rework = table.Column<bool>(type: "boolean", nullable: false),
                    schema_version = table.Column<int>(type: "integer", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    brush_data_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    medical_brush_data_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    token = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_history", x => x.id);
                    table.ForeignKey(
                        name: "FK_stage_history_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_markers",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    task_id = table.Column<string>(type: "text", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false, collation: "C"),
                    from_stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    to_stage_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    removed_annotations = table.Column<bool>(type: "boolean", nullable: false),
                    removed_assignee = table.Column<bool>(type: "boolean", nullable: false),
                    removed_stage_history = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_markers", x => x.id);
                    table.ForeignKey(
                        name: "FK_task_markers_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_skips",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "text", nullable: false),
                    task_id = table.Column<string>(type: "text", nullable: false),
                    project_id = table.Column<string>(type: "text", nullable: false),
                    skipped_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_skips", x => new { x.user_id, x.task_id });
                    table.ForeignKey(
                        name: "FK_task_skips_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "issue_comments",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    issue_id = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    mentions = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issue_comments", x => x.id);
                    table.ForeignKey(
                        name: "FK_issue_comments_issues_issue_id",
                        column: x => x.issue_id,
                        principalTable: "issues",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_user_id",
                table: "api_keys",
                column: "user_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_applied_batches_at",
                table: "applied_batches",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_asset_batches_batch_id_asset_id",
                table: "asset_batches",
                columns: new[] { "batch_id", "asset_id" });

            migrationBuilder.CreateIndex(
                name: "IX_assets_copy_job_id_id",
                table: "assets",
                columns: new[] { "copy_job_id", "id" },
                filter: "copy_job_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_assets_project_id_data_hash",
                table: "assets",
                columns: new[] { "project_id", "data_hash" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_assets_project_id_external_id_id",
                table: "assets",
                columns: new[] { "project_id", "external_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_assets_project_id_id",
                table: "assets",
                columns: new[] { "project_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_organization_id_id",
                table: "audit",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_batches_project_id_name",
                table: "batches",
                columns: new[] { "project_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deleted_blobs_deleted_at",
                table: "deleted_blobs",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "IX_exports_job_id",
                table: "exports",
                column: "job_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_exports_project_id_id",
                table: "exports",
                columns: new[] { "project_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_files_blob_key",
                table: "files",
                column: "blob_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_files_expires_at",
                table: "files",
                column: "expires_at",
                filter: "expires_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_files_project_id",
                table: "files",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "IX_files_session_id",
                table: "files",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "IX_issue_comments_issue_id_id",
                table: "issue_comments",
                columns: new[] { "issue_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_issues_asset_id",
                table: "issues",
                column: "asset_id");

            migrationBuilder.CreateIndex(
                name: "IX_issues_project_id_id",
                table: "issues",
                columns: new[] { "project_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_issues_task_id_id",
                table: "issues",
                columns: new[] { "task_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_project_id_id",
                table: "jobs",
                columns: new[] { "project_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_user_id_id",
                table: "jobs",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open",
                table: "jobs",
                column: "state",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_user_id_id",
                table: "notifications",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_unread",
                table: "notifications",
                column: "user_id",
                filter: "read_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_organization_members_user_id",
                table: "organization_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_not_before_id",
                table: "outbox",
                columns: new[] { "not_before", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_plugin_installations_plugin_id",
                table: "plugin_installations",
                column: "plugin_id");

            migrationBuilder.CreateIndex(
                name: "IX_plugin_presets_plugin_id",
                table: "plugin_presets",
                column: "plugin_id");

            migrationBuilder.CreateIndex(
                name: "IX_plugin_presets_project_id_plugin_id_name",
                table: "plugin_presets",
                columns: new[] { "project_id", "plugin_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_plugin_sessions_plugin_id_state",
                table: "plugin_sessions",
                columns: new[] { "plugin_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_plugin_sessions_project_id_id",
                table: "plugin_sessions",
                columns: new[] { "project_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_plugin_sessions_run_by_id_id",
                table: "plugin_sessions",
                columns: new[] { "run_by_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_plugin_sessions_open",
                table: "plugin_sessions",
                column: "state",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_plugins_organization_id_built_in",
                table: "plugins",
                columns: new[] { "organization_id", "built_in" },
                unique: true,
                filter: "built_in IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_plugins_organization_id_id",
                table: "plugins",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_project_members_user_id",
                table: "project_members",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_projects_organization_id_id",
                table: "projects",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_revisions_project_id_at",
                table: "revisions",
                columns: new[] { "project_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_run_keys_expires_at",
                table: "run_keys",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_run_keys_hash",
                table: "run_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_run_keys_session_id",
                table: "run_keys",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "IX_run_keys_user_id_expires_at",
                table: "run_keys",
                columns: new[] { "user_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_assignees_user_id_task_id",
                table: "stage_assignees",
                columns: new[] { "user_id", "task_id" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_history_project_id_task_id_id",
                table: "stage_history",
                columns: new[] { "project_id", "task_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_history_task_id_id",
                table: "stage_history",
                columns: new[] { "task_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_task_markers_task_id_id",
                table: "task_markers",
                columns: new[] { "task_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_task_skips_task_id",
                table: "task_skips",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_asset_id",
                table: "tasks",
                column: "asset_id");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_project_id_assignee_id_id",
                table: "tasks",
                columns: new[] { "project_id", "assignee_id", "id" },
                filter: "deleted_at IS NULL AND assignee_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_project_id_external_id_id",
                table: "tasks",
                columns: new[] { "project_id", "external_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_project_id_id",
                table: "tasks",
                columns: new[] { "project_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_project_id_stage_id_id",
                table: "tasks",
                columns: new[] { "project_id", "stage_id", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_project_id_updated_at_id",
                table: "tasks",
                columns: new[] { "project_id", "updated_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_open",
                table: "tasks",
                columns: new[] { "lease_user_id", "project_id" },
                filter: "lease_user_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_queue",
                table: "tasks",
                columns: new[] { "project_id", "stage_id", "assignee_id", "batch_rank", "priority", "is_rework", "id" },
                descending: new[] { false, false, false, false, true, true, false },
                filter: "deleted_at IS NULL AND error IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_users_email",
                table: "users",
                column: "email",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answers");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "applied_batches");

            migrationBuilder.DropTable(
                name: "asset_batches");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "brush_tiles");

            migrationBuilder.DropTable(
                name: "deleted_blobs");

            migrationBuilder.DropTable(
                name: "exports");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "issue_comments");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "organization_members");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "plugin_installations");

            migrationBuilder.DropTable(
                name: "plugin_logs");

            migrationBuilder.DropTable(
                name: "plugin_presets");

            migrationBuilder.DropTable(
                name: "project_members");

            migrationBuilder.DropTable(
                name: "project_schemas");

            migrationBuilder.DropTable(
                name: "project_workflows");

            migrationBuilder.DropTable(
                name: "revisions");

            migrationBuilder.DropTable(
                name: "run_keys");

            migrationBuilder.DropTable(
                name: "server_settings");

            migrationBuilder.DropTable(
                name: "stage_assignees");

            migrationBuilder.DropTable(
                name: "stage_counts");

            migrationBuilder.DropTable(
                name: "stage_history");

            migrationBuilder.DropTable(
                name: "task_markers");

            migrationBuilder.DropTable(
                name: "task_skips");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "issues");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "plugin_sessions");

            migrationBuilder.DropTable(
                name: "plugins");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "assets");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "organizations");
        }
    }
}
