#![no_main]

fuzz::target!(qif);
