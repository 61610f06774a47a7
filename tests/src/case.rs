//! A case from outside: the reviewer's form, the seats' clients, the room's pages.

use serde_json::Value;

use crate::archive::{Founded, passphrases, path, until};
use crate::http::Browser;

/// A conversation that can be asked for.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its copy.
    pub copy: String,
    /// Whose.
    pub holder: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// How many messages it has.
    pub messages: u64,
}

impl Founded {
    /// What the reviewer can choose from.
    pub async fn choices(&self) -> Vec<Choice> {
        let copies = self.program("reviewer").get("/api/v1/copies").await;
        let text = |copy: &Value, name: &str| copy[name].as_str().unwrap().to_owned();
        let choice = |copy: &Value| Choice {
            copy: text(copy, "copy"),
            holder: text(copy, "holder"),
            from: text(copy, "from"),
            to: text(copy, "to"),
            messages: copy["messages"].as_u64().unwrap(),
        };
        copies.as_array().unwrap().iter().map(choice).collect()
    }

    /// A reviewer's form for a conversation: status, where it leads, text.
    pub async fn ask(&self, reviewer: &Browser, choice: &Choice) -> (u16, Option<String>, String) {
        let (from, to) = (
            format!("from-{}", choice.copy),
            format!("to-{}", choice.copy),
        );
        let form = [
            ("purpose", "customer_complaint"),
            (
                "reason",
                "A customer says that another price was agreed on.",
            ),
            ("necessity", "There is nothing about it on paper."),
            ("days", "5"),
            ("copy", &choice.copy),
            (&from, &choice.from),
            (&to, &choice.to),
            ("step", "request"),
        ];
        reviewer.post("/cases/new", &form).await
    }

    /// A reviewer asks for a conversation on their page, which starts a room; waits until the request is published.
    pub async fn request(&self, reviewer: &Browser, choice: &Choice) -> String {
        let (status, place, page) = self.ask(reviewer, choice).await;
        assert_eq!(status, 303, "{page}");
        let place = place.unwrap();
        let case = place
            .strip_prefix("/cases/")
            .unwrap()
            .split('?')
            .next()
            .unwrap()
            .to_owned();
        let seat = self.program("staff seat");
        let wanted = format!(
            "/api/v1/cases/{case}/request?seat={}",
            self.seats["staff seat"]
        );
        until("the request is published", || async {
            seat.send(reqwest::Method::GET, &wanted, None)
                .await
                .status()
                .is_success()
                .then_some(())
        })
        .await;
        case
    }

    /// `zegel seat approve`, straight to the server: exit code, standard output, standard error.
    pub fn approve(&self, name: &str, case: &str, more: &[&str]) -> (i32, String, String) {
        self.approve_by(&self.archive.url, name, case, more)
    }

    /// The same by another way.
    pub fn approve_by(
        &self,
        url: &str,
        name: &str,
        case: &str,
        more: &[&str],
    ) -> (i32, String, String) {
        let file = self.key_file(name);
        let mut args = vec!["seat", "approve", case, "--file", path(&file), "--yes"];
        args.extend(more);
        self.zegel_by(url, name, &args, &passphrases(1))
    }

    /// An approval that succeeds.
    pub fn approved(&self, name: &str, case: &str, more: &[&str]) -> String {
        let (code, out, err) = self.approve(name, case, more);
        assert!(code == 0, "{out} {err}");
        out
    }

    /// A case the whole way, from the request over both yeses to its open room: the case, and the addresses of its days.
    pub async fn opened(&self, reviewer: &Browser, choice: &Choice) -> (String, Vec<String>) {
        let case = self.request(reviewer, choice).await;
        self.approved("staff seat", &case, &[]);
        self.approved("employer seat", &case, &[]);
        let (_, days) = open_room(reviewer, &case).await;
        (case, days)
    }

    /// How a case stands, as its reviewer's program sees it.
    pub async fn state(&self, case: &str) -> Value {
        self.program("reviewer")
            .get(&format!("/api/v1/cases/{case}"))
            .await["state"]
            .take()
    }
}

/// The room's first page once it is open, and the addresses of its days.
pub async fn open_room(reviewer: &Browser, case: &str) -> (String, Vec<String>) {
    let days = format!("/room/{case}/c/");
    let page = until("the room opens", || async {
        let (_, page) = reviewer.get(&format!("/room/{case}/")).await;
        page.contains(&days).then_some(page)
    })
    .await;
    let found = links(&page, &days);
    (page, found)
}

/// Addresses on a page that begin so, each once, in order.
pub fn links(page: &str, begin: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for link in page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '#']).next())
    {
        if link.starts_with(begin) && !found.iter().any(|known| known == link) {
            found.push(link.to_owned());
        }
    }
    found
}
