//! Letters: their words, their layout and their PDF. Facts in, bytes out; nothing is sent from here.

pub mod letters;
pub mod pdf;
pub mod typeset;
