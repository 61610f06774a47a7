//! A door of our own before a server: its port is ours before the server runs, it can be shut, and it counts.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// Passes bytes between whoever connects to `localhost` and a server.
pub struct Front {
    /// Its port on this machine.
    pub port: u16,
    state: Arc<State>,
}

struct State {
    server: SocketAddr,
    shut: AtomicBool,
    passed: AtomicUsize,
}

impl Front {
    /// Before the server at this address, which may begin later.
    pub fn new(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State {
            server,
            shut: AtomicBool::new(false),
            passed: AtomicUsize::new(0),
        });
        let inside = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let inside = Arc::clone(&inside);
                // Whoever goes away in the middle is no news.
                thread::spawn(move || inside.pass(&client));
            }
        });
        Self { port, state }
    }

    /// From now on nobody gets through, or everybody again.
    pub fn shut(&self, shut: bool) {
        self.state.shut.store(shut, Ordering::SeqCst);
    }

    /// How many connections got through so far.
    pub fn passed(&self) -> usize {
        self.state.passed.load(Ordering::SeqCst)
    }
}

impl State {
    fn pass(&self, client: &TcpStream) -> io::Result<()> {
        if self.shut.load(Ordering::SeqCst) {
            return client.shutdown(Shutdown::Both);
        }
        let server = TcpStream::connect(self.server)?;
        self.passed.fetch_add(1, Ordering::SeqCst);
        let (mut there, mut from) = (server.try_clone()?, client.try_clone()?);
        let back = thread::spawn(move || {
            let _gone = io::copy(&mut from, &mut there);
            there.shutdown(Shutdown::Write)
        });
        let _gone = io::copy(&mut &server, &mut &*client);
        let _gone = client.shutdown(Shutdown::Both);
        let _gone = back.join();
        Ok(())
    }
}
