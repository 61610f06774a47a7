//! The two real exports of one group go the whole way, each as another holder's copy.

use journey::archive::{Founded, path};
use journey::binary::run;
use journey::export::shared;

#[tokio::test(flavor = "multi_thread")]
async fn the_real_exports_are_imported_asked_for_approved_read_and_closed() {
    let exports = shared();
    if exports.is_empty() {
        return;
    }
    let mut founded = Founded::new().await;
    for (name, export) in ["joris", "mehmet"].into_iter().zip(&exports) {
        founded.imported(name, export);
    }
    let reviewer = founded.browser("reviewer").await;
    let choices = founded.choices().await;
    assert_eq!(
        choices.len(),
        2,
        "two holders' copies stay two pieces of evidence"
    );
    for choice in choices {
        let (case, days) = founded.opened(&reviewer, &choice).await;
        let day = days.iter().find(|day| day.contains("2022-05-02")).unwrap();
        let (status, page) = reviewer.get(day).await;
        assert_eq!(status, 200);
        for words in [
            "Komt een vis bij de dokter",
            "[5/2, 16:08] Alice: Hoi, ik heb de chat gemaakt",
        ] {
            assert!(page.contains(words), "{day} shows what was written");
        }
        let (status, _, _) = reviewer.post(&format!("/cases/{case}/close"), &[]).await;
        assert_eq!(status, 303);
        assert_eq!(reviewer.get(day).await.0, 403);
    }
    founded.archive.stop();
    let audit = run(&["audit", "--dir", path(&founded.archive.dir())], "");
    assert!(
        audit.status.success(),
        "{}",
        String::from_utf8_lossy(&audit.stdout)
    );
}
