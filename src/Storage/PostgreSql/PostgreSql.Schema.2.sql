-- Values that functions keep. The scope is an organisation, a project or an environment, by the key of its actor.
CREATE TABLE function_state(
    scope TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL,
    value BYTEA NOT NULL, version BIGINT NOT NULL, modified BIGINT NOT NULL,
    PRIMARY KEY(scope, key));
