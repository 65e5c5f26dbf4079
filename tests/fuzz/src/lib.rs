//! What the targets share: one file through one reader, under the limits that a reader keeps.

mod built;
mod guard;
pub mod readers;

pub use guard::through;

/// The entry point of the target that is named like a function of [`readers`].
#[macro_export]
macro_rules! target {
    ($reader:ident) => {
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::through($crate::readers::$reader, bytes));
    };
}
