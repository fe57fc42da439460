-- What is known of a version of an OpenTofu state without reading it. Versions from before have no row here.
-- origin: 0 written by an attempt, 1 restored, 2 adopted. changed is when it came about so.
CREATE TABLE tofu_version(
    resource TEXT NOT NULL, version INTEGER NOT NULL,
    origin INTEGER NOT NULL, source INTEGER NULL, author TEXT NULL,
    serial INTEGER NULL, lineage TEXT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, changed INTEGER NOT NULL,
    PRIMARY KEY(resource, version),
    FOREIGN KEY(resource, version) REFERENCES tofu_state(resource, version) ON UPDATE CASCADE ON DELETE CASCADE) STRICT;
ALTER TABLE tofu_lock ADD COLUMN taken INTEGER NULL;
