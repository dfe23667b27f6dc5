-- Orleans keeps the members of a cluster in two tables and reads the statements for them from a third, by key. It passes parameters by
-- name, reads columns by name, and takes a number above zero for yes. Everything here may run again at each start.

create schema if not exists orleans;

create table if not exists orleans.OrleansQuery (
    QueryKey varchar(64) primary key,
    QueryText varchar(8000) not null
);

create table if not exists orleans.OrleansMembershipVersionTable (
    DeploymentId varchar(150) primary key,
    Timestamp timestamptz(3) not null default now(),
    Version int not null default 0
);

create table if not exists orleans.OrleansMembershipTable (
    DeploymentId varchar(150) not null references orleans.OrleansMembershipVersionTable,
    Address varchar(45) not null,
    Port int not null,
    Generation int not null,
    SiloName varchar(150) not null,
    HostName varchar(150) not null,
    Status int not null,
    ProxyPort int,
    SuspectTimes varchar(8000),
    StartTime timestamptz(3) not null,
    IAmAliveTime timestamptz(3) not null,
    primary key (DeploymentId, Address, Port, Generation)
);

insert into orleans.OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', $$
    with inserted as (
        insert into OrleansMembershipVersionTable (DeploymentId) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*)::int from inserted
$$),
('InsertMembershipKey', $$
    with version as (
        update OrleansMembershipVersionTable set Timestamp = now(), Version = Version + 1
        where DeploymentId = @DeploymentId and Version = @Version and not exists (
            select 1 from OrleansMembershipTable
            where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
        returning 1),
    inserted as (
        insert into OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from version
        returning 1)
    select count(*)::int from inserted
$$),
('UpdateMembershipKey', $$
    with version as (
        update OrleansMembershipVersionTable set Timestamp = now(), Version = Version + 1
        where DeploymentId = @DeploymentId and Version = @Version and exists (
            select 1 from OrleansMembershipTable
            where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
        returning 1),
    updated as (
        update OrleansMembershipTable
        set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = greatest(IAmAliveTime, @IAmAliveTime)
        where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation
            and exists (select 1 from version)
        returning 1)
    select count(*)::int from updated
$$),
('UpdateIAmAlivetimeKey', $$
    update OrleansMembershipTable set IAmAliveTime = greatest(IAmAliveTime, @IAmAliveTime)
    where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation
$$),
('MembershipReadAllKey', $$
    select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime,
        m.IAmAliveTime, v.Version
    from OrleansMembershipVersionTable v
    left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
    where v.DeploymentId = @DeploymentId
$$),
('MembershipReadRowKey', $$
    select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime,
        m.IAmAliveTime, v.Version
    from OrleansMembershipVersionTable v
    left join OrleansMembershipTable m
        on m.DeploymentId = v.DeploymentId and m.Address = @Address and m.Port = @Port and m.Generation = @Generation
    where v.DeploymentId = @DeploymentId
$$),
('GatewaysQueryKey', $$
    select Address, ProxyPort, Generation from OrleansMembershipTable
    where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
    delete from OrleansMembershipTable where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status = 6
$$),
('DeleteMembershipTableEntriesKey', $$
    with members as (delete from OrleansMembershipTable where DeploymentId = @DeploymentId)
    delete from OrleansMembershipVersionTable where DeploymentId = @DeploymentId
$$)
on conflict (QueryKey) do update set QueryText = excluded.QueryText;
