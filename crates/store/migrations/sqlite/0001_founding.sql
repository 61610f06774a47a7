-- Times are microseconds since 1970, days are year * 10000 + month * 100 + day, identifiers 16 bytes.
-- Bound tables have a salt of 32 bytes, fresh at every write; the digest over a row stands in the event that names it.

-- The logs and what becomes of them ------------------------------------------------------------------------------

CREATE TABLE log (
    name        TEXT    NOT NULL PRIMARY KEY,
    size        INTEGER NOT NULL DEFAULT 0,
    root        BLOB,
    checkpoint  BLOB,
    epoch       INTEGER NOT NULL DEFAULT 0,
    holder      TEXT,
    lease_until INTEGER
) STRICT;

-- The outbox: one row per transaction and log, its entries of 32 bytes one behind the other until they are published.
-- The code says that this program recorded it.
CREATE TABLE batch (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    log         TEXT    NOT NULL REFERENCES log (name),
    count       INTEGER NOT NULL,
    entries     BLOB    NOT NULL,
    code        BLOB    NOT NULL,
    first_index INTEGER
) STRICT;
CREATE INDEX batch_waiting ON batch (log, id) WHERE first_index IS NULL;
CREATE UNIQUE INDEX batch_published ON batch (log, first_index) WHERE first_index IS NOT NULL;

CREATE TABLE tile (
    log   TEXT NOT NULL REFERENCES log (name),
    path  TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (log, path)
) STRICT;

CREATE TABLE checkpoint (
    log  TEXT    NOT NULL REFERENCES log (name),
    size INTEGER NOT NULL,
    at   INTEGER NOT NULL,
    note BLOB    NOT NULL,
    PRIMARY KEY (log, size)
) STRICT;

CREATE TABLE cosignature (
    log      TEXT    NOT NULL REFERENCES log (name),
    size     INTEGER NOT NULL,
    cosigner TEXT    NOT NULL,
    line     TEXT    NOT NULL,
    PRIMARY KEY (log, size, cosigner)
) STRICT;

-- An entry of the conduct log stands at index batch.first_index + place. Salt and payload can be erased.
CREATE TABLE event (
    id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    batch     INTEGER NOT NULL REFERENCES batch (id),
    place     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    salt      BLOB,
    payload   BLOB,
    erased_at INTEGER,
    UNIQUE (batch, place)
) STRICT;
CREATE INDEX event_name ON event (name, id);

-- Which event names a bound row last.
CREATE TABLE binding (
    bound_table TEXT    NOT NULL,
    bound_row   TEXT    NOT NULL,
    event       INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (bound_table, bound_row)
) STRICT;

-- People -----------------------------------------------------------------------------------------------------------

CREATE TABLE employer (
    id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    name          TEXT    NOT NULL,
    headcount     INTEGER NOT NULL,
    works_council INTEGER NOT NULL CHECK (works_council IN (0, 1)),
    salt          BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TABLE person (
    id    BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name  TEXT    NOT NULL,
    roles TEXT    NOT NULL,
    added INTEGER NOT NULL,
    salt  BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TABLE seat (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    holder     BLOB    NOT NULL REFERENCES person (id),
    side       INTEGER NOT NULL,
    public     TEXT    NOT NULL,
    registered INTEGER NOT NULL,
    drilled    INTEGER,
    salt       BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TABLE employee_key (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    person     BLOB    NOT NULL REFERENCES person (id),
    public     TEXT    NOT NULL,
    registered INTEGER NOT NULL,
    salt       BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE INDEX employee_key_person ON employee_key (person, registered);

CREATE TABLE sign_in (
    token   BLOB    NOT NULL PRIMARY KEY CHECK (length(token) = 32),
    person  BLOB    NOT NULL REFERENCES person (id),
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token   BLOB    NOT NULL PRIMARY KEY CHECK (length(token) = 32),
    person  BLOB    NOT NULL REFERENCES person (id),
    kind    INTEGER NOT NULL,
    made    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE regulation (
    id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    version  INTEGER NOT NULL UNIQUE,
    state    TEXT    NOT NULL,
    document TEXT    NOT NULL,
    salt     BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;

-- What is kept -----------------------------------------------------------------------------------------------------

CREATE TABLE copy (
    id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    holder     BLOB    NOT NULL REFERENCES person (id),
    class      INTEGER NOT NULL,
    provenance TEXT    NOT NULL,
    begun      INTEGER NOT NULL,
    salt       BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE INDEX copy_holder ON copy (holder, begun);

-- A writer's key encapsulations, one to a seat.
CREATE TABLE context (
    writer   BLOB NOT NULL PRIMARY KEY CHECK (length(writer) = 16),
    contexts BLOB NOT NULL,
    salt     BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TABLE segment (
    id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    copy          BLOB    NOT NULL REFERENCES copy (id),
    day           INTEGER NOT NULL,
    writer        BLOB    NOT NULL REFERENCES context (writer),
    class         INTEGER NOT NULL,
    creation      BLOB    NOT NULL,
    creation_leaf BLOB    NOT NULL CHECK (length(creation_leaf) = 32),
    boxes         BLOB    NOT NULL,
    participants  BLOB    NOT NULL,
    batch         INTEGER NOT NULL REFERENCES batch (id),
    place         INTEGER NOT NULL,
    salt          BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE INDEX segment_day ON segment (copy, day);

-- Who took part in a segment: the bound row's participants once more, by person.
CREATE TABLE participation (
    person  BLOB NOT NULL REFERENCES person (id),
    segment BLOB NOT NULL REFERENCES segment (id),
    PRIMARY KEY (person, segment)
) STRICT;

CREATE TABLE message (
    segment    BLOB    NOT NULL REFERENCES segment (id),
    position   INTEGER NOT NULL,
    clear      BLOB    NOT NULL,
    ciphertext BLOB    NOT NULL,
    commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
    row_salt   BLOB    NOT NULL CHECK (length(row_salt) = 32),
    leaf       BLOB    NOT NULL CHECK (length(leaf) = 32),
    batch      INTEGER NOT NULL REFERENCES batch (id),
    place      INTEGER NOT NULL,
    PRIMARY KEY (segment, position)
) STRICT;

-- The bytes are files; this says which conversation they belong to.
CREATE TABLE blob (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    copy   BLOB    NOT NULL REFERENCES copy (id),
    sha256 BLOB    NOT NULL CHECK (length(sha256) = 32),
    size   INTEGER NOT NULL
) STRICT;
CREATE INDEX blob_copy ON blob (copy);

CREATE TABLE import_list (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person BLOB    NOT NULL REFERENCES person (id),
    copy   BLOB    NOT NULL REFERENCES copy (id),
    key    BLOB    NOT NULL REFERENCES employee_key (id),
    sealed BLOB    NOT NULL
) STRICT;
CREATE INDEX import_list_person ON import_list (person, id);

-- Cases ------------------------------------------------------------------------------------------------------------

CREATE TABLE "case" (
    id        BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    reviewer  BLOB    NOT NULL REFERENCES person (id),
    requested INTEGER NOT NULL,
    document  TEXT    NOT NULL,
    salt      BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;
CREATE INDEX case_requested ON "case" (requested);

CREATE TABLE release (
    case_id  BLOB NOT NULL REFERENCES "case" (id),
    seat     BLOB NOT NULL REFERENCES seat (id),
    approval BLOB NOT NULL,
    resealed BLOB NOT NULL,
    PRIMARY KEY (case_id, seat)
) STRICT;

CREATE TABLE disclosure (
    person  BLOB    NOT NULL REFERENCES person (id),
    number  INTEGER NOT NULL,
    case_id BLOB    NOT NULL REFERENCES "case" (id),
    purpose TEXT    NOT NULL,
    look    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    salt    BLOB    NOT NULL CHECK (length(salt) = 32),
    PRIMARY KEY (person, number)
) STRICT;

-- What is still to be done -----------------------------------------------------------------------------------------

CREATE TABLE job (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    due         INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    lease_until INTEGER
) STRICT;
CREATE INDEX job_due ON job (due, id);
