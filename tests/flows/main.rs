//! What an owner does from beginning to end, through the program itself.

mod accessories;
mod accounts;
mod command;
mod gate;
mod imports;
mod instalments;
mod killed;
mod letters;
mod noted;
mod one_week;
mod order;
mod owed;
mod recognised;
mod statements;
mod two_programs;
mod verbs_bank;
mod verbs_commitments;
mod verbs_compute;
mod verbs_day;
mod verbs_facts;
mod verbs_import;
mod verbs_limitation;
mod verbs_read;
mod verbs_read_corpus;
mod verbs_restore;
mod year;
