//! A reviewer asks for access: first a preview of counts, then the request, which a fresh reading room signs.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use zegel_app::case::preview::{self, Choice};
use zegel_app::regulation::{safeguards, steps};
use zegel_app::staff::sign_in;
use zegel_app::{Failure, Why};
use zegel_model::CopyId;
use zegel_model::case::{Purpose, ScopeItem};
use zegel_model::person::{Person, Role};
use zegel_model::regulation::Table;
use zegel_room::start::{Secret, Start, TermsDraft};
use zegel_web::narrow::Narrow;
use zegel_web::page::{Place, short};
use zegel_web::pages::case_new::{
    CaseForm, CaseNewPage, Check, Conversation, Preview, PreviewLine,
};
use zegel_web::problem::{Code, Problem};
use zegel_web::{Layout, show as page, show_as};

use super::visit::Signed;
use super::{Shown, done};
use crate::ctx::Ctx;
use crate::rooms::{Rooms, StartError};
use zegel_web::form::Fields;

/// What the form offers at first, in days.
const USUAL_DAYS: u16 = 7;

/// So many conversations can be asked for at once.
const MOST_CHOSEN: usize = 200;

/// What was typed, and what there is to choose from.
struct Typed {
    form: CaseForm,
    conversations: Vec<Conversation>,
    scope: Vec<ScopeItem>,
    narrow: Narrow,
}

impl Typed {
    fn read(fields: &Fields, choices: Vec<Choice>, narrow: Narrow, first: bool) -> Self {
        let days = if first {
            USUAL_DAYS
        } else {
            fields.one("days").parse().unwrap_or(0)
        };
        let form = CaseForm {
            purpose: Purpose::from_name(fields.one("purpose")),
            reason: fields.one("reason").to_owned(),
            necessity: fields.one("necessity").to_owned(),
            days,
            export: fields.one("export") == "yes",
        };
        let chosen: Vec<&str> = fields.all("copy").collect();
        let mut scope = Vec::new();
        let mut conversations = Vec::new();
        for choice in choices {
            let Some((first, last)) = choice.days else {
                continue;
            };
            let id = choice.copy.id.to_string();
            let day = |name: &str, otherwise| {
                fields
                    .one(&format!("{name}-{id}"))
                    .parse()
                    .unwrap_or(otherwise)
            };
            let conversation = Conversation {
                copy: choice.copy.id,
                holder: choice.holder,
                class: choice.copy.class,
                provenance: choice.copy.provenance,
                first,
                last,
                messages: choice.messages,
                chosen: chosen.contains(&id.as_str()),
                from: day("from", first),
                to: day("to", last),
            };
            if conversation.chosen {
                scope.push(ScopeItem {
                    copy: conversation.copy,
                    from: conversation.from,
                    to: conversation.to,
                });
            }
            conversations.push(conversation);
        }
        Self {
            form,
            conversations,
            scope,
            narrow,
        }
    }
}

async fn typed(
    ctx: &Ctx,
    person: &Person,
    fields: &Fields,
    first: bool,
) -> Result<(Typed, Table), Failure> {
    let current = steps::in_force(&ctx.app)
        .await?
        .ok_or(zegel_model::right::Refusal::NoRegulation)?;
    let chosen: Vec<CopyId> = fields
        .all("copy")
        .filter_map(|id| id.parse().ok())
        .take(MOST_CHOSEN)
        .collect();
    let find = fields.one("find");
    let choices = preview::choices(&ctx.app, person, find, &chosen).await?;
    let narrow = Narrow::new("/cases/new", find, choices.more);
    let typed = Typed::read(fields, choices.listed, narrow, first);
    Ok((typed, current.table))
}

/// `GET /cases/new`
pub(super) async fn show(State(ctx): State<Ctx>, query: RawQuery, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Cases);
    let (typed, table) = typed(&ctx, &person, &Fields::of_query(&query), true).await?;
    Ok(page(&view(layout, typed, &table)))
}

fn view(layout: Layout, typed: Typed, table: &Table) -> CaseNewPage {
    CaseNewPage {
        layout,
        form: typed.form,
        purposes: table.purposes().iter().copied().collect(),
        conversations: typed.conversations,
        narrow: typed.narrow,
        max_days: table.case_days,
        preview: None,
        problem: None,
    }
}

/// `POST /cases/new`
pub(super) async fn submit(State(ctx): State<Ctx>, signed: Signed, body: Bytes) -> Shown {
    let (person, layout) = signed.at(Place::Cases);
    let fields = Fields::read(&body);
    let (typed, table) = typed(&ctx, &person, &fields, false).await?;
    let checks = checks(&ctx, &person, &typed, &table).await?;
    let passes = checks.iter().all(|(_, ok)| *ok);
    if passes && fields.one("step") == "request" {
        let draft = draft(&ctx, &person, &typed).ok_or(Failure::Because(Why::AnswerMissing))?;
        return match request(&ctx, &person, layout.language.tag(), draft).await? {
            Ok(case) => Ok(done(&format!("/cases/{case}"), "requested")),
            Err(StartError::Full) => Err(Problem::new(Code::RoomsFull).into()),
            Err(StartError::NoRoom) => Err(Failure::Because(Why::RoomGone).into()),
            Err(StartError::Refused(sentence)) => {
                let view = CaseNewPage {
                    problem: Some(sentence),
                    ..view(layout, typed, &table)
                };
                Ok(show_as(StatusCode::UNPROCESSABLE_ENTITY, &view))
            }
        };
    }
    let lines = preview_lines(&ctx, &person, &typed).await?;
    let status = if passes {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = CaseNewPage {
        preview: Some(Preview { lines, checks }),
        ..view(layout, typed, &table)
    };
    Ok(show_as(status, &view))
}

/// Starts a room for these terms; it makes the case's key and files the request itself.
pub(super) async fn request(
    ctx: &Ctx,
    person: &Person,
    language: &str,
    draft: TermsDraft,
) -> Result<Result<zegel_model::CaseId, StartError>, Failure> {
    // The room's token outlives the case by an hour, and opens nothing that the case does not.
    let seconds = (draft.deadline.micros() - draft.requested.micros()) / 1_000_000 + 3_600;
    let (token, _until) = sign_in::program_token(&ctx.app, person, Some(seconds)).await?;
    let start = Start {
        server: ctx.url.to_string(),
        authority: ctx.authority.as_deref().map(str::to_owned),
        token: Secret::new(token.reveal().to_owned()),
        secret: Rooms::secret(ctx.app.random.as_ref()),
        draft,
        demo: ctx.demo.is_some(),
        base: "/room".to_owned(),
        language: language.to_owned(),
    };
    Ok(ctx.rooms.start(&start).await)
}

fn draft(ctx: &Ctx, person: &Person, typed: &Typed) -> Option<TermsDraft> {
    let requested = ctx.app.now();
    Some(TermsDraft {
        purpose: typed.form.purpose?,
        reason: typed.form.reason.clone(),
        necessity: typed.form.necessity.clone(),
        scope: typed.scope.clone(),
        reviewer: person.id,
        requested,
        deadline: requested.plus_days(i64::from(typed.form.days)),
        export: typed.form.export,
    })
}

/// Every rule with its verdict, before anything is asked.
async fn checks(
    ctx: &Ctx,
    person: &Person,
    typed: &Typed,
    table: &Table,
) -> Result<Vec<(Check, bool)>, Failure> {
    let form = &typed.form;
    let stands = safeguards::bench_now(&ctx.app).await?.stands();
    let verdict = |check| match check {
        Check::Regulation => true,
        Check::Role => person.roles.contains(&Role::Reviewer),
        Check::Purpose => form
            .purpose
            .is_some_and(|purpose| table.purposes().contains(&purpose)),
        Check::Words => !form.reason.trim().is_empty() && !form.necessity.trim().is_empty(),
        Check::Scope => {
            !typed.scope.is_empty() && typed.scope.iter().all(|item| item.from <= item.to)
        }
        Check::Duration => form.days > 0 && form.days <= table.case_days,
        Check::Seats => stands,
    };
    Ok(Check::ALL
        .into_iter()
        .map(|check| (check, verdict(check)))
        .collect())
}

async fn preview_lines(
    ctx: &Ctx,
    person: &Person,
    typed: &Typed,
) -> Result<Vec<PreviewLine>, Failure> {
    let counted = preview::counts(&ctx.app, person, &typed.scope).await?;
    let holder = |copy| {
        typed
            .conversations
            .iter()
            .find(|c| c.copy == copy)
            .map(|c| c.holder.clone())
            .unwrap_or_default()
    };
    Ok(counted
        .into_iter()
        .map(|count| PreviewLine {
            copy: short(&count.item.copy),
            holder: holder(count.item.copy),
            from: count.item.from,
            to: count.item.to,
            days: count.days,
            messages: count.messages,
            people: count.people,
        })
        .collect())
}
