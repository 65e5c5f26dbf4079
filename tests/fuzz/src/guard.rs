//! Panics, memory and time of one file. What libFuzzer measures is that of its own process, in steps of a second and by
//! the clock on the wall: on a machine that does something else as well both would blame the wrong file.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Once, OnceLock};
use std::time::Duration;

/// The most that may be allocated at once while a file is read, in bytes.
const MEMORY: usize = 500_000_000;
/// The longest that a file may take, of processor time: an instrumented build is some ten times slower than the program.
const TIME: Duration = Duration::from_secs(5);
/// Files between two looks at the time of the run.
const LOOKED_AT_EVERY: usize = 64;
/// From here on a new peak is told.
const WORTH_TELLING: usize = 50_000_000;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static TOLD: AtomicUsize = AtomicUsize::new(WORTH_TELLING);
static SLOWEST: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, which ends the program where too much is held at once.
struct Counting;

fn taken(bytes: usize) {
    let now = NOW.fetch_add(bytes, Ordering::Relaxed).wrapping_add(bytes);
    PEAK.fetch_max(now, Ordering::Relaxed);
    if now > MEMORY && bytes > 0 {
        // Telling allocates, too.
        NOW.store(0, Ordering::Relaxed);
        fail(&format!("{now} bytes are held at once"));
    }
}

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        taken(size.saturating_sub(layout.size()));
        NOW.fetch_sub(layout.size().saturating_sub(size), Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// libFuzzer keeps the file of a program that is aborted.
fn fail(what: &str) -> ! {
    eprintln!("FOUND: {what}");
    std::process::abort()
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Reads a file and ends the program where that panics, or takes too much memory or time.
pub fn through(reader: fn(&[u8]), bytes: &[u8]) {
    static QUIET: Once = Once::new();
    // Readers catch the panics of the libraries below them: only a panic that comes as far as here is one.
    QUIET.call_once(|| {
        std::panic::set_hook(Box::new(|panic| LAST_PANIC.set(panic.to_string())));
    });
    PEAK.store(NOW.load(Ordering::Relaxed), Ordering::Relaxed);
    let started = processor_time(libc::CLOCK_THREAD_CPUTIME_ID);
    let outcome = catch_unwind(AssertUnwindSafe(|| reader(bytes)));
    let taken = processor_time(libc::CLOCK_THREAD_CPUTIME_ID).saturating_sub(started);
    if outcome.is_err() {
        fail(&LAST_PANIC.take());
    }
    if taken > TIME {
        let peak = PEAK.load(Ordering::Relaxed) / 1_000_000;
        fail(&format!("{} bytes take {taken:?} (and {peak} MB)", bytes.len()));
    }
    tell(bytes.len(), taken);
    end_in_time();
}

/// Ends the run after the minutes of `FUZZ_MINUTES`, of processor time: they mean as much on a machine that has other work.
fn end_in_time() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    static LIMIT: OnceLock<Option<Duration>> = OnceLock::new();
    if RUNS.fetch_add(1, Ordering::Relaxed) % LOOKED_AT_EVERY != 0 {
        return;
    }
    let minutes = || std::env::var("FUZZ_MINUTES").ok()?.parse::<u64>().ok();
    let limit = LIMIT.get_or_init(|| minutes().map(|minutes| Duration::from_secs(minutes * 60)));
    if limit.is_some_and(|limit| processor_time(libc::CLOCK_PROCESS_CPUTIME_ID) > limit) {
        // libFuzzer takes this signal for a request to stop after the file in hand.
        // SAFETY: a signal to ourselves, for which libFuzzer has a handler.
        unsafe { libc::raise(libc::SIGUSR1) };
    }
}

/// The peaks of the run, as they grow.
fn tell(length: usize, taken: Duration) {
    let peak = PEAK.load(Ordering::Relaxed);
    if peak > TOLD.load(Ordering::Relaxed) {
        TOLD.store(peak + peak / 10, Ordering::Relaxed);
        eprintln!("PEAK: {} MB for {length} bytes", peak / 1_000_000);
    }
    let millis = usize::try_from(taken.as_millis()).unwrap_or(usize::MAX);
    if millis > 100 && millis > SLOWEST.load(Ordering::Relaxed) {
        SLOWEST.store(millis + millis / 10, Ordering::Relaxed);
        eprintln!("SLOW: {millis} ms for {length} bytes");
    }
}

fn processor_time(clock: libc::clockid_t) -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a whole timespec.
    if unsafe { libc::clock_gettime(clock, &mut time) } != 0 {
        return Duration::ZERO;
    }
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
