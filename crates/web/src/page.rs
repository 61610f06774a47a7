//! What every page has around it: header, navigation by role, language switch, demo bar, flash, footer.
//!
//! A view has a field `layout: Layout` and a template that extends `layout.html`. Handlers fill the view and call
//! [`show`].

use std::collections::BTreeSet;

use askama::Template;
use askama::filters::Safe;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zegel_model::case::{End, Purpose};
use zegel_model::hold::{Ground, Voice};
use zegel_model::person::Role;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{Day, Timestamp};

use crate::assets;
use crate::language::{Arg, IntoArg, Language};
pub use crate::switch::language_routes;

/// What every page needs to know about its reader. No `Debug`: it holds a name.
#[derive(Clone, Default)]
pub struct Layout {
    /// The language of the page.
    pub language: Language,
    /// Whose archive this is.
    pub employer: Option<String>,
    /// Who is signed in, as pages show them.
    pub person: Option<String>,
    /// Where the navigation leads, in order; see [`Place::of`].
    pub places: Vec<Place>,
    /// Which of them this page belongs to.
    pub here: Option<Place>,
    /// Path and query of this page: where the language switch leads back to.
    pub path: String,
    /// Present in the demo alone.
    pub demo: Option<DemoBar>,
    /// The newest signed checkpoint of the conduct log, for the footer.
    pub checkpoint: Option<CheckpointLine>,
    /// What was just done.
    pub flash: Option<Flash>,
}

/// A page that the navigation knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// "Mag dit?", `/`.
    Advice,
    /// What is kept about me, `/me`.
    Me,
    /// Requests for access, `/cases`.
    Cases,
    /// Holders of keys, `/seats`.
    Seats,
    /// Legal holds, `/holds`.
    Holds,
    /// Who works here, `/people`.
    People,
    /// Making the regulation, `/regulation`.
    Regulation,
    /// Reading the regulation, `/rules`.
    Rules,
    /// The conduct log, `/log`.
    Log,
}

/// The bar of the demo.
#[derive(Clone, Default)]
pub struct DemoBar {
    /// One link for each role.
    pub roles: Vec<DemoRole>,
}

/// A role to step into.
#[derive(Clone)]
pub struct DemoRole {
    /// Which role.
    pub role: Role,
    /// Who has it in the demo.
    pub name: String,
    /// Where the link leads.
    pub href: String,
    /// The reader is in this role now.
    pub current: bool,
}

/// A checkpoint in a few words.
#[derive(Debug, Clone, Copy)]
pub struct CheckpointLine {
    /// Entries that it covers.
    pub size: u64,
    /// When it was signed.
    pub at: Timestamp,
}

/// What was just done, shown once.
#[derive(Clone)]
pub struct Flash(pub String);

/// What redirects after a form name in `?done=`; each has its sentence under `flash-`.
pub const DONE: [&str; 25] = [
    "approved",
    "closed",
    "confirmed",
    "consulted",
    "denied",
    "drafted",
    "hold-confirm-release",
    "hold-confirm",
    "hold-keep",
    "hold-propose-release",
    "hold-proposed",
    "hold-refuse",
    "in-force",
    "key-registered",
    "link-made",
    "person-added",
    "released",
    "requested",
    "room-opened",
    "seat-drilled",
    "seat-registered",
    "signed-in",
    "token-revoked",
    "weighed",
    "withdrawn",
];

impl Flash {
    /// The sentence for a `?done=` value; nothing for words that are not on the list.
    pub fn of(language: Language, done: &str) -> Option<Self> {
        DONE.contains(&done)
            .then(|| Self(language.say(&format!("flash-{done}"), &[])))
    }
}

impl Place {
    /// Every place, in the order of the navigation.
    pub const ALL: [Self; 9] = [
        Self::Me,
        Self::Cases,
        Self::Seats,
        Self::Holds,
        Self::People,
        Self::Regulation,
        Self::Rules,
        Self::Log,
        Self::Advice,
    ];

    /// Its path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Advice => "/",
            Self::Me => "/me",
            Self::Cases => "/cases",
            Self::Seats => "/seats",
            Self::Holds => "/holds",
            Self::People => "/people",
            Self::Regulation => "/regulation",
            Self::Rules => "/rules",
            Self::Log => "/log",
        }
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Advice => "place-advice",
            Self::Me => "place-me",
            Self::Cases => "place-cases",
            Self::Seats => "place-seats",
            Self::Holds => "place-holds",
            Self::People => "place-people",
            Self::Regulation => "place-regulation",
            Self::Rules => "place-rules",
            Self::Log => "place-log",
        }
    }

    /// What somebody with these roles finds in the navigation; with none, what anybody may see.
    pub fn of(roles: &BTreeSet<Role>) -> Vec<Self> {
        let any = |wanted: &[Role]| wanted.iter().any(|role| roles.contains(role));
        let seats = [
            Role::StaffSeat,
            Role::EmployerSeat,
            Role::Owner,
            Role::PrivacyContact,
        ];
        Self::ALL
            .into_iter()
            .filter(|place| match place {
                Self::Advice | Self::Rules | Self::Log => true,
                Self::Me => any(&[Role::Employee]),
                Self::Cases => any(&seats) || any(&[Role::Reviewer]),
                Self::Seats => any(&seats),
                Self::Holds => Voice::of(roles).is_some(),
                Self::People | Self::Regulation => any(&[Role::Owner]),
            })
            .collect()
    }

    /// Where somebody with these roles arrives after signing in.
    pub fn home(roles: &BTreeSet<Role>) -> Self {
        if roles.contains(&Role::Owner) {
            Self::Regulation
        } else if roles.iter().any(|role| *role != Role::Employee) {
            Self::Cases
        } else {
            Self::Me
        }
    }
}

/// Short names for templates.
impl Layout {
    /// A bare layout, for pages without a session.
    pub fn bare(language: Language, path: &str) -> Self {
        Self {
            language,
            path: path.to_owned(),
            places: Place::of(&BTreeSet::new()),
            ..Self::default()
        }
    }

    /// The words of a key.
    pub fn t(&self, key: &str) -> String {
        self.language.say(key, &[])
    }

    /// The words of a key with values.
    pub fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        self.language.say(key, args)
    }

    /// The words of a key with one value.
    pub fn with(&self, key: &str, name: &'static str, value: impl IntoArg) -> String {
        self.language.say(key, &[(name, value.arg())])
    }

    /// A value for [`Layout::say`].
    pub fn arg(&self, value: impl IntoArg) -> Arg {
        value.arg()
    }

    /// The words of a key about a count, `{ $count }`.
    pub fn count(&self, key: &str, count: impl IntoArg) -> String {
        self.with(key, "count", count)
    }

    /// A number on its own.
    pub fn number(&self, number: impl IntoArg) -> String {
        match number.arg() {
            Arg::Number(number) => self.language.number(number),
            Arg::Text(text) => text,
        }
    }

    /// A moment as a `<time>` element.
    pub fn when(&self, at: &Timestamp) -> Safe<String> {
        // Both halves are made of digits, letters and separators of ours.
        Safe(format!(
            "<time datetime=\"{at}\">{}</time>",
            self.language.moment(*at)
        ))
    }

    /// A moment in words.
    pub fn moment(&self, at: &Timestamp) -> String {
        self.language.moment(*at)
    }

    /// A day as a `<time>` element.
    pub fn day(&self, day: &Day) -> Safe<String> {
        Safe(format!(
            "<time datetime=\"{day}\">{}</time>",
            self.language.day(*day)
        ))
    }

    /// A day in words.
    pub fn day_text(&self, day: &Day) -> String {
        self.language.day(*day)
    }

    /// What a source's letter means.
    pub fn provenance(&self, provenance: &Provenance) -> String {
        self.t(match provenance {
            Provenance::SignedFeed => "provenance-a",
            Provenance::DeviceBackup => "provenance-b",
            Provenance::TextExport => "provenance-c",
        })
    }

    /// A month in words.
    pub fn month(&self, day: &Day) -> String {
        self.language.month(*day)
    }

    /// What a role is called.
    pub fn role(&self, role: &Role) -> String {
        self.t(&format!("role-{}", dashed(role.name())))
    }

    /// What a purpose is called.
    pub fn purpose(&self, purpose: &Purpose) -> String {
        self.t(&format!("purpose-{}", dashed(purpose.name())))
    }

    /// Whose account and phone, in words.
    pub fn class(&self, class: &SourceClass) -> String {
        self.t(class_key(*class))
    }

    /// What a side is called.
    pub fn side(&self, side: &Side) -> String {
        self.t(side_key(*side))
    }

    /// Why something is under a hold.
    pub fn ground(&self, ground: &Ground) -> String {
        self.t(ground_key(*ground))
    }

    /// For whom somebody speaks about holds.
    pub fn voice(&self, voice: &Voice) -> String {
        self.t(voice_key(*voice))
    }

    /// Why a case ended.
    pub fn end(&self, end: &End) -> String {
        self.t(&format!("end-{}", dashed(end.name())))
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The address that switches to a language and comes back here.
    pub fn switch(&self, language: &Language) -> String {
        let plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/')
        };
        let escaped: String = self
            .path
            .bytes()
            .map(|byte| {
                if plain(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        format!("/language/{}?back={escaped}", language.tag())
    }

    /// The page belongs to this place.
    pub fn is_here(&self, place: &Place) -> bool {
        self.here == Some(*place)
    }

    /// The page is in this language.
    pub fn is_language(&self, language: &Language) -> bool {
        self.language == *language
    }

    /// Both languages.
    pub fn languages(&self) -> [Language; 2] {
        Language::ALL
    }
}

/// An identifier as long as it takes to tell it from others in a table: its prefix is dropped, 8 characters stay.
pub fn short(id: &impl ToString) -> String {
    let text = id.to_string();
    text.split_once('-')
        .map_or(text.as_str(), |(_, rest)| rest)
        .chars()
        .take(8)
        .collect()
}

/// Names with underscores as keys of sentences.
pub(crate) fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

const fn class_key(class: SourceClass) -> &'static str {
    match class.code() {
        0 => "class-business-company",
        1 => "class-personal-company",
        2 => "class-business-private",
        _ => "class-personal-private",
    }
}

const fn side_key(side: Side) -> &'static str {
    match side {
        Side::Employer => "side-employer",
        Side::Staff => "side-staff",
    }
}

const fn ground_key(ground: Ground) -> &'static str {
    match ground {
        Ground::Regulator => "ground-regulator",
        Ground::LegalClaim => "ground-legal-claim",
        Ground::SubjectsClaim => "ground-subjects-claim",
    }
}

const fn voice_key(voice: Voice) -> &'static str {
    match voice {
        Voice::Employer => "voice-employer",
        Voice::Staff => "voice-staff",
        Voice::Privacy => "voice-privacy",
    }
}

/// Keys that code composes: a test sees to it that both languages have each of them.
pub fn composed_keys() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Place::ALL.map(|place| place.key().to_owned()));
    keys.extend(Role::ALL.map(|role| format!("role-{}", dashed(role.name()))));
    keys.extend(Purpose::ALL.map(|purpose| format!("purpose-{}", dashed(purpose.name()))));
    keys.extend(SourceClass::ALL.map(|class| class_key(class).to_owned()));
    keys.extend(Side::ALL.map(|side| side_key(side).to_owned()));
    keys.extend(Ground::ALL.map(|ground| ground_key(ground).to_owned()));
    keys.extend(Voice::ALL.map(|voice| voice_key(voice).to_owned()));
    keys.extend(
        [
            End::Closed,
            End::Denied,
            End::Lapsed,
            End::Deadline,
            End::RoomStopped,
        ]
        .map(|end| format!("end-{}", dashed(end.name()))),
    );
    keys.extend(DONE.map(|done| format!("flash-{done}")));
    keys
}

/// A view as an answer.
pub fn show(view: &impl Template) -> Response {
    show_as(StatusCode::OK, view)
}

/// A view as an answer with a status.
pub fn show_as(status: StatusCode, view: &impl Template) -> Response {
    const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
    match view.render() {
        Ok(html) => (status, [(header::CONTENT_TYPE, HTML)], html).into_response(),
        // Writing into memory: only a broken `Display` of ours gets here.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The path leads to a page of this server and nowhere else.
pub fn stays_here(path: &str) -> bool {
    let mut bytes = path.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn the_switch_stays_on_this_server() {
        for (uri, location) in [
            ("/language/en?back=/cases/new%3Fa=b", "/cases/new?a=b"),
            ("/language/en?back=//evil.example", "/"),
            ("/language/en?back=/%5Cevil.example", "/"),
            ("/language/en?back=https://evil.example", "/"),
            ("/language/en?back=/a%0d%0ab", "/"),
            ("/language/nl", "/"),
        ] {
            let request = Request::get(uri).body(Body::empty()).unwrap();
            let response = language_routes::<()>().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::SEE_OTHER, "{uri}");
            assert_eq!(response.headers()[header::LOCATION], location, "{uri}");
            assert!(
                response.headers()[header::SET_COOKIE]
                    .to_str()
                    .unwrap()
                    .starts_with("zegel_language=")
            );
        }
        let request = Request::get("/language/xx").body(Body::empty()).unwrap();
        let response = language_routes::<()>().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_switch_brings_back_the_query() {
        let layout = Layout::bare(Language::Nl, "/cases/new?purpose=legal_claim&a=é");
        assert_eq!(
            layout.switch(&Language::En),
            "/language/en?back=/cases/new%3Fpurpose%3Dlegal_claim%26a%3D%C3%A9"
        );
    }

    #[test]
    fn everybody_finds_their_way() {
        let roles = |list: &[Role]| list.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(
            Place::of(&roles(&[])),
            [Place::Rules, Place::Log, Place::Advice]
        );
        assert_eq!(Place::of(&roles(&[Role::Employee]))[0], Place::Me);
        assert!(!Place::of(&roles(&[Role::Reviewer])).contains(&Place::Seats));
        assert!(Place::of(&roles(&[Role::Owner])).contains(&Place::Regulation));
        assert_eq!(Place::home(&roles(&[Role::Employee])), Place::Me);
        assert_eq!(
            Place::home(&roles(&[Role::Employee, Role::StaffSeat])),
            Place::Cases
        );
    }

    #[test]
    fn an_identifier_is_shortened_without_its_prefix() {
        let id = zegel_model::CopyId::from_bytes(*b"abcdefghijklmnop");
        assert_eq!(short(&id), "mfrggzdf");
    }
}
