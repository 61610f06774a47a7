//! The whole way once, as the demo walks it by itself.

use journey::archive::said;
use journey::binary::run;

#[test]
fn the_demo_walks_the_whole_way_by_itself() {
    let (code, out, err) = said(&run(&["demo", "--smoke", "--port", "0"], ""));
    assert_eq!(code, 0, "{out} {err}");
    assert!(out.contains("0 failed") && !out.contains("FAIL"), "{out}");
}
