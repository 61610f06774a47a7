-- Legal holds: what is under one is not erased. The document says how far a hold is; no column says when it ends.
CREATE TABLE hold (
    id       BYTEA  NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    proposed BIGINT NOT NULL,
    document TEXT   NOT NULL,
    salt     BYTEA  NOT NULL CHECK (length(salt) = 32)
);
