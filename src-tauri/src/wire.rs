//! The one table of commands: the handlers of the window and the TypeScript of the interface both come from it, so a
//! command cannot have two shapes.

use crate::views::bank::*;
use crate::views::commitments::*;
use crate::views::customer::*;
use crate::views::draft::*;
use crate::views::forms::*;
use crate::views::gate::*;
use crate::views::import::*;
use crate::views::journal::*;
use crate::views::limitation::*;
use crate::views::lists::*;
use crate::views::owed::*;
use crate::views::start::*;
use crate::views::today::*;
use crate::views::*;

macro_rules! command_table {
    (
        desk { $( $(#[doc = $doc:literal])+ $module:ident :: $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty ; )* }
        window { $( $(#[doc = $wdoc:literal])+ $wname:ident ( $($warg:ident : $wty:ty),* ) -> $wret:ty ; )* }
    ) => {
        #[cfg(feature = "window")]
        pub mod handlers {
            use super::*;
            use crate::window::Shell;
            $(
                $(#[doc = $doc])+
                #[tauri::command(rename_all = "snake_case")]
                pub async fn $name(shell: tauri::State<'_, Shell>, $($arg: $ty),*) -> Result<$ret, FailureView> {
                    shell.run(move |desk, now| crate::commands::$module::$name(desk, now $(, $arg)*)).await
                }
            )*
            $(
                $(#[doc = $wdoc])+
                #[tauri::command(rename_all = "snake_case")]
                pub async fn $wname(app: tauri::AppHandle, $($warg: $wty),*) -> Result<$wret, FailureView> {
                    crate::window::$wname(app $(, $warg)*).await
                }
            )*
        }

        #[cfg(feature = "window")]
        pub fn invoke_handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$(handlers::$name,)* $(handlers::$wname),*]
        }

        fn command_signatures(config: &ts_rs::Config, out: &mut String) {
            use std::fmt::Write;
            use ts_rs::TS;
            $(
                $( let _ = writeln!(out, "  /**{} */", $doc); )+
                let _ = writeln!(out, "  {}: {{ args: {{ {} }}; answer: {} }}", stringify!($name),
                    <[String]>::join(&[$( format!("{}: {}", stringify!($arg), <$ty as TS>::name(config)) ),*], "; "),
                    <$ret as TS>::name(config));
            )*
            $(
                $( let _ = writeln!(out, "  /**{} */", $wdoc); )+
                let _ = writeln!(out, "  {}: {{ args: {{ {} }}; answer: {} }}", stringify!($wname),
                    <[String]>::join(&[$( format!("{}: {}", stringify!($warg), <$wty as TS>::name(config)) ),*], "; "),
                    <$wret as TS>::name(config));
            )*
        }
    };
}

command_table! {
    desk {
        /// Everything the frame shows.
        start::frame() -> FrameView;
        /// `fr` or `en`: every sentence asked from now on.
        start::set_language(lang: String) -> FrameView;
        /// `system`, `light` or `dark`.
        start::set_theme(theme: String) -> FrameView;
        /// The business as it is from now on.
        start::business_save(form: BusinessForm) -> Changed;
        /// Whether the form of the business can be kept as it is; nothing is.
        start::business_check(form: BusinessForm) -> bool;
        /// Names and numbers that match, best first.
        start::search(text: String) -> Vec<SearchHit>;
        /// Checks the journal from its first entry.
        start::verify() -> VerifyView;
        /// Takes back what a `Changed` offered to undo.
        start::undo(token: String) -> Changed;

        /// What to do today.
        today::today() -> TodayView;
        /// One proposal opened; another step of the same customer when one is named.
        today::proposal(customer: String, step: Option<String>) -> ProposalView;
        /// Show it again on that day.
        today::snooze(customer: String, step: String, until: String) -> Changed;
        /// Pass over this step.
        today::skip(customer: String, step: String, reason: String) -> Changed;
        /// Prefer another step.
        today::choose_step(customer: String, step: String) -> Changed;
        /// The rates of the law, half-year by half-year, the coming one first.
        rates::rates() -> Vec<RateRow>;
        /// Confirm or correct a rate of the law, in percent.
        today::rate_confirm(parameter: String, half_year: String, rate_percent: String) -> Changed;

        /// The document of a step, made now or as it was last kept.
        draft::draft(customer: String, step: String, lang: Option<String>) -> DraftView;
        /// The same with the owner's words; nothing is kept.
        draft::draft_render(edit: DraftEdit) -> DraftView;
        /// Keeps the owner's words.
        draft::draft_keep(edit: DraftEdit) -> DraftView;
        /// Records that it was sent.
        draft::sent(form: SentForm) -> Changed;
        /// A letter that left Acquit is not sent after all.
        draft::letter_put_aside(letter: String) -> Changed;
        /// How a claim is computed: of a customer, or of one invoice.
        draft::claim(customer: String, invoice: Option<String>) -> ClaimView;
        /// A kept document by its digest.
        draft::document(digest: String) -> DocumentView;

        /// A page of invoices.
        lists::invoices(query: ListQuery) -> InvoicesView;
        /// A page of customers.
        lists::customers(query: ListQuery) -> CustomersView;

        /// One customer's file.
        customer::customer_file(customer: String) -> CustomerFileView;
        /// A new customer, or a known one changed.
        customer::customer_save(form: CustomerForm) -> Changed;
        /// Says what several customers are.
        customer::kinds_set(kinds: Vec<KindForm>) -> Changed;
        /// A call, a message: in or out.
        customer::exchange_save(form: ExchangeForm) -> Changed;
        /// What became of the last registered letter.
        customer::delivery_save(form: DeliveryForm) -> Changed;
        /// Money received.
        owed::payment_save(form: PaymentForm) -> Changed;
        /// What money received would do, while it is typed.
        owed::payment_preview(form: PaymentForm) -> PaymentPreview;
        /// Invoices are given to a factor or a bank.
        owed::cede(form: CessionForm) -> Changed;
        /// They came back.
        owed::cession_end(form: CessionForm) -> Changed;
        /// In which order the payments of a customer count inside an invoice.
        owed::payment_order_save(form: PaymentOrderForm) -> Changed;
        /// What became of every euro of an invoice.
        owed::breakdown(invoice: String) -> BreakdownView;
        /// Gives free money of a customer to its invoices: one source or all, to one invoice or to the oldest due first.
        customer::money_apply(customer: String, source: Option<String>, invoice: Option<String>) -> Changed;
        /// Free money pays interest and indemnity: one payment, or all.
        customer::money_to_accessories(customer: String, source: Option<String>) -> Changed;
        /// A payment that bounced or was recorded by mistake.
        customer::payment_reverse(payment: String, reason: String) -> Changed;
        /// Silence, with its reason.
        customer::pause_save(form: PauseForm) -> Changed;
        /// Ends a promise, dispute, payment claim, pause or hand-over.
        holds::hold_end(form: HoldEndForm) -> Changed;
        /// What a plan with a customer begins with.
        commitments::plan_start(customer: String) -> PlanStart;
        /// An instalment plan while it is put together; nothing is kept.
        commitments::plan_preview(form: PlanForm) -> PlanPreview;
        /// Agrees an instalment plan: its document is printed and kept.
        commitments::plan_save(form: PlanForm) -> Changed;
        /// A plan came back signed.
        commitments::plan_sign(form: PlanSignForm) -> Changed;
        /// Records the signature of a plan among the events that may move limitation.
        commitments::plan_acknowledge(plan: String) -> Changed;
        /// What the owner must do about a dispute, and by when.
        commitments::dispute_task(form: DisputeTaskForm) -> Changed;
        /// What the owner answered to a dispute.
        commitments::dispute_answer(form: DisputeAnswerForm) -> Changed;
        /// The debtor is insolvent.
        customer::insolvency_save(form: InsolvencyForm) -> Changed;
        /// The file goes to somebody else.
        customer::hand_over_save(form: HandOverForm) -> Changed;

        /// Something that moves the last day to go to court; or a correction of it.
        limitation::limitation_fact_save(form: LimitationForm) -> Changed;
        /// Takes out what was recorded by mistake.
        limitation::limitation_fact_withdraw(customer: String, fact: String, reason: String) -> Changed;
        /// The owner's word on what the debtor did: it counts, or it does not.
        limitation::limitation_confirm(form: LimitationWordForm) -> Changed;
        /// Takes that word back.
        limitation::limitation_unconfirm(customer: String, subject: String) -> Changed;
        /// What would be if something happened; nothing is kept.
        limitation::limitation_suppose(form: LimitationSupposeForm) -> Vec<LimitationSupposedView>;

        /// What the law says of an invoice while it is typed.
        invoice::due_preview(form: InvoiceForm) -> DuePreview;
        /// A new invoice, or a known one changed.
        invoice::invoice_save(form: InvoiceForm) -> InvoiceSaved;
        /// An invoice as it may be edited.
        invoice::invoice_form(invoice: String) -> InvoiceForm;
        /// Takes an invoice out.
        invoice::invoice_withdraw(invoice: String, reason: String) -> Changed;
        /// Keeps files with an invoice, as what they prove.
        invoice::attachment_add(invoice: String, kind: String, paths: Vec<String>) -> Changed;
        /// Parts a document from an invoice, with the reason.
        invoice::attachment_withdraw(invoice: String, digest: String, reason: String) -> Changed;
        /// Gives up a claim.
        invoice::write_off(invoice: String, reason: String) -> Changed;
        /// Gives up everything overdue of a customer.
        invoice::write_off_overdue(customer: String, reason: String) -> Changed;

        /// Lines of the bank and what each may pay, as many of each group as `limit`.
        returns::bank(limit: u32) -> BankView;
        /// A match as it was shown.
        bank::bank_confirm(line: String, pick: String) -> Changed;
        /// Every certain match; `count` is how many were shown.
        bank::bank_confirm_all(count: u32) -> Changed;
        /// What was recognised in a line is taken back.
        bank::bank_undo(line: String) -> Changed;
        /// A line is no customer's payment.
        bank::bank_aside(line: String, reason: String) -> Changed;
        /// A line set aside waits again.
        bank::bank_take_up(line: String) -> Changed;
        /// Money that came and went back: neither line waits any more.
        bank::bank_pair_aside(line: String, other: String) -> Changed;
        /// A line takes back a recorded payment.
        bank::bank_return(line: String, payment: String) -> Changed;
        /// Recorded payments that a line may take back.
        bank::bank_returnable(line: String) -> Vec<BankPaymentView>;
        /// What giving a line to customers by hand would record; nothing is.
        bank::bank_shares(form: BankSharesForm) -> BankSharesView;
        /// Gives a line to customers by hand.
        bank::bank_recognise(form: BankSharesForm) -> Changed;

        /// The promises, plans and disputes of everybody.
        board::commitment_board(limit: u32) -> CommitmentBoard;

        /// What was read and is not stored yet, as it stands now.
        import::import_plan() -> ImportPlanView;
        /// What would go in under these answers; files that are not named have none.
        import::import_answer(plan: String, answers: Vec<ImportAnswer>) -> ImportPlanView;
        /// Another reading of a list.
        mapping::import_mapping(edit: MappingEdit) -> ImportPlanView;
        /// Takes imports out again as a whole: one, or several with commas between.
        import::import_undo(import: String) -> Changed;
        /// Earlier imports.
        import::imports() -> Vec<ImportBatchView>;
    }
    window {
        /// Reads files and folders; nothing is stored. Progress comes as the event `import-progress`.
        import_read(paths: Vec<String>) -> ImportPlanView;
        /// Stores what was read, each file all or nothing. Progress comes as the event `import-progress`.
        import_confirm(plan: String, answers: Vec<ImportAnswer>) -> ImportDoneView;
        /// Stops the reading or storing under way.
        import_cancel() -> bool;
        /// Asks for files; empty when the owner closed the dialog.
        pick_files() -> Vec<String>;
        /// Asks for a folder; empty when the owner closed the dialog.
        pick_folder() -> Vec<String>;
        /// Asks for a picture and keeps it as the logo.
        pick_logo() -> Option<String>;
        /// Asks where, and writes the PDF of a letter there. The sentence says where. Past a red light only with a reason.
        document_save(letter: String, despite: Option<String>) -> Option<String>;
        /// Asks where, and writes a copy of a kept document there. The sentence says where.
        original_save(digest: String) -> Option<String>;
        /// Opens a kept PDF in the system's reader, to print it.
        original_print(digest: String) -> String;
        /// Opens the PDF of a letter in the system's reader, to print it. Past a red light only with a reason.
        document_print(letter: String, despite: Option<String>) -> String;
        /// Opens the mail program with the message and its PDF. Past a red light only with a reason.
        mail_open(letter: String, despite: Option<String>) -> String;
        /// Switches to the sample business, or back to one's own.
        sample(open: bool) -> FrameView;
        /// The copies that can be put back, latest first; also when the file cannot be opened.
        backups() -> Vec<BackupView>;
        /// Puts a copy back by its name; what was there is set aside first.
        backup_put_back(name: String) -> RestoredView;
        /// What is spoken while the file cannot say it: what the page spoke last, else the system's language.
        language(last: Option<String>) -> String;
        /// The first screen with something to do on it was painted; for measurements.
        painted() -> bool;
    }
}

/// The TypeScript of every command and of everything it carries: the content of `ui/src/ipc/generated.ts`.
pub fn typescript() -> String {
    use ts_rs::TS;
    let config = ts_rs::Config::new().with_large_int("number");
    let mut out =
        String::from("// Written from the Rust types by a test; not to be edited. `cargo xtask accept` renews it.\n\n");
    macro_rules! declare {
        ($($ty:ty),* $(,)?) => {$(
            out.push_str("export ");
            out.push_str(&<$ty as TS>::decl(&config));
            out.push('\n');
        )*};
    }
    declare!(
        SourceView,
        FailureView,
        Tone,
        Badge,
        Changed,
        FrameView,
        BackupView,
        RestoredView,
        NavCounts,
        VerifyView,
        SearchHit,
        TodayView,
        FigureView,
        GroupView,
        CardView,
        UpcomingView,
        LawNoteView,
        RateRow,
        RateView,
        ProposalView,
        MissingView,
        AlternativeView,
        DecisionView,
        RouteView,
        EvidenceView,
        DraftView,
        EnclosedView,
        WaitingView,
        CheckView,
        GateView,
        LightView,
        DraftEdit,
        SentForm,
        ClaimView,
        ClaimInvoiceView,
        SegmentView,
        MovementView,
        DocumentView,
        ListQuery,
        InvoicesView,
        FilterCount,
        InvoiceRow,
        CustomersView,
        CustomerRow,
        CustomerFileView,
        FileInvoiceView,
        FreeMoneyView,
        AttachmentView,
        LimitationView,
        LimitationLinkView,
        LimitationForm,
        LimitationWordForm,
        LimitationSupposeForm,
        LimitationSupposedView,
        LimitationKindView,
        TimelineView,
        HoldView,
        CommitmentsView,
        CommitmentBoard,
        CommitmentGroup,
        CommitmentLine,
        PromiseView,
        DisputeView,
        PlanView,
        PlanPartView,
        PlanStart,
        PlanInvoiceView,
        PlanPreview,
        PlanPreviewPart,
        BusinessForm,
        CustomerForm,
        ContactForm,
        InvoiceForm,
        InstalmentForm,
        KindForm,
        DuePreview,
        InvoiceSaved,
        PaymentForm,
        PaymentPartForm,
        PaymentPreview,
        PaymentPreviewLine,
        CessionForm,
        PaymentOrderForm,
        BreakdownView,
        BreakdownLine,
        HoldEndForm,
        ExchangeForm,
        PlanForm,
        PlanSignForm,
        DisputeTaskForm,
        DisputeAnswerForm,
        PauseForm,
        InsolvencyForm,
        DeliveryForm,
        HandOverForm,
        BankView,
        BankAccountView,
        BankGroup,
        BankLineView,
        BankPickView,
        BankLawView,
        BankSharesForm,
        BankShareForm,
        BankSharesView,
        BankShareView,
        BankShareInvoiceView,
        BankPaymentView,
        ImportPlanView,
        ImportFileView,
        ImportInvoiceView,
        FindingView,
        QuestionView,
        OptionView,
        MappingView,
        BankLinePreview,
        ColumnView,
        MappingEdit,
        ImportAnswer,
        ImportDoneView,
        ToNameView,
        ImportBatchView,
        ImportHistoryView,
        ProgressView,
        JournalView,
        JournalRowView,
        JournalLeftOutView,
        JournalSumView,
        JournalDifferingView,
        HabitView,
    );
    out.push_str("\nexport interface Commands {\n");
    command_signatures(&config, &mut out);
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    /// The committed file is what the types say. With ACQUIT_ACCEPT=1 it is written anew.
    #[test]
    fn the_typescript_of_the_interface_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/generated.ts");
        let expected = super::typescript();
        if std::env::var_os("ACQUIT_ACCEPT").is_some() {
            std::fs::write(path, &expected).unwrap();
        }
        let actual = std::fs::read_to_string(path).unwrap_or_default();
        assert!(actual == expected, "ui/src/ipc/generated.ts differs from the Rust types: run `cargo xtask accept`");
    }
}
