#![no_main]

fuzz::target!(cfonb120);
