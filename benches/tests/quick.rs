//! Every chapter of the benchmarks runs, with sizes that measure nothing.

use std::process::Command;

#[test]
fn every_figure_of_the_table_is_still_measured() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.md");
    let out = Command::new(env!("CARGO_BIN_EXE_zegel-bench"))
        .args(["--quick", "--out"])
        .arg(&table)
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let text = std::fs::read_to_string(table).unwrap();
    for figure in [
        "reading 1500 messages, Android nl",
        "reading 1500 messages, iOS nl",
        "reading 1500 messages, Android en-US",
        "zegel parse",
        "durable appends",
        "inclusion proof",
        "zegel verify",
        "import of 1500 messages",
        "zegel serve`, founded and idle",
        "zegel import`, peak",
        "zegel audit",
        "opening a case of 600 messages",
        "a search in the room",
        "/people",
    ] {
        assert!(
            text.contains(figure),
            "{figure} is gone from the table:\n{text}"
        );
    }
    assert!(text.contains("targets are reached"));
    assert!(text.contains("## Why"), "what people write has its place");
}
