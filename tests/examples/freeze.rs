//! Freezes an archive of this version for later versions to open. Run by `just freeze v0.1`, once per release.

use journey::binary::fixture;
use journey::frozen::freeze;

#[tokio::main]
async fn main() {
    let version = std::env::args().nth(1).expect("say which version: v0.1");
    freeze(&version, &fixture("frozen").join(&version)).await;
}
