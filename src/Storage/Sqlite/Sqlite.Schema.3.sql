-- Keys of Data Protection, each sealed with keys that are not in the store.
CREATE TABLE key_ring(id TEXT PRIMARY KEY, envelope TEXT NOT NULL, created INTEGER NOT NULL) STRICT;

-- What is sealed is no text. Rows from before stay as they are until they are written again.
CREATE TABLE document_3(
    organisation TEXT NOT NULL, project TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
    json BLOB NOT NULL, revision INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
    PRIMARY KEY(organisation, project, kind, name, version)) STRICT;
INSERT INTO document_3 SELECT organisation, project, kind, name, version, CAST(json AS BLOB), revision, created, modified FROM document;
DROP TABLE document;
ALTER TABLE document_3 RENAME TO document;

CREATE TABLE run_plan_3(run TEXT PRIMARY KEY, plan BLOB NOT NULL) STRICT;
INSERT INTO run_plan_3 SELECT run, CAST(plan AS BLOB) FROM run_plan;
DROP TABLE run_plan;
ALTER TABLE run_plan_3 RENAME TO run_plan;

CREATE TABLE run_archive_3(run TEXT PRIMARY KEY, id TEXT NOT NULL, json BLOB NOT NULL) STRICT;
INSERT INTO run_archive_3 SELECT run, id, CAST(json AS BLOB) FROM run_archive;
DROP TABLE run_archive;
ALTER TABLE run_archive_3 RENAME TO run_archive;

-- The key that the bytes are sealed with, itself sealed; NULL: they are not sealed.
ALTER TABLE artifact ADD COLUMN key BLOB NULL;
