//! A process that keeps to itself what it holds: no core dumps, no looking in by others, no words of content in a panic.
//!
//! Comes before everything else in `main`, the command line included: whatever is read later is covered.

use std::panic::PanicHookInfo;

use crate::cli::complain;

/// Closes this process. Every process of ours does this for itself: an `exec` opens it again.
pub(crate) fn close() {
    std::panic::set_hook(Box::new(|panic| complain(&sentence(panic))));
    no_dumps();
    stay_in_memory();
}

/// Where a panic happened, without its message: a message may quote what it stumbled over, such as a text that was cut
/// between two letters.
fn sentence(panic: &PanicHookInfo<'_>) -> String {
    match panic.location() {
        Some(place) => format!(
            "a defect of Zegel at {}:{}; nothing of what it worked on is shown; report the place",
            place.file(),
            place.line()
        ),
        None => "a defect of Zegel; nothing of what it worked on is shown".to_owned(),
    }
}

/// A core dump would write keys to disk.
fn no_dumps() {
    #[cfg(unix)]
    if rustix::process::setrlimit(
        rustix::process::Resource::Core,
        rustix::process::Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )
    .is_err()
    {
        complain("core dumps could not be switched off");
    }
    // The limit does not hold for dumps that the kernel pipes to a program, as many distributions have it. This does;
    // and no other process of the same user can look in, debuggers included.
    #[cfg(target_os = "linux")]
    if rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
        .is_err()
    {
        complain("this process could not be closed to others of the same user");
    }
}

/// Nothing of it goes to swap, where the machine allows so much locked memory. Where it does not, swap on disk should
/// be encrypted or off, as `docs/operations.md` says.
fn stay_in_memory() {
    #[cfg(target_os = "linux")]
    {
        use rustix::mm::MlockAllFlags;
        use rustix::process::{Resource, getrlimit};
        // With a limit, locking what is allocated later would end the process at the limit.
        let free = getrlimit(Resource::Memlock).current.is_none();
        let pages = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
        if free && rustix::mm::mlockall(pages).is_err() {
            complain("this machine does not let memory be kept out of swap");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic;
    use std::sync::{Arc, Mutex};

    use super::sentence;

    #[test]
    fn a_panic_says_where_and_not_what() {
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            *heard.lock().unwrap() = sentence(panic);
        }));
        let text = String::from("gehéimzinnig");
        let cut = panic::catch_unwind(|| text[..4].len());
        panic::set_hook(before);
        let cause = cut.unwrap_err();
        let message = cause.downcast_ref::<String>().unwrap();
        assert!(
            message.contains("gehéim"),
            "the message itself does quote: {message}"
        );
        let said = said.lock().unwrap();
        assert!(said.contains("closed.rs:"), "{said}");
        assert!(!said.contains("geh"), "{said}");
    }
}
