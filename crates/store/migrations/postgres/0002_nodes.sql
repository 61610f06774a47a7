-- Several servers on one database --------------------------------------------------------------------------------

-- One row. Whoever writes locks it first, and so writes alone; and it says whose logs these are, so that a server with
-- another log key cannot go on with them.
CREATE TABLE writer (
    id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    log_key TEXT
);
INSERT INTO writer (id) VALUES (1);

-- Servers that run, and until when they are believed to.
CREATE TABLE node (
    name        TEXT   NOT NULL PRIMARY KEY,
    alive_until BIGINT NOT NULL
);

-- Which server has the reading room of a case.
CREATE TABLE room (
    case_id BYTEA NOT NULL PRIMARY KEY REFERENCES "case" (id),
    node    TEXT  NOT NULL
);
