#![no_main]

fuzz::target!(front_door);
