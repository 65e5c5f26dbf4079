#![no_main]

fuzz::target!(ofx);
