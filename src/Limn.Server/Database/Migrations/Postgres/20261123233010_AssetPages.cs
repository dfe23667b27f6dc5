using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Limn.Server.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AssetPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "dataset",
                table: "assets",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<byte[]>(
                name: "overlay",
                table: "assets",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "dataset",
                table: "assets");

            migrationBuilder.DropColumn(
                name: "overlay",
                table: "assets");
        }
    }
}
