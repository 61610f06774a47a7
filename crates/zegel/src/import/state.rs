//! What an importer states about a source, signed with a key that follows from their own: counts and days, for the log.

use data_encoding::BASE64;
use serde::Serialize;
use zegel_model::{CopyId, KeyId};
use zegel_seal::descriptor::Archive;
use zegel_seal::statement::{Stated, Statement};

use super::seen::{self, Lack, Note};
use super::send::Target;
use crate::machine::SystemRandom;

/// The body of `POST /api/v1/import/statements`.
#[derive(Serialize)]
struct Body {
    statement: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<List>,
}

#[derive(Serialize)]
struct List {
    key: KeyId,
    sealed: String,
}

/// States how much of a source stayed outside.
pub(super) fn left(
    target: Target<'_>,
    copies: Vec<CopyId>,
    (conversations, messages): (u32, u64),
) -> anyhow::Result<()> {
    let stated = Stated::Left {
        copies,
        conversations,
        messages,
    };
    post(target, stated, None)
}

/// States what an import lacks; the importer's own list remembers that it was told.
pub(super) fn lacks(target: Target<'_>, copy: CopyId, lack: &Lack) -> anyhow::Result<()> {
    let stated = Stated::Lacks {
        copy,
        missing: lack.missing,
        changed: lack.changed,
        first: lack.first,
        last: lack.last,
    };
    post(target, stated, Some((copy, &lack.note)))
}

fn post(target: Target<'_>, stated: Stated, note: Option<(CopyId, &Note)>) -> anyhow::Result<()> {
    let Target { remote, info, key } = target;
    let signing = key.statement_key();
    let public = signing.public();
    remote.tell(
        "/api/v1/keys",
        &serde_json::json!({ "key": public.id(), "public": public.to_base64() }),
    )?;
    let archive = Archive::of(&info.origin);
    let statement = Statement::sign(&signing, archive, stated, &SystemRandom);
    let list = note.map(|(copy, note)| {
        anyhow::Ok(List {
            key: key.public().id(),
            sealed: BASE64.encode(&seen::seal(key, copy, note)?),
        })
    });
    let body = Body {
        statement: BASE64.encode(&statement.to_bytes()),
        list: list.transpose()?,
    };
    remote.tell("/api/v1/import/statements", &body)
}
