//! This machine: its clock, what it is made of, and what a process took of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A stopwatch.
#[derive(Clone, Copy)]
pub struct Watch(Instant);

impl Watch {
    /// Starts.
    #[expect(clippy::disallowed_methods, reason = "what is measured here is time")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds since the start.
    pub fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    /// Milliseconds since the start.
    pub fn millis(self) -> f64 {
        self.seconds() * 1_000.0
    }
}

/// Microseconds since 1970.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// Seconds of processor time of all children that ended and were waited for (proc(5): stat, fields 16 and 17, in
/// hundredths).
pub fn children_seconds() -> f64 {
    stat_seconds(13)
}

/// Seconds of processor time of another process that still runs.
pub fn process_seconds(pid: u32) -> f64 {
    stat_seconds_of(&pid.to_string(), 11)
}

fn stat_seconds(first: usize) -> f64 {
    stat_seconds_of("self", first)
}

/// Two fields of a process's stat behind its name, in hundredths.
fn stat_seconds_of(process: &str, first: usize) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, after_name) = stat.rsplit_once(") ").unwrap();
    let ticks: u64 = after_name
        .split(' ')
        .skip(first)
        .take(2)
        .map(|field| field.parse::<u64>().unwrap())
        .sum();
    ticks as f64 / 100.0
}

/// Seconds of processor time of this thread (sched-stats: the first number, in nanoseconds).
pub fn thread_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds: f64 = stat.split(' ').next().unwrap().parse().unwrap();
    nanoseconds / 1e9
}

/// Looks how much of the machine others took meanwhile.
pub struct Others {
    load: String,
    watch: Watch,
    busy: f64,
    ours: f64,
}

impl Others {
    /// Begins to look.
    pub fn start() -> Self {
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Self {
            load: load.split(' ').next().unwrap_or_default().to_owned(),
            watch: Watch::start(),
            busy: busy_seconds(),
            ours: own_seconds() + children_seconds(),
        }
    }

    /// What a reader should know of it.
    pub fn line(&self) -> String {
        let busy = busy_seconds() - self.busy;
        let ours = own_seconds() + children_seconds() - self.ours;
        format!(
            "{} when the run began; others took {:.2} cores of it while it lasted",
            self.load,
            (busy - ours).max(0.0) / self.watch.seconds()
        )
    }
}

/// Seconds that all processors worked since the machine began, the host's for other machines included (proc(5): the
/// first line of stat, in hundredths).
fn busy_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let mut fields = stat.split_whitespace().skip(1);
    let mut field = || fields.next().and_then(|ticks| ticks.parse::<f64>().ok());
    let mut ticks = 0.0;
    // user, nice, system, idle, iowait, irq, softirq, steal
    for counts in [true, true, true, false, false, true, true, true] {
        let value = field().unwrap_or(0.0);
        if counts {
            ticks += value;
        }
    }
    ticks / 100.0
}

/// Seconds of processor time of this process.
fn own_seconds() -> f64 {
    stat_seconds(11)
}

/// A field of a process's status, in MB (10^6 bytes).
pub fn status_mb(pid: u32, field: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(field))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1_024.0 / 1e6)
}

/// Looks at a process's peak until the process is gone: the number dies with it.
pub struct Peak {
    most: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
    looking: JoinHandle<()>,
}

impl Peak {
    /// Begins to look.
    pub fn of(pid: u32) -> Self {
        let (most, over) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let (seen, ended) = (Arc::clone(&most), Arc::clone(&over));
        let looking = std::thread::spawn(move || {
            while !ended.load(Ordering::SeqCst) {
                if let Some(mb) = status_mb(pid, "VmHWM") {
                    seen.fetch_max((mb * 1e6) as u64, Ordering::SeqCst);
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        Self {
            most,
            over,
            looking,
        }
    }

    /// The peak in MB.
    pub fn mb(self) -> f64 {
        self.over.store(true, Ordering::SeqCst);
        self.looking.join().unwrap();
        self.most.load(Ordering::SeqCst) as f64 / 1e6
    }
}

/// What the figures were measured on.
pub fn describe(others: &Others) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "- {name}: {value}");
    };
    line(
        "date",
        jiff::Timestamp::now()
            .strftime("%Y-%m-%d %H:%M UTC")
            .to_string(),
    );
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .and_then(|rest| rest.split_once(':'))
        .map_or("unknown", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    line("processor", format!("{model}, {cores} cores"));
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    line(
        "memory",
        kib.map_or("unknown".to_owned(), |kib| {
            format!("{:.1} GB", kib * 1_024.0 / 1e9)
        }),
    );
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    line("kernel", kernel.trim().to_owned());
    line("disk", disk());
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map_or("unknown".to_owned(), |out| {
        String::from_utf8_lossy(&out.stdout).trim().to_owned()
    });
    line("compiler", rustc);
    line("load", others.line());
    text
}

/// The file system of temporary files, and what making something durable costs on it.
fn disk() -> String {
    let folder = std::env::temp_dir();
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.len())
        .map_or("unknown", |(_, kind)| kind);
    format!(
        "{kind}, {:.2} ms for a durable write of 4 kB (median of 100)",
        durable_write(&folder)
    )
}

fn durable_write(folder: &Path) -> f64 {
    use std::io::Write as _;
    let mut file = tempfile::tempfile_in(folder).unwrap();
    let mut took: Vec<f64> = (0..100)
        .map(|_| {
            file.write_all(&[7; 4_096]).unwrap();
            let watch = Watch::start();
            file.sync_data().unwrap();
            watch.millis()
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[50]
}
