//! The frame of the window and the first start.

use serde::Serialize;
use ts_rs::TS;

use super::customer::HoldView;
use super::forms::BusinessForm;

/// Everything the frame shows, asked at start and after every change.
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
    /// "Sauvegardé le 21 novembre à 08:12" or why not yet.
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
}

/// The journal, checked from its first entry.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VerifyView {
    pub intact: bool,
    pub sentence: String,
    pub entries: u32,
}
