global using Limn.Server.Database;
