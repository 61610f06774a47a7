//! Signing in by one-time link, and out.

use askama::Template;
use zegel_model::Timestamp;

use crate::page::Layout;

/// `/sign-in`: how signing in works.
#[derive(Template)]
#[template(path = "sign_in/explain.html")]
pub struct SignInPage {
    /// Around the page.
    pub layout: Layout,
}

/// `GET /sign-in/{token}`: a button that redeems the link. Programs that open links in mail must not burn it.
///
/// Form: `POST {action}`, no fields; then 303 to `Place::home`.
#[derive(Template)]
#[template(path = "sign_in/confirm.html")]
pub struct SignInConfirmPage {
    /// Around the page.
    pub layout: Layout,
    /// Address of the form: the link itself.
    pub action: String,
    /// Whose link it is.
    pub name: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// After `POST /sign-out`.
#[derive(Template)]
#[template(path = "sign_in/out.html")]
pub struct SignedOutPage {
    /// Around the page.
    pub layout: Layout,
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let bare = Layout::bare(layout.language, "/sign-in");
    vec![
        sample(
            "sign-in",
            &SignInPage {
                layout: bare.clone(),
            },
        ),
        sample(
            "sign-in-confirm",
            &SignInConfirmPage {
                layout: bare.clone(),
                action: "/sign-in/n5xgk43u".to_owned(),
                name: "Sanne <Jansen>".to_owned(),
                until: NOON.plus_days(1),
            },
        ),
        sample("signed-out", &SignedOutPage { layout: bare }),
    ]
}
