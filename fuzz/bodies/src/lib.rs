//! Every decoder of foreign bytes, as a function that gets some and panics where one is wrong.
//!
//! `fuzz/` calls these with bytes that a fuzzer finds (`just soak`); `./test` replays the seeds with mutations of them,
//! on stable. A body checks more than that nothing panics: what was read says the same when it is written again, and
//! no byte of a source gets lost. Never: network, a file that outlives the call.

pub mod capture;
pub mod http;
pub mod ledger;
pub mod model;
pub mod mutate;
pub mod seal;

/// A decoder under test. Its seeds lie in `fuzz/seeds/<name>`.
#[derive(Clone, Copy)]
pub struct Target {
    /// What its binary and its folder of seeds are called.
    pub name: &'static str,
    /// Panics where the decoder is wrong about these bytes; says whether it took them.
    pub body: fn(&[u8]) -> bool,
}

macro_rules! targets {
    ($($name:literal => $body:path,)*) => {
        /// All of them.
        pub const TARGETS: &[Target] = &[$(Target { name: $name, body: $body }),*];
    };
}

targets! {
    "capture_archive" => capture::archive,
    "capture_backup" => capture::backup,
    "capture_backup_key" => capture::backup_key,
    "capture_database" => capture::database,
    "capture_ios" => capture::ios,
    "capture_sms" => capture::sms,
    "capture_telegram" => capture::telegram,
    "capture_text" => capture::text,
    "capture_wire" => capture::wire,
    "http_back" => http::back,
    "http_form" => http::form,
    "http_language" => http::language,
    "http_validity" => http::validity,
    "ledger_add_checkpoint" => ledger::add_checkpoint,
    "ledger_bundle" => ledger::bundle,
    "ledger_checkpoint" => ledger::checkpoint,
    "ledger_key" => ledger::key,
    "ledger_note" => ledger::note,
    "ledger_proof" => ledger::proof,
    "ledger_tile_path" => ledger::tile_path,
    "model_id" => model::id,
    "model_payload" => model::payload,
    "seal_approval" => seal::approval,
    "seal_blob" => seal::blob,
    "seal_boxes" => seal::boxes,
    "seal_case_public" => seal::case_public,
    "seal_clear" => seal::clear,
    "seal_contexts" => seal::contexts,
    "seal_creation" => seal::creation,
    "seal_descriptor" => seal::descriptor,
    "seal_employee_key_file" => seal::employee_key_file,
    "seal_employee_public" => seal::employee_public,
    "seal_letter" => seal::letter,
    "seal_messages" => seal::messages,
    "seal_offer" => seal::offer,
    "seal_release" => seal::release,
    "seal_sealed" => seal::sealed,
    "seal_seat_key_file" => seal::seat_key_file,
    "seal_seat_public" => seal::seat_public,
    "seal_statement" => seal::statement,
    "seal_statement_public" => seal::statement_public,
    "seal_stored" => seal::stored,
    "seal_terms" => seal::terms,
}
