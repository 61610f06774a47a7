//! Prints a software bill of materials (CycloneDX 1.5, JSON) of the binary from `cargo metadata`. Run by `just sbom`.

fn main() {
    println!("{:#}", journey::sbom::bill());
}
