//! A wire between a program and the server that keeps every byte of both directions, and can break.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use data_encoding::{BASE64, HEXLOWER};
use memchr::memmem;

/// The wire; reached at its own address.
pub struct Wire {
    /// Where programs connect instead of to the server.
    pub url: String,
    kept: Arc<Mutex<Kept>>,
}

/// What went over a wire.
#[derive(Clone, Default)]
pub struct Kept {
    /// From the program to the server.
    pub up: Vec<u8>,
    /// From the server to the program.
    pub down: Vec<u8>,
}

impl Wire {
    /// A wire that holds.
    pub fn to(url: &str) -> Self {
        Self::breaking(url, usize::MAX)
    }

    /// A wire that breaks for good after so many bytes of the program.
    pub fn breaking(url: &str, after: usize) -> Self {
        let server = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let kept = Arc::new(Mutex::new(Kept::default()));
        let shared = Arc::clone(&kept);
        thread::spawn(move || {
            for program in listener.incoming() {
                let (Ok(program), Ok(server)) = (program, TcpStream::connect(&server)) else {
                    continue;
                };
                join(&program, &server, &shared, after);
            }
        });
        Self { url, kept }
    }

    /// Everything so far.
    pub fn kept(&self) -> Kept {
        self.kept.lock().unwrap().clone()
    }
}

/// Two threads, one a direction.
fn join(program: &TcpStream, server: &TcpStream, kept: &Arc<Mutex<Kept>>, after: usize) {
    let (up, down) = (pair(program, server), pair(server, program));
    let shared = Arc::clone(kept);
    thread::spawn(move || {
        pump(up, |bytes| {
            let mut kept = shared.lock().unwrap();
            let left = after.saturating_sub(kept.up.len()).min(bytes.len());
            kept.up.extend_from_slice(&bytes[..left]);
            left
        });
    });
    let shared = Arc::clone(kept);
    thread::spawn(move || {
        pump(down, |bytes| {
            shared.lock().unwrap().down.extend_from_slice(bytes);
            bytes.len()
        });
    });
}

fn pair(from: &TcpStream, to: &TcpStream) -> (TcpStream, TcpStream) {
    (from.try_clone().unwrap(), to.try_clone().unwrap())
}

/// Passes on as many bytes as `keep` says, until it says fewer than there are.
fn pump((mut from, mut to): (TcpStream, TcpStream), mut keep: impl FnMut(&[u8]) -> usize) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let bytes = &buffer[..read];
        let passed = keep(bytes);
        if to.write_all(&bytes[..passed]).is_err() {
            break;
        }
        if passed < read {
            // Broken: neither end hears of the other again.
            let _gone = from.shutdown(Shutdown::Both);
            break;
        }
    }
    let _gone = to.shutdown(Shutdown::Both);
}

/// The ways in which a text could stand among bytes without being written out.
fn disguises(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut found = vec![bytes.to_vec(), HEXLOWER.encode(bytes).into_bytes()];
    for shift in 0..3 {
        let shifted = [&b"\0\0"[..shift], bytes].concat();
        let encoded = BASE64.encode(&shifted[..shifted.len() / 3 * 3]);
        // What its neighbours share of the first characters says nothing.
        found.push(encoded.as_bytes()[if shift == 0 { 0 } else { 4 }..].to_vec());
    }
    found
}

/// Which of these texts stand among the bytes, written out, in hexadecimal or in base 64.
pub fn found<'a>(texts: &'a [String], bytes: &[u8]) -> Vec<&'a str> {
    let stands = |text: &&String| {
        disguises(text)
            .iter()
            .any(|way| way.len() >= 8 && memmem::find(bytes, way).is_some())
    };
    texts.iter().filter(stands).map(String::as_str).collect()
}
