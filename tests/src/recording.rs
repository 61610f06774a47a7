//! What a server asked of its disk, call by call, as strace saw it; and what could be left of it after a power cut.
//!
//! A write is on the disk when the file was synchronised after it, and that was confirmed before the cut; a name, when
//! its folder was. Everything else may be there, or not, or in part: each sector of 512 bytes by itself. What a failed
//! synchronisation should have written is not made good by a later one that succeeds: the machine takes those pages for
//! clean.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::HEXLOWER;
use tempfile::TempDir;

use crate::archive::Under;
use crate::chance::Chance;
use crate::moment::{now, since};

/// The smallest part of a write that is there whole or not at all.
const SECTOR: usize = 512;
/// Every call that changes what is on a disk, or says what a number of a file means.
const CALLS: &str = "open,openat,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,\
    ftruncate,truncate,fallocate,copy_file_range,sendfile,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,\
    link,linkat,symlink,symlinkat,rmdir,dup,dup2,dup3";

/// How long strace may take to write down the end.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a server under strace. Its process stays our child: the one who watches detaches itself.
pub fn under_strace(trace: &Path, more: &[&str]) -> Under {
    let trace = trace.to_str().unwrap();
    let calls = format!("trace={CALLS}");
    let mut before: Vec<String> = ["strace", "-D", "-f", "-xx", "-ttt", "-s", "100000000"]
        .map(str::to_owned)
        .to_vec();
    before.extend(["-o", trace, "-e", &calls].map(str::to_owned));
    before.extend(more.iter().map(|&arg| arg.to_owned()));
    Under {
        before,
        ..Under::default()
    }
}

/// Waits until the one who watches has written down the end of a process.
pub fn finished(trace: &Path, pid: u32) {
    let begun = now();
    let end = format!("\n{pid} ");
    while since(begun) < PATIENCE {
        let text = fs::read_to_string(trace).unwrap_or_default();
        let last = text.rfind(&end).map(|at| &text[at..]);
        if last.is_some_and(|line| line.contains(" +++ ") && line.ends_with('\n')) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("strace did not say how the server ended; is it installed?");
}

/// A folder in memory where there is one: what a state costs is its writing.
pub fn in_memory() -> TempDir {
    if fs::metadata("/dev/shm").is_ok_and(|folder| folder.is_dir()) {
        TempDir::new_in("/dev/shm").unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

/// What was asked of the disk below one folder.
pub struct Recording {
    root: PathBuf,
    lines: Vec<Line>,
    names: BTreeMap<PathBuf, Node>,
    files: u64,
    changes: Vec<Change>,
    syncs: Vec<Sync>,
    /// For each change the line by which it was certain to be on the disk.
    durable: Vec<Option<usize>>,
}

/// When a line of the trace was written.
type Line = SystemTime;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    File(u64),
    Folder,
}

/// What can be synchronised.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    File(u64),
    Folder(PathBuf),
}

struct Change {
    begun: usize,
    done: usize,
    of: Object,
    what: What,
}

enum What {
    Bytes { offset: usize, bytes: Vec<u8> },
    Length(usize),
    Name(PathBuf, Node),
    Rename(PathBuf, PathBuf, Node),
    Gone(PathBuf),
}

struct Sync {
    begun: usize,
    done: usize,
    of: Object,
    confirmed: bool,
}

/// One call of the trace.
struct Call {
    begun: usize,
    done: usize,
    name: String,
    args: Vec<String>,
    result: i64,
}

/// What a number of an open file means.
#[derive(Clone)]
struct Open {
    of: Object,
    place: usize,
}

/// How what was not synchronised fares.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Lost,
    Kept,
    Torn,
}

impl Recording {
    /// Of everything below a folder that is empty and itself on disk.
    pub fn of(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            lines: Vec::new(),
            names: BTreeMap::new(),
            files: 0,
            changes: Vec::new(),
            syncs: Vec::new(),
            durable: Vec::new(),
        }
    }

    /// Adds the trace of one process that has ended.
    pub fn add(&mut self, trace: &Path) {
        let mut open = BTreeMap::new();
        for call in self.calls(&fs::read_to_string(trace).unwrap()) {
            if call.result >= 0 || matches!(call.name.as_str(), "fsync" | "fdatasync" | "close") {
                self.call(&call, &mut open);
            }
        }
        self.weigh();
    }

    /// A change is on the disk with the first synchronisation of its object that began after it; if that one was not
    /// confirmed, with none.
    fn weigh(&mut self) {
        let mut by_object = BTreeMap::<&Object, Vec<&Sync>>::new();
        for sync in &self.syncs {
            by_object.entry(&sync.of).or_default().push(sync);
        }
        let weighed = self.changes.iter().map(|change| {
            let syncs = by_object.get(&change.of)?;
            let next = syncs.partition_point(|sync| sync.begun < change.done);
            let sync = syncs.get(next)?;
            sync.confirmed.then_some(sync.done)
        });
        self.durable = weighed.collect();
    }

    /// From now on no synchronisation of files whose names end so counts: a disk that lies about them.
    pub fn distrust(&mut self, ending: &str) {
        // Also those that are gone again: a polite end takes the write-ahead log away.
        let known = self.changes.iter().filter_map(|change| match &change.what {
            What::Name(path, Node::File(file)) => {
                path.to_str().unwrap().ends_with(ending).then_some(*file)
            }
            What::Name(..)
            | What::Bytes { .. }
            | What::Length(_)
            | What::Rename(..)
            | What::Gone(_) => None,
        });
        let distrusted: Vec<u64> = known.collect();
        assert!(!distrusted.is_empty(), "there is no file {ending}");
        for sync in &mut self.syncs {
            if let Object::File(file) = sync.of {
                sync.confirmed &= !distrusted.contains(&file);
            }
        }
        self.weigh();
    }

    /// How many moments there are at which the power can go.
    pub fn moments(&self) -> usize {
        self.changes.len() + self.syncs.len()
    }

    /// The line before which the power goes: right before or after something begins or is done.
    pub fn cut(&self, chance: &mut Chance) -> usize {
        let which = chance.below(self.moments() as u64) as usize;
        let (begun, done) = match which.checked_sub(self.changes.len()) {
            None => (self.changes[which].begun, self.changes[which].done),
            Some(sync) => (self.syncs[sync].begun, self.syncs[sync].done),
        };
        [begun, begun + 1, done, done + 1][chance.below(4) as usize]
    }

    /// When that line was written; what arrived before was sent before.
    pub fn time(&self, cut: usize) -> SystemTime {
        let last = self.lines.last().copied().unwrap_or(UNIX_EPOCH);
        self.lines.get(cut).copied().unwrap_or(last)
    }

    /// Writes what could be left after a cut into an empty folder.
    pub fn left(&self, cut: usize, chance: &mut Chance, to: &Path) {
        let fate = match chance.below(10) {
            0 | 1 => Fate::Lost,
            2 => Fate::Kept,
            _ => Fate::Torn,
        };
        let mut files = BTreeMap::<u64, Vec<u8>>::new();
        let mut names = BTreeMap::<PathBuf, Node>::new();
        // Names are kept by a journal, in order up to a point, or each by itself.
        let (in_order, mut journal_ends) = (chance.once_in(2), false);
        let before = |(change, _): &(&Change, _)| change.begun < cut;
        for (change, at) in self.changes.iter().zip(&self.durable).take_while(before) {
            let durable = at.is_some_and(|at| at < cut);
            match &change.what {
                What::Bytes { offset, bytes } => {
                    let Object::File(file) = change.of else {
                        continue;
                    };
                    let content = files.entry(file).or_default();
                    let kept = |chance: &mut Chance| match fate {
                        _ if durable => true,
                        Fate::Lost => false,
                        Fate::Kept => true,
                        Fate::Torn => chance.once_in(2),
                    };
                    let whole = durable || fate != Fate::Torn || chance.once_in(2);
                    let sectors = if whole { usize::MAX } else { SECTOR };
                    for (place, part) in parts(*offset, bytes, sectors) {
                        if kept(chance) {
                            write_at(content, place, part);
                        }
                    }
                }
                What::Length(length) => {
                    let Object::File(file) = change.of else {
                        continue;
                    };
                    if durable || fate == Fate::Kept || fate == Fate::Torn && chance.once_in(2) {
                        files.entry(file).or_default().resize(*length, 0);
                    }
                }
                What::Name(..) | What::Rename(..) | What::Gone(_) => {
                    let survives = match fate {
                        Fate::Lost => false,
                        Fate::Kept => true,
                        Fate::Torn => chance.once_in(2),
                    };
                    journal_ends |= !survives && !durable;
                    if durable || survives && !(in_order && journal_ends) {
                        rename(&mut names, &change.what);
                    }
                }
            }
        }
        self.write(&files, &names, to);
    }

    fn write(&self, files: &BTreeMap<u64, Vec<u8>>, names: &BTreeMap<PathBuf, Node>, to: &Path) {
        for (path, node) in names {
            let place = to.join(path.strip_prefix(&self.root).unwrap());
            // A folder whose own name was lost takes everything in it along.
            if !place.parent().unwrap().exists() {
                continue;
            }
            match node {
                Node::Folder => fs::create_dir(&place).unwrap(),
                // The index of the write-ahead log lives in memory; after a power cut it is made again.
                Node::File(_) if path.to_str().unwrap().ends_with("-shm") => {}
                Node::File(file) => {
                    fs::write(&place, files.get(file).map_or(&[][..], Vec::as_slice)).unwrap();
                }
            }
        }
    }

    /// The calls of one trace, each where its effect on names of files is: a close when it begins, others when done.
    fn calls(&mut self, text: &str) -> Vec<Call> {
        let mut begun = BTreeMap::<String, (usize, String)>::new();
        let mut calls = Vec::new();
        for line in text.lines() {
            // Numbers of processes are padded to one width.
            let Some((thread, rest)) = line.split_once(' ') else {
                continue;
            };
            let (at, rest) = rest.trim_start().split_once(' ').unwrap();
            let number = self.lines.len();
            let micros = at.replace('.', "").parse().unwrap();
            self.lines.push(UNIX_EPOCH + Duration::from_micros(micros));
            let rest = rest.trim_start();
            if let Some(start) = rest.strip_suffix(" <unfinished ...>") {
                begun.insert(thread.to_owned(), (number, start.to_owned()));
            } else if let Some(end) = rest.strip_prefix("<... ") {
                let (from, start) = begun.remove(thread).unwrap();
                let (_, end) = end.split_once(" resumed>").unwrap();
                calls.extend(call(from, number, &format!("{start}{end}")));
            } else if !rest.starts_with(['+', '-']) {
                calls.extend(call(number, number, rest));
            }
        }
        // A write during which its process was killed counts as done: whoever reads the file next finds it.
        for (from, start) in begun.into_values() {
            if start.starts_with("write(") || start.starts_with("pwrite64(") {
                let length = start.split(", ").nth(2).unwrap();
                let last = self.lines.len();
                calls.extend(call(from, last, &format!("{start}) = {length}")));
            }
        }
        calls.sort_by_key(|call| match call.name.as_str() {
            "open" | "openat" | "creat" | "dup" | "dup2" | "dup3" => call.done,
            _ => call.begun,
        });
        calls
    }

    fn call(&mut self, call: &Call, open: &mut BTreeMap<i64, Open>) {
        let number = |place: usize| call.args[place].parse::<i64>().unwrap_or(-1);
        match call.name.as_str() {
            "open" | "creat" => self.opened(call, &call.args[0], &call.args[1], open),
            "openat" => self.opened(call, &call.args[1], &call.args[2], open),
            "close" => {
                open.remove(&number(0));
            }
            "lseek" => {
                if let Some(file) = open.get_mut(&number(0)) {
                    file.place = call.result as usize;
                }
            }
            "write" | "pwrite64" => {
                let bytes = unhex(&call.args[1])[..call.result as usize].to_vec();
                let at = (call.name == "pwrite64").then(|| number(3) as usize);
                self.wrote(call, at, bytes, open);
            }
            "writev" | "pwritev" | "pwritev2" => {
                // Our servers answer with these, and write no files; one that did would be missed.
                assert!(
                    !open.contains_key(&number(0)),
                    "a file was written by parts"
                );
            }
            "fsync" | "fdatasync" => {
                if let Some(file) = open.get(&number(0)) {
                    self.syncs.push(Sync {
                        begun: call.begun,
                        done: call.done,
                        of: file.of.clone(),
                        confirmed: call.result == 0,
                    });
                }
            }
            "ftruncate" => {
                if let Some(Open { of, .. }) = open.get(&number(0)) {
                    self.change(call, of.clone(), What::Length(number(1) as usize));
                }
            }
            "mkdir" => self.named(call, &call.args[0], Node::Folder),
            "mkdirat" => self.named(call, &call.args[1], Node::Folder),
            "rename" => self.renamed(call, &call.args[0], &call.args[1]),
            "renameat" | "renameat2" => self.renamed(call, &call.args[1], &call.args[3]),
            "link" => self.linked(call, &call.args[0], &call.args[1]),
            "linkat" => self.linked(call, &call.args[1], &call.args[3]),
            "unlink" | "rmdir" => self.gone(call, &call.args[0]),
            "unlinkat" => self.gone(call, &call.args[1]),
            "fallocate" | "copy_file_range" | "sendfile" | "dup" | "dup2" | "dup3" => {
                assert!(
                    !open.contains_key(&number(0)),
                    "{} is not replayed",
                    call.name
                );
            }
            other => {
                let ours = call.args.iter().any(|arg| self.ours(arg).is_some());
                assert!(!ours, "{other} is not replayed");
            }
        }
    }

    fn opened(&mut self, call: &Call, name: &str, flags: &str, open: &mut BTreeMap<i64, Open>) {
        let Some(path) = self.ours(name) else {
            open.remove(&call.result);
            return;
        };
        let node = if path == self.root {
            Node::Folder
        } else if let Some(node) = self.names.get(&path) {
            *node
        } else {
            assert!(flags.contains("O_CREAT"), "what is opened was made before");
            self.files += 1;
            let node = Node::File(self.files);
            self.named(call, name, node);
            node
        };
        let of = match node {
            Node::File(file) => Object::File(file),
            Node::Folder => Object::Folder(path),
        };
        if flags.contains("O_TRUNC") {
            self.change(call, of.clone(), What::Length(0));
        }
        // Only files that their opener just made are appended to.
        open.insert(call.result, Open { of, place: 0 });
    }

    fn wrote(
        &mut self,
        call: &Call,
        at: Option<usize>,
        bytes: Vec<u8>,
        open: &mut BTreeMap<i64, Open>,
    ) {
        let Some(file) = call.args[0]
            .parse()
            .ok()
            .and_then(|file| open.get_mut(&file))
        else {
            return;
        };
        let offset = at.unwrap_or(file.place);
        if at.is_none() {
            file.place += bytes.len();
        }
        let of = file.of.clone();
        self.change(call, of, What::Bytes { offset, bytes });
    }

    fn named(&mut self, call: &Call, name: &str, node: Node) {
        if let Some(path) = self.ours(name) {
            self.names.insert(path.clone(), node);
            let folder = path.parent().unwrap().to_owned();
            self.change(call, Object::Folder(folder), What::Name(path, node));
        }
    }

    fn renamed(&mut self, call: &Call, from: &str, to: &str) {
        if let (Some(from), Some(to)) = (self.ours(from), self.ours(to)) {
            let node = self.names.remove(&from).unwrap();
            self.names.insert(to.clone(), node);
            let folder = to.parent().unwrap().to_owned();
            self.change(call, Object::Folder(folder), What::Rename(from, to, node));
        }
    }

    fn linked(&mut self, call: &Call, from: &str, to: &str) {
        if let Some(from) = self.ours(from) {
            let node = self.names[&from];
            self.named(call, to, node);
        }
    }

    fn gone(&mut self, call: &Call, name: &str) {
        if let Some(path) = self.ours(name) {
            self.names.remove(&path);
            let folder = path.parent().unwrap().to_owned();
            self.change(call, Object::Folder(folder), What::Gone(path));
        }
    }

    fn change(&mut self, call: &Call, of: Object, what: What) {
        let (begun, done) = (call.begun, call.done);
        self.changes.push(Change {
            begun,
            done,
            of,
            what,
        });
    }

    /// The path of a quoted argument, if it lies in the folder or is it.
    fn ours(&self, argument: &str) -> Option<PathBuf> {
        let bytes = argument.starts_with('"').then(|| unhex(argument))?;
        let path = PathBuf::from(String::from_utf8(bytes).ok()?);
        path.starts_with(&self.root).then_some(path)
    }
}

/// A write in parts that do not cross a border of a sector.
fn parts(offset: usize, bytes: &[u8], sector: usize) -> Vec<(usize, &[u8])> {
    let mut found = Vec::new();
    let (mut place, mut rest) = (offset, bytes);
    while !rest.is_empty() {
        let length = (sector - place % sector).min(rest.len());
        let (part, after) = rest.split_at(length);
        found.push((place, part));
        (place, rest) = (place + length, after);
    }
    found
}

fn write_at(content: &mut Vec<u8>, place: usize, part: &[u8]) {
    if content.len() < place + part.len() {
        content.resize(place + part.len(), 0);
    }
    content[place..place + part.len()].copy_from_slice(part);
}

fn rename(names: &mut BTreeMap<PathBuf, Node>, what: &What) {
    match what {
        What::Name(path, node) => {
            names.insert(path.clone(), *node);
        }
        What::Rename(from, to, node) => {
            names.remove(from);
            names.insert(to.clone(), *node);
        }
        What::Gone(path) => {
            names.remove(path);
        }
        What::Bytes { .. } | What::Length(_) => {}
    }
}

/// `write(3, "\x61", 1) = 1`
fn call(begun: usize, done: usize, text: &str) -> Option<Call> {
    let (name, rest) = text.split_once('(')?;
    let (args, result) = rest.rsplit_once(") ")?;
    let result = result.trim_start().strip_prefix("= ")?;
    Some(Call {
        begun,
        done,
        name: name.to_owned(),
        args: args.split(", ").map(str::to_owned).collect(),
        result: result.split(' ').next()?.parse().ok()?,
    })
}

/// The bytes of `"\x61\x62"`.
fn unhex(quoted: &str) -> Vec<u8> {
    assert!(quoted.ends_with('"'), "nothing was cut short");
    let digits = quoted.trim_matches('"').replace("\\x", "");
    HEXLOWER.decode(digits.as_bytes()).unwrap()
}
