//! Listening: HTTP/1.1, with TLS or without, a time limit on headers, a cap on connections, and an end that lets
//! answers finish.
//!
//! `axum::serve` has neither limit: thousands of half-sent requests would stay open for ever. Bodies have limits of
//! their own: [`crate::intake`].

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use crate::tls::Tls;
use crate::waiting::{Turn, Waiting};

/// The longest head of a request, in bytes: the address and all headers.
const HEAD: usize = 16 * 1024;
/// How long to look for a place before one more connection that waits is ended.
const ROOM: Duration = Duration::from_millis(50);

/// What a listener allows.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once. One more, and the one that has waited longest without asking is closed.
    pub connections: usize,
    /// How long a client may take to send the head of a request.
    pub header: Duration,
    /// How long answers may take to finish once the end was asked for.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2_048,
            header: Duration::from_secs(10),
            grace: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// The same with so many connections at most.
    #[must_use]
    pub fn within(self, connections: usize) -> Self {
        Self {
            connections: self.connections.min(connections),
            ..self
        }
    }
}

/// Serves until `shutdown` resolves, then lets running answers finish for a while. Errors: none but those of a
/// listener that cannot accept at all.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_within(listener, router, shutdown, Limits::default()).await
}

/// [`serve`] with limits of one's own.
pub async fn serve_within(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
    limits: Limits,
) -> io::Result<()> {
    serve_over(listener, None, router, shutdown, limits).await
}

/// [`serve_within`], over TLS where it is given.
pub async fn serve_over(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    shutdown: impl Future<Output = ()>,
    limits: Limits,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.connections));
    let waiting = Waiting::default();
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        // One connection beyond the cap at most: it waits here for a place, the others in the kernel.
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = accept(&listener, &places, &waiting) => accepted,
        };
        let Some((stream, peer, place)) = accepted else {
            continue;
        };
        let visit = Visit {
            router: router.clone(),
            peer,
            header: limits.header,
            end: graceful.watcher(),
            turn: Arc::new(waiting.enter()),
        };
        let tls = tls.clone();
        tokio::spawn(async move {
            let turn = Arc::clone(&visit.turn);
            tokio::select! {
                () = visit.receive(tls, stream) => {}
                () = turn.ended() => {}
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some answers did not finish in time and were cut off");
    }
    Ok(())
}

/// One connection.
struct Visit {
    router: Router,
    peer: std::net::SocketAddr,
    header: Duration,
    end: Watcher,
    turn: Arc<Turn>,
}

impl Visit {
    async fn receive(self, tls: Option<Tls>, stream: TcpStream) {
        let Some(tls) = tls else {
            return self.converse(stream).await;
        };
        // A handshake that does not come is a head that does not come.
        let shaken = tokio::time::timeout(self.header, tls.accept(stream)).await;
        if let Ok(Ok(Some(stream))) = shaken {
            self.converse(stream).await;
        }
    }

    async fn converse<S>(self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (router, peer, turn) = (self.router, self.peer, self.turn);
        let answer = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            let (service, turn) = (router.clone(), Arc::clone(&turn));
            async move {
                turn.asks();
                let answer = service.oneshot(request).await;
                turn.wait();
                Ok::<_, Infallible>(answer.unwrap_or_else(|never| match never {}))
            }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.header)
            .max_header_size(HEAD)
            .max_buf_size(4 * HEAD)
            .serve_connection(TokioIo::new(stream), answer);
        // A client that goes away is no news.
        drop(self.end.watch(connection).await);
    }
}

type Accepted = (TcpStream, std::net::SocketAddr, OwnedSemaphorePermit);

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    waiting: &Waiting,
) -> Option<Accepted> {
    match listener.accept().await {
        Ok((stream, peer)) => {
            let place = place(places, waiting).await?;
            // Small answers should not wait for company; where the system refuses, they do.
            drop(stream.set_nodelay(true));
            Some((stream, peer, place))
        }
        Err(error) => {
            // Out of file handles, mostly: without a pause this would spin.
            tracing::warn!(kind = %error.kind(), "a connection could not be accepted");
            waiting.end_oldest();
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

/// A place among the connections. Where there is none, whoever has waited longest without asking makes room.
async fn place(places: &Arc<Semaphore>, waiting: &Waiting) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = Arc::clone(places).try_acquire_owned() {
        return Some(place);
    }
    loop {
        waiting.end_oldest();
        let place = Arc::clone(places).acquire_owned();
        // All may be asking at this moment; one that is answered waits again.
        if let Ok(place) = tokio::time::timeout(ROOM, place).await {
            return place.ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    async fn started(
        limits: Limits,
    ) -> (
        std::net::SocketAddr,
        oneshot::Sender<()>,
        tokio::task::JoinHandle<io::Result<()>>,
    ) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = Router::new().route("/", get(|| async { "here" })).route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                "slow but whole"
            }),
        );
        let task = tokio::spawn(serve_within(
            listener,
            router,
            async { drop(stopped.await) },
            limits,
        ));
        (address, stop, task)
    }

    async fn ask(address: std::net::SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut out = String::new();
        stream.read_to_string(&mut out).await.unwrap();
        out
    }

    #[tokio::test]
    async fn a_half_sent_request_is_cut_off() {
        let limits = Limits {
            header: Duration::from_millis(200),
            ..Limits::default()
        };
        let (address, _stop, _task) = started(limits).await;
        let mut half = TcpStream::connect(address).await.unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n")
            .await
            .unwrap();
        let mut rest = Vec::new();
        let end = tokio::time::timeout(Duration::from_secs(5), half.read_to_end(&mut rest)).await;
        assert!(end.is_ok(), "the connection stayed open");
        assert!(ask(address, "/").await.ends_with("here"));
    }

    #[tokio::test]
    async fn the_cap_holds_and_lets_the_next_in() {
        let (address, _stop, _task) = started(Limits {
            connections: 1,
            ..Limits::default()
        })
        .await;
        let slow = tokio::spawn(ask(address, "/slow"));
        tokio::time::sleep(Duration::from_millis(100)).await;
        let second = tokio::spawn(ask(address, "/"));
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!second.is_finished(), "one place, one connection");
        assert!(slow.await.unwrap().ends_with("slow but whole"));
        assert!(second.await.unwrap().ends_with("here"));
    }

    #[tokio::test]
    async fn whoever_only_waits_makes_room() {
        let limits = Limits {
            connections: 2,
            ..Limits::default()
        };
        let (address, _stop, _task) = started(limits).await;
        let mut silent = Vec::new();
        for _ in 0..10 {
            let mut one = TcpStream::connect(address).await.unwrap();
            one.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
            silent.push(one);
        }
        assert!(ask(address, "/").await.ends_with("here"));
        let mut rest = Vec::new();
        let end = silent[0].read_to_end(&mut rest);
        let end = tokio::time::timeout(Duration::from_secs(5), end).await;
        assert!(end.is_ok(), "the first of them was closed");
    }

    #[tokio::test]
    async fn the_end_lets_answers_finish() {
        let (address, stop, task) = started(Limits::default()).await;
        let slow = tokio::spawn(ask(address, "/slow"));
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send(()).unwrap();
        assert!(slow.await.unwrap().ends_with("slow but whole"));
        task.await.unwrap().unwrap();
        assert!(
            TcpStream::connect(address).await.is_err(),
            "nobody listens any more"
        );
    }
}
