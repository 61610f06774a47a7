#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    zegel_fuzz::capture::database(bytes);
});
