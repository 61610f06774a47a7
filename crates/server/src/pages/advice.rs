//! "Mag dit?": the first page. Questions in the address, so that an answer can be shared.

use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use axum::routing::get;
use zegel_app::Failure;
use zegel_app::advice::{
    Advice, Answers, Document, Example, Source, Standing, Unanswered, Verdict, advise,
};
use zegel_model::regulation::Table;
use zegel_model::scope::Account;
use zegel_web::page::Place;
use zegel_web::pages::advice::{
    AdvicePage, AnswerPage, DocumentPage, ExampleLine, OfferLine, PaperAnswers, PartLine,
    PointLine, SourceLine,
};
use zegel_web::{Layout, show};

use super::visit::Visit;
use super::{Shown, download};
use crate::ctx::Ctx;
use zegel_web::form::Fields;

/// The pages of the advice.
pub(super) fn routes() -> Router<Ctx> {
    Router::new()
        .route("/", get(form))
        .route("/advice", get(ask))
        .route("/advice/{document}", get(document))
}

/// `GET /`: the form, with what was answered before.
async fn form(query: RawQuery, mut visit: Visit) -> Response {
    visit.layout.here = Some(Place::Advice);
    show(&form_page(
        visit.layout,
        chosen(&Fields::of_query(&query)),
        Vec::new(),
    ))
}

/// `GET /advice`: the answer, or the form again with what is missing.
async fn ask(query: RawQuery, mut visit: Visit) -> Response {
    visit.layout.here = Some(Place::Advice);
    let fields = Fields::of_query(&query);
    match read(&fields) {
        Ok(answers) => show(&answer_page(visit.layout, &answers)),
        Err(Unanswered(missing)) => {
            let missing = missing.iter().map(|question| question.name()).collect();
            show(&form_page(visit.layout, chosen(&fields), missing))
        }
    }
}

fn form_page(
    layout: Layout,
    chosen: Vec<(String, String)>,
    missing: Vec<&'static str>,
) -> AdvicePage {
    let examples = Example::ALL
        .iter()
        .filter_map(|example| example_line(*example))
        .collect();
    AdvicePage {
        layout,
        chosen,
        missing,
        examples,
    }
}

fn read(fields: &Fields) -> Result<Answers, Unanswered> {
    Answers::read(
        fields
            .pairs()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    )
}

/// The pairs that are about a question; others, such as `done`, are not for the form.
fn chosen(fields: &Fields) -> Vec<(String, String)> {
    let known = |name: &str| zegel_app::advice::Question::from_name(name).is_some();
    fields
        .pairs()
        .iter()
        .filter(|(name, _)| known(name))
        .cloned()
        .collect()
}

fn example_line(example: Example) -> Option<ExampleLine> {
    let answers = example.answers()?;
    let verdict = advise(&answers).verdict.name();
    Some(ExampleLine {
        code: example.name(),
        verdict,
        query: answers.query(),
    })
}

fn answer_page(layout: Layout, answers: &Answers) -> AnswerPage {
    let advice = advise(answers);
    AnswerPage {
        layout,
        chosen: answers
            .pairs()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        query: answers.query(),
        verdict: advice.verdict.name(),
        parts: advice
            .parts
            .iter()
            .map(|part| PartLine {
                want: part.want.name(),
                phone: part.phone,
                verdict: part.verdict.name(),
            })
            .collect(),
        reasons: advice
            .reasons
            .iter()
            .map(|r| PointLine {
                code: r.name(),
                sources: sources(r.sources()),
            })
            .collect(),
        alternatives: advice
            .alternatives
            .iter()
            .map(|offer| OfferLine {
                code: offer.alternative.name(),
                query: offer.answers.as_ref().map(Answers::query),
            })
            .collect(),
        conditions: advice
            .conditions
            .iter()
            .map(|c| PointLine {
                code: c.name(),
                sources: sources(c.sources()),
            })
            .collect(),
        steps: advice.steps.iter().map(|step| step.name()).collect(),
        documents: advice
            .documents
            .iter()
            .map(|document| document.name())
            .collect(),
    }
}

fn sources(sources: &[Source]) -> Vec<SourceLine> {
    sources
        .iter()
        .map(|source| SourceLine {
            code: source.name(),
            own_knowledge: source.standing() == Standing::OwnKnowledge,
        })
        .collect()
}

/// `GET /advice/{document}` and, with `.md` at its end, the same as a file.
async fn document(Path(name): Path<String>, query: RawQuery, mut visit: Visit) -> Shown {
    visit.layout.here = Some(Place::Advice);
    let (stem, file) = name
        .strip_suffix(".md")
        .map_or((name.as_str(), false), |stem| (stem, true));
    let answers = read(&Fields::of_query(&query)).map_err(|_| Failure::NotFound("document"))?;
    let advice = advise(&answers);
    let document = Document::from_name(stem).filter(|document| advice.documents.contains(document));
    let document = document.ok_or(Failure::NotFound("document"))?;
    let page = DocumentPage {
        layout: visit.layout,
        document: document.name(),
        query: answers.query(),
        answers: paper_answers(&answers, &advice),
    };
    if file {
        return Ok(download(
            &name,
            "text/markdown; charset=utf-8",
            page.markdown(),
        ));
    }
    Ok(show(&page))
}

/// What the texts are filled in with. What is refused outright is not in them.
pub fn paper_answers(answers: &Answers, advice: &Advice) -> PaperAnswers {
    let refused = |want| {
        let mut parts = advice.parts.iter().filter(|part| part.want == want);
        parts.all(|part| part.verdict == Verdict::No)
    };
    PaperAnswers {
        phone: answers.phone.name(),
        account: match answers.account {
            Account::Business => "business",
            Account::Personal => "personal",
        },
        chats: answers.chats.name(),
        wants: answers
            .wants
            .iter()
            .filter(|want| !refused(*want))
            .map(zegel_app::advice::Want::name)
            .collect(),
        staff: answers.staff,
        council: answers.council.name(),
        why: answers.why.name(),
        alternatives: advice
            .alternatives
            .iter()
            .map(|offer| offer.alternative.name())
            .collect(),
        table: Table::small_employer(&answers.classes()),
    }
}
