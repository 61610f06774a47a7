//! `just bench`: every figure of speed that Zegel promises, measured on this machine, as one table.
//!
//! Drives the built binary from outside, as its users do, and the crates directly where a figure is about a library.
//! `--quick` takes tiny sizes, so that the tests can see that every chapter still runs; its figures mean nothing.

mod case;
mod chats;
mod import;
mod machine;
mod pages;
mod parse;
mod proof;
mod store;
mod table;

use std::path::PathBuf;

use table::Row;

/// The program's own: what is read in this process is wiped when it is freed, as there.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// How much of everything.
struct Sizes {
    /// Messages of the large export.
    export: usize,
    /// How often it is imported, each time into a fresh archive.
    imports: usize,
    /// Messages of the case.
    case: usize,
    /// Searches in the room.
    searches: usize,
    /// Transactions of 256 entries.
    batches: usize,
    /// Entries of the log that proofs are made from.
    log: u64,
    /// Employees, and conversations of theirs.
    people: usize,
    copies: usize,
    /// Visits to each page.
    visits: usize,
}

const FULL: Sizes = Sizes {
    export: 500_000,
    imports: 3,
    case: 100_000,
    searches: 500,
    batches: 200,
    log: 10_000_000,
    people: 5_000,
    copies: 100_000,
    visits: 200,
};

const QUICK: Sizes = Sizes {
    export: 1_500,
    imports: 1,
    case: 600,
    searches: 5,
    batches: 2,
    log: 70_000,
    people: 60,
    copies: 120,
    visits: 2,
};

/// What was asked for on the command line.
struct Asked {
    quick: bool,
    /// Where the table goes; standard output without it.
    out: Option<PathBuf>,
    /// Chapters by name; all of them without.
    only: Vec<String>,
    /// An export to read, and nothing else: see [`parse::one`].
    parse: Option<PathBuf>,
}

impl Asked {
    fn read() -> Self {
        let mut asked = Self {
            quick: false,
            out: None,
            only: Vec::new(),
            parse: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => asked.quick = true,
                "--out" => asked.out = Some(words.next().expect("--out FILE").into()),
                "--parse" => asked.parse = Some(words.next().expect("--parse FILE").into()),
                "--only" => {
                    let names = words.next().expect("--only import,case,…");
                    asked.only = names.split(',').map(str::to_owned).collect();
                }
                other => panic!("{other}? There are --quick, --out FILE and --only CHAPTER,…"),
            }
        }
        asked
    }

    fn wants(&self, chapter: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == chapter)
    }
}

#[tokio::main]
async fn main() {
    let asked = Asked::read();
    if let Some(export) = &asked.parse {
        print!("{}", parse::one(export));
        return;
    }
    let sizes = if asked.quick { QUICK } else { FULL };
    let others = machine::Others::start();
    let started = machine::Watch::start();
    let mut rows: Vec<Row> = Vec::new();
    if asked.wants("parse") {
        rows.extend(tell("parse", parse::rows(&sizes, asked.quick)));
    }
    if asked.wants("store") {
        rows.extend(tell("store", store::rows(&sizes).await));
    }
    if asked.wants("proof") {
        rows.extend(tell("proof", proof::rows(&sizes)));
    }
    if asked.wants("import") {
        rows.extend(tell("import", import::rows(&sizes, asked.quick).await));
    }
    if asked.wants("case") || asked.wants("pages") {
        // One archive for both: pages are measured where a long conversation lies as well.
        let (founded, found) = case::rows(&sizes).await;
        rows.extend(tell("case", found));
        if asked.wants("pages") {
            rows.extend(tell("pages", pages::rows(&sizes, founded).await));
        }
    }
    let text = table::page(&machine::describe(&others), &rows, started.seconds());
    match asked.out {
        Some(path) => {
            let before = std::fs::read_to_string(&path).unwrap_or_default();
            let text = format!("{text}\n{}", table::by_hand(&before));
            std::fs::write(&path, text).expect("the table is written");
        }
        None => print!("{text}"),
    }
}

/// Says on the way what came out: whoever waits ten minutes wants to see something.
fn tell(chapter: &str, rows: Vec<Row>) -> Vec<Row> {
    for row in &rows {
        eprintln!("{chapter}: {}", row.line());
    }
    rows
}
