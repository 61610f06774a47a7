//! Refusals: what, why, and what to do about it, as RFC 9457 JSON for programs and as a page for people.
//!
//! A handler returns a [`Problem`]; [`dressed`] turns it into a page when a browser asked. Nothing of the request's
//! content goes into it.

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use zegel_model::case::{CaseError, TermsError};
use zegel_model::hold::HoldError;
use zegel_model::person::NotSmall;
use zegel_model::regulation::RegulationError;
use zegel_model::right::Refusal;

use crate::language::{Arg, IntoArg, Language};
use crate::page::{Layout, show_as};
use crate::pages::refusal::RefusalPage;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $slug:literal $status:ident,)*) => {
        /// Every refusal there is. Each has three sentences: `problem-{slug}-what`, `-why` and `-do`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its stable name, in `type` and in keys.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$name => $slug,)*
                }
            }

            /// Its HTTP status.
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$status,)*
                }
            }
        }
    };
}

codes! {
    /// The request cannot be read.
    Malformed = "malformed" BAD_REQUEST,
    /// A form lacks an answer.
    AnswerMissing = "answer-missing" UNPROCESSABLE_ENTITY,
    /// Nobody is signed in.
    NotSignedIn = "not-signed-in" UNAUTHORIZED,
    /// The API token is unknown or was revoked.
    TokenRefused = "token-refused" UNAUTHORIZED,
    /// The one-time link was used, or is too old.
    LinkSpent = "link-spent" GONE,
    /// Another site sent this form.
    CrossSite = "cross-site" FORBIDDEN,
    /// R1: no regulation is in force.
    NoRegulation = "no-regulation" FORBIDDEN,
    /// R2: no role of this person may.
    NotYourRole = "not-your-role" FORBIDDEN,
    /// R3: this class is not covered.
    ClassNotCovered = "class-not-covered" FORBIDDEN,
    /// R4: the notice is unread.
    NoticeNotRead = "notice-not-read" FORBIDDEN,
    /// Somebody else's case.
    NotYourCase = "not-your-case" FORBIDDEN,
    /// One's own request.
    OwnRequest = "own-request" FORBIDDEN,
    /// The case is not open yet.
    CaseNotReleased = "case-not-released" FORBIDDEN,
    /// The case is over.
    CaseOver = "case-over" FORBIDDEN,
    /// Something that the case does not cover.
    OutOfScope = "out-of-scope" FORBIDDEN,
    /// The case waits for nothing.
    CaseNotWaiting = "case-not-waiting" CONFLICT,
    /// The seat has answered.
    SeatAnswered = "seat-answered" CONFLICT,
    /// An approval's deadline is not earlier.
    DeadlineNotEarlier = "deadline-not-earlier" UNPROCESSABLE_ENTITY,
    /// What a seat signed does not check out.
    ApprovalInvalid = "approval-invalid" UNPROCESSABLE_ENTITY,
    /// No seat of this person, or not registered.
    SeatUnknown = "seat-unknown" UNPROCESSABLE_ENTITY,
    /// A side has too few drilled seats.
    SeatsMissing = "seats-missing" CONFLICT,
    /// The checkpoint is not cosigned yet.
    NotWitnessed = "not-witnessed" CONFLICT,
    /// The purpose is not on the list.
    PurposeNotListed = "purpose-not-listed" UNPROCESSABLE_ENTITY,
    /// Reason or necessity is empty.
    WordsMissing = "words-missing" UNPROCESSABLE_ENTITY,
    /// No conversation was chosen.
    ScopeMissing = "scope-missing" UNPROCESSABLE_ENTITY,
    /// The last day lies before the first.
    DaysSwapped = "days-swapped" UNPROCESSABLE_ENTITY,
    /// Longer than allowed; `days`.
    TooLong = "too-long" UNPROCESSABLE_ENTITY,
    /// The hold is not waiting for this step.
    HoldNotNow = "hold-not-now" CONFLICT,
    /// The second speaks for the same side.
    HoldSameSide = "hold-same-side" FORBIDDEN,
    /// A hold is not released without the employer.
    HoldWithoutEmployer = "hold-without-employer" FORBIDDEN,
    /// The regulation's states were skipped.
    StepOutOfOrder = "step-out-of-order" CONFLICT,
    /// Safeguards do not stand yet.
    SafeguardsMissing = "safeguards-missing" CONFLICT,
    /// The balancing test is empty.
    NotWeighed = "not-weighed" CONFLICT,
    /// More than 49 people, or a works council.
    NotSmall = "not-small" CONFLICT,
    /// Two roles that exclude each other.
    RolesClash = "roles-clash" UNPROCESSABLE_ENTITY,
    /// Nobody else can have this role taken away or given.
    NameTaken = "name-taken" CONFLICT,
    /// Somebody else changed it in the meantime.
    Changed = "changed" CONFLICT,
    /// What was sent is not sealed as it must be.
    NotSealed = "not-sealed" UNPROCESSABLE_ENTITY,
    /// A statement that its importer did not sign.
    StatementInvalid = "statement-invalid" UNPROCESSABLE_ENTITY,
    /// No such page or thing.
    NotFound = "not-found" NOT_FOUND,
    /// The page exists, the method does not.
    WrongMethod = "wrong-method" METHOD_NOT_ALLOWED,
    /// More bytes than the route takes.
    TooLarge = "too-large" PAYLOAD_TOO_LARGE,
    /// The body came too slowly, or stopped coming.
    TooSlow = "too-slow" REQUEST_TIMEOUT,
    /// Too many tries.
    TooMany = "too-many" TOO_MANY_REQUESTS,
    /// The reading room of this case is not running.
    RoomGone = "room-gone" CONFLICT,
    /// As many reading rooms run as may.
    RoomsFull = "rooms-full" CONFLICT,
    /// Another server of the archive has the reading room of this case.
    RoomElsewhere = "room-elsewhere" MISDIRECTED_REQUEST,
    /// The database does not answer; nothing was changed.
    Away = "away" SERVICE_UNAVAILABLE,
    /// The database did not confirm; what became of it is not known.
    NotKnown = "not-known" SERVICE_UNAVAILABLE,
    /// Restored from a backup, and not yet let go on.
    Restored = "restored" SERVICE_UNAVAILABLE,
    /// Not now: starting, stopping or overloaded.
    Busy = "busy" SERVICE_UNAVAILABLE,
    /// The disk is full.
    Full = "full" INSUFFICIENT_STORAGE,
    /// Keys are never replaced.
    KeyFixed = "key-fixed" CONFLICT,
    /// The importer's key is not registered.
    KeyUnknown = "key-unknown" CONFLICT,
    /// One person holds one seat.
    SeatHeld = "seat-held" CONFLICT,
    /// All seats of a side are taken.
    SeatsTaken = "seats-taken" CONFLICT,
    /// A case of this person is open.
    CaseOpen = "case-open" CONFLICT,
    /// The seat's key did not open.
    DrillFailed = "drill-failed" UNPROCESSABLE_ENTITY,
    /// Room and server disagree about the time.
    ClockSkew = "clock-skew" UNPROCESSABLE_ENTITY,
    /// The log is a few seconds behind.
    NotPublished = "not-published" CONFLICT,
    /// A seat was registered just now; its entry is on its way into the log.
    SeatsNotPublished = "seats-not-published" SERVICE_UNAVAILABLE,
    /// What is stored is damaged.
    Damaged = "damaged" INTERNAL_SERVER_ERROR,
    /// Our fault.
    Broken = "broken" INTERNAL_SERVER_ERROR,
}

/// One refusal, ready to answer with. No `Debug` of its values: they may hold words of people.
#[derive(Clone)]
pub struct Problem {
    /// Which.
    pub code: Code,
    /// Values of its sentences.
    pub args: Vec<(&'static str, Arg)>,
    /// Number of the regulation's rule that refuses, such as `R3`.
    pub rule: Option<&'static str>,
}

/// The JSON of a problem (RFC 9457 section 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemJson {
    /// `/problems/{slug}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Why.
    pub detail: String,
    /// What to do; an extension member of ours.
    pub remedy: String,
    /// The rule that refuses; an extension member of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl Code {
    /// The code of a stable name.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.slug() == slug)
    }
}

impl Problem {
    /// A refusal without values.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            args: Vec::new(),
            rule: None,
        }
    }

    /// With a value for its sentences.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl IntoArg) -> Self {
        self.args.push((name, value.arg()));
        self
    }

    /// With a dash where a value would stand.
    fn explained(mut self) -> Self {
        let blank = |name| (name, Arg::Text("–".to_owned()));
        self.args = ["days", "first", "second"].map(blank).to_vec();
        self
    }

    /// What happened.
    pub fn what(&self, language: Language) -> String {
        self.sentence(language, "what")
    }

    /// Why.
    pub fn why(&self, language: Language) -> String {
        self.sentence(language, "why")
    }

    /// What to do about it.
    pub fn remedy(&self, language: Language) -> String {
        self.sentence(language, "do")
    }

    fn sentence(&self, language: Language, part: &str) -> String {
        language.say(&format!("problem-{}-{part}", self.code.slug()), &self.args)
    }

    /// As JSON members.
    pub fn json(&self, language: Language) -> ProblemJson {
        ProblemJson {
            kind: format!("/problems/{}", self.code.slug()),
            title: self.what(language),
            status: self.code.status().as_u16(),
            detail: self.why(language),
            remedy: self.remedy(language),
            rule: self.rule.map(str::to_owned),
        }
    }

    /// As a page.
    pub fn page(&self, layout: Layout) -> Response {
        show_as(self.code.status(), &RefusalPage::new(self, layout))
    }

    fn json_response(&self, language: Language) -> Response {
        const KIND: HeaderValue = HeaderValue::from_static("application/problem+json");
        let body = serde_json::to_vec(&self.json(language)).unwrap_or_default();
        let mut response =
            (self.code.status(), [(header::CONTENT_TYPE, KIND)], body).into_response();
        if self.code.status() == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}

/// What passes, mostly passes within so many seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("3");

/// JSON in English; [`dressed`] replaces it where a page or another language was asked for.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.json_response(Language::En);
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::NoRegulation => Code::NoRegulation,
            Refusal::NotYourRole => Code::NotYourRole,
            Refusal::ClassNotCovered => Code::ClassNotCovered,
            Refusal::NoticeNotRead => Code::NoticeNotRead,
        };
        Self {
            rule: Some(refusal.rule()),
            ..Self::new(code)
        }
    }
}

impl From<TermsError> for Problem {
    fn from(error: TermsError) -> Self {
        match error {
            TermsError::Purpose => Self::new(Code::PurposeNotListed),
            TermsError::Words => Self::new(Code::WordsMissing),
            TermsError::Scope => Self::new(Code::ScopeMissing),
            TermsError::Days => Self::new(Code::DaysSwapped),
            TermsError::Duration(days) => Self::new(Code::TooLong).with("days", days),
        }
    }
}

impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Self {
        Self::new(match error {
            CaseError::Terms(error) => return error.into(),
            CaseError::Right(_) => Code::Changed,
            CaseError::OwnRequest => Code::OwnRequest,
            CaseError::Twice => Code::SeatAnswered,
            CaseError::NotWaiting => Code::CaseNotWaiting,
            CaseError::Over => Code::CaseOver,
            CaseError::NotReleased => Code::CaseNotReleased,
            CaseError::NotYours => Code::NotYourCase,
            CaseError::Deadline => Code::DeadlineNotEarlier,
        })
    }
}

impl From<HoldError> for Problem {
    fn from(error: HoldError) -> Self {
        Self::new(match error {
            HoldError::Right(_) => Code::Changed,
            HoldError::Reference => Code::AnswerMissing,
            HoldError::NotNow => Code::HoldNotNow,
            HoldError::SameSide => Code::HoldSameSide,
            HoldError::WithoutEmployer => Code::HoldWithoutEmployer,
        })
    }
}

impl From<NotSmall> for Problem {
    fn from(_: NotSmall) -> Self {
        Self::new(Code::NotSmall)
    }
}

impl From<RegulationError> for Problem {
    fn from(error: RegulationError) -> Self {
        Self::new(match error {
            RegulationError::Right(_) => Code::Changed,
            RegulationError::NotSmall(_) => Code::NotSmall,
            RegulationError::Order { .. } => Code::StepOutOfOrder,
            RegulationError::Safeguards(_) => Code::SafeguardsMissing,
            RegulationError::NotWeighed => Code::NotWeighed,
            RegulationError::Empty => Code::AnswerMissing,
        })
    }
}

/// Lets browsers see refusals as pages, everybody in their language. A [`Layout`] in the extensions of the response
/// (put there by whoever knows the session) is used; without one the page is bare.
pub fn dressed(router: Router) -> Router {
    router.layer(middleware::from_fn(dress))
}

async fn dress(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let page = wants_page(request.headers());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .or_else(|| bare(&response));
    let Some(problem) = problem else {
        return response;
    };
    let layout = response.extensions_mut().remove::<Layout>();
    let mut answer = if page {
        problem.page(layout.unwrap_or_else(|| Layout::bare(language, &path)))
    } else {
        problem.json_response(language)
    };
    // What else the answer said stays: cookies that end a session, `Allow`, `Retry-After`.
    for (name, value) in response.headers() {
        if *name == header::RETRY_AFTER {
            answer.headers_mut().insert(name, value.clone());
        } else if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            answer.headers_mut().append(name, value.clone());
        }
    }
    answer
}

/// What the `type` of a problem leads to: `GET /problems/{slug}`, the refusal in words.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/problems/{slug}", get(explain))
}

async fn explain(Path(slug): Path<String>, headers: HeaderMap) -> Response {
    let Some(code) = Code::of_slug(&slug) else {
        return Problem::new(Code::NotFound).into_response();
    };
    let layout = Layout::bare(Language::of(&headers), &format!("/problems/{slug}"));
    show_as(
        StatusCode::OK,
        &RefusalPage::new(&Problem::new(code).explained(), layout),
    )
}

/// Refusals of the framework itself, which have no body worth reading.
fn bare(response: &Response) -> Option<Problem> {
    let ours = response.headers().contains_key(header::CONTENT_TYPE)
        && !response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if ours {
        return None;
    }
    let code = match response.status() {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::WrongMethod,
        StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => Code::Busy,
        StatusCode::INTERNAL_SERVER_ERROR => Code::Broken,
        StatusCode::BAD_REQUEST
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::Malformed,
        _ => return None,
    };
    Some(Problem::new(code))
}

/// The request prefers HTML to JSON (RFC 9110 section 12.5.1, without weights: browsers name `text/html` first).
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let position = |wanted: &str| {
        accept
            .split(',')
            .position(|range| range.trim().starts_with(wanted))
    };
    match (
        position("text/html"),
        position("application/json").or_else(|| position("application/problem+json")),
    ) {
        (Some(page), Some(json)) => page < json,
        (page, _) => page.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn ask(uri: &str, accept: &str, language: &str) -> (StatusCode, String, String) {
        let router = Router::new()
            .route(
                "/long",
                get(|| async { Problem::new(Code::TooLong).with("days", 14_u16) }),
            )
            .route(
                "/rule",
                get(|| async { Problem::from(Refusal::ClassNotCovered) }),
            )
            .merge(routes())
            .route("/fine", get(|| async { "fine" }));
        let request = Request::get(uri)
            .header("accept", accept)
            .header("accept-language", language);
        let response = dressed(router)
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let kind = response.headers()[header::CONTENT_TYPE]
            .to_str()
            .unwrap()
            .to_owned();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    #[tokio::test]
    async fn a_program_gets_json_in_its_language() {
        let (status, kind, body) = ask("/long", "application/json", "en").await;
        assert_eq!(
            (status.as_u16(), kind.as_str()),
            (422, "application/problem+json")
        );
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        insta::assert_json_snapshot!("too_long_en", value);
        let (_, _, body) = ask("/rule", "*/*", "nl").await;
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        insta::assert_json_snapshot!("class_not_covered_nl", value);
    }

    #[tokio::test]
    async fn a_person_gets_a_page() {
        let (status, kind, body) = ask("/rule", BROWSER, "nl").await;
        assert_eq!(
            (status.as_u16(), kind.as_str()),
            (403, "text/html; charset=utf-8")
        );
        assert!(body.contains("R3") && body.contains("lang=\"nl\""));
        let (status, _, body) = ask("/nowhere", BROWSER, "en").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(body.contains("lang=\"en\"") && body.contains("<main"));
    }

    #[tokio::test]
    async fn the_type_of_every_problem_leads_somewhere() {
        for code in Code::ALL {
            let (status, _, body) = ask(&format!("/problems/{}", code.slug()), BROWSER, "nl").await;
            assert_eq!(status, StatusCode::OK);
            assert!(
                !body.contains(&format!("problem-{}", code.slug())),
                "{}",
                code.slug()
            );
        }
        assert_eq!(
            ask("/problems/none", BROWSER, "nl").await.0,
            StatusCode::NOT_FOUND
        );
    }

    #[tokio::test]
    async fn what_else_the_answer_said_stays() {
        let ended = || async {
            (
                [(header::SET_COOKIE, "session=; Max-Age=0")],
                Problem::new(Code::NotSignedIn),
            )
        };
        let router = dressed(Router::new().route("/", get(ended)));
        let request = Request::get("/")
            .header("accept", BROWSER)
            .body(Body::empty())
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(
            response.headers()[header::SET_COOKIE],
            "session=; Max-Age=0"
        );
        assert_eq!(
            response
                .headers()
                .get_all(header::CONTENT_TYPE)
                .iter()
                .count(),
            1
        );
        let response = router
            .oneshot(Request::post("/").body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert!(response.headers().contains_key(header::ALLOW));
    }

    #[tokio::test]
    async fn what_is_no_refusal_passes_unchanged() {
        let (status, _, body) = ask("/fine", BROWSER, "nl").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "fine"));
    }

    #[test]
    fn every_refusal_says_what_why_and_what_to_do_in_both_languages() {
        for code in Code::ALL {
            assert_eq!(Code::of_slug(code.slug()), Some(*code));
            assert!(code.status().is_client_error() || code.status().is_server_error());
            for language in Language::ALL {
                let problem = Problem::new(*code)
                    .with("days", 14_u16)
                    .with("first", "a")
                    .with("second", "b");
                for part in ["what", "why", "do"] {
                    let text = problem.sentence(language, part);
                    assert!(
                        !text.starts_with("problem-"),
                        "{language:?} {}-{part}",
                        code.slug()
                    );
                    assert!(text.ends_with('.'), "a whole sentence: {text}");
                }
            }
        }
    }

    #[test]
    fn every_rule_of_the_law_has_its_problem() {
        for refusal in [
            Refusal::NoRegulation,
            Refusal::NotYourRole,
            Refusal::ClassNotCovered,
            Refusal::NoticeNotRead,
        ] {
            assert_eq!(Problem::from(refusal).rule, Some(refusal.rule()));
        }
        assert_eq!(
            Problem::from(CaseError::Terms(TermsError::Duration(14))).code,
            Code::TooLong
        );
    }
}
