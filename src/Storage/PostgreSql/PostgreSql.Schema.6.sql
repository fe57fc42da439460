-- Sets of packages that functions of a project need. What is kept of one is the artifact of this owner; used: when a function last asked for it.
CREATE TABLE package_set(owner TEXT COLLATE "C" PRIMARY KEY, project TEXT COLLATE "C" NOT NULL, used BIGINT NOT NULL);
CREATE INDEX package_set_project ON package_set(project, used);
CREATE INDEX package_set_used ON package_set(used);
