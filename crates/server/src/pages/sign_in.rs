//! One-time links in, and out.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use zegel_app::App;
use zegel_app::staff::sign_in::{self, SessionKind, Token};
use zegel_web::page::Place;
use zegel_web::pages::sign_in::{SignInConfirmPage, SignInPage, SignedOutPage};
use zegel_web::{Layout, show};

use super::Shown;
use super::visit::Visit;
use crate::ctx::Ctx;
use crate::who::{SESSION, cookie};

/// `GET /sign-in`
pub(super) async fn explain(visit: Visit) -> Response {
    show(&SignInPage {
        layout: visit.layout,
    })
}

/// `GET /sign-in/{link}`: asks first; programs that look into mail open links.
pub(super) async fn confirm(
    State(app): State<App>,
    Path(link): Path<String>,
    visit: Visit,
) -> Shown {
    let (person, until) = sign_in::look(&app, &link).await?;
    let action = format!("/sign-in/{link}");
    Ok(show(&SignInConfirmPage {
        layout: visit.layout,
        action,
        name: person.name,
        until,
    }))
}

/// `POST /sign-in/{link}`
pub(super) async fn redeem(State(ctx): State<Ctx>, Path(link): Path<String>) -> Shown {
    let (person, token) = sign_in::redeem(&ctx.app, &link, SessionKind::Browser).await?;
    Ok(signed_in(
        &ctx,
        &token,
        &format!("{}?done=signed-in", Place::home(&person.roles).path()),
    ))
}

/// Sets the session's cookie and leads on.
pub(super) fn signed_in(ctx: &Ctx, token: &Token, to: &str) -> Response {
    let secure = if ctx.url.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    let value = format!(
        "{SESSION}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
        token.reveal()
    );
    with_cookie(Redirect::to(to).into_response(), &value)
}

/// `POST /sign-out`
pub(super) async fn out(State(app): State<App>, headers: HeaderMap, visit: Visit) -> Shown {
    if let Some(token) = cookie(&headers, SESSION) {
        sign_in::end(&app, token).await?;
    }
    let layout = Layout {
        person: None,
        places: vec![Place::Advice, Place::Log],
        ..visit.layout
    };
    let page = show(&SignedOutPage { layout });
    Ok(with_cookie(
        page,
        &format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"),
    ))
}

fn with_cookie(mut response: Response, value: &str) -> Response {
    if let Ok(mut value) = HeaderValue::from_str(value) {
        value.set_sensitive(true);
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
