//! Somebody in the middle who understands HTTP: reads each request, and lets it pass, loses it, or changes the answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// The one in the middle; reached at an address of their own.
pub struct Between {
    /// Where programs connect instead of to the server.
    pub url: String,
}

/// One request.
pub struct Asked {
    /// `POST`
    pub method: String,
    /// `/api/v1/import`
    pub path: String,
    /// Its body.
    pub body: Vec<u8>,
    head: Vec<String>,
}

/// What becomes of a request.
pub enum Turn {
    /// It passes, and so does its answer.
    Pass,
    /// It passes, and so does its answer; the answer's status is told when it is here.
    Tell(Box<dyn FnOnce(u16)>),
    /// The server never hears of it, and the program hears no answer.
    Lose,
    /// The server does it; the program hears no answer.
    LoseAnswer,
    /// It passes; the body of its answer is changed.
    Change(Box<dyn FnOnce(Vec<u8>) -> Vec<u8>>),
}

impl Between {
    /// Somebody who decides about each request.
    pub fn new(url: &str, decide: impl Fn(&Asked) -> Turn + Send + Sync + 'static) -> Self {
        let server = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let decide = Arc::new(decide);
        thread::spawn(move || {
            for program in listener.incoming().flatten() {
                let (server, decide) = (server.clone(), Arc::clone(&decide));
                thread::spawn(move || {
                    // A program that went away needs no answer.
                    let _gone = one(&program, &server, decide.as_ref());
                    let _gone = program.shutdown(Shutdown::Both);
                });
            }
        });
        Self { url }
    }
}

/// One request and its answer; then the connection ends.
fn one(program: &TcpStream, server: &str, decide: &dyn Fn(&Asked) -> Turn) -> std::io::Result<()> {
    let mut reader = BufReader::new(program);
    let head = head(&mut reader)?;
    let Some(line) = head.first() else {
        return Ok(());
    };
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let mut body = vec![0; length(&head).unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let asked = Asked {
        method,
        path,
        body,
        head,
    };
    match decide(&asked) {
        Turn::Pass => answer(program, server, &asked, |_, body| body),
        Turn::Tell(tell) => answer(program, server, &asked, |status, body| {
            tell(status);
            body
        }),
        Turn::Lose => Ok(()),
        Turn::LoseAnswer => ask(server, &asked).map(drop),
        Turn::Change(change) => answer(program, server, &asked, |_, body| change(body)),
    }
}

fn answer(
    mut program: &TcpStream,
    server: &str,
    asked: &Asked,
    change: impl FnOnce(u16, Vec<u8>) -> Vec<u8>,
) -> std::io::Result<()> {
    let (mut head, body) = ask(server, asked)?;
    let status = head
        .first()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    // A server that was killed in the middle of its answer gave none.
    let status = status.ok_or(std::io::ErrorKind::UnexpectedEof)?;
    let body = change(status, body);
    head.retain(|line| !is(line, "content-length") && !is(line, "connection"));
    head.push(format!("content-length: {}", body.len()));
    head.push("connection: close".to_owned());
    program.write_all(&written(&head))?;
    program.write_all(&body)
}

fn ask(server: &str, asked: &Asked) -> std::io::Result<(Vec<String>, Vec<u8>)> {
    let mut head = asked.head.clone();
    head.retain(|line| !is(line, "connection"));
    head.push("connection: close".to_owned());
    let mut stream = TcpStream::connect(server)?;
    stream.write_all(&written(&head))?;
    stream.write_all(&asked.body)?;
    let mut reader = BufReader::new(stream);
    let head = self::head(&mut reader)?;
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    assert!(
        !head.iter().any(|line| is(line, "transfer-encoding")),
        "an answer of unknown length"
    );
    Ok((head, body))
}

/// The lines before the body, without the empty one.
fn head(reader: &mut impl BufRead) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end() {
            "" => return Ok(lines),
            line => lines.push(line.to_owned()),
        }
    }
}

fn written(head: &[String]) -> Vec<u8> {
    format!("{}\r\n\r\n", head.join("\r\n")).into_bytes()
}

fn is(line: &str, name: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(word, _)| word.eq_ignore_ascii_case(name))
}

fn length(head: &[String]) -> Option<usize> {
    let line = head.iter().find(|line| is(line, "content-length"))?;
    line.split_once(':')?.1.trim().parse().ok()
}
