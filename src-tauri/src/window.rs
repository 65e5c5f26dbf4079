//! The window: it holds the desk, runs each command off the main thread, and asks for files.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::{Desk, Failure, Now};
use chrono::NaiveDate;
use domain::{Lang, LetterId, TakenOut};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::commands::{self, Outcome};
use crate::verbs::Options;
use crate::views::FailureView;
use crate::views::import::{ImportAnswer, ImportDoneView, ImportPlanView, ProgressView};
use crate::views::start::FrameView;
use crate::{clock, folder, wire};

/// What every command works on. A file that could not be opened stays here as its failure, so that the page can say it.
pub struct Shell {
    desk: Arc<Mutex<Result<Desk, Failure>>>,
    cancelled: Arc<AtomicBool>,
    own_folder: PathBuf,
    /// A day given on the command line, for tests and demonstrations.
    today: Option<NaiveDate>,
}

impl Shell {
    /// Runs a use case off the main thread, on the desk, at the instant it starts.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk, Now) -> Outcome<T> + Send + 'static,
    ) -> Result<T, FailureView> {
        let desk = Arc::clone(&self.desk);
        let today = self.today;
        let task = tokio::task::spawn_blocking(move || {
            let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
            match desk.as_mut() {
                Ok(desk) => {
                    work(desk, clock::now(today)).map_err(|failure| commands::failure_view(&failure, desk.lang()))
                }
                Err(failure) => Err(commands::failure_view(failure, Lang::Fr)),
            }
        });
        task.await.unwrap_or_else(|_| {
            Err(FailureView {
                code: "crashed".into(),
                sentence:
                    "Acquit a rencontré une erreur interne. Rien n’a été enregistré ; fermez et rouvrez le programme."
                        .into(),
                field: None,
            })
        })
    }
}

/// Opens the window. Returns when it is closed.
pub fn open(options: Options, files: Vec<PathBuf>) -> ExitCode {
    #[cfg(target_os = "linux")]
    calm_webkit();
    let Some(own_folder) = folder::data_folder(options.data) else {
        eprintln!("acquit: no data folder: set ACQUIT_DATA or use --data DIR");
        return ExitCode::from(2);
    };
    let mut desk = Desk::open(&own_folder, options.lang);
    if let Ok(desk) = desk.as_mut() {
        desk.set_waiting_files(files.iter().map(|file| file.display().to_string()).collect());
    }
    let shell = Shell {
        desk: Arc::new(Mutex::new(desk)),
        cancelled: Arc::new(AtomicBool::new(false)),
        own_folder,
        today: options.today,
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .manage(shell)
        .setup(|app| {
            back_up_soon(app.handle().clone());
            Ok(())
        })
        .invoke_handler(wire::invoke_handler())
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("acquit: the window cannot be opened: {error}");
            ExitCode::from(2)
        }
    }
}

/// Sets the day's verified copy aside once the first screen is there. When it cannot be made the frame goes on saying
/// from when the last one is.
fn back_up_soon(app: AppHandle) {
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(3));
        let shell = app.state::<Shell>();
        let desk = shell.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(desk) = desk.as_ref() {
            let _ = desk.back_up_daily(clock::now(shell.today));
        }
    });
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

pub async fn document_save(app: AppHandle, letter: String) -> Result<Option<String>, FailureView> {
    let wanted = letter.clone();
    let document = shell(&app).run(move |desk, now| desk.take_out(now, letter_id(&wanted)?)).await?;
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
            let failure = Failure::Io { name: path.display().to_string(), kind: std::io::ErrorKind::Unsupported };
            shell(app).run(move |_, _| Err::<(), _>(failure)).await
        }
    }
}

pub async fn document_print(app: AppHandle, letter: String) -> Result<String, FailureView> {
    let (path, sentence) = shell(&app)
        .run(move |desk, now| {
            let letter = letter_id(&letter)?;
            let document = desk.take_out(now, letter)?;
            let path = desk.write_to_outbox(&document)?;
            desk.taken_out(now, letter, TakenOut::Printed)?;
            Ok((path, commands::draft::print_sentence(desk.lang())))
        })
        .await?;
    hand_to_system(&app, path).await?;
    Ok(sentence)
}

pub async fn mail_open(app: AppHandle, letter: String) -> Result<String, FailureView> {
    let (path, sentence) = shell(&app)
        .run(move |desk, now| {
            let message = desk.keep_message(now, letter_id(&letter)?)?;
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
        .run(move |desk, now| {
            let lang = desk.lang();
            let place = if open { folder::sample_folder(&own) } else { own };
            let mut other = Desk::open(&place, Some(lang))?;
            if open {
                other.fill_with_sample(now)?;
            }
            *desk = other;
            commands::start::frame(desk, now)
        })
        .await
}
