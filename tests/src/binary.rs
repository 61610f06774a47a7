//! The binary, and how to run it to its end.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Where the binary is: beside the folder of the test's own executable, or beside the executable itself.
pub fn zegel() -> PathBuf {
    let me = std::env::current_exe().unwrap();
    let folder = me.parent().unwrap();
    let folder = if folder.ends_with("deps") || folder.ends_with("examples") {
        folder.parent().unwrap()
    } else {
        folder
    };
    let binary = folder.join(format!("zegel{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.exists(),
        "build the binary first: cargo build --workspace (with the profile of the tests)"
    );
    binary
}

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Our own fixtures.
pub fn fixture(name: &str) -> PathBuf {
    repository().join("fixtures").join(name)
}

/// Runs the binary with `input` on its standard input.
pub fn run(args: &[&str], input: &str) -> Output {
    run_as(args, input, |_| {})
}

/// The same, its process prepared by the test.
pub fn run_as(args: &[&str], input: &str, prepare: impl FnOnce(&mut Command)) -> Output {
    let mut command = Command::new(zegel());
    prepare(
        command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped()),
    );
    let mut child = command.spawn().unwrap();
    // A command that refuses before it reads has closed its input; that is its right.
    let _refused = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}
