//! Links and sessions that are forged, spent, expired or somebody else's: each refused in the same words, which tell
//! nothing, and never written to the log of the program.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use journey::archive::Founded;
use journey::binary::zegel;
use journey::database::Database;
use journey::http::{Browser, client};
use reqwest::Response;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A secret that is almost this one: one bit of one letter flipped, cut off, made longer, turned round, in another case.
fn forged(secret: &str) -> Vec<String> {
    let mut all = Vec::new();
    for at in (0..secret.len()).step_by(3) {
        let mut bytes = secret.as_bytes().to_vec();
        // Stays a letter or a digit of an address.
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        all.push(String::from_utf8(bytes).unwrap());
        all.push(secret[..at].to_owned());
    }
    all.push(format!("{secret}A"));
    all.push(format!("A{secret}"));
    all.push(secret.chars().rev().collect());
    all.push(secret.to_lowercase());
    all.push("A".repeat(43));
    all.push("a".repeat(4_000));
    all.push("%00".to_owned());
    all.push("..%2f..%2fme".to_owned());
    all.push("'%20OR%201=1--".to_owned());
    all.retain(|other| other != secret && !other.is_empty());
    all
}

/// How a page was refused: status and words, without what the asker typed themselves.
async fn refused(answer: Response, typed: &str) -> (u16, String) {
    assert!(
        answer.headers().get("set-cookie").is_none(),
        "a session for nothing"
    );
    let status = answer.status().as_u16();
    let page = answer.text().await.unwrap();
    let decoded = typed.replace("%20", " ");
    let mut page = page.replace(typed, "").replace(&decoded, "");
    // The switch of languages leads back to the address that was asked for.
    for part in ["/language/nl?back=", "/language/en?back="] {
        while let Some(at) = page.find(part) {
            let end = page[at..].find('"').unwrap() + at;
            page.replace_range(at..end, "");
        }
    }
    // The foot of a page says how far the log is by now.
    let main = page.split("<main").nth(1).unwrap_or(&page);
    let main = main.split("</main>").next().unwrap_or(main).to_owned();
    (status, main)
}

fn page(url: &str) -> reqwest::RequestBuilder {
    client().get(url).header("accept", "text/html")
}

fn form(url: &str) -> reqwest::RequestBuilder {
    client()
        .post(url)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
}

/// Moves the moment at which everything that was promised ends into the past, which is what time does.
async fn let_expire(founded: &Founded, table: &str) {
    let mut database = Database::open(&founded.archive.dir()).await;
    assert!(
        database
            .run(&format!("UPDATE {table} SET expires = 1"))
            .await
            > 0
    );
    database.close().await;
}

#[tokio::test]
async fn a_link_that_is_not_good_is_refused_in_the_same_words_whatever_is_wrong_with_it() {
    let founded = Founded::with_people().await;
    let url = founded.archive.url.clone();
    let (used, expired, good) = (
        founded.link("joris").await,
        founded.link("mehmet").await,
        founded.link("newcomer").await,
    );
    let cookie = Browser::signed_in(&url, &used).await.token().await;
    let mut tries = forged(&good);
    tries.extend([used, cookie, founded.people["joris"].id.clone()]);
    let mut words = BTreeSet::new();
    for link in &tries {
        let path = format!("{url}/sign-in/{link}");
        words.insert(refused(page(&path).send().await.unwrap(), link).await);
        words.insert(refused(form(&path).send().await.unwrap(), link).await);
        let program = founded.archive.program();
        let (status, problem) = program
            .refused("/api/v1/sign-in", json!({ "link": link }))
            .await;
        assert_eq!(
            (status, problem["type"].as_str()),
            (410, Some("/problems/link-spent"))
        );
        assert!(
            !problem.to_string().contains(link.as_str()) || link.len() < 8,
            "the link is repeated"
        );
    }
    // Another site's form uses nothing up.
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let answer = client()
            .post(format!("{url}/sign-in/{good}"))
            .header(name, value)
            .send()
            .await;
        assert_eq!(answer.unwrap().status().as_u16(), 403, "{name}");
    }
    Browser::signed_in(&url, &good).await;

    let_expire(&founded, "sign_in").await;
    let path = format!("{url}/sign-in/{expired}");
    words.insert(refused(page(&path).send().await.unwrap(), &expired).await);
    words.insert(refused(form(&path).send().await.unwrap(), &expired).await);
    assert_eq!(words.len(), 1, "{words:#?}");
    assert_eq!(words.first().unwrap().0, 410);
}

/// A page of one's own with these cookies.
async fn with_cookies(url: &str, cookies: &str) -> Response {
    page(&format!("{url}/me"))
        .header("cookie", cookies)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_session_that_is_not_good_is_nobodys() {
    let founded = Founded::with_people().await;
    let url = founded.archive.url.clone();
    let link = founded.link("joris").await;
    // Somebody planted a session before: whoever signs in gets another.
    let planted = "A".repeat(43);
    let answer = form(&format!("{url}/sign-in/{link}"))
        .header("cookie", format!("zegel_session={planted}"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 303);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let session = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    assert_ne!(session, planted);
    let cookies = |value: &str| format!("zegel_session={value}");
    assert_eq!(
        with_cookies(&url, &cookies(&session))
            .await
            .status()
            .as_u16(),
        200
    );

    let token = founded.people["joris"].token.clone();
    let mut tries = forged(&session);
    // A program's token is no browser's session; the person, the link that is spent.
    tries.extend([
        planted,
        token.clone(),
        founded.people["joris"].id.clone(),
        link,
    ]);
    let mut words = BTreeSet::new();
    for value in &tries {
        words.insert(refused(with_cookies(&url, &cookies(value)).await, value).await);
    }
    let nobody = page(&format!("{url}/me")).send().await.unwrap();
    words.insert(refused(nobody, "nothing").await);
    // The first of two counts: a second one that somebody slipped in gives nothing, and a first one takes nothing over.
    let two = format!("zegel_session={}; zegel_session={session}", tries[0]);
    words.insert(refused(with_cookies(&url, &two).await, "nothing").await);

    for value in forged(&token).into_iter().chain([session.clone()]) {
        let answer = client()
            .get(format!("{url}/api/v1/me"))
            .header("authorization", format!("Bearer {value}"));
        assert_eq!(answer.send().await.unwrap().status().as_u16(), 401);
    }
    for scheme in ["bearer", "Basic", "Bearer  ", ""] {
        let answer = client()
            .get(format!("{url}/api/v1/me"))
            .header("authorization", format!("{scheme} {token}"));
        assert_eq!(
            answer.send().await.unwrap().status().as_u16(),
            401,
            "{scheme}"
        );
    }

    let_expire(&founded, "session").await;
    words.insert(refused(with_cookies(&url, &cookies(&session)).await, &session).await);
    assert_eq!(words.len(), 1, "{words:#?}");
    assert_eq!(words.first().unwrap().0, 401);
    let expired = client()
        .get(format!("{url}/api/v1/me"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(expired.status().as_u16(), 401);
}

/// A server that says everything it can say.
struct Talkative {
    child: Child,
    url: String,
    owner_link: String,
    _dir: TempDir,
}

impl Talkative {
    fn start() -> Self {
        let dir = TempDir::new().unwrap();
        let mut child = Command::new(zegel())
            .args(["serve", "--listen", "127.0.0.1:0", "--employer", "De Vries"])
            .args(["--headcount", "12", "--owner", "Sanne", "--dir"])
            .arg(dir.path().join("archive"))
            .env("ZEGEL_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        Self {
            child,
            url: ready["url"].as_str().unwrap().to_owned(),
            owner_link: ready["owner_link"].as_str().unwrap().to_owned(),
            _dir: dir,
        }
    }
}

impl Drop for Talkative {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[tokio::test]
async fn no_link_and_no_session_reaches_the_log() {
    let mut server = Talkative::start();
    let mut err = server.child.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut all = Vec::new();
        err.read_to_end(&mut all).unwrap();
        String::from_utf8_lossy(&all).into_owned()
    });
    let url = server.url.clone();
    let mut secrets = vec![server.owner_link.clone()];
    let forged_link = "Zm9yZ2VkLWxpbmstdGhhdC1pcy1ub2JvZHlzLWF0LWFsbA";
    secrets.push(forged_link.to_owned());
    page(&format!("{url}/sign-in/{forged_link}"))
        .send()
        .await
        .unwrap();
    form(&format!("{url}/sign-in/{forged_link}"))
        .send()
        .await
        .unwrap();
    page(&format!("{url}/sign-in/{}", server.owner_link))
        .send()
        .await
        .unwrap();
    let owner = Browser::signed_in(&url, &server.owner_link).await;
    let answer = form(&format!("{url}/sign-in/{}", server.owner_link))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 410);
    let token = owner.token().await;
    let program = journey::http::Program::new(&url).with(&token);
    program.get("/api/v1/me").await;
    let forged_session = "Zm9yZ2VkLXNlc3Npb24tdGhhdC1pcy1ub2JvZHlz";
    with_cookies(&url, &format!("zegel_session={forged_session}")).await;
    let added = program
        .post(
            "/api/v1/people",
            json!({ "name": "Joris Bakker", "roles": ["employee"] }),
        )
        .await;
    secrets.push(added["link"].as_str().unwrap().to_owned());
    secrets.push(token);
    secrets.push(forged_session.to_owned());
    secrets.push("Joris Bakker".to_owned());
    drop(server);
    let log = log.join().unwrap();
    assert!(
        log.contains("schema step done"),
        "it says what it does: {log}"
    );
    for secret in secrets {
        assert!(!log.contains(&secret), "a secret is in the log");
    }
}
