//! A room from its start line to its end, over a real socket.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zegel_model::CaseId;
use zegel_model::case::{CaseState, End};

use super::world::{Dice, Door, Hands, NOON, SECRET, Shelf, company, september, start};
use crate::{Exit, Machine, RoomError, run};

struct Life {
    shelf: Arc<Shelf>,
    hands: Hands,
    case: CaseId,
    port: u16,
    parent: Option<oneshot::Sender<()>>,
    running: JoinHandle<Result<Exit, RoomError>>,
}

async fn begin() -> Life {
    let shelf = Arc::new(company());
    let hands = Hands::new();
    let machine = Machine {
        clock: Arc::new(hands.clone()),
        random: Arc::new(Dice::new(11)),
        poll: Duration::from_millis(20),
    };
    let (parent, gone) = oneshot::channel::<()>();
    let (said, heard) = oneshot::channel();
    let door = Door(Arc::clone(&shelf));
    let running = tokio::spawn(run(
        start(september()),
        door,
        machine,
        async move { drop(gone.await) },
        move |listening| {
            said.send(listening).unwrap();
            Ok(())
        },
    ));
    let listening = heard.await.unwrap();
    Life {
        shelf,
        hands,
        case: listening.case,
        port: listening.port,
        parent: Some(parent),
        running,
    }
}

impl Life {
    async fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let head = format!(
            "GET /room/{}{path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-zegel-room-secret: {SECRET}\r\n\r\n",
            self.case
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut out = String::new();
        stream.read_to_string(&mut out).await.unwrap();
        out
    }

    async fn until(&self, path: &str, says: &str) -> String {
        for _ in 0..500 {
            let page = self.get(path).await;
            if page.contains(says) {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the room never said {says}");
    }

    async fn exit(self) -> Exit {
        let exit = tokio::time::timeout(Duration::from_secs(20), self.running)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        assert!(
            TcpStream::connect(("127.0.0.1", self.port)).await.is_err(),
            "nobody listens any more"
        );
        exit
    }
}

#[tokio::test]
async fn it_waits_opens_and_ends_at_the_deadline() {
    let life = begin().await;
    life.until("/", "moet nog ja zeggen").await;
    life.shelf.release();
    life.until("/", "Wat dit dossier opent").await;
    assert!(
        life.get("/c/1/2026-09-07")
            .await
            .contains("Ketel staat op storing")
    );
    life.hands.set(NOON.plus_days(3));
    assert_eq!(life.exit().await, Exit::Ended(End::Deadline));
}

#[tokio::test]
async fn it_ends_with_its_parent() {
    let mut life = begin().await;
    life.shelf.release();
    life.until("/", "Wat dit dossier opent").await;
    drop(life.parent.take());
    assert_eq!(life.exit().await, Exit::ParentGone);
}

#[tokio::test]
async fn it_ends_when_somebody_else_ends_the_case() {
    for why in [End::Denied, End::Lapsed, End::Closed] {
        let life = begin().await;
        life.shelf.say(CaseState::Ended { at: NOON, why });
        assert_eq!(life.exit().await, Exit::Ended(why));
    }
}

#[tokio::test]
async fn a_start_line_survives_its_json() {
    let line = serde_json::to_string(&start(september())).unwrap();
    assert!(!line.contains('\n'));
    let read: crate::Start = serde_json::from_str(&line).unwrap();
    assert!(read == start(september()));
    assert_eq!(
        serde_json::to_string(&crate::Listening {
            case: CaseId::from_bytes([0; 16]),
            port: 7
        })
        .unwrap(),
        r#"{"case":"case-aaaaaaaaaaaaaaaaaaaaaaaaaa","port":7}"#
    );
}
