//! How to recompute the log, or one proof from it, without trusting this server.

use askama::Template;

use crate::page::Layout;

/// `/verify`, for anybody.
#[derive(Template)]
#[template(path = "verify.html")]
pub struct VerifyPage {
    /// Around the page.
    pub layout: Layout,
    /// The conduct log's verifier key.
    pub key: String,
    /// The command that checks a downloaded proof.
    pub proof_command: String,
    /// The command that recomputes the whole log.
    pub log_command: String,
    /// The same, and that it continues an older checkpoint.
    pub since_command: String,
}

impl VerifyPage {
    /// For the log at an address, under a key.
    pub fn new(layout: Layout, log: &str, key: String) -> Self {
        Self {
            layout,
            proof_command: format!("zegel verify zegel-proof-1.tlog-proof --key {key}"),
            log_command: format!("zegel verify {log} --key {key}"),
            since_command: format!("zegel verify {log} --key {key} --since checkpoint"),
            key,
        }
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    let key = "localhost:8080/conduct+6d0f4ab1+AW8tGUr1yHkUoxnwTTgXzX8T0lY2LqvI1f4nCCZkq7Qd";
    vec![super::samples::sample(
        "verify",
        &VerifyPage::new(
            layout.clone(),
            "http://localhost:8080/log/conduct",
            key.to_owned(),
        ),
    )]
}
