#![no_main]

fuzz::target!(bank_list);
