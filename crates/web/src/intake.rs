//! Bodies on their way in: each at a pace, and all that lie in memory within one budget.
//!
//! Without a pace, bodies that never end would stay for ever; without a budget, as many that come fast would fill the
//! memory before the first of them is refused.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

use crate::problem::{Code, Problem};

/// Memory is counted in pieces of so many bytes.
const PIECE: usize = 1024;

/// How slow a body may be.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How often it is looked at.
    pub window: Duration,
    /// Bytes that must have come since it was last looked at, if more are expected.
    pub least: usize,
}

impl Default for Pace {
    /// 32 KiB in ten seconds: a bad telephone line.
    fn default() -> Self {
        Self {
            window: Duration::from_secs(10),
            least: 32 * 1024,
        }
    }
}

/// What a group of routes takes in.
#[derive(Clone)]
pub struct Intake {
    limit: usize,
    pace: Pace,
    /// None where bodies are passed on as they come.
    budget: Option<Arc<Semaphore>>,
}

impl Intake {
    /// Bodies of at most `limit` bytes that are kept in memory, all of them together within `budget` bytes.
    pub fn kept(limit: usize, budget: &Budget) -> Self {
        Self {
            limit,
            pace: Pace::default(),
            budget: Some(Arc::clone(&budget.0)),
        }
    }

    /// Bodies of at most `limit` bytes that are passed on as they come.
    pub fn passed_on(limit: usize) -> Self {
        Self {
            limit,
            pace: Pace::default(),
            budget: None,
        }
    }

    /// The same at another pace.
    #[must_use]
    pub fn at(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }
}

/// Memory for bodies, shared by all that are on their way.
#[derive(Clone)]
pub struct Budget(Arc<Semaphore>);

impl Budget {
    /// So many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / PIECE)))
    }
}

/// The layer: a body that is too long, too slow, or for which there is no room is refused with a problem.
pub async fn meter(State(intake): State<Intake>, request: Request, next: Next) -> Response {
    if announced(&request).is_some_and(|length| length > intake.limit) {
        return Problem::new(Code::TooLarge).into_response();
    }
    let account = Arc::new(Account::default());
    let coming = |body| Coming {
        body,
        left: intake.limit,
        lately: 0,
        window: Box::pin(sleep(intake.pace.window)),
        waiting: false,
        intake: intake.clone(),
        account: Arc::clone(&account),
    };
    let answer = next.run(request.map(|body| Body::new(coming(body)))).await;
    if let Some(code) = account.refused() {
        let mut refusal = Problem::new(code).into_response();
        if code == Code::Busy {
            let soon = HeaderValue::from_static("1");
            refusal.headers_mut().insert(header::RETRY_AFTER, soon);
        }
        return refusal;
    }
    answer
}

/// The length that a request gives of itself; `None` for a chunked body.
fn announced(request: &Request) -> Option<usize> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    // A length beyond all numbers is beyond the limit.
    Some(length.to_str().ok()?.parse().unwrap_or(usize::MAX))
}

/// What a body came to. Memory is given back when the request is over.
#[derive(Default)]
struct Account {
    slow: AtomicBool,
    crowded: AtomicBool,
    long: AtomicBool,
    memory: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Account {
    fn refused(&self) -> Option<Code> {
        [
            (&self.long, Code::TooLarge),
            (&self.crowded, Code::Busy),
            (&self.slow, Code::TooSlow),
        ]
        .into_iter()
        .find_map(|(is, code)| is.load(Ordering::Relaxed).then_some(code))
    }

    /// Takes memory for so many bytes out of a budget.
    fn take(&self, budget: &Arc<Semaphore>, bytes: usize) -> bool {
        let Ok(pieces) = u32::try_from(bytes.div_ceil(PIECE)) else {
            return false;
        };
        let Ok(more) = Arc::clone(budget).try_acquire_many_owned(pieces) else {
            return false;
        };
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        match memory.as_mut() {
            Some(taken) => taken.merge(more),
            None => *memory = Some(more),
        }
        true
    }
}

/// A body that is no longer read.
#[derive(Debug, thiserror::Error)]
#[error("the body was not taken")]
struct NotTaken;

/// A body on its way in.
struct Coming {
    body: Body,
    left: usize,
    lately: usize,
    window: Pin<Box<Sleep>>,
    /// The last look found nothing, so whoever sends was waited for since. A window that ran out while the server was
    /// busy elsewhere blames nobody.
    waiting: bool,
    intake: Intake,
    account: Arc<Account>,
}

impl Coming {
    fn arrived(&mut self, length: usize) -> Result<(), &AtomicBool> {
        self.lately = self.lately.saturating_add(length);
        self.left = self.left.checked_sub(length).ok_or(&self.account.long)?;
        match &self.intake.budget {
            Some(budget) if !self.account.take(budget, length) => Err(&self.account.crowded),
            Some(_) | None => Ok(()),
        }
    }
}

type Arrived = Option<Result<Frame<Bytes>, axum::Error>>;

fn stop(why: &AtomicBool) -> Poll<Arrived> {
    why.store(true, Ordering::Relaxed);
    Poll::Ready(Some(Err(axum::Error::new(NotTaken))))
}

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Arrived> {
        let this = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.waiting = false;
            let length = match &frame {
                Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
                Some(Err(_)) | None => 0,
            };
            return match this.arrived(length) {
                Ok(()) => Poll::Ready(frame),
                Err(why) => stop(why),
            };
        }
        let waited = std::mem::replace(&mut this.waiting, true);
        while this.window.as_mut().poll(context).is_ready() {
            if waited && this.lately < this.intake.pace.least {
                return stop(&this.account.slow);
            }
            if waited {
                this.lately = 0;
            }
            this.window = Box::pin(sleep(this.intake.pace.window));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use tower::ServiceExt;

    /// Yields these pieces, then nothing for ever, or its end.
    struct Pieces(Vec<usize>, bool);

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            match self.0.pop() {
                Some(length) => Poll::Ready(Some(Ok(Frame::data(vec![0; length].into())))),
                None if self.1 => Poll::Ready(None),
                None => Poll::Pending,
            }
        }
    }

    async fn sent(intake: Intake, body: Pieces, length: Option<&str>) -> Response {
        let router = Router::new()
            .route(
                "/",
                post(|body: Bytes| async move { body.len().to_string() }),
            )
            .layer(from_fn_with_state(intake, meter));
        let mut request = Request::post("/");
        if let Some(length) = length {
            request = request.header("content-length", length);
        }
        let request = request.body(Body::new(body)).unwrap();
        router.oneshot(request).await.unwrap()
    }

    fn intake(budget: usize) -> Intake {
        let pace = Pace {
            window: Duration::from_millis(20),
            least: 10,
        };
        Intake::kept(4096, &Budget::new(budget)).at(pace)
    }

    #[tokio::test]
    async fn what_fits_arrives() {
        let answer = sent(intake(4096), Pieces(vec![1000, 1000], true), None).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn too_long_is_too_long_whatever_it_says_of_itself() {
        for (pieces, length) in [
            (vec![3000, 3000], None),
            (vec![], Some("4097")),
            (vec![], Some("99999999999999999999999")),
        ] {
            let answer = sent(intake(1 << 20), Pieces(pieces, true), length).await;
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        }
    }

    #[tokio::test]
    async fn a_body_that_stops_coming_is_refused() {
        let answer = sent(intake(4096), Pieces(vec![5], false), None).await;
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
    }

    /// Nothing at the first look, everything at the second.
    struct Second(bool);
    impl HttpBody for Second {
        type Data = Bytes;
        type Error = std::convert::Infallible;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            if std::mem::replace(&mut self.0, true) {
                return Poll::Ready(None);
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }

    /// A handler that was busy for longer than the window before it read: what had come meanwhile is not too slow.
    #[tokio::test]
    async fn a_server_that_is_late_blames_nobody() {
        let late = |request: Request| async move {
            sleep(Duration::from_millis(60)).await;
            let body = axum::body::to_bytes(request.into_body(), 4096).await;
            body.map(|body| body.len().to_string())
                .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
        };
        let router = Router::new()
            .route("/", post(late))
            .layer(from_fn_with_state(intake(4096), meter));
        let request = Request::post("/").body(Body::new(Second(false))).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn bodies_for_which_there_is_no_room_are_asked_to_come_back() {
        let budget = Budget::new(2048);
        let some = || Intake::kept(4096, &budget);
        let first = budget.0.clone().try_acquire_many_owned(1).unwrap();
        let answer = sent(some(), Pieces(vec![1000, 1000], true), None).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key(header::RETRY_AFTER));
        drop(first);
        let answer = sent(some(), Pieces(vec![1000, 1000], true), None).await;
        assert_eq!(answer.status(), StatusCode::OK, "memory is given back");
    }
}
