//! How many connections and files this process may hold: as many as the system lets it, up to what a listener needs.

/// More would only make a leak last longer.
const MOST: u64 = 65_536;
/// For files, the database and the rooms, beside connections.
const BESIDE: u64 = 256;

/// Raises the limit of open files as far as it may be, and answers how many connections that leaves room for.
pub(crate) fn connections() -> usize {
    let allowed = raise().unwrap_or(1_024);
    usize::try_from(allowed.saturating_sub(BESIDE).max(64)).unwrap_or(64)
}

#[cfg(unix)]
fn raise() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let wanted = now.maximum.map_or(MOST, |most| most.min(MOST));
    if now.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit {
            current: Some(wanted),
            ..now
        };
        // Where it stays as it is, fewer connections are taken.
        if setrlimit(Resource::Nofile, raised).is_err() {
            return now.current;
        }
        return Some(wanted);
    }
    now.current.or(Some(MOST))
}

#[cfg(not(unix))]
fn raise() -> Option<u64> {
    None
}
