-- Times are UTC ticks, except membership's, which are Orleans'. Keys are escaped and compare byte by byte: COLLATE "C".
CREATE TABLE installation(
    one BIGINT PRIMARY KEY CHECK(one = 1),
    id TEXT NOT NULL,
    key BYTEA NOT NULL);

-- A row without payload is a tombstone: the state was cleared, and its version still fences activations from before.
CREATE TABLE grain_state(
    kind TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL,
    payload BYTEA NULL, version BIGINT NOT NULL,
    organisation TEXT NOT NULL, project TEXT NOT NULL,
    status TEXT NOT NULL, open BIGINT NOT NULL, due BIGINT NULL, fence BIGINT NULL,
    modified BIGINT NOT NULL,
    PRIMARY KEY(kind, key, name)) WITH (fillfactor = 80);
CREATE INDEX grain_state_open ON grain_state(kind, key) WHERE open = 1;
CREATE INDEX grain_state_due ON grain_state(kind, due) WHERE due IS NOT NULL;
CREATE INDEX grain_state_cleared ON grain_state(modified) WHERE payload IS NULL;

CREATE TABLE document(
    organisation TEXT COLLATE "C" NOT NULL, project TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL, version TEXT COLLATE "C" NOT NULL,
    json TEXT NOT NULL, revision BIGINT NOT NULL, created BIGINT NOT NULL, modified BIGINT NOT NULL,
    PRIMARY KEY(organisation, project, kind, name, version));

-- wanted counts the bytes that the worker sent, length those that are kept.
CREATE TABLE log(
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    activity TEXT COLLATE "C" NOT NULL, attempt BIGINT NOT NULL,
    wanted BIGINT NOT NULL, length BIGINT NOT NULL, "full" BIGINT NOT NULL,
    UNIQUE(activity, attempt)) WITH (fillfactor = 80);
CREATE TABLE log_chunk(
    log BIGINT NOT NULL REFERENCES log(id) ON DELETE CASCADE,
    start BIGINT NOT NULL, bytes BYTEA NOT NULL,
    PRIMARY KEY(log, start));

-- The bytes of an artifact are whole before a row of artifact names them. What none names is deleted when it was touched last long ago.
CREATE TABLE artifact_content(
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    touched BIGINT NOT NULL);
CREATE INDEX artifact_content_touched ON artifact_content(touched);
CREATE TABLE artifact_chunk(
    content BIGINT NOT NULL REFERENCES artifact_content(id) ON DELETE CASCADE,
    start BIGINT NOT NULL, bytes BYTEA NOT NULL,
    PRIMARY KEY(content, start));
-- Archives: compressing them again would cost time and gain nothing.
ALTER TABLE artifact_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
-- A worker chooses the name, which may hold what TEXT may not; it is UTF-8.
CREATE TABLE artifact(
    activity TEXT COLLATE "C" NOT NULL, name BYTEA NOT NULL, attempt BIGINT NOT NULL,
    content BIGINT NOT NULL UNIQUE REFERENCES artifact_content(id), bytes BIGINT NOT NULL,
    PRIMARY KEY(activity, name));

-- aside = 1: written by an attempt that was over; waits to be adopted or discarded.
CREATE TABLE tofu_state(
    resource TEXT COLLATE "C" NOT NULL, version BIGINT NOT NULL, aside BIGINT NOT NULL,
    activity TEXT COLLATE "C" NOT NULL, attempt BIGINT NOT NULL, state BYTEA NOT NULL, created BIGINT NOT NULL,
    PRIMARY KEY(resource, version));
CREATE TABLE tofu_lock(
    resource TEXT COLLATE "C" PRIMARY KEY,
    activity TEXT COLLATE "C" NOT NULL, attempt BIGINT NOT NULL, lock TEXT NOT NULL, info TEXT NOT NULL);
CREATE INDEX tofu_lock_owner ON tofu_lock(activity, attempt);

CREATE TABLE run_plan(run TEXT COLLATE "C" PRIMARY KEY, plan TEXT NOT NULL);
-- id is the run's own id, which sorts by time.
CREATE TABLE run_archive(run TEXT COLLATE "C" PRIMARY KEY, id TEXT COLLATE "C" NOT NULL, json TEXT NOT NULL);

CREATE TABLE agent_token(
    id TEXT COLLATE "C" PRIMARY KEY, agent TEXT COLLATE "C" NOT NULL, sha256 TEXT COLLATE "C" NOT NULL UNIQUE, created BIGINT NOT NULL);
CREATE INDEX agent_token_agent ON agent_token(agent);

-- Orleans' table of silos. Its ADO.NET provider reads the statements that it runs from orleansquery, by these very names of keys, parameters and columns.
CREATE TABLE membership_version(cluster TEXT COLLATE "C" PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE membership(
    cluster TEXT COLLATE "C" NOT NULL REFERENCES membership_version(cluster) ON DELETE CASCADE,
    address TEXT COLLATE "C" NOT NULL, port INTEGER NOT NULL, generation INTEGER NOT NULL,
    siloname TEXT NOT NULL, hostname TEXT NOT NULL, status INTEGER NOT NULL, proxyport INTEGER NOT NULL, suspecttimes TEXT NULL,
    starttime TIMESTAMPTZ NOT NULL, iamalivetime TIMESTAMPTZ NOT NULL,
    PRIMARY KEY(cluster, address, port, generation));
CREATE TABLE orleansquery(querykey TEXT PRIMARY KEY, querytext TEXT NOT NULL);

-- Every change of a silo's row moves the version in the same statement, so that of two silos only one wins: the loser waits for the version's row and finds it moved.
INSERT INTO orleansquery(querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
    WITH added AS (INSERT INTO membership_version(cluster, version) VALUES(@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS(SELECT 1 FROM added)
$$),
('InsertMembershipKey', $$
    WITH moved AS (
        UPDATE membership_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS(
            SELECT 1 FROM membership WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    added AS (
        INSERT INTO membership(cluster, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT EXISTS(SELECT 1 FROM added)
$$),
('UpdateMembershipKey', $$
    WITH moved AS (
        UPDATE membership_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS(
            SELECT 1 FROM membership WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    changed AS (
        UPDATE membership SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime FROM moved
        WHERE membership.cluster = moved.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT EXISTS(SELECT 1 FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE membership SET iamalivetime = @IAmAliveTime WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
    SELECT v.version, m.* FROM membership_version v
    LEFT JOIN membership m ON m.cluster = v.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.cluster = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT v.version, m.* FROM membership_version v LEFT JOIN membership m ON m.cluster = v.cluster WHERE v.cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address, proxyport, generation FROM membership WHERE cluster = @DeploymentId AND status = @Status AND proxyport > 0
$$),
-- 3 is Active, 6 is Dead. One is deleted only as it was seen: a row that somebody wrote since stays.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM membership WHERE cluster = @DeploymentId AND status <> 3 AND iamalivetime < @IAmAliveTime
$$),
('CleanupDefunctSiloEntryKey', $$
    DELETE FROM membership WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        AND status = 6 AND starttime = @StartTime AND iamalivetime = @IAmAliveTime AND suspecttimes IS NOT DISTINCT FROM @SuspectTimes
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM membership_version WHERE cluster = @DeploymentId
$$);
