//! Letters: their words, their layout and their PDF. Facts in, bytes out; nothing is sent from here.
//!
//! [`letters::compose`] writes the words, [`check::check`] looks at them as the owner left them,
//! [`letters::render`] makes the PDF and [`message::eml`] the message that carries it.

pub mod check;
pub mod letters;
pub mod message;
pub mod pdf;
pub mod typeset;
