//! What the binary is made of, as CycloneDX 1.5: every crate that is built or linked into it, with its licence, its
//! digest from Cargo.lock and what it depends on itself. Tests' own crates are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::{Value, json};

use crate::sources::root;

/// The bill. The same tree gives the same bill: no time, no random number.
pub fn bill() -> Value {
    let metadata = metadata();
    let packages: BTreeMap<&str, &Value> = array(&metadata["packages"])
        .map(|package| (text(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<&str, &Value> = array(&metadata["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), node))
        .collect();
    let main = packages
        .iter()
        .find(|(_, package)| package["name"] == "zegel")
        .map(|(id, _)| *id)
        .unwrap();
    let mut found = BTreeSet::new();
    let mut next = vec![main];
    while let Some(id) = next.pop() {
        if found.insert(id) {
            next.extend(needs(nodes[id]));
        }
    }
    let checksums = checksums();
    let component = |id: &str| one(packages[id], &checksums);
    let depends = |id: &str| {
        let on: BTreeSet<String> = needs(nodes[id]).map(|id| reference(packages[id])).collect();
        json!({ "ref": reference(packages[id]), "dependsOn": on })
    };
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": application(packages[main]) },
        "components": found.iter().filter(|id| **id != main).map(|id| component(id)).collect::<Vec<_>>(),
        "dependencies": found.iter().map(|id| depends(id)).collect::<Vec<_>>(),
    })
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    serde_json::from_slice(&out.stdout).unwrap()
}

/// What is built or linked into a crate; not what only its tests need.
fn needs(node: &Value) -> impl Iterator<Item = &str> {
    array(&node["deps"])
        .filter(|dependency| array(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev"))
        .map(|dependency| text(&dependency["pkg"]))
}

fn application(package: &Value) -> Value {
    let mut component = one(package, &BTreeMap::new());
    component["type"] = "application".into();
    component
}

fn one(package: &Value, checksums: &BTreeMap<(String, String), String>) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
    });
    if let Some(licence) = package["license"].as_str() {
        // Older manifests write a slash for OR.
        let licence = licence.replace(" / ", " OR ").replace('/', " OR ");
        component["licenses"] = json!([{ "expression": licence }]);
    }
    // Our own crates are not in a registry, so no address of one names them.
    if !package["source"].is_null() {
        component["purl"] = reference(package).into();
        let key = (
            text(&package["name"]).to_owned(),
            text(&package["version"]).to_owned(),
        );
        if let Some(checksum) = checksums.get(&key) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
    }
    component
}

fn reference(package: &Value) -> String {
    format!(
        "pkg:cargo/{}@{}",
        text(&package["name"]),
        text(&package["version"])
    )
}

/// Digests of Cargo.lock, by name and version.
fn checksums() -> BTreeMap<(String, String), String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let field = |block: &str, name: &str| {
        let line = block
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name} = \"")))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    lock.split("[[package]]")
        .filter_map(|block| {
            Some((
                (field(block, "name")?, field(block, "version")?),
                field(block, "checksum")?,
            ))
        })
        .collect()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
