#![no_main]

fuzz::target!(einvoice);
