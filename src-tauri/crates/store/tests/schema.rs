//! `schema.sql` is the reviewed picture of what the migrations make.
#![allow(clippy::unwrap_used)]

use store::Store;

#[test]
fn the_picture_of_the_schema_is_what_the_migrations_make() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path()).unwrap());
    let connection = rusqlite::Connection::open(folder.path().join(store::FILE_NAME)).unwrap();
    let mut statement = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name")
        .unwrap();
    let parts: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let made = parts.iter().map(|sql| format!("{sql};\n")).collect::<Vec<_>>().join("\n");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql");
    if std::env::var_os("ACQUIT_ACCEPT").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let picture = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(picture == made, "schema.sql differs from the migrations: run with ACQUIT_ACCEPT=1 and review it");
}
