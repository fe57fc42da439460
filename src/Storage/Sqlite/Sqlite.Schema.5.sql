-- What tells a version's content is keyed, so that who reads the store cannot try guesses; its SHA-256 is sealed. Of versions from before it is computed from their content.
UPDATE tofu_version SET sha256 = '';
ALTER TABLE tofu_version RENAME COLUMN sha256 TO mac;
ALTER TABLE tofu_version ADD COLUMN hash BLOB NULL;
