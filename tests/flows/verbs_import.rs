//! `acquit import`: lists whose columns do not say everything, conflicts, and what a script is told.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Ran, acquit, at, text};

const TODAY: &str = "2026-11-23";

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn open() -> Shop {
        let shop = Shop { folder: tempfile::tempdir().unwrap() };
        shop.run(&["record", "business", "--name", "Atelier Morvan"]).json();
        shop
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut all = arguments.to_vec();
        all.extend(["--json", "--today", TODAY]);
        acquit(Some(&self.data()), &all)
    }

    fn owed(&self, number: &str) -> String {
        text(&self.run(&["claim", "--invoice", number]).json(), "still_owed.principal").to_owned()
    }
}

fn first(value: &Value, path: &str) -> Value {
    at(value, &format!("files.0.{path}")).clone()
}

/// Nothing names the amount, and neither days nor cents show how they are written.
const MUTE: &str = "Pièce;Tiers;Le;À voir\nF-1;Mistral SAS;03/09/2026;1.250\nF-2;Mistral SAS;04/09/2026;2.500\n";

#[test]
fn a_list_is_mapped_by_flags_and_the_answers_are_remembered() {
    let shop = Shop::open();
    let list = shop.file("list.csv", MUTE);
    let mute = shop.run(&["import", &list]);
    assert_eq!(mute.status, 1);
    let said = mute.value();
    assert_eq!((first(&said, "outcome"), first(&said, "question")), ("mapping".into(), "mapping".into()));
    assert!(first(&said, "sentence").as_str().unwrap().contains("--column"), "{said}");

    let flags = ["--column", "gross-total=a voir", "--column", "issue_date=#3", "--dates", "dmy", "--decimal", "comma"];
    let mut mapped = vec!["import", &list];
    mapped.extend(flags);
    let done = shop.run(&mapped).json();
    assert_eq!(at(&done, "recorded"), 2, "{done}");
    assert_eq!(shop.owed("F-1"), "1250.00");
    // The next list of that kind needs no flag.
    let next = shop.file("next.csv", &MUTE.replace("F-1", "F-3").replace("F-2", "F-4"));
    assert_eq!(at(&shop.run(&["import", &next]).json(), "recorded"), 2);
}

#[test]
fn the_point_and_the_month_first_are_taken_at_their_word() {
    let shop = Shop::open();
    let list = shop.file("list.csv", MUTE);
    let flags = ["--column", "gross-total=À voir", "--column", "issue-date=Le", "--dates", "mdy", "--decimal", "point"];
    let mut mapped = vec!["import", &list];
    mapped.extend(flags);
    assert_eq!(at(&shop.run(&mapped).json(), "recorded"), 2);
    assert_eq!(shop.owed("F-1"), "1.25");
}

#[test]
fn a_column_that_no_list_has_is_a_mistake_that_stores_nothing() {
    let shop = Shop::open();
    let list = shop.file("list.csv", MUTE);
    let complaint = shop.run(&["import", &list, "--column", "number=Facture"]).complaint();
    assert_eq!(text(&complaint, "error"), "unknown_column");
    assert!(at(&complaint, "candidates").as_array().unwrap().contains(&"Tiers".into()), "{complaint}");
    for wrong in ["numero=Pièce", "number", "number=", "number=#0x"] {
        let ran = shop.run(&["import", &list, "--column", wrong]);
        assert!(ran.status != 0, "{wrong}: {ran:?}");
    }
}

#[test]
fn conflicts_are_answered_by_flag_and_reported() {
    let shop = Shop::open();
    let head = "Numéro;Client;Date;Montant TTC\n";
    let first_list = shop.file("a.csv", &format!("{head}F-1;Mistral SAS;2026-09-13;100,00\n"));
    shop.run(&["import", &first_list]).json();
    let second = shop.file("b.csv", &format!("{head}F-1;Mistral SAS;2026-09-13;150,00\nF-2;Yoga;2026-09-13;10,00\n"));
    // Without an answer the new line goes in, the other is asked about.
    let open = shop.run(&["import", &second]);
    assert_eq!(open.status, 1);
    let said = open.value();
    assert_eq!((first(&said, "outcome"), first(&said, "question")), ("question".into(), "conflict".into()));
    assert_eq!((at(&said, "recorded"), at(&said, "corrected")), (&1.into(), &0.into()));
    let third = shop.file("c.csv", &format!("{head}F-1;Mistral SAS;2026-09-13;150,00\n"));
    let done = shop.run(&["import", &third, "--answer", "conflict=replace"]).json();
    assert_eq!((at(&done, "recorded"), at(&done, "corrected")), (&0.into(), &1.into()));
    assert_eq!(shop.owed("F-1"), "150.00");
    shop.run(&["record", "undo", text(&done, "undo")]).json();
    assert_eq!(shop.owed("F-1"), "100.00");
    assert_eq!(at(&shop.run(&["verify"]).json(), "intact"), true);
}

#[test]
fn a_file_that_is_not_there_keeps_the_others_in() {
    let shop = Shop::open();
    let list = shop.file("a.csv", "Numéro;Client;Date;Montant TTC\nF-1;Mistral SAS;2026-09-13;100,00\n");
    let gone = Path::new(&list).with_file_name("gone.csv");
    let ran = shop.run(&["import", gone.to_str().unwrap(), &list]);
    assert_eq!(ran.status, 1);
    let said = ran.value();
    assert_eq!((first(&said, "outcome"), first(&said, "error")), ("refused".into(), "io".into()));
    assert_eq!(at(&said, "recorded"), 1);
}

/// What a folder may hold beside files: a pipe that nobody writes to, links in circles, what may not be opened, and
/// names that would write on a terminal.
#[cfg(unix)]
#[test]
fn what_is_no_file_in_a_folder_neither_hangs_nor_stops_the_rest() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let shop = Shop::open();
    let folder = shop.folder.path().join("files");
    fs::create_dir_all(folder.join("closed")).unwrap();
    let list = "Numéro;Client;Date;Montant TTC\nF-1;Mistral SAS;2026-09-13;100,00\n";
    fs::write(folder.join("z.csv"), list).unwrap();
    fs::write(folder.join("a\nb\u{1b}[2J.csv"), "Numéro;Client\n").unwrap();
    let pipe = folder.join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink(&folder, folder.join("again")).unwrap();
    symlink("/etc/passwd", folder.join("passwd.csv")).unwrap();
    fs::set_permissions(folder.join("closed"), fs::Permissions::from_mode(0o000)).unwrap();

    let read = acquit(None, &["read", folder.to_str().unwrap(), "--text"]);
    assert!(!read.out.contains('\u{1b}') && !read.out.contains("root:"), "{}", read.out);
    let named = acquit(None, &["read", pipe.to_str().unwrap()]);
    assert_eq!((named.status, text(&named.value(), "error")), (1, "io"));
    let done = shop.run(&["import", folder.to_str().unwrap()]).value();
    assert_eq!(at(&done, "recorded"), 1, "{done}");
    let looped = acquit(Some(&shop.data()), &["import", folder.to_str().unwrap(), "--today", TODAY]);
    assert!(!looped.out.contains('\u{1b}'), "{}", looped.out);
    fs::set_permissions(folder.join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn what_is_counted_is_what_was_listed() {
    let shop = Shop::open();
    let list = shop.file(
        "a.csv",
        "Numéro;Client;Date;Montant TTC\nF-1;Mistral SAS;2026-09-13;100,00\nA-1;Mistral SAS;2026-09-14;-20,00\n",
    );
    let tell = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--lang", "fr", "--today", TODAY]);
        acquit(Some(&shop.data()), &all)
    };
    let first = tell(&["import", &list]).out;
    assert!(first.contains("1 facture et 1 avoir enregistrés, 0 doublon, 0 fichier laissé de côté."), "{first}");
    let again = tell(&["import", &list]).out;
    assert!(again.contains("0 facture enregistrée, 2 doublons, 0 fichier laissé de côté."), "{again}");
    // One invoice asked for is named; the whole customer is not.
    let one = tell(&["claim", "--invoice", "F-1"]).out.lines().next().unwrap().to_owned();
    assert!(one.ends_with("au 23/11/2026 sur la facture F-1."), "{one}");
    let all = tell(&["claim", "--customer", "Mistral"]).out.lines().next().unwrap().to_owned();
    assert!(all.ends_with("au 23/11/2026."), "{all}");
}

#[test]
fn what_is_missing_is_named_with_the_way_to_give_it() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("a.csv");
    fs::write(&list, "Numéro;Client;Date;Montant TTC\nF-1;Mistral SAS;2026-09-13;100,00\n").unwrap();
    let refused = acquit(Some(&folder.path().join("data")), &["import", list.to_str().unwrap(), "--lang", "fr"]);
    assert!(refused.err.contains("acquit record business --name"), "{}", refused.err);
    let alone = acquit(Some(&folder.path().join("data")), &["claim"]);
    assert_eq!(alone.status, 2);
    assert!(alone.err.contains("--customer") && alone.err.contains("--invoice"), "{}", alone.err);
}

#[test]
fn an_accounting_journal_is_previewed_then_brought_and_taken_back() {
    use whole_program_tests::ledgers::{Entry, Layout, written};
    let shop = Shop::open();
    let entries = [
        Entry::opening("2026-01-01", "C1 Durand SARL", "RAN", 50_000, ""),
        Entry::sale("2026-01-10", "C1 Durand SARL", "F-1", 120_000, "A"),
        Entry::paid("2026-02-20", "C1 Durand SARL", 120_000, "A"),
        Entry::sale("2026-06-05", "C2 Martin SAS", "F-2", 7_700, ""),
        Entry::sale("2026-06-06", "C9 RECETTE CB", "Z-1", 500, ""),
    ];
    let path = shop.folder.path().join("123456789FEC20261231.txt");
    fs::write(&path, written(Layout::PaddedPipes, &entries)).unwrap();
    let path = path.to_str().unwrap();
    let seen = shop.run(&["import", "--preview", path]).json();
    assert_eq!((at(&seen, "preview"), &first(&seen, "format")), (&true.into(), &"fec".into()));
    for (of, expected) in [
        ("journal.customers_new", "2"),
        ("journal.invoices.count", "2"),
        ("journal.invoices_open.amount", "\"77.00\""),
        ("journal.payments.amount", "\"1200.00\""),
        ("journal.brought_forward.amount", "\"500.00\""),
        ("journal.left_out.0.why", "\"means_of_payment\""),
        ("journal.balance_411", "\"582.00\""),
        ("journal.accounts", "\"577.00\""),
        ("journal.owed_after", "\"577.00\""),
        ("journal.difference", "\"0.00\""),
    ] {
        assert_eq!(first(&seen, of).to_string(), expected, "{of}");
    }
    // Nothing was stored.
    assert_eq!(shop.run(&["claim", "--invoice", "F-2"]).status, 1);
    let brought = shop.run(&["import", path]).json();
    assert_eq!((first(&brought, "outcome"), first(&brought, "journal")), ("recorded".into(), first(&seen, "journal")));
    assert_eq!((at(&brought, "recorded"), at(&brought, "payments")), (&3.into(), &1.into()));
    assert_eq!((shop.owed("F-2"), shop.owed("F-1")), ("77.00".to_owned(), "0.00".to_owned()));
    assert_eq!(first(&shop.run(&["import", path]).json(), "outcome"), "duplicate");
    shop.run(&["record", "undo", text(&brought, "undo")]).json();
    assert_eq!(shop.run(&["claim", "--invoice", "F-2"]).status, 1);
}
