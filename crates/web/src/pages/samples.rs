//! Every page with made-up data, in both languages, for the tests: what a reader would see, checked and, when
//! `ZEGEL_PAGES` names a folder, written there to look at.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use askama::Template;
use zegel_model::Timestamp;
use zegel_model::person::Role;

use crate::assets;
use crate::check;
use crate::language::Language;
use crate::page::{CheckpointLine, DemoBar, DemoRole, Layout, Place, composed_keys};
use crate::problem::Code;

/// One rendered page.
pub(crate) struct Sample {
    /// Name of the file it is written to.
    pub(crate) name: &'static str,
    /// The view's type.
    view: &'static str,
    /// What came out.
    html: String,
    /// It is a part of a page.
    fragment: bool,
}

/// Renders one sample.
pub(crate) fn sample<T: Template>(name: &'static str, view: &T) -> Sample {
    let kind = std::any::type_name::<T>();
    Sample {
        name,
        view: kind.rsplit("::").next().unwrap_or(kind),
        html: view.render().unwrap(),
        fragment: false,
    }
}

/// Renders one sample of what other pages embed: no landmarks, no first heading.
pub(crate) fn fragment<T: Template>(name: &'static str, view: &T) -> Sample {
    Sample {
        fragment: true,
        ..sample(name, view)
    }
}

/// Every page. A new page adds its line here.
fn all(layout: &Layout) -> Vec<Sample> {
    [
        super::advice::samples(layout),
        super::regulation_text::samples(layout),
        super::sign_in::samples(layout),
        super::me::samples(layout),
        super::rules::samples(layout),
        super::log::samples(layout),
        super::people::samples(layout),
        super::regulation::samples(layout),
        super::seats::samples(layout),
        super::token::samples(layout),
        super::cases::samples(layout),
        super::case_new::samples(layout),
        super::case::samples(layout),
        super::demo::samples(layout),
        super::holds::samples(layout),
        super::admin_view::samples(layout),
        super::refusal::samples(layout),
        super::verify::samples(layout),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// 2 May 2022, 16:12 in the Netherlands.
pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_651_500_720_000_000);

/// A day from its text.
pub(crate) fn day(text: &str) -> zegel_model::Day {
    text.parse().unwrap()
}

/// A layout with everything on it.
pub(crate) fn layout(language: Language) -> Layout {
    let demo_role = |role: Role, name: &str, current| DemoRole {
        role,
        name: name.to_owned(),
        href: format!("/demo/as/{}", role.name()),
        current,
    };
    Layout {
        language,
        employer: Some("Installatiebedrijf De Vries".to_owned()),
        person: Some("Sanne <Jansen>".to_owned()),
        places: Place::of(&[Role::Owner, Role::Employee].into()),
        here: Some(Place::Me),
        path: "/me?done=confirmed".to_owned(),
        demo: Some(DemoBar {
            roles: vec![
                demo_role(Role::Employee, "Sanne", true),
                demo_role(Role::Reviewer, "Bram", false),
                demo_role(Role::PrivacyContact, "Fatima", false),
                demo_role(Role::StaffSeat, "Joris", false),
                demo_role(Role::Owner, "Henk", false),
            ],
        }),
        checkpoint: Some(CheckpointLine {
            size: 1_284,
            at: NOON,
        }),
        flash: None,
    }
}

/// The sources whose quotes name keys.
fn sources() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let templates = check::files(&root.join("templates"), "html").unwrap();
    let code = check::files(&root.join("src"), "rs").unwrap();
    templates
        .into_iter()
        .chain(code)
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

fn composed() -> Vec<String> {
    let mut keys = composed_keys();
    keys.extend(super::composed_keys());
    for code in Code::ALL {
        keys.extend(["what", "why", "do"].map(|part| format!("problem-{}-{part}", code.slug())));
    }
    keys
}

#[test]
fn both_languages_have_the_same_words_and_each_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let (nl, mut complaints) = check::words(&root.join("nl")).unwrap();
    let (en, more) = check::words(&root.join("en")).unwrap();
    complaints.extend(more);
    complaints.extend(check::differences(&nl, &en));
    complaints.extend(check::usage(&nl, &sources(), &composed()));
    assert!(nl.len() > 100, "the words were not found");
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn every_page_renders_in_both_languages_and_keeps_the_policy() {
    let written = std::env::var_os("ZEGEL_PAGES").map(std::path::PathBuf::from);
    for language in Language::ALL {
        for sample in all(&layout(language)) {
            let name = format!("{}.{}", sample.name, language.tag());
            let complaints = if sample.fragment {
                check::fragment(&sample.html)
            } else {
                check::page(&sample.html)
            };
            assert_eq!(complaints, Vec::<String>::new(), "{name}");
            assert!(!sample.html.contains("<Jansen>"), "{name} does not escape");
            if let Some(folder) = &written {
                write(folder, &name, &sample.html);
            }
        }
    }
    assert_eq!(
        crate::language::misses(),
        BTreeSet::new(),
        "words that were asked for and not found"
    );
}

/// Writes a page and what it links to, so that a browser can open the file.
fn write(folder: &Path, name: &str, html: &str) {
    fs::create_dir_all(folder.join("assets")).unwrap();
    let mut html = html.to_owned();
    for asset in &assets::ALL {
        fs::write(folder.join("assets").join(asset.name), asset.bytes).unwrap();
        html = html.replace(
            &assets::address(asset.name),
            &format!("assets/{}", asset.name),
        );
    }
    fs::write(folder.join(format!("{name}.html")), html).unwrap();
}

#[test]
fn every_view_and_every_template_has_a_sample() {
    let shown: BTreeSet<&str> = all(&layout(Language::Nl))
        .iter()
        .map(|sample| sample.view)
        .collect();
    let sources = sources().concat();
    let mut views = 0;
    for (_, rest) in sources
        .match_indices("#[template(path = \"")
        .map(|(at, found)| (at, &sources[at + found.len()..]))
    {
        let Some(view) = rest
            .split("pub struct ")
            .nth(1)
            .and_then(|r| r.split([' ', '<', ';']).next())
        else {
            continue;
        };
        assert!(
            shown.contains(view),
            "{view} has no sample in pages/samples.rs"
        );
        views += 1;
    }
    assert!(views > 0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for file in check::files(&root, "html").unwrap() {
        let path = file
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        assert!(
            sources.contains(&format!("\"{path}\"")),
            "{path} is used by no view"
        );
    }
}
