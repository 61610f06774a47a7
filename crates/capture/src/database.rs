//! Foreign SQLite databases, opened so that nothing in them is believed, run or changed.
//!
//! A database from a phone is foreign bytes like any other, and its schema can hold code. It is opened read-only and as
//! it lies there, without triggers, views and functions of its schema; pages are checked before they are used; what a
//! statement may cost is bounded. Schemas differ by version of an app: every table and column is looked up before it is
//! asked for, and what is not there reads as NULL.
//!
//! This file is the only one outside of the store that speaks SQL, and all that it says is `SELECT` of one table.

mod log;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use data_encoding::HEXUPPER;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How every SQLite database begins.
pub const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Steps of SQLite's machine between two looks at what is left.
const STEP: i32 = 10_000;

/// How much a database may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Steps of SQLite's machine, all statements together.
    pub steps: u64,
    /// Longest value or row, in bytes.
    pub value: i32,
}

impl Default for Bounds {
    /// Enough for some hundred million rows; 32 MiB a value.
    fn default() -> Self {
        Self {
            steps: 20_000_000_000,
            value: 32 << 20,
        }
    }
}

/// A database cannot be read. No variant says what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The file system refuses.
    #[error("it cannot be read; check its name, and that you may open it")]
    Io(#[from] io::Error),
    /// The file is no database, or an encrypted one.
    #[error("it is no database, or an encrypted one")]
    NotADatabase,
    /// Pages of it contradict each other, or its schema cannot be read.
    #[error("the database is damaged; make the backup again")]
    Damaged,
    /// A single value is longer than [`Bounds::value`].
    #[error("a value in the database is longer than any app writes")]
    TooLong,
    /// A database with a log beside it is longer than can be put together in memory.
    #[error("the database is longer than 2 GB, and has a log beside it")]
    TooLarge,
    /// It costs more steps than [`Bounds::steps`].
    #[error("the database takes more work to read than any real one")]
    TooMuchWork,
}

impl From<rusqlite::Error> for DatabaseError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase,
            Some(ErrorCode::TooBig) => Self::TooLong,
            Some(ErrorCode::OperationInterrupted) => Self::TooMuchWork,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Io(io::ErrorKind::PermissionDenied.into())
            }
            _ => Self::Damaged,
        }
    }
}

/// A database that was opened.
pub struct Database {
    connection: Connection,
    /// Columns of the tables that were asked about; `None` where there is no such table.
    known: RefCell<BTreeMap<String, Option<Vec<String>>>>,
}

/// What is asked of one table. Names are ours, never the database's.
#[derive(Debug, Clone, Copy)]
pub struct Pick<'a> {
    /// The table.
    pub table: &'a str,
    /// Its columns, in the order in which rows have them; `rowid` is SQLite's own number of a row.
    pub columns: &'a [&'a str],
    /// Only rows whose value in this column is the one given to [`Rows::each`].
    pub by: Option<&'a str>,
}

/// A value that rows are chosen by.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// All rows: there is no [`Pick::by`].
    All,
    /// A number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}

/// A statement, ready to run more than once.
pub struct Rows<'a> {
    statement: rusqlite::Statement<'a>,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
}

/// A value as the database holds it.
#[derive(Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Another number.
    Real(f64),
    /// A text; SQLite does not promise that it is UTF-8.
    Text(&'a [u8]),
    /// Bytes.
    Blob(&'a [u8]),
}

impl Database {
    /// Opens a file. It must not change meanwhile.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn open(path: &Path, bounds: Bounds) -> Result<Self, DatabaseError> {
        if !fs::metadata(path)?.is_file() {
            return Err(DatabaseError::NotADatabase);
        }
        let mut magic = [0; 16];
        match File::open(path)?.read_exact(&mut magic) {
            Ok(()) if &magic == MAGIC => {}
            Ok(()) => return Err(DatabaseError::NotADatabase),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(DatabaseError::NotADatabase);
            }
            Err(error) => return Err(error.into()),
        }
        let log = log_of(path);
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            let merged = log::merged(path, &log)?.ok_or(DatabaseError::TooLarge)?;
            return Self::of_bytes(merged.as_slice(), merged.len(), bounds);
        }
        // The file is all there is: no locks, no journal, nothing made beside it.
        let how = "mode=ro&immutable=1";
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address(path, how), flags)?;
        Self::closed(connection, bounds)
    }

    /// Takes a database of `size` bytes into memory.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn of_bytes(from: impl Read, size: usize, bounds: Bounds) -> Result<Self, DatabaseError> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(c"main", from, size, true)?;
        Self::closed(connection, bounds)
    }

    /// Closes a connection to whatever its database would do.
    fn closed(connection: Connection, bounds: Bounds) -> Result<Self, DatabaseError> {
        for (setting, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false),
            (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
        ] {
            connection.set_db_config(setting, on)?;
        }
        for (limit, most) in [
            (Limit::SQLITE_LIMIT_LENGTH, bounds.value),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
            (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
            (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
            (Limit::SQLITE_LIMIT_ATTACHED, 0),
            (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 8),
            (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
            (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
        ] {
            connection.set_limit(limit, most)?;
        }
        let mut left = bounds.steps / u64::from(STEP.unsigned_abs());
        connection.progress_handler(
            STEP,
            Some(move || {
                left = left.saturating_sub(1);
                left == 0
            }),
        )?;
        // A page that changes below a mapping ends the process; a copy of it can be checked.
        connection.execute_batch(
            "PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; \
             PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;",
        )?;
        Ok(Self {
            connection,
            known: RefCell::default(),
        })
    }

    /// There is such a table: no view, nothing virtual.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn has(&self, table: &str) -> Result<bool, DatabaseError> {
        Ok(self.columns(table)?.is_some())
    }

    /// The columns of a table in their order, generated ones left out; `None` where there is no such table.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn columns(&self, table: &str) -> Result<Option<Vec<String>>, DatabaseError> {
        if let Some(known) = self.known.borrow().get(table) {
            return Ok(known.clone());
        }
        let found = self.look_up(table)?;
        self.known
            .borrow_mut()
            .insert(table.to_owned(), found.clone());
        Ok(found)
    }

    fn look_up(&self, table: &str) -> Result<Option<Vec<String>>, DatabaseError> {
        let mut statement = self
            .connection
            .prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1")?;
        let mut rows = statement.query([table])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        // A virtual table is code.
        let real = matches!(row.get_ref(0)?, ValueRef::Text(sql) if sql
            .get(..15)
            .is_some_and(|start| !start.eq_ignore_ascii_case(b"CREATE VIRTUAL ")));
        if !real {
            return Ok(None);
        }
        // Generated columns are not listed by this one: what they hold is computed by the schema.
        let mut info = self
            .connection
            .prepare(&format!("PRAGMA table_info({})", quoted(table)))?;
        let mut rows = info.query([])?;
        let mut columns = Vec::new();
        while let Some(row) = rows.next()? {
            if let ValueRef::Text(name) = row.get_ref(1)? {
                columns.push(String::from_utf8_lossy(name).into_owned());
            }
        }
        Ok(Some(columns))
    }

    /// A statement over one table; `None` where there is no such table, or no such column to choose by. Columns that
    /// are not there read as NULL.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn pick(&self, pick: Pick<'_>) -> Result<Option<Rows<'_>>, DatabaseError> {
        let Some(there) = self.columns(pick.table)? else {
            return Ok(None);
        };
        let has = |column: &str| column == "rowid" || there.iter().any(|name| name == column);
        if pick.by.is_some_and(|by| !has(by)) {
            return Ok(None);
        }
        let columns: Vec<String> = pick
            .columns
            .iter()
            .map(|column| {
                if has(column) {
                    quoted(column)
                } else {
                    "NULL".to_owned()
                }
            })
            .collect();
        let mut sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(pick.table));
        if let Some(by) = pick.by {
            sql.push_str(" WHERE ");
            sql.push_str(&quoted(by));
            sql.push_str(" = ?1");
        }
        match self.connection.prepare(&sql) {
            Ok(statement) => Ok(Some(Rows { statement })),
            // A table without numbers of rows, where its columns are all there: no table of an app that we know.
            Err(_) if pick.by == Some("rowid") || pick.columns.contains(&"rowid") => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Rows<'_> {
    /// Runs the statement and shows each row.
    ///
    /// # Errors
    /// [`DatabaseError`], or what `look` says.
    pub fn each<E: From<DatabaseError>>(
        &mut self,
        by: By<'_>,
        mut look: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let rows = match by {
            By::All => self.statement.query([]),
            By::Integer(number) => self.statement.query([number]),
            By::Text(text) => self.statement.query([text]),
        };
        let mut rows = rows.map_err(DatabaseError::from)?;
        while let Some(row) = rows.next().map_err(DatabaseError::from)? {
            look(Row { row })?;
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// The value in a column of [`Pick::columns`], counted from 0.
    pub fn value(&self, column: usize) -> Value<'a> {
        match self.row.get_ref(column) {
            Ok(ValueRef::Integer(number)) => Value::Integer(number),
            Ok(ValueRef::Real(number)) => Value::Real(number),
            Ok(ValueRef::Text(text)) => Value::Text(text),
            Ok(ValueRef::Blob(bytes)) => Value::Blob(bytes),
            Ok(ValueRef::Null) | Err(_) => Value::Null,
        }
    }

    /// A whole number.
    pub fn integer(&self, column: usize) -> Option<i64> {
        match self.value(column) {
            Value::Integer(number) => Some(number),
            Value::Null | Value::Real(_) | Value::Text(_) | Value::Blob(_) => None,
        }
    }

    /// A number of either kind.
    pub fn real(&self, column: usize) -> Option<f64> {
        match self.value(column) {
            Value::Real(number) => Some(number),
            Value::Integer(number) => i32::try_from(number).ok().map(f64::from),
            Value::Null | Value::Text(_) | Value::Blob(_) => None,
        }
    }

    /// A text for people to read, with U+FFFD for what is no UTF-8. An empty one is none.
    pub fn text(&self, column: usize) -> Option<String> {
        match self.value(column) {
            Value::Text(text) if !text.is_empty() => {
                Some(String::from_utf8_lossy(text).into_owned())
            }
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Text(_) | Value::Blob(_) => {
                None
            }
        }
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Where a database's write-ahead log lies.
fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// A path as SQLite's address of a file.
fn address(path: &Path, how: &str) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                address.push(char::from(*byte));
            }
            other => {
                address.push('%');
                address.push_str(&HEXUPPER.encode(&[*other]));
            }
        }
    }
    format!("{address}?{how}")
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(sql: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a %?#b.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        (folder, path)
    }

    fn numbers(database: &Database, table: &str, column: &str) -> Option<Vec<Option<i64>>> {
        let mut rows = database
            .pick(Pick {
                table,
                columns: &[column],
                by: None,
            })
            .unwrap()?;
        let mut found = Vec::new();
        rows.each::<DatabaseError>(By::All, |row| {
            found.push(row.integer(0));
            Ok(())
        })
        .unwrap();
        Some(found)
    }

    #[test]
    fn what_is_not_there_reads_as_nothing() {
        let (_folder, path) = made("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2), (3, 4);");
        let database = Database::open(&path, Bounds::default()).unwrap();
        assert_eq!(
            numbers(&database, "t", "b"),
            Some(vec![Some(2), Some(4)]),
            "a name that needs escaping opens too"
        );
        assert_eq!(numbers(&database, "t", "c"), Some(vec![None, None]));
        assert_eq!(
            numbers(&database, "t", "rowid"),
            Some(vec![Some(1), Some(2)])
        );
        assert_eq!(numbers(&database, "u", "a"), None);
        assert!(!database.has("u").unwrap());
    }

    #[test]
    fn views_virtual_tables_and_generated_columns_are_not_there() {
        let (_folder, path) = made(
            "CREATE TABLE t(a, b AS (zeroblob(1000000000)) VIRTUAL); INSERT INTO t VALUES (1);
             CREATE VIEW v AS SELECT 1 AS a; CREATE VIRTUAL TABLE f USING fts4(a);",
        );
        let database = Database::open(&path, Bounds::default()).unwrap();
        assert_eq!(database.columns("t").unwrap(), Some(vec!["a".to_owned()]));
        assert!(!database.has("v").unwrap() && !database.has("f").unwrap());
    }

    #[test]
    fn nothing_can_be_written_and_work_is_bounded() {
        let (_folder, path) = made("CREATE TABLE t(a); INSERT INTO t VALUES (1);");
        let database = Database::open(&path, Bounds::default()).unwrap();
        assert!(
            database
                .connection
                .execute_batch("INSERT INTO t VALUES (2)")
                .is_err()
        );
        let endless = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
        let bounds = Bounds {
            steps: 1_000_000,
            ..Bounds::default()
        };
        let database = Database::open(&path, bounds).unwrap();
        let error = database
            .connection
            .query_row(endless, [], |_| Ok(()))
            .unwrap_err();
        assert!(matches!(error.into(), DatabaseError::TooMuchWork));
    }

    #[test]
    fn what_is_no_database_is_refused_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        for (bytes, what) in [
            (b"".to_vec(), DatabaseError::NotADatabase.to_string()),
            (
                b"hello there, this is text".to_vec(),
                DatabaseError::NotADatabase.to_string(),
            ),
            (
                [MAGIC.as_slice(), &[0; 200]].concat(),
                DatabaseError::NotADatabase.to_string(),
            ),
        ] {
            fs::write(&path, bytes).unwrap();
            let told = Database::open(&path, Bounds::default())
                .and_then(|database| database.has("t").map(drop))
                .unwrap_err();
            assert_eq!(told.to_string(), what);
        }
        let (_folder, path) = made("CREATE TABLE t(a); INSERT INTO t VALUES (1);");
        let mut bytes = fs::read(&path).unwrap();
        bytes[4096..].fill(0xff);
        fs::write(&path, bytes).unwrap();
        let database = Database::open(&path, Bounds::default()).unwrap();
        let mut rows = database
            .pick(Pick {
                table: "t",
                columns: &["a"],
                by: None,
            })
            .unwrap()
            .unwrap();
        let told = rows.each::<DatabaseError>(By::All, |_| Ok(())).unwrap_err();
        assert!(matches!(told, DatabaseError::Damaged));
    }

    #[test]
    fn a_database_in_memory_reads_as_the_file_does() {
        let (_folder, path) = made("CREATE TABLE t(a); INSERT INTO t VALUES (7);");
        let bytes = fs::read(&path).unwrap();
        let database =
            Database::of_bytes(bytes.as_slice(), bytes.len(), Bounds::default()).unwrap();
        assert_eq!(numbers(&database, "t", "a"), Some(vec![Some(7)]));
    }

    #[test]
    fn what_stands_in_a_log_is_read_and_nothing_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (source, copy) = (folder.path().join("s.db"), folder.path().join("c.db"));
        let log = log_of(&copy);
        let writing = Connection::open(&source).unwrap();
        writing
            .execute_batch(
                "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a);
                 INSERT INTO t VALUES (1); PRAGMA wal_checkpoint(TRUNCATE);
                 INSERT INTO t VALUES (2); INSERT INTO t SELECT 3 FROM t; BEGIN; INSERT INTO t VALUES (4);",
            )
            .unwrap();
        let bytes = fs::read(log_of(&source)).unwrap();
        let three = [Some(1), Some(2), Some(3), Some(3)];
        for (length, expected) in [
            (bytes.len(), three.as_slice()),
            // A log that is cut off counts up to its last complete transaction.
            (bytes.len() - 1, &three[..2]),
            (31, &three[..1]),
        ] {
            fs::copy(&source, &copy).unwrap();
            fs::write(&log, &bytes[..length]).unwrap();
            let database = Database::open(&copy, Bounds::default()).unwrap();
            assert_eq!(
                numbers(&database, "t", "a").unwrap(),
                expected,
                "{length} bytes"
            );
            drop(database);
            assert_eq!(fs::read(&log).unwrap(), bytes[..length]);
            assert_eq!(fs::read(&copy).unwrap(), fs::read(&source).unwrap());
        }
        // Nothing was made beside the copy.
        let names = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 5, "s.db, s.db-wal, s.db-shm, c.db, c.db-wal");
    }

    #[test]
    fn a_value_that_is_too_long_is_told() {
        let (_folder, path) = made("CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(2000));");
        let bounds = Bounds {
            value: 1000,
            ..Bounds::default()
        };
        let database = Database::open(&path, bounds).unwrap();
        let mut rows = database
            .pick(Pick {
                table: "t",
                columns: &["a"],
                by: None,
            })
            .unwrap()
            .unwrap();
        let told = rows.each::<DatabaseError>(By::All, |_| Ok(())).unwrap_err();
        assert!(matches!(told, DatabaseError::TooLong));
    }
}
