//! `zegel init`: six questions, four papers, and an archive with a regulation in draft.
//!
//! Nothing is written before the last paper was agreed to, and nothing that is there is written over. What comes out is
//! a draft: staff are heard, interests weighed and seats filled in the pages, by people.

mod answers;
mod documents;
mod words;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use zegel_app::App;
use zegel_app::regulation::steps;
use zegel_app::staff::add_person;
use zegel_web::Language;

use crate::cli::{InitArgs, PlaceArgs, say};
use crate::serve::{self, Founding};
use crate::serve_dir;
use answers::{Answers, Given};
use documents::{Document, Papers};
use words::{Words, words};

/// The folder of the papers, inside the archive's.
const PAPERS: &str = "documents";

/// What somebody said to a paper.
enum Verdict {
    Agreed,
    /// The paper is rendered from the answers: ask them again.
    OtherAnswers,
}

/// Exit 0 founded, 2 not.
pub(crate) async fn command(args: InitArgs) -> anyhow::Result<ExitCode> {
    let language = language(&args)?;
    let words = words(language);
    let fresh = Fresh::look(&args.dir)?;
    let mut given = Given::read(&args)?;
    if !given.silent {
        say(words.welcome);
    }
    let (answers, papers) = agree(&mut given, language)?;
    serve_dir::make(&args.dir)?;
    let lock = serve_dir::lock(&args.dir)?;
    if let Err(error) = write(&args, &answers, &papers, words).await {
        // A folder that was refused must not look like an archive the next time.
        fresh.clear(&args.dir);
        return Err(error);
    }
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

/// Asks and shows until every paper is agreed to.
fn agree(given: &mut Given, language: Language) -> anyhow::Result<(Answers, Papers)> {
    let words = words(language);
    'again: loop {
        let answers = given.complete(words)?;
        let mut papers = Papers::of(&answers, language).context("the papers cannot be written")?;
        if given.silent {
            return Ok((answers, papers));
        }
        for document in Document::ALL {
            match confirm(document, &mut papers, words)? {
                Verdict::Agreed => {}
                Verdict::OtherAnswers => {
                    given.forget_scope();
                    continue 'again;
                }
            }
        }
        return Ok((answers, papers));
    }
}

/// Shows one paper until it is agreed to.
fn confirm(document: Document, papers: &mut Papers, words: &Words) -> anyhow::Result<Verdict> {
    loop {
        say("");
        papers.get(document).lines().for_each(say);
        say("");
        let question = if document.rendered() {
            words.confirm_rendered
        } else {
            words.confirm_text
        };
        let Some(answer) = answers::ask(question)? else {
            bail!("{}", words.stopped);
        };
        match answer.to_lowercase().as_str() {
            "" | "y" | "j" | "yes" | "ja" => return Ok(Verdict::Agreed),
            "s" => bail!("{}", words.stopped),
            "c" | "w" if document.rendered() => return Ok(Verdict::OtherAnswers),
            "c" | "w" => match documents::edited(papers.get(document))? {
                Some(text) => papers.put(document, text),
                None => say(words.no_editor),
            },
            _ => say(&format!("{} {question}", words.again)),
        }
    }
}

/// Founds the archive, drafts the regulation, writes the papers and the settings.
async fn write(
    args: &InitArgs,
    answers: &Answers,
    papers: &Papers,
    words: &Words,
) -> anyhow::Result<()> {
    let url = args.url.as_deref().unwrap_or("http://127.0.0.1:8443");
    let url = url.trim_end_matches('/');
    if let Some(url) = &args.url {
        settings(&args.dir, url)?;
    }
    papers.write(&args.dir.join(PAPERS))?;
    let founding = Founding {
        employer: answers.employer.clone(),
        owner: answers.owner.clone(),
    };
    let (app, link) = serve::open(&args.dir, &PlaceArgs::default(), Some(founding), url).await?;
    let link = link.context("the archive was founded by somebody else in the meantime")?;
    let links = people(&app, answers, link).await?;
    say("");
    say(&format!(
        "{} {}",
        words.founded,
        args.dir.join(PAPERS).display()
    ));
    say(words.links);
    for (name, link) in links {
        say(&format!("  {name:<24} {url}/sign-in/{link}"));
    }
    say(&format!("{} {}", words.next, args.dir.display()));
    Ok(())
}

/// Everybody who was named, and the draft: by the owner, who may.
async fn people(
    app: &App,
    answers: &Answers,
    link: String,
) -> anyhow::Result<Vec<(String, String)>> {
    let mut links = vec![(answers.owner.clone(), link)];
    let all = add_person::all(app).await?;
    let owner = all.first().context("the owner is not there")?;
    for (name, roles) in answers.people().into_iter().skip(1) {
        let (_, link) = add_person::add(app, owner, name, roles).await?;
        links.push((name.to_owned(), link.reveal().to_owned()));
    }
    steps::draft(app, owner, &answers.classes()).await?;
    Ok(links)
}

/// The address, for the server that follows; the rest is documented.
fn settings(dir: &Path, url: &str) -> anyhow::Result<()> {
    let text = format!("# Settings of `zegel serve`, as in docs/operations.md.\nurl = {url:?}\n");
    crate::secret_file::write_secret(&dir.join("zegel.toml"), text.as_bytes())
}

/// The language that was named, else the terminal's.
fn language(args: &InitArgs) -> anyhow::Result<Language> {
    if let Some(named) = &args.language {
        return named.parse().context("--language");
    }
    let of = |name| {
        std::env::var(name)
            .ok()
            .filter(|value: &String| !value.is_empty())
    };
    let said = of("LC_ALL")
        .or_else(|| of("LC_MESSAGES"))
        .or_else(|| of("LANG"));
    let dutch = said.is_some_and(|said| said.to_lowercase().starts_with("nl"));
    Ok(if dutch { Language::Nl } else { Language::En })
}

/// A folder without an archive.
struct Fresh {
    /// It was not there at all.
    made: bool,
}

impl Fresh {
    /// What `init` writes.
    const OURS: [&str; 7] = [
        "log.key",
        "zegel.db",
        "zegel.db-wal",
        "zegel.db-shm",
        "zegel.toml",
        PAPERS,
        "blobs",
    ];

    fn look(dir: &Path) -> anyhow::Result<Self> {
        let there = |name: &&str| dir.join(name).exists();
        if let Some(name) = Self::OURS.iter().find(|name| there(name)) {
            bail!(
                "{} has {name} already and nothing was changed; go on with zegel serve --dir {}, or name another folder",
                dir.display(),
                dir.display()
            );
        }
        Ok(Self {
            made: !dir.exists(),
        })
    }

    /// Takes back what this run wrote; what cannot be removed will be named by the next try.
    fn clear(&self, dir: &Path) {
        for name in Self::OURS {
            let path = dir.join(name);
            drop(if path.is_dir() {
                std::fs::remove_dir_all(&path)
            } else {
                std::fs::remove_file(&path)
            });
        }
        if self.made {
            drop(std::fs::remove_file(dir.join("lock")));
            drop(std::fs::remove_dir(dir));
        }
    }
}
