//! The window: it holds the room with the desk, runs each command off the main thread, and asks for files.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use app::backups::{DailyBackup, back_up_daily};
use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use domain::{Lang, LetterId, TakenOut};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::commands::{self, Outcome};
use crate::room::Room;
use crate::verbs::Options;
use crate::views::FailureView;
use crate::views::import::{ImportAnswer, ImportDoneView, ImportPlanView, ProgressView};
use crate::views::start::{BackupView, FrameView, RestoredView};
use crate::{clock, folder, wire};

/// What every command works on.
pub struct Shell {
    room: Arc<Mutex<Room>>,
    cancelled: Arc<AtomicBool>,
    own_folder: PathBuf,
    /// A day given on the command line, for tests and demonstrations.
    today: Option<NaiveDate>,
    app: OnceLock<AppHandle>,
    copies: Arc<Mutex<Copies>>,
}

/// What is known of the day's copy.
#[derive(Default)]
struct Copies {
    under_way: bool,
    /// Whose copy of which day is there.
    made: Option<(PathBuf, NaiveDate)>,
}

/// The lock, also after a panic: what it guards is put in order by whoever caught that.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shell {
    /// Runs a use case off the main thread, on the desk, at the instant it starts.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk, Now) -> Outcome<T> + Send + 'static,
    ) -> Result<T, FailureView> {
        let (answer, folder, now) = self
            .in_room(move |room, now| {
                let answer = room.ask(now, work);
                Ok((answer, room.folder().to_owned(), now))
            })
            .await?;
        self.back_up_soon(folder, now);
        answer
    }

    /// The same for what concerns the folder itself.
    async fn in_room<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Room, Now) -> Result<T, FailureView> + Send + 'static,
    ) -> Result<T, FailureView> {
        let room = Arc::clone(&self.room);
        let today = self.today;
        let task = tokio::task::spawn_blocking(move || work(&mut locked(&room), clock::now(today)));
        match task.await {
            Ok(answer) => answer,
            Err(_) => {
                let mut room = locked(&self.room);
                room.start_again();
                Err(crashed(room.lang()))
            }
        }
    }

    /// Sets the day's verified copy aside, when there is none yet: a moment later, so that the first screen comes first,
    /// and through a connection of its own, so that no command waits for it. When it cannot be made, the frame goes on
    /// saying from when the last one is.
    fn back_up_soon(&self, folder: PathBuf, now: Now) {
        let wanted = (folder.clone(), now.today);
        {
            let mut copies = locked(&self.copies);
            if copies.under_way || copies.made.as_ref() == Some(&wanted) {
                return;
            }
            copies.under_way = true;
        }
        let (copies, app) = (Arc::clone(&self.copies), self.app.get().cloned());
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(3));
            let outcome = back_up_daily(&folder, now);
            {
                let mut copies = locked(&copies);
                copies.under_way = false;
                if matches!(outcome, Ok(DailyBackup::Made | DailyBackup::There)) {
                    copies.made = Some(wanted);
                }
            }
            if let (Ok(DailyBackup::Made), Some(app)) = (outcome, app) {
                // A page that is closing hears nothing.
                let _ = app.emit("backed-up", ());
            }
        });
    }
}

fn crashed(lang: Lang) -> FailureView {
    let sentence = match lang {
        Lang::Fr => {
            "Acquit a rencontré une erreur interne. Rien n’a été enregistré\u{202f}; fermez et rouvrez le programme."
        }
        Lang::En => "Acquit met an internal error. Nothing was recorded; close the program and open it again.",
    };
    FailureView { code: "crashed".into(), sentence: sentence.into(), field: None }
}

/// Opens the window. Returns when it is closed.
pub fn open(options: Options, files: Vec<PathBuf>) -> ExitCode {
    #[cfg(target_os = "linux")]
    calm_webkit();
    let Some(own_folder) = folder::data_folder(options.data) else {
        eprintln!("acquit: no data folder: set ACQUIT_DATA or use --data DIR");
        return ExitCode::from(2);
    };
    let files = files.iter().map(|file| file.display().to_string()).collect();
    let room = Arc::new(Mutex::new(Room::new(own_folder.clone(), options.lang, files)));
    // The file is opened and the day computed while the window is being made.
    let (early, today) = (Arc::clone(&room), options.today);
    std::thread::spawn(move || locked(&early).prepare(clock::now(today)));
    let shell = Shell {
        room,
        cancelled: Arc::new(AtomicBool::new(false)),
        own_folder,
        today: options.today,
        app: OnceLock::new(),
        copies: Arc::default(),
    };
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(stay_here())
        .manage(shell)
        .setup(|app| {
            OPENED.store(true, Ordering::Relaxed);
            let _ = app.state::<Shell>().app.set(app.handle().clone());
            Ok(())
        })
        .invoke_handler(wire::invoke_handler());
    // Where no display answers, GTK does not return an error.
    let ran = std::panic::catch_unwind(AssertUnwindSafe(|| builder.run(tauri::generate_context!())));
    match ran {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => eprintln!("acquit: the window cannot be opened: {error}"),
        Err(_) if OPENED.load(Ordering::Relaxed) => {}
        Err(_) => eprintln!("acquit: the window cannot be opened: no display answers; `acquit --help` lists the verbs"),
    }
    ExitCode::from(2)
}

/// The window is there: what goes wrong from now on has another reason than the display.
static OPENED: AtomicBool = AtomicBool::new(false);

/// The window shows Acquit's own page and nothing else, whatever a page or a dropped file asks for.
fn stay_here() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri::plugin::Builder::new("stay-here").on_navigation(|_, url| is_own(url)).build()
}

/// True for the pages of the program: WebKit's scheme, Windows' form of it, and `cargo tauri dev` while developing.
fn is_own(url: &tauri::Url) -> bool {
    match (url.scheme(), url.host_str(), url.port()) {
        ("tauri", Some("localhost"), None) | ("http" | "https", Some("tauri.localhost"), None) => true,
        // An empty page, which the driver of the tests begins with.
        ("about", None, _) => url.path() == "blank",
        ("http", Some("localhost"), Some(5173)) => cfg!(all(debug_assertions, dev)),
        _ => false,
    }
}

/// WebKitGTK's DMABUF renderer costs a second at the first start on machines without a graphics card and leaves blank
/// windows on some with one. The end-to-end tests set ACQUIT_DMABUF: their screenshots need it.
#[cfg(target_os = "linux")]
fn calm_webkit() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let wanted = std::env::var_os("ACQUIT_DMABUF").is_none() && std::env::var_os("TAURI_AUTOMATION").is_none();
    if wanted && std::env::var_os(SWITCH).is_none() {
        // SAFETY: called first thing, before any other thread exists.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(SWITCH, "1");
        }
    }
}

fn shell(app: &AppHandle) -> tauri::State<'_, Shell> {
    app.state::<Shell>()
}

fn progress(app: AppHandle, cancelled: Arc<AtomicBool>) -> impl FnMut(u32, u32, &str) -> bool + Send {
    move |done, total, file| {
        // A page that is closing hears nothing, which is no reason to stop.
        let _ = app.emit("import-progress", ProgressView { done, total, file: file.to_owned() });
        !cancelled.load(Ordering::Relaxed)
    }
}

pub async fn import_read(app: AppHandle, paths: Vec<String>) -> Result<ImportPlanView, FailureView> {
    let shell = shell(&app);
    shell.cancelled.store(false, Ordering::Relaxed);
    let report = progress(app.clone(), Arc::clone(&shell.cancelled));
    shell.run(move |desk, now| commands::import::import_read(desk, now, paths, report)).await
}

pub async fn import_confirm(
    app: AppHandle,
    plan: String,
    answers: Vec<ImportAnswer>,
) -> Result<ImportDoneView, FailureView> {
    let shell = shell(&app);
    shell.cancelled.store(false, Ordering::Relaxed);
    let report = progress(app.clone(), Arc::clone(&shell.cancelled));
    shell.run(move |desk, now| commands::import::import_confirm(desk, now, plan, answers, report)).await
}

pub async fn import_cancel(app: AppHandle) -> Result<bool, FailureView> {
    shell(&app).cancelled.store(true, Ordering::Relaxed);
    Ok(true)
}

/// Tests answer the system's dialogs through a variable: WebDriver cannot reach them. Not in a released program.
#[cfg(debug_assertions)]
fn answer_of_tests(variable: &str) -> Option<Vec<String>> {
    let answer = std::env::var(variable).ok()?;
    Some(answer.split('\n').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

#[cfg(not(debug_assertions))]
fn answer_of_tests(_variable: &str) -> Option<Vec<String>> {
    None
}

fn as_text(path: tauri_plugin_dialog::FilePath) -> Option<String> {
    path.into_path().ok().map(|path| path.display().to_string())
}

/// Waits for a dialog without holding a thread of the runtime.
async fn ask<T: Send + 'static>(question: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(question).await.ok()
}

pub async fn pick_files(app: AppHandle) -> Result<Vec<String>, FailureView> {
    if let Some(answer) = answer_of_tests("ACQUIT_TEST_PICK") {
        return Ok(answer);
    }
    let picked = ask(move || app.dialog().file().blocking_pick_files()).await.flatten();
    Ok(picked.unwrap_or_default().into_iter().filter_map(as_text).collect())
}

pub async fn pick_folder(app: AppHandle) -> Result<Vec<String>, FailureView> {
    if let Some(answer) = answer_of_tests("ACQUIT_TEST_PICK") {
        return Ok(answer);
    }
    let picked = ask(move || app.dialog().file().blocking_pick_folder()).await.flatten();
    Ok(picked.into_iter().filter_map(as_text).collect())
}

pub async fn pick_logo(app: AppHandle) -> Result<Option<String>, FailureView> {
    let path = match answer_of_tests("ACQUIT_TEST_LOGO") {
        Some(answer) => answer.into_iter().next(),
        None => {
            let app = app.clone();
            ask(move || app.dialog().file().add_filter("PNG, JPEG", &["png", "jpg", "jpeg"]).blocking_pick_file())
                .await
                .flatten()
                .and_then(as_text)
        }
    };
    let Some(path) = path else { return Ok(None) };
    shell(&app).run(move |desk, now| desk.keep_logo(now, path.as_ref()).map(Some)).await
}

fn letter_id(letter: &str) -> Result<LetterId, Failure> {
    letter.parse().map_err(|_| Failure::NotFound { what: app::Thing::Letter })
}

pub async fn document_save(
    app: AppHandle,
    letter: String,
    despite: Option<String>,
) -> Result<Option<String>, FailureView> {
    let wanted = letter.clone();
    let document =
        shell(&app).run(move |desk, now| desk.take_out(now, letter_id(&wanted)?, despite.as_deref())).await?;
    let saved = save_as(&app, document.name, document.bytes, true).await?;
    if saved.is_some() {
        shell(&app).run(move |desk, now| desk.taken_out(now, letter_id(&letter)?, TakenOut::Saved)).await?;
    }
    Ok(saved)
}

pub async fn original_save(app: AppHandle, digest: String) -> Result<Option<String>, FailureView> {
    let original = shell(&app)
        .run(move |desk, _| {
            let digest = digest.parse().map_err(|_| Failure::NotFound { what: app::Thing::Document })?;
            desk.document(&digest)
        })
        .await?;
    save_as(&app, original.name, original.bytes, original.media_type == "application/pdf").await
}

/// Opens a kept PDF in the system's reader. Nothing else that is kept is ever handed to another program.
pub async fn original_print(app: AppHandle, digest: String) -> Result<String, FailureView> {
    let (path, sentence) = shell(&app)
        .run(move |desk, _| {
            let missing = || Failure::NotFound { what: app::Thing::Document };
            let original = desk.document(&digest.parse().map_err(|_| missing())?)?;
            if original.media_type != "application/pdf" || !original.bytes.starts_with(b"%PDF") {
                return Err(missing());
            }
            let name = format!("{}.pdf", original.name.trim_end_matches(".pdf").replace(['/', '\\'], "-"));
            let path = desk.write_to_outbox(&app::draft::Document { name, bytes: original.bytes })?;
            Ok((path, commands::draft::opened_sentence(desk.lang())))
        })
        .await?;
    hand_to_system(&app, path).await?;
    Ok(sentence)
}

/// Asks where, and writes the bytes there, whole or not at all. Nothing when the owner closed the dialog.
async fn save_as(app: &AppHandle, name: String, bytes: Vec<u8>, pdf: bool) -> Result<Option<String>, FailureView> {
    let path = match answer_of_tests("ACQUIT_TEST_SAVE") {
        Some(answer) => answer.into_iter().next().map(PathBuf::from),
        None => {
            let asked = app.clone();
            ask(move || {
                let dialog = asked.dialog().file().set_file_name(&name);
                let dialog = if pdf { dialog.add_filter("PDF", &["pdf"]) } else { dialog };
                dialog.blocking_save_file()
            })
            .await
            .flatten()
            .and_then(|path| path.into_path().ok())
        }
    };
    let Some(path) = path else { return Ok(None) };
    shell(app)
        .run(move |desk, _| {
            app::write_whole(&path, &bytes)?;
            Ok(Some(commands::draft::saved_sentence(desk.lang(), &path)))
        })
        .await
}

/// Writes a copy for another program in the data folder's `outbox` and opens it there.
async fn hand_to_system(app: &AppHandle, path: PathBuf) -> Result<(), FailureView> {
    if answer_of_tests("ACQUIT_TEST_OPEN").is_some() {
        return Ok(());
    }
    let opened = app.opener().open_path(path.display().to_string(), None::<&str>);
    match opened {
        Ok(()) => Ok(()),
        Err(_) => {
            let failure = Failure::NotOpened { name: path.display().to_string() };
            shell(app).run(move |_, _| Err::<(), _>(failure)).await
        }
    }
}

pub async fn document_print(app: AppHandle, letter: String, despite: Option<String>) -> Result<String, FailureView> {
    let (path, sentence) = shell(&app)
        .run(move |desk, now| {
            let letter = letter_id(&letter)?;
            let document = desk.take_out(now, letter, despite.as_deref())?;
            let path = desk.write_to_outbox(&document)?;
            desk.taken_out(now, letter, TakenOut::Printed)?;
            Ok((path, commands::draft::print_sentence(desk.lang())))
        })
        .await?;
    hand_to_system(&app, path).await?;
    Ok(sentence)
}

pub async fn mail_open(app: AppHandle, letter: String, despite: Option<String>) -> Result<String, FailureView> {
    let (path, sentence) = shell(&app)
        .run(move |desk, now| {
            let message = desk.keep_message(now, letter_id(&letter)?, despite.as_deref())?;
            let path = desk.write_to_outbox(&message)?;
            Ok((path, commands::draft::mail_sentence(desk.lang())))
        })
        .await?;
    hand_to_system(&app, path).await?;
    Ok(sentence)
}

pub async fn sample(app: AppHandle, open: bool) -> Result<FrameView, FailureView> {
    let shell = shell(&app);
    let own = shell.own_folder.clone();
    shell
        .in_room(move |room, now| {
            let place = if open { folder::sample_folder(&own) } else { own };
            let moved = room.move_to(place, now, |desk, now| if open { desk.fill_with_sample(now) } else { Ok(()) });
            moved.map_err(|failure| room.failure(&failure))?;
            room.ask(now, commands::start::frame)
        })
        .await
}

pub async fn backups(app: AppHandle) -> Result<Vec<BackupView>, FailureView> {
    shell(&app)
        .in_room(|room, _| {
            commands::start::backups(room.folder(), room.lang()).map_err(|failure| room.failure(&failure))
        })
        .await
}

pub async fn backup_put_back(app: AppHandle, name: String) -> Result<RestoredView, FailureView> {
    shell(&app).in_room(move |room, now| room.put_back(&name, now).map_err(|failure| room.failure(&failure))).await
}

pub async fn language(app: AppHandle, last: Option<String>) -> Result<String, FailureView> {
    let last = last.and_then(|last| commands::typed::required_word("last", &last).ok());
    shell(&app).in_room(move |room, _| Ok(commands::typed::code(&room.speak(last)))).await
}

/// Says so where ACQUIT_TIMING asks for it: what measures a start listens on standard output.
pub async fn painted(_app: AppHandle) -> Result<bool, FailureView> {
    let timed = std::env::var_os("ACQUIT_TIMING").is_some();
    if timed {
        println!("first screen painted");
    }
    Ok(timed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_else() {
        let own = |text: &str| is_own(&text.parse().unwrap());
        for page in
            ["tauri://localhost", "tauri://localhost/index.html#/today", "https://tauri.localhost/", "about:blank"]
        {
            assert!(own(page), "{page}");
        }
        for page in [
            "https://acquit.example/",
            "http://localhost:8000/",
            "https://tauri.localhost.example/",
            "tauri://elsewhere/",
            "file:///etc/passwd",
            "data:text/html,<p>",
            "javascript:alert(1)",
            "about:srcdoc",
        ] {
            assert!(!own(page), "{page}");
        }
    }
}
