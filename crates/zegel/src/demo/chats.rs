//! The exports that the demo brings in: the repository's own fixtures, inside the binary.

use std::path::{Path, PathBuf};

use anyhow::Context;

macro_rules! chats {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../../../fixtures/chats/", $path)))),*]
    };
}

/// Path below the chats, and bytes.
const FILES: &[(&str, &[u8])] = chats![
    "nl-android-groep/Contact Acme.vcf",
    "nl-android-groep/IMG-20260928-WA0003.jpg",
    "nl-android-groep/IMG-20260929-WA0000.jpg",
    "nl-android-groep/IMG-20261001-WA0007.jpg",
    "nl-android-groep/IMG-20261002-WA0011.jpg",
    "nl-android-groep/WhatsApp-chat met Ploeg Noord.txt",
    "nl-android-groep-mehmet/IMG-20260928-WA0001.jpg",
    "nl-android-groep-mehmet/IMG-20260929-WA0004.jpg",
    "nl-android-groep-mehmet/IMG-20261001-WA0002.jpg",
    "nl-android-groep-mehmet/WhatsApp-chat met Ploeg Noord.txt",
    "nl-ios-klant.zip",
    "en-us-android.txt",
];

/// Writes them below a folder, and says where.
pub(super) fn unpack(base: &Path) -> anyhow::Result<PathBuf> {
    let chats = base.join("chats");
    for (path, bytes) in FILES {
        let file = chats.join(path);
        let folder = file.parent().context("every chat lies in a folder")?;
        std::fs::create_dir_all(folder)?;
        std::fs::write(&file, bytes)?;
    }
    Ok(chats)
}
