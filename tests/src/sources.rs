//! The repository read as text: for the tests that hold its shape, its words and its promises.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are built, fetched or kept by tools.
const NOT_OURS: [&str; 5] = [
    ".git",
    "target",
    "node_modules",
    "vendor",
    "proptest-regressions",
];

/// One file of ours: its path from the root with `/`, and its text.
pub struct Source {
    /// `crates/model/src/right.rs`
    pub path: String,
    /// As it stands.
    pub text: String,
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the repository")
        .to_owned()
}

/// Every text file of ours whose name ends so, in order of paths.
pub fn ending(suffixes: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root(), "", suffixes, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every Rust file that is not a test from its first line to its last.
pub fn rust_without_test_files() -> Vec<Source> {
    let mut files = ending(&[".rs"]);
    files.retain(|file| file.path.starts_with("crates/") && !file.path.contains("/tests/"));
    let tests: BTreeSet<String> = files.iter().flat_map(test_modules).collect();
    files.retain(|file| !tests.contains(&file.path));
    files
}

fn walk(folder: &Path, under: &str, suffixes: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let entry = entry.expect("a folder can be listed");
        let name = entry
            .file_name()
            .into_string()
            .expect("our names are UTF-8");
        let path = if under.is_empty() {
            name.clone()
        } else {
            format!("{under}/{name}")
        };
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            walk(&entry.path(), &path, suffixes, found);
        } else if kind.is_file() && suffixes.iter().any(|suffix| name.ends_with(suffix)) {
            let text = fs::read_to_string(entry.path()).expect("our texts are UTF-8");
            found.push(Source { path, text });
        }
    }
}

/// Files of modules that are declared under `#[cfg(test)]`.
fn test_modules(file: &Source) -> Vec<String> {
    let (folder, name) = file.path.rsplit_once('/').expect("a path in crates/");
    let stem = name.trim_end_matches(".rs");
    let folder = if ["lib", "main", "mod"].contains(&stem) {
        folder.to_owned()
    } else {
        format!("{folder}/{stem}")
    };
    let mut marked = false;
    let mut found = Vec::new();
    for line in file.text.lines().map(str::trim) {
        if marked
            && let Some(module) = line
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'))
        {
            found.push(format!("{folder}/{module}.rs"));
            found.push(format!("{folder}/{module}/mod.rs"));
        }
        marked = line == "#[cfg(test)]" || marked && line.starts_with("#[");
    }
    found
}

impl Source {
    /// The lines that are neither tests nor comments, with their numbers, counted from 1.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.without_tests()
            .into_iter()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The lines outside of what `#[cfg(test)]` marks, with their numbers, counted from 1.
    ///
    /// Relies on rustfmt: a block ends with a closing brace as far to the left as it began.
    pub fn without_tests(&self) -> Vec<(usize, &str)> {
        let mut kept = Vec::new();
        let mut lines = self.text.lines().enumerate().map(|(i, line)| (i + 1, line));
        while let Some((number, line)) = lines.next() {
            if line.trim() != "#[cfg(test)]" {
                kept.push((number, line));
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            for (_, inner) in lines.by_ref() {
                let left = inner.len() - inner.trim_start().len();
                let ends = inner.trim_end();
                if left == indent
                    && (ends.ends_with(';') || ends.trim() == "}" || ends.ends_with("{}"))
                {
                    break;
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_comments_are_left_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod x;\n// fn b\nfn c() {}\n#[cfg(test)]\nmod tests {\n    fn d() {\n    }\n}\nfn e() {}\n";
        let file = Source {
            path: "crates/a/src/lib.rs".to_owned(),
            text: text.to_owned(),
        };
        let lines: Vec<_> = file.code().collect();
        assert_eq!(
            lines,
            [(1, "fn a() {}"), (5, "fn c() {}"), (11, "fn e() {}")]
        );
        assert_eq!(
            test_modules(&file),
            ["crates/a/src/x.rs", "crates/a/src/x/mod.rs"]
        );
    }

    #[test]
    fn the_repository_is_found() {
        assert!(
            ending(&["Cargo.toml"])
                .iter()
                .any(|file| file.path == "Cargo.toml")
        );
        assert!(
            rust_without_test_files()
                .iter()
                .any(|file| file.path == "crates/model/src/right.rs")
        );
    }
}
