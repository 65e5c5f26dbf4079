//! The sample business.
