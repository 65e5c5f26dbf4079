#![no_main]

fuzz::target!(mt940);
