//! A new API token, shown once.

use askama::Template;
use zegel_model::Timestamp;

use crate::page::Layout;

/// Answer to `POST /me/tokens`.
#[derive(Template)]
#[template(path = "token.html")]
pub struct TokenPage {
    /// Around the page.
    pub layout: Layout,
    /// The token.
    pub token: String,
    /// Until when it works.
    pub until: Timestamp,
    /// Commands that it is for, ready to copy, with the token in them.
    pub commands: Vec<TokenCommand>,
    /// Where the reader came from: `/me` or `/seats`.
    pub back: String,
}

/// One command.
pub struct TokenCommand {
    /// What it does.
    pub what: CommandKind,
    /// The whole line.
    pub line: String,
}

/// What a command is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// `zegel import`.
    Import,
    /// `zegel seat new`.
    Seat,
    /// `zegel seat approve`.
    Approve,
}

impl TokenCommand {
    fn key(&self) -> &'static str {
        match self.what {
            CommandKind::Import => "token-for-import",
            CommandKind::Seat => "token-for-seat",
            CommandKind::Approve => "token-for-approve",
        }
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let command = |what, line: &str| TokenCommand {
        what,
        line: line.to_owned(),
    };
    vec![sample(
        "token",
        &TokenPage {
            layout: layout.clone(),
            token: "zegel_krugkidrovuwg2zamjzg653oebtg66a".to_owned(),
            until: NOON.plus_days(30),
            commands: vec![
                command(
                    CommandKind::Import,
                    "zegel import CHAT.zip --server http://localhost:8080 --token zegel_krug",
                ),
                command(
                    CommandKind::Seat,
                    "zegel seat new --server http://localhost:8080 --token zegel_krug",
                ),
                command(
                    CommandKind::Approve,
                    "zegel seat approve CASE --server http://localhost:8080 --token zegel_krug",
                ),
            ],
            back: "/me".to_owned(),
        },
    )]
}
