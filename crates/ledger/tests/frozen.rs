//! The bytes of one small log, written down: later versions must make the same and read them.
//!
//! The log has five entries (`entry 0` to `entry 4`), its key the seed of 32 bytes 01, its witness that of 32 bytes 02.
//! Another implementation has verified all of it.

#![cfg(test)]

use std::collections::BTreeMap;

use zegel_ledger::{
    Cosigner, CosignerKey, Hash, Memory, Policy, Proof, Signer, TileHashes, TreeHead, Trust,
    Verifier, grow, verify,
};

const LOG: &str = "example.com/log+9be5d3c6+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
const WITNESS: &str = "example.com/witness+21457d9f+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";

const PROOF: &str = "\
c2sp.org/tlog-proof@v1
extra ZW50cnkgMg==
index 2
YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=
WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=
SFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=

example.com/log
5
fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=

— example.com/log m+XTxkdrgDKeQ+167Ae5Vdp2EaxyMIlthIsGZlDtSHG/Mw4Ax5gReC8hXYQATHnEGxbNST7xA+93SyOrNX0MeZ4kqgg=
— example.com/witness IUV9nwAAAABlU/EANKdGTwxxkUPXLp4UzofHhILDU++VQUGhhwk/wV75KS3qCjY1Jt+3SV51OKlRYragRpsEpHAIjLnuNwHq4KDhBg==
";

const BUNDLE: &[u8] =
    b"\x00\x07entry 0\x00\x07entry 1\x00\x07entry 2\x00\x07entry 3\x00\x07entry 4";

const LEAVES: [&str; 5] = [
    "dziFphNIniTOLPdhmdakI/BC5LvxLX7s7pEu8nbGVwE=",
    "Lfs2xvZsrDYUKc9G34aKuCQtOmRB8Qmcj7P5jsXRCKQ=",
    "V8efTzGuApxdS9MLBzwnyU35NDiytGl+Hh7vW8A5SkE=",
    "YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=",
    "SFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=",
];

fn trust() -> Trust {
    let policy = Policy::quorum(1, vec![CosignerKey::parse(WITNESS).unwrap()]).unwrap();
    Trust::new(Verifier::parse(LOG).unwrap(), policy).unwrap()
}

/// The frozen log, with the checkpoint as it stands in the frozen proof.
fn frozen() -> BTreeMap<String, Vec<u8>> {
    let leaves: Vec<u8> = LEAVES
        .iter()
        .flat_map(|text| *Hash::from_base64(text).unwrap().as_bytes())
        .collect();
    let (_, checkpoint) = PROOF.split_once("\n\n").unwrap();
    BTreeMap::from([
        ("checkpoint".to_owned(), checkpoint.as_bytes().to_vec()),
        ("tile/0/000.p/5".to_owned(), leaves),
        ("tile/entries/000.p/5".to_owned(), BUNDLE.to_vec()),
    ])
}

#[test]
fn the_frozen_log_and_proof_verify() {
    let report = verify(&frozen(), &trust(), None).unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(
        (report.entries, report.cosigned[0].time),
        (5, 1_700_000_000)
    );
    let proof = Proof::parse(PROOF.as_bytes()).unwrap();
    let proven = proof.verify(proof.extra().unwrap(), &trust()).unwrap();
    assert_eq!(proven.index, 2);
}

#[test]
fn the_frozen_bytes_are_still_what_is_made() {
    let log = Signer::new("example.com/log", &[1; 32]).unwrap();
    let witness = Cosigner::new("example.com/witness", &[2; 32]).unwrap();
    assert_eq!(
        (log.verifier().to_string(), witness.key().to_string()),
        (LOG.to_owned(), WITNESS.to_owned())
    );

    let entries = ["entry 0", "entry 1", "entry 2", "entry 3", "entry 4"];
    let growth = grow(&BTreeMap::new(), &TreeHead::empty(), &entries).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = growth
        .files
        .into_iter()
        .map(|(tile, bytes)| (tile.path(), bytes))
        .collect();
    let mut signed = zegel_ledger::SignedCheckpoint::sign(growth.head, &log).unwrap();
    let mut memory = Memory::new(log.verifier().clone());
    let checked = memory
        .advance(signed.note().to_string().as_bytes(), &[])
        .unwrap();
    signed
        .add(checked.cosign(&witness, 1_700_000_000).unwrap())
        .unwrap();
    files.insert(
        "checkpoint".to_owned(),
        signed.note().to_string().into_bytes(),
    );
    assert_eq!(files, frozen());

    let proof = Proof::make(&TileHashes::new(&files, 5), 2, &signed)
        .unwrap()
        .with_extra(b"entry 2".to_vec());
    assert_eq!(proof.to_string(), PROOF);
}
