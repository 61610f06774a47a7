-- Legal holds: what is under one is not erased. The document says how far a hold is; no column says when it ends.
CREATE TABLE hold (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    proposed INTEGER NOT NULL,
    document TEXT    NOT NULL,
    salt     BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;
