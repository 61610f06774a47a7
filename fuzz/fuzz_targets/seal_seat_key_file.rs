#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    zegel_fuzz::seal::seat_key_file(bytes);
});
