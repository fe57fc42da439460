-- Keys of Data Protection, each sealed with keys that are not in the store.
CREATE TABLE key_ring(id TEXT COLLATE "C" PRIMARY KEY, envelope TEXT NOT NULL, created BIGINT NOT NULL);

-- What is sealed is no text. Rows from before stay as they are until they are written again.
ALTER TABLE document ALTER COLUMN json TYPE BYTEA USING convert_to(json, 'UTF8');
ALTER TABLE run_plan ALTER COLUMN plan TYPE BYTEA USING convert_to(plan, 'UTF8');
ALTER TABLE run_archive ALTER COLUMN json TYPE BYTEA USING convert_to(json, 'UTF8');

-- The key that the bytes are sealed with, itself sealed; NULL: they are not sealed.
ALTER TABLE artifact ADD COLUMN key BYTEA NULL;

-- What is sealed cannot be compressed.
ALTER TABLE grain_state ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE document ALTER COLUMN json SET STORAGE EXTERNAL;
ALTER TABLE run_plan ALTER COLUMN plan SET STORAGE EXTERNAL;
ALTER TABLE run_archive ALTER COLUMN json SET STORAGE EXTERNAL;
ALTER TABLE tofu_state ALTER COLUMN state SET STORAGE EXTERNAL;
ALTER TABLE function_state ALTER COLUMN value SET STORAGE EXTERNAL;
