-- At most one row: this archive was restored from a backup and may not sign until somebody said what the backup lacks.
CREATE TABLE restoration (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    phase TEXT    NOT NULL,
    made  INTEGER NOT NULL,
    at    INTEGER NOT NULL
) STRICT;
