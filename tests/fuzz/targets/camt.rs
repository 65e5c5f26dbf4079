#![no_main]

fuzz::target!(camt);
