#![no_main]

fuzz::target!(xlsx);
