-- Times are UTC ticks. Keys are escaped and compare byte by byte.
CREATE TABLE installation(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    id TEXT NOT NULL,
    key BLOB NOT NULL) STRICT;

-- A row without payload is a tombstone: the state was cleared, and its version still fences activations from before.
CREATE TABLE grain_state(
    kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    payload BLOB NULL, version INTEGER NOT NULL,
    organisation TEXT NOT NULL, project TEXT NOT NULL,
    status TEXT NOT NULL, open INTEGER NOT NULL, due INTEGER NULL, fence INTEGER NULL,
    modified INTEGER NOT NULL,
    PRIMARY KEY(kind, key, name)) STRICT;
CREATE INDEX grain_state_open ON grain_state(kind, key) WHERE open = 1;
CREATE INDEX grain_state_due ON grain_state(kind, due) WHERE due IS NOT NULL;
CREATE INDEX grain_state_cleared ON grain_state(modified) WHERE payload IS NULL;

CREATE TABLE membership_version(cluster TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
CREATE TABLE membership(
    cluster TEXT NOT NULL, silo TEXT NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL, status INTEGER NOT NULL,
    gateway INTEGER NOT NULL, suspects TEXT NULL, started INTEGER NOT NULL, alive INTEGER NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY(cluster, silo)) STRICT;

CREATE TABLE document(
    organisation TEXT NOT NULL, project TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
    json TEXT NOT NULL, revision INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
    PRIMARY KEY(organisation, project, kind, name, version)) STRICT;

-- wanted counts the bytes that the worker sent, length those that are kept.
CREATE TABLE log(
    id INTEGER PRIMARY KEY,
    activity TEXT NOT NULL, attempt INTEGER NOT NULL,
    wanted INTEGER NOT NULL, length INTEGER NOT NULL, full INTEGER NOT NULL,
    UNIQUE(activity, attempt)) STRICT;
CREATE TABLE log_chunk(
    log INTEGER NOT NULL REFERENCES log(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY(log, start)) STRICT;

CREATE TABLE artifact(
    activity TEXT NOT NULL, name TEXT NOT NULL, attempt INTEGER NOT NULL, file TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL,
    PRIMARY KEY(activity, name)) STRICT;

-- aside = 1: written by an attempt that was over; waits to be adopted or discarded.
CREATE TABLE tofu_state(
    resource TEXT NOT NULL, version INTEGER NOT NULL, aside INTEGER NOT NULL,
    activity TEXT NOT NULL, attempt INTEGER NOT NULL, state BLOB NOT NULL, created INTEGER NOT NULL,
    PRIMARY KEY(resource, version)) STRICT;
CREATE TABLE tofu_lock(
    resource TEXT PRIMARY KEY,
    activity TEXT NOT NULL, attempt INTEGER NOT NULL, lock TEXT NOT NULL, info TEXT NOT NULL) STRICT;
CREATE INDEX tofu_lock_owner ON tofu_lock(activity, attempt);

CREATE TABLE run_plan(run TEXT PRIMARY KEY, plan TEXT NOT NULL) STRICT;
-- id is the run's own id, which sorts by time.
CREATE TABLE run_archive(run TEXT PRIMARY KEY, id TEXT NOT NULL, json TEXT NOT NULL) STRICT;

CREATE TABLE agent_token(id TEXT PRIMARY KEY, agent TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, created INTEGER NOT NULL) STRICT;
CREATE INDEX agent_token_agent ON agent_token(agent);
