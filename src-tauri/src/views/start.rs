//! The frame of the window and the first start.

use serde::Serialize;
use ts_rs::TS;

use super::customer::HoldView;
use super::forms::BusinessForm;

/// Everything the frame shows, asked at start, after every change, when the window is looked at again and at midnight.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FrameView {
    pub version: String,
    pub today: String,
    pub lang: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// `None` until the three questions are answered.
    pub business: Option<BusinessForm>,
    /// True in the sample business, which lives in a file of its own.
    pub is_sample: bool,
    pub counts: NavCounts,
    /// Pauses of the whole business that hold today: nothing is proposed to anybody.
    pub pauses: Vec<HoldView>,
    /// The end of the journal: another one as soon as anybody wrote a fact.
    pub facts: String,
    /// "Sauvegardé le 21 novembre", or that there is none yet.
    pub backup: String,
    pub data_folder: String,
    /// Files given on the command line or dropped on the icon, to be imported.
    pub waiting_files: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct NavCounts {
    pub today: u32,
    pub invoices: u32,
    pub customers: u32,
    /// Lines of the bank that wait.
    pub bank: u32,
    /// Promises, plans and disputes that are open.
    pub commitments: u32,
}

/// The journal, checked from its first entry.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VerifyView {
    pub intact: bool,
    pub sentence: String,
    pub entries: u32,
}

/// A copy that can be put back.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BackupView {
    /// Its file name, by which it is asked for.
    pub name: String,
    /// "Copie du 21 novembre 2026".
    pub title: String,
    /// "1,2 Mo".
    pub size: String,
}

/// The business as it is in the copy, and where the other one is now.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RestoredView {
    pub frame: FrameView,
    pub sentence: String,
}
