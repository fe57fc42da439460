-- Values that functions keep. The scope is an organisation, a project or an environment, by the key of its actor.
CREATE TABLE function_state(
    scope TEXT NOT NULL, key TEXT NOT NULL,
    value BLOB NOT NULL, version INTEGER NOT NULL, modified INTEGER NOT NULL,
    PRIMARY KEY(scope, key)) STRICT;
