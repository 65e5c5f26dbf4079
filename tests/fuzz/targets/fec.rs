#![no_main]

fuzz::target!(fec);
