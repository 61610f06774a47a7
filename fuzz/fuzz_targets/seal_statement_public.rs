#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    zegel_fuzz::seal::statement_public(bytes);
});
