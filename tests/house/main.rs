//! Our own rules, as tests.

mod cargo;
mod imports_point_down;
mod licences;
mod no_clock_below_the_shell;
mod nothing_calls_out;
mod one_subject_a_file;
mod the_window_is_closed;
mod unfinished;
mod what_is_fuzzed_is_shipped;
