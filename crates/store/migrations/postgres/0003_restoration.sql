-- At most one row: this archive was restored from a backup and may not sign until somebody said what the backup lacks.
CREATE TABLE restoration (
    id    BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    phase TEXT   NOT NULL,
    made  BIGINT NOT NULL,
    at    BIGINT NOT NULL
);
