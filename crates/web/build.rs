//! A new `.ftl` file or template must lead to a new build: the macros that read the folders cannot say so themselves.

fn main() {
    for folder in ["locales", "templates", "assets"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
