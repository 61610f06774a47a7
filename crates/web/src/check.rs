//! What must hold for every page and every word, for the tests of this crate and of others that render with its
//! layout: complaints come back as text, an empty list is good.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The words of one language: key to the names of the values that its sentence takes.
pub type Words = BTreeMap<String, BTreeSet<String>>;

/// All files under a folder with an extension, in order.
pub fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The words of a folder of `.ftl` files, and what is wrong with them (a key twice).
pub fn words(folder: &Path) -> io::Result<(Words, Vec<String>)> {
    let mut words = Words::new();
    let mut complaints = Vec::new();
    for file in files(folder, "ftl")? {
        let text = fs::read_to_string(&file)?;
        let mut current = None;
        for line in text.lines() {
            let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((key, _)) = line.split_once('=').filter(|_| starts) {
                let key = key.trim().to_owned();
                if words.insert(key.clone(), BTreeSet::new()).is_some() {
                    complaints.push(format!("{key} stands twice"));
                }
                current = Some(key);
            }
            if let Some(values) = current.as_ref().and_then(|key| words.get_mut(key)) {
                values.extend(values_in(line));
            }
        }
    }
    Ok((words, complaints))
}

fn values_in(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            .collect::<String>()
    })
}

/// Where two languages differ: a key or a value that only one of them has.
pub fn differences(one: &Words, other: &Words) -> Vec<String> {
    let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (one.get(key), other.get(key)) {
            (Some(a), Some(b)) if a == b => None,
            (Some(_), Some(_)) => Some(format!("{key} takes other values in the other language")),
            _ => Some(format!("{key} exists in one language only")),
        })
        .collect()
}

/// Keys that no quoted text in the sources names and that are not composed, and keys that templates name but that do
/// not exist. `sources` are the contents of templates and of Rust files.
pub fn usage(words: &Words, sources: &[String], composed: &[String]) -> Vec<String> {
    let mut quoted = BTreeSet::new();
    let mut asked = BTreeSet::new();
    for source in sources {
        quoted.extend(source.split('"').map(str::to_owned));
        for call in [".t(\"", ".say(\"", ".with(\"", ".count(\""] {
            let keys = source
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            asked.extend(keys.map(str::to_owned));
        }
    }
    let unused = words
        .keys()
        .filter(|key| !quoted.contains(*key) && !composed.contains(*key))
        .map(|key| format!("{key} is never used"));
    // A lone word inside of `.with("...")` may be something else than a key: keys have a dash.
    let missing = asked
        .iter()
        .chain(composed)
        .filter(|key| key.contains('-') && !words.contains_key(*key))
        .map(|key| format!("{key} is used and does not exist"));
    unused.chain(missing).collect()
}

/// What the content security policy would refuse, or a reader would miss, in a rendered page.
pub fn page(html: &str) -> Vec<String> {
    let mut complaints = fragment(html);
    let lower = html.to_ascii_lowercase();
    for (needle, complaint) in [
        ("<html lang=", "no language on the root"),
        ("<main ", "no main landmark"),
        ("<h1", "no first heading"),
        ("<title>", "no title"),
    ] {
        if !lower.contains(needle) {
            complaints.push(complaint.to_owned());
        }
    }
    if lower.matches("<h1").count() > 1 {
        complaints.push("more than one first heading".to_owned());
    }
    complaints
}

/// The same for a part of a page.
pub fn fragment(html: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let lower = html.to_ascii_lowercase();
    for (at, _) in lower.match_indices('<') {
        let tag = lower
            .get(at..)
            .and_then(|rest| rest.split_inclusive('>').next())
            .unwrap_or("");
        if tag.starts_with("<script") && !tag.contains(" src=") {
            complaints.push("an inline script".to_owned());
        }
        if tag.starts_with("<style") || tag.contains(" style=") {
            complaints.push(format!("inline style: {tag}"));
        }
        if handler(tag) {
            complaints.push(format!("an inline handler: {tag}"));
        }
        if tag.contains("\"javascript:") {
            complaints.push(format!("a script in an address: {tag}"));
        }
        if tag.starts_with("<img") && !tag.contains(" alt=") {
            complaints.push(format!("an image without words: {tag}"));
        }
    }
    complaints.extend(twice(&lower));
    complaints.extend(unlabelled(&lower));
    complaints
}

/// An attribute such as `onclick=` outside of quotes.
fn handler(tag: &str) -> bool {
    tag.split('"').step_by(2).any(|outside| {
        outside.split_ascii_whitespace().any(|word| {
            word.strip_prefix("on")
                .and_then(|rest| rest.split_once('='))
                .is_some_and(|(name, _)| {
                    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase())
                })
        })
    })
}

/// Identifiers that stand on more than one element.
fn twice(html: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    html.split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| !seen.insert((*id).to_owned()))
        .map(|id| format!("the id {id} twice"))
        .collect()
}

/// Fields that no label names.
fn unlabelled(html: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for kind in ["<input ", "<select ", "<textarea "] {
        for tag in html
            .split(kind)
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
        {
            if tag.contains("type=\"hidden\"") || tag.contains("aria-label") {
                continue;
            }
            let id = tag
                .split("id=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            if !id.is_some_and(|id| html.contains(&format!("for=\"{id}\""))) {
                complaints.push(format!("a field without a label: {kind}{tag}"));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "<html lang=\"nl\"><title>a</title><main id=\"m\"><h1>a</h1></main>";

    #[test]
    fn a_plain_page_passes() {
        assert_eq!(page(GOOD), Vec::<String>::new());
        assert_eq!(
            page(&format!(
                "{GOOD}<label for=\"a\">A</label><input id=\"a\" value=\"onze on=1\">"
            )),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_the_policy_refuses_is_found() {
        for bad in [
            "<p style=\"color:red\">",
            "<style>",
            "<script>x()</script>",
            "<a onclick=\"x()\">",
            "<a href=\"javascript:x\">",
            "<img src=\"a\">",
            "<input id=\"a\">",
            "<p id=\"m\">",
            "<h1>",
        ] {
            assert!(!page(&format!("{GOOD}{bad}")).is_empty(), "{bad}");
        }
        assert!(!page("<p>").is_empty());
    }

    #[test]
    fn words_are_compared_and_their_use_checked() {
        let of = |list: &[(&str, &[&str])]| -> Words {
            list.iter()
                .map(|(k, v)| ((*k).to_owned(), v.iter().map(|s| (*s).to_owned()).collect()))
                .collect()
        };
        let one = of(&[("a-b", &["n"]), ("c-d", &[])]);
        assert!(differences(&one, &one).is_empty());
        assert_eq!(
            differences(&one, &of(&[("a-b", &[]), ("c-d", &[])])).len(),
            1
        );
        assert_eq!(differences(&one, &of(&[("a-b", &["n"])])).len(), 1);
        let source = "layout.t(\"a-b\") layout.t(\"x-y\")".to_owned();
        assert_eq!(
            usage(&one, &[source], &[]),
            ["c-d is never used", "x-y is used and does not exist"]
        );
    }
}
