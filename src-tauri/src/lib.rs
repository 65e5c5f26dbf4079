//! The shell: the clock, the verbs and the window around the use cases of `app`.

pub mod views;
pub mod wire;
