//! The employee's own page.

use axum::extract::{Path, State};
use data_encoding::HEXLOWER;
use zegel_app::archive::statement;
use zegel_app::hold::list;
use zegel_app::staff::access_ledger::{self, Disclosure};
use zegel_app::staff::{kept, sign_in};
use zegel_app::{App, Failure, conduct, regulation};
use zegel_model::Timestamp;
use zegel_model::hold::{Hold, HoldState, On};
use zegel_model::person::{Person, Role};
use zegel_model::regulation::Regulation;
use zegel_seal::statement::Stated;
use zegel_web::language::day_of;
use zegel_web::page::{Place, short};
use zegel_web::pages::me::{
    Access, KeptCopy, MePage, NoticeState, OwnHold, Receipt, SharedCopy, StatedLine, TokenLine,
};
use zegel_web::pages::token::{CommandKind, TokenCommand, TokenPage};
use zegel_web::{Layout, show as page};

use super::visit::Signed;
use super::{Shown, done, download};
use crate::ctx::Ctx;

/// `GET /me`
pub(super) async fn show(State(ctx): State<Ctx>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Me);
    let current = regulation::steps::in_force(&ctx.app).await?;
    let retention = current
        .as_ref()
        .map_or(0, |r| i64::from(r.table.retention_days));
    let mut own = Vec::new();
    let mut shared = Vec::new();
    for found in kept::kept(&ctx.app, &person).await? {
        if found.own {
            own.push(KeptCopy {
                copy: short(&found.copy.id),
                class: found.copy.class,
                provenance: found.copy.provenance,
                begun: found.copy.begun,
                months: found.months,
                until: day_of(found.copy.begun.plus_days(retention)),
            });
        } else {
            shared.push(SharedCopy {
                copy: short(&found.copy.id),
                holder: found.holder,
                first: found.first,
                last: found.last,
            });
        }
    }
    let ledger = access_ledger::ledger(&ctx.app, &person).await?;
    let published = conduct::published(&ctx.app).await?;
    Ok(page(&MePage {
        name: person.name.clone(),
        notice: notice(current.as_ref(), &person),
        holds: list::on_me(&ctx.app, &person)
            .await?
            .iter()
            .map(own_hold)
            .collect(),
        kept: own,
        stated: statement::own_statements(&ctx.app, &person)
            .await?
            .iter()
            .map(stated)
            .collect(),
        shared,
        accesses: ledger.entries.iter().map(access).collect(),
        receipt: Receipt {
            size: published.as_ref().map_or(0, |p| p.size),
            at: published.as_ref().map_or(ledger.complete_until, |p| p.at),
            sure_until: day_of(ledger.complete_until),
            deferral_days: 0,
        },
        tokens: tokens(&ctx.app, &person).await?,
        import_command: import_command(&ctx, "TOKEN"),
        layout,
    }))
}

fn notice(current: Option<&Regulation>, person: &Person) -> NoticeState {
    match current {
        None => NoticeState::NoRegulation,
        Some(regulation) if regulation.confirmed.contains(&person.id) => {
            NoticeState::Read(regulation.version)
        }
        Some(regulation) => NoticeState::Unread(regulation.version),
    }
}

fn own_hold(hold: &Hold) -> OwnHold {
    OwnHold {
        everything: hold.on == On::Everything,
        ground: hold.ground,
        since: hold.proposed.at,
        set: !matches!(hold.state, HoldState::Proposed),
        release_proposed: matches!(hold.state, HoldState::ReleaseProposed { .. }),
    }
}

fn stated((at, stated): &(Timestamp, Stated)) -> StatedLine {
    let at = *at;
    match stated {
        Stated::Left {
            conversations,
            messages,
            ..
        } => StatedLine::Left {
            at,
            conversations: *conversations,
            messages: *messages,
        },
        Stated::Lacks {
            copy,
            missing,
            changed,
            first,
            last,
        } => StatedLine::Lacks {
            at,
            copy: short(copy),
            missing: *missing,
            changed: *changed,
            first: *first,
            last: *last,
        },
    }
}

fn access(entry: &Disclosure) -> Access {
    Access {
        number: entry.number,
        at: entry.at,
        purpose: entry.purpose,
        role: Role::Reviewer,
        copies: entry.look.copies().iter().map(short).collect(),
        look: entry.look.clone(),
        case: short(&entry.case),
        proof: format!("/me/proofs/{}", entry.number),
    }
}

async fn tokens(app: &App, person: &Person) -> Result<Vec<TokenLine>, Failure> {
    let found = sign_in::programs(app, person).await?;
    Ok(found
        .into_iter()
        .map(|token| TokenLine {
            made: token.made,
            until: token.expires,
            revoke: format!("/me/tokens/{}/revoke", HEXLOWER.encode(&token.hash)),
        })
        .collect())
}

/// The command that brings in a chat, for an account of the business on a company phone.
fn import_command(ctx: &Ctx, token: &str) -> String {
    format!("zegel import FILE --server {} --token {token}", ctx.url)
}

/// The command that makes a seat.
pub(super) fn seat_command(ctx: &Ctx, side: &str, token: &str) -> String {
    format!(
        "zegel seat new --side {side} --file seat.key --server {} --token {token}",
        ctx.url
    )
}

/// `GET /me/proofs/{number}`
pub(super) async fn proof(
    State(app): State<App>,
    Path(number): Path<u32>,
    signed: Signed,
) -> Shown {
    let proof = access_ledger::proof(&app, &signed.person, number).await?;
    Ok(download(
        &format!("zegel-proof-{number}.tlog-proof"),
        "text/plain; charset=utf-8",
        proof.0,
    ))
}

/// `POST /me/tokens`
pub(super) async fn token(State(ctx): State<Ctx>, signed: Signed) -> Shown {
    new_token(&ctx, signed).await
}

/// Makes a token and shows it, once.
pub(super) async fn new_token(ctx: &Ctx, signed: Signed) -> Shown {
    let Signed { person, mut layout } = signed;
    let employee = person.roles.contains(&Role::Employee);
    layout.here = Some(if employee { Place::Me } else { Place::Seats });
    let (token, until) = sign_in::program_token(&ctx.app, &person, None).await?;
    Ok(token_page(ctx, &person, layout, token.reveal(), until))
}

fn token_page(
    ctx: &Ctx,
    person: &Person,
    layout: Layout,
    token: &str,
    until: Timestamp,
) -> axum::response::Response {
    let mut commands = Vec::new();
    if person.roles.contains(&Role::Employee) {
        commands.push(TokenCommand {
            what: CommandKind::Import,
            line: import_command(ctx, token),
        });
    }
    for (role, side) in [(Role::StaffSeat, "staff"), (Role::EmployerSeat, "employer")] {
        if person.roles.contains(&role) {
            commands.push(TokenCommand {
                what: CommandKind::Seat,
                line: seat_command(ctx, side, token),
            });
            let line = format!(
                "zegel seat approve CASE --file seat.key --server {} --token {token}",
                ctx.url
            );
            commands.push(TokenCommand {
                what: CommandKind::Approve,
                line,
            });
        }
    }
    let back = if person.roles.contains(&Role::Employee) {
        Place::Me
    } else {
        Place::Seats
    };
    page(&TokenPage {
        layout,
        token: token.to_owned(),
        until,
        commands,
        back: back.path().to_owned(),
    })
}

/// `POST /me/tokens/{token}/revoke`
pub(super) async fn revoke(
    State(app): State<App>,
    Path(token): Path<String>,
    signed: Signed,
) -> Shown {
    let hash = HEXLOWER
        .decode(token.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok());
    sign_in::revoke(
        &app,
        &signed.person,
        hash.ok_or(Failure::NotFound("token"))?,
    )
    .await?;
    Ok(done("/me", "token-revoked"))
}
