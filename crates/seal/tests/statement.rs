//! `fixtures/vectors/statement.json`, computed by another implementation from the format alone: what ours must make.

use data_encoding::HEXLOWER;
use serde_json::Value;
use zegel_model::{CopyId, Random};
use zegel_seal::descriptor::Archive;
use zegel_seal::employee::EmployeeKey;
use zegel_seal::statement::{Stated, Statement, StatementPublic};

/// Sevens: the importer's seed and the nonce of the file.
struct Sevens;

impl Random for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

#[test]
fn the_vectors_are_reproduced_and_verified() {
    let file: Value =
        serde_json::from_str(include_str!("../../../fixtures/vectors/statement.json")).unwrap();
    let bytes = |name: &str| {
        let text = file[name].as_str().unwrap();
        HEXLOWER.decode(text.as_bytes()).unwrap()
    };
    assert_eq!(bytes("employee_seed"), [7; 32]);
    let key = EmployeeKey::generate(&Sevens).unwrap().statement_key();
    assert_eq!(key.public().to_bytes(), bytes("public"));
    let archive = Archive::of(file["archive"].as_str().unwrap());
    let copy = |number| CopyId::from_bytes([number; 16]);
    for (name, stated) in [
        (
            "left",
            Stated::Left {
                copies: vec![copy(1), copy(2)],
                conversations: 211,
                messages: 48_102,
            },
        ),
        (
            "lacks",
            Stated::Lacks {
                copy: copy(1),
                missing: 3,
                changed: 1,
                first: "2022-05-02".parse().unwrap(),
                last: "2022-05-09".parse().unwrap(),
            },
        ),
    ] {
        let ours = Statement::sign(&key, archive, stated.clone(), &Sevens);
        assert_eq!(ours.to_bytes(), bytes(name), "{name}");
        let theirs = Statement::from_bytes(&bytes(name)).unwrap();
        assert_eq!(*theirs.stated(), stated);
        let public = StatementPublic::from_bytes(&bytes("public")).unwrap();
        assert_eq!(theirs.verify(&public), Ok(()));
    }
}
