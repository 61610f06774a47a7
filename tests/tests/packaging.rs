//! What is shipped besides the binary: the service, the Debian package, the container file, the bill of materials.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use journey::archive::said;
use journey::binary::{repository, zegel};
use tempfile::TempDir;

fn here(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output()
        .unwrap();
    found.status.success()
}

fn text(name: &str) -> String {
    std::fs::read_to_string(repository().join("packaging").join(name)).unwrap()
}

fn ran(command: &mut Command) -> String {
    let out: Output = command.output().unwrap();
    let (code, text, err) = said(&out);
    assert_eq!(code, 0, "{text} {err}");
    text
}

/// Values of a key of a unit file.
fn values<'a>(unit: &'a str, key: &str) -> Vec<&'a str> {
    let begin = format!("{key}=");
    unit.lines()
        .filter_map(|line| line.strip_prefix(begin.as_str()))
        .collect()
}

#[test]
fn the_service_is_given_no_more_than_it_needs() {
    let unit = text("zegel.service");
    for (key, value) in [
        ("Type", "notify"),
        ("User", "zegel"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("LimitCORE", "0"),
        ("CapabilityBoundingSet", "CAP_NET_BIND_SERVICE"),
        ("StateDirectoryMode", "0700"),
        ("KillMode", "mixed"),
    ] {
        assert_eq!(values(&unit, key), [value], "{key}");
    }
    let stop: u64 = values(&unit, "TimeoutStopSec")[0].parse().unwrap();
    // stop-seconds by default, ten for publishing, two for a room.
    assert!(
        stop > 25 + 10 + 2,
        "the manager must not end it before it ends itself"
    );
}

#[test]
fn the_service_is_what_systemd_understands_and_little_exposed() {
    if !here("systemd-analyze") {
        eprintln!("systemd-analyze is not here: the unit was read as text only");
        return;
    }
    let dir = TempDir::new().unwrap();
    let unit = dir.path().join("zegel.service");
    // The binary is not installed on this machine; that is all that would be found.
    let installed = zegel();
    std::fs::write(
        &unit,
        text("zegel.service").replace("/usr/bin/zegel", installed.to_str().unwrap()),
    )
    .unwrap();
    let out = Command::new("systemd-analyze")
        .arg("verify")
        .arg(&unit)
        .output()
        .unwrap();
    let (code, said, err) = said(&out);
    assert_eq!((code, said.as_str(), err.as_str()), (0, "", ""));
    // 100 is wide open; 2.0 and better is "OK".
    ran(Command::new("systemd-analyze")
        .args(["security", "--offline=yes", "--threshold=20"])
        .arg(&unit));
}

#[test]
fn the_debian_package_holds_what_it_should_and_belongs_to_root() {
    if !here("dpkg-deb") {
        eprintln!("dpkg-deb is not here: no package was built");
        return;
    }
    let dir = TempDir::new().unwrap();
    let deb = ran(Command::new(repository().join("packaging/deb"))
        .arg(dir.path())
        .env("ZEGEL_BINARY", zegel()));
    let deb = Path::new(deb.trim());
    let contents = ran(Command::new("dpkg-deb").arg("--contents").arg(deb));
    let files: BTreeSet<String> = contents
        .lines()
        .filter(|line| line.starts_with('-'))
        .map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            assert_eq!(words[1], "root/root", "{line}");
            format!("{} {}", words[0], words.last().unwrap())
        })
        .collect();
    let wanted = [
        "-rw-r--r-- ./etc/default/zegel",
        "-rw-r--r-- ./usr/lib/systemd/system/zegel.service",
        "-rw-r--r-- ./usr/share/doc/zegel/CHANGELOG.md",
        "-rw-r--r-- ./usr/share/doc/zegel/SECURITY.md",
        "-rw-r--r-- ./usr/share/doc/zegel/THIRD-PARTY.md",
        "-rw-r--r-- ./usr/share/doc/zegel/copyright",
        "-rw-r--r-- ./usr/share/doc/zegel/operations.md",
        "-rwxr-xr-x ./usr/bin/zegel",
    ];
    assert_eq!(files, wanted.map(str::to_owned).into());
    for (field, value) in [("Package", "zegel"), ("Version", env!("CARGO_PKG_VERSION"))] {
        assert_eq!(
            ran(Command::new("dpkg-deb").arg("--field").arg(deb).arg(field)).trim(),
            value
        );
    }
    // Unpacked it runs, whatever else this machine has.
    let unpacked = dir.path().join("unpacked");
    ran(Command::new("dpkg-deb")
        .arg("--extract")
        .arg(deb)
        .arg(&unpacked));
    let version = ran(Command::new(unpacked.join("usr/bin/zegel")).arg("--version"));
    assert_eq!(
        version.trim(),
        format!("zegel {}", env!("CARGO_PKG_VERSION"))
    );
    ran(Command::new("dpkg-deb")
        .arg("--control")
        .arg(deb)
        .arg(dir.path().join("control")));
    for script in ["postinst", "prerm", "postrm"] {
        ran(Command::new("sh")
            .arg("-n")
            .arg(dir.path().join("control").join(script)));
    }
    let postrm = text("debian/postrm");
    assert!(
        !postrm.contains("rm ") && !postrm.contains("deluser"),
        "an archive is not a package's to erase"
    );
}

#[test]
fn the_container_runs_without_root() {
    let file = text("Containerfile");
    let after = file.rsplit("FROM ").next().unwrap();
    assert!(after.contains("\nUSER 10001:10001\n"));
    // The group's number too, or what the volume holds would belong to another one.
    assert!(after.contains("groupadd --gid 10001 ") && after.contains("--uid 10001 --gid 10001 "));
    assert!(after.find("\nUSER ").unwrap() < after.find("\nENTRYPOINT ").unwrap());
    assert!(after.contains("\nVOLUME /var/lib/zegel\n"));
    assert!(file.contains("--locked") && !file.contains(":latest"));
    let wanted = std::fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let rust = wanted
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .unwrap();
    assert!(
        file.contains(&format!("rust:{}-", rust.trim_matches('"'))),
        "the toolchain of Cargo.toml"
    );
}

/// The fields that CycloneDX 1.5 requires (its JSON schema: `bomFormat`, `specVersion`; of a component `type`, `name`;
/// of a hash `alg`, `content`; of a dependency `ref`; unique references).
#[test]
fn the_bill_of_materials_names_everything_that_is_linked() {
    let bill = journey::sbom::bill();
    assert_eq!(bill["bomFormat"], "CycloneDX");
    assert_eq!(bill["specVersion"], "1.5");
    assert_eq!(bill["metadata"]["component"]["name"], "zegel");
    let components = bill["components"].as_array().unwrap();
    let mut references =
        BTreeSet::from([bill["metadata"]["component"]["bom-ref"].as_str().unwrap()]);
    for component in components {
        assert_eq!(component["type"], "library", "{component}");
        assert!(
            component["name"].is_string() && component["version"].is_string(),
            "{component}"
        );
        assert!(
            component["licenses"][0]["expression"].is_string(),
            "{component}"
        );
        assert!(
            references.insert(component["bom-ref"].as_str().unwrap()),
            "{component}"
        );
        if component["purl"].is_string() {
            let hash = component["hashes"][0]["content"].as_str().unwrap();
            assert!(
                hash.len() == 64 && component["hashes"][0]["alg"] == "SHA-256",
                "{component}"
            );
        }
    }
    for dependency in bill["dependencies"].as_array().unwrap() {
        let on = dependency["dependsOn"].as_array().unwrap();
        for reference in on.iter().chain([&dependency["ref"]]) {
            assert!(
                references.contains(reference.as_str().unwrap()),
                "{reference}"
            );
        }
    }
    let named = |name: &str| components.iter().any(|component| component["name"] == name);
    assert!(named("ring") && named("sqlx") && named("zegel-seal"));
    assert!(
        !named("insta") && !named("proptest"),
        "tests are not shipped"
    );
    assert_eq!(bill, journey::sbom::bill(), "twice the same");
}
