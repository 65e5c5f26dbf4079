//! What could not be done, as a sentence: what happened, to which thing, what to do.

use chrono::NaiveDate;
use domain::party::IdentifierError;
use domain::{Cents, Lang, MoneyError, RedLight};
use intake::Refusal;
use store::StoreError;

use crate::words::{findings, say};

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The law has no value for a day of the case.
    #[error("no value of {parameter} from {from}")]
    LawGap { parameter: String, from: chrono::NaiveDate },
    /// The data of the law itself could not be read: a defect of this program.
    #[error("the law's data cannot be read")]
    LawBroken,
    /// Something named is not there (any more).
    #[error("no {what:?}")]
    NotFound { what: Thing },
    /// A field of a form.
    #[error("{field}: {problem:?}")]
    Field { field: &'static str, problem: FieldProblem },
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The day's facts changed since the step was shown.
    #[error("the step is no longer proposed")]
    StepGone,
    /// A line of the bank, or what it was proposed to pay, is no longer as it was shown.
    #[error("the bank's line or its match has changed")]
    BankChanged,
    /// The letter's own check forbids it to leave as it is.
    #[error("the letter's check is red")]
    LetterBlocked,
    /// Something in the file speaks against the letter, and the owner has not written why it leaves all the same.
    #[error("the gate is closed")]
    GateClosed { lights: Vec<RedLight> },
    /// Neither PNG nor JPEG, or damaged.
    #[error("not a picture")]
    NotAPicture,
    /// A pro-forma invoice is no claim.
    #[error("a pro-forma invoice")]
    ProForma,
    /// Characters that the letter's fonts do not have.
    #[error("characters that cannot be printed")]
    Unprintable { characters: String },
    #[error("the document could not be made")]
    Document { reason: String },
    #[error("the owner stopped it")]
    Cancelled,
    #[error("the file changed since it was read")]
    FileChanged { name: String },
    /// Balances brought forward on a later day are recorded: what this journal says is in them.
    #[error("balances of {opened_on} are recorded")]
    EarlierAccounts { opened_on: NaiveDate },
    #[error("more than {limit} files")]
    TooManyFiles { limit: u64 },
    /// No business yet: the three questions come first.
    #[error("no business")]
    NoBusiness,
    #[error("nothing to undo")]
    CannotUndo,
    /// A file or folder of the owner's.
    #[error("{name}: {kind}")]
    Io { name: String, kind: std::io::ErrorKind },
    /// A document is written, but no other program opened it.
    #[error("no program opens {name}")]
    NotOpened { name: String },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    Customer,
    Invoice,
    Payment,
    BankEntry,
    Match,
    Letter,
    Exchange,
    Hold,
    Import,
    Document,
    Plan,
    RegisteredLetter,
    Backup,
    /// Something that moves a limitation.
    LimitationFact,
}

/// What is wrong with what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldProblem {
    Missing,
    NotAnAmount,
    NotPositive,
    AmountTooLarge,
    NotADate,
    DateOutOfRange,
    NotANumber,
    WrongLength {
        expected: &'static str,
    },
    WrongCharacter,
    CheckDigit,
    NotAnEmail,
    UnknownValue,
    /// The same number exists for this customer.
    AlreadyKnown {
        number: String,
    },
    /// Due before it was issued.
    BeforeIssue,
    InTheFuture,
    /// Sent before the day that the letter bears.
    BeforeTheLetter {
        day: NaiveDate,
    },
    /// More than what is open.
    ExceedsOpen,
    /// No interest and no indemnity that money could pay.
    NothingOwed,
    /// An invoice that is owed to another.
    Ceded {
        number: String,
        to: String,
    },
    /// An invoice that is paid by instalments already.
    UnderPlan {
        number: String,
    },
    /// Parts that must make up a whole.
    DoesNotSum {
        sum: Cents,
        expected: Cents,
    },
}

impl Failure {
    pub fn field(field: &'static str, problem: FieldProblem) -> Failure {
        Failure::Field { field, problem }
    }

    pub fn identifier(field: &'static str, expected: &'static str, error: IdentifierError) -> Failure {
        Failure::field(
            field,
            match error {
                IdentifierError::Length => FieldProblem::WrongLength { expected },
                IdentifierError::Character => FieldProblem::WrongCharacter,
                IdentifierError::CheckDigit => FieldProblem::CheckDigit,
            },
        )
    }

    pub fn money(field: &'static str, error: MoneyError) -> Failure {
        Failure::field(
            field,
            match error {
                MoneyError::OutOfRange => FieldProblem::AmountTooLarge,
                MoneyError::NotAnAmount => FieldProblem::NotAnAmount,
            },
        )
    }

    /// Stable, for scripts, tests and the interface.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Store(error) => error.code(),
            Failure::LawGap { .. } => "law_gap",
            Failure::LawBroken => "law_broken",
            Failure::NotFound { .. } => "not_found",
            Failure::Field { problem, .. } => match problem {
                FieldProblem::Missing => "field_missing",
                FieldProblem::NotAnAmount => "field_not_an_amount",
                FieldProblem::NotPositive => "field_not_positive",
                FieldProblem::AmountTooLarge => "field_amount_too_large",
                FieldProblem::NotADate => "field_not_a_date",
                FieldProblem::DateOutOfRange => "field_date_out_of_range",
                FieldProblem::NotANumber => "field_not_a_number",
                FieldProblem::WrongLength { .. } => "field_wrong_length",
                FieldProblem::WrongCharacter => "field_wrong_character",
                FieldProblem::CheckDigit => "field_check_digit",
                FieldProblem::NotAnEmail => "field_not_an_email",
                FieldProblem::UnknownValue => "field_unknown_value",
                FieldProblem::AlreadyKnown { .. } => "field_already_known",
                FieldProblem::BeforeIssue => "field_before_issue",
                FieldProblem::InTheFuture => "field_in_the_future",
                FieldProblem::BeforeTheLetter { .. } => "field_before_the_letter",
                FieldProblem::ExceedsOpen => "field_exceeds_open",
                FieldProblem::NothingOwed => "field_nothing_owed",
                FieldProblem::Ceded { .. } => "field_ceded",
                FieldProblem::UnderPlan { .. } => "field_under_plan",
                FieldProblem::DoesNotSum { .. } => "field_does_not_sum",
            },
            Failure::Refused(refusal) => refusal.code.code(),
            Failure::StepGone => "step_gone",
            Failure::BankChanged => "bank_changed",
            Failure::LetterBlocked => "letter_blocked",
            Failure::GateClosed { .. } => "gate_closed",
            Failure::ProForma => "pro_forma",
            Failure::NotAPicture => "not_a_picture",
            Failure::Unprintable { .. } => "unprintable",
            Failure::Document { .. } => "document",
            Failure::Cancelled => "cancelled",
            Failure::FileChanged { .. } => "file_changed",
            Failure::EarlierAccounts { .. } => "earlier_accounts",
            Failure::TooManyFiles { .. } => "too_many_files",
            Failure::NoBusiness => "no_business",
            Failure::CannotUndo => "cannot_undo",
            Failure::Io { .. } => "io",
            Failure::NotOpened { .. } => "not_opened",
        }
    }

    /// The field of a form it is about.
    pub fn field_name(&self) -> Option<&'static str> {
        match self {
            Failure::Field { field, .. } => Some(field),
            _ => None,
        }
    }

    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Failure::Store(error) => store_sentence(lang, error),
            Failure::LawGap { parameter, from } => {
                let day = lang.long_date(*from);
                let parameter = law::Parameter::from_code(parameter)
                    .map_or_else(|| parameter.clone(), |known| crate::words::law::parameter(lang, known));
                match lang {
                    Lang::Fr => format!(
                        "Acquit ne connaît pas la valeur de «\u{a0}{parameter}\u{a0}» à partir du {day}. Saisissez-la dans Réglages, Taux, d’après le texte officiel."
                    ),
                    Lang::En => format!(
                        "Acquit does not know the value of “{parameter}” from {day}. Enter it under Settings, Rates, from the official text."
                    ),
                }
            }
            Failure::LawBroken => say(
                lang,
                "Les données de la loi livrées avec Acquit sont illisibles. Réinstallez le programme.",
                "The legal data shipped with Acquit cannot be read. Install the program again.",
            )
            .into(),
            Failure::NotFound { what } => thing_sentence(lang, *what).into(),
            Failure::Field { problem, .. } => field_sentence(lang, problem),
            Failure::Refused(refusal) => findings::refusal(lang, refusal),
            Failure::StepGone => say(
                lang,
                "Cette étape n’est plus d’actualité\u{a0}: le dossier a changé. Revenez à Aujourd’hui.",
                "This step no longer applies: the file has changed. Go back to Today.",
            )
            .into(),
            Failure::BankChanged => say(
                lang,
                "Cette ligne ou sa facture a changé depuis que vous l’avez vue. Regardez de nouveau, rien n’a été enregistré.",
                "This line or its invoice has changed since you saw it. Look again: nothing was recorded.",
            )
            .into(),
            Failure::LetterBlocked => say(
                lang,
                "La lettre contient un point en rouge. Corrigez-le avant de la noter comme envoyée.",
                "The letter has a point in red. Mend it before recording it as sent.",
            )
            .into(),
            Failure::GateClosed { lights } => crate::words::gate::closed(lang, lights),
            Failure::NotAPicture => say(
                lang,
                "Cette image ne peut pas être lue. Choisissez un fichier PNG ou JPEG.",
                "This picture cannot be read. Choose a PNG or JPEG file.",
            )
            .into(),
            Failure::ProForma => say(
                lang,
                "C’est une facture pro forma\u{a0}: ce n’est pas une créance.",
                "This is a pro-forma invoice: it is no claim.",
            )
            .into(),
            Failure::Unprintable { characters } => match lang {
                Lang::Fr => {
                    format!("Ces caractères ne peuvent pas être imprimés\u{a0}: {characters}. Retirez-les du texte.")
                }
                Lang::En => format!("These characters cannot be printed: {characters}. Take them out of the text."),
            },
            Failure::Document { reason } => match lang {
                Lang::Fr => format!("Le document n’a pas pu être créé ({reason})."),
                Lang::En => format!("The document could not be made ({reason})."),
            },
            Failure::Cancelled => {
                say(lang, "Arrêté\u{a0}: rien n’a été enregistré.", "Stopped: nothing was recorded.").into()
            }
            Failure::EarlierAccounts { opened_on } => match lang {
                Lang::Fr => format!(
                    "Les à-nouveaux du {} sont déjà repris\u{a0}: les factures de cette année y sont comptées. Pour reprendre aussi cette année, annulez cet import, puis importez les années dans l’ordre (ou toutes ensemble).",
                    lang.long_date(*opened_on)
                ),
                Lang::En => format!(
                    "The opening balances of {} are taken over already, and the invoices of this year are counted in them. To take over this year too, undo that import, then import the years in their order (or all together).",
                    lang.long_date(*opened_on)
                ),
            },
            Failure::FileChanged { name } => match lang {
                Lang::Fr => format!("Le fichier {name} a changé depuis sa lecture\u{a0}: choisissez-le de nouveau."),
                Lang::En => format!("The file {name} has changed since it was read: choose it again."),
            },
            Failure::TooManyFiles { limit } => match lang {
                Lang::Fr => format!(
                    "Il y a plus de {} fichiers. Choisissez un dossier plus petit\u{a0}: rien n’a été lu.",
                    lang.count(*limit)
                ),
                Lang::En => {
                    format!(
                        "There are more than {} files. Choose a smaller folder: nothing was read.",
                        lang.count(*limit)
                    )
                }
            },
            Failure::NoBusiness => say(
                lang,
                "Dites d’abord qui vous êtes\u{a0}: le nom de votre entreprise suffit.",
                "Say first who you are: the name of your business is enough.",
            )
            .into(),
            Failure::CannotUndo => say(
                lang,
                "Cette action ne peut plus être annulée\u{a0}: le dossier a changé depuis.",
                "This can no longer be undone: the file has changed since.",
            )
            .into(),
            Failure::Io { name, kind } => match lang {
                Lang::Fr => {
                    format!("Le fichier {name} n’a pas pu être lu ou écrit\u{a0}: {}.", io_reason(lang, *kind))
                }
                Lang::En => format!("The file {name} could not be read or written: {}.", io_reason(lang, *kind)),
            },
            Failure::NotOpened { name } => match lang {
                Lang::Fr => {
                    format!(
                        "Aucun programme ne s’est ouvert. Le document est prêt ici, ouvrez-le vous-même\u{a0}: {name}"
                    )
                }
                Lang::En => format!("No program opened. The document is ready here, open it yourself: {name}"),
            },
        }
    }
}

fn io_reason(lang: Lang, kind: std::io::ErrorKind) -> String {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::NotFound => say(lang, "il n’existe pas", "it does not exist").into(),
        ErrorKind::PermissionDenied => say(lang, "l’accès est refusé", "access is denied").into(),
        ErrorKind::IsADirectory => say(lang, "c’est un dossier", "it is a folder").into(),
        ErrorKind::StorageFull => say(lang, "le disque est plein", "the disk is full").into(),
        other => other.to_string(),
    }
}

fn thing_sentence(lang: Lang, thing: Thing) -> &'static str {
    match thing {
        Thing::Customer => say(lang, "Ce client n’existe pas ou plus.", "This customer does not exist any more."),
        Thing::Invoice => say(lang, "Cette facture n’existe pas ou plus.", "This invoice does not exist any more."),
        Thing::BankEntry => {
            say(lang, "Cette ligne de relevé n’existe pas ou plus.", "This bank line does not exist any more.")
        }
        Thing::Match => say(
            lang,
            "Aucun rapprochement de ce rang n’est proposé pour cette ligne.",
            "No match of this rank is proposed for this line.",
        ),
        Thing::Payment => say(lang, "Ce paiement n’existe pas ou plus.", "This payment does not exist any more."),
        Thing::Letter => say(
            lang,
            "Ce brouillon n’existe plus. Rouvrez l’étape pour en préparer un autre.",
            "This draft is gone. Open the step again to prepare another.",
        ),
        Thing::Exchange => say(lang, "Cet échange n’existe pas ou plus.", "This exchange does not exist any more."),
        Thing::Hold => say(lang, "Cette mention est déjà terminée.", "This is over already."),
        Thing::Import => say(
            lang,
            "Cet import n’existe pas ou a déjà été annulé.",
            "This import does not exist or was undone already.",
        ),
        Thing::Document => say(lang, "Ce document n’est pas dans le dossier.", "This document is not in the file."),
        Thing::Plan => say(
            lang,
            "Cette lecture n’est plus en mémoire. Choisissez de nouveau les fichiers.",
            "This reading is gone. Choose the files again.",
        ),
        Thing::Backup => say(
            lang,
            "Cette sauvegarde n’est plus là. Regardez la liste des sauvegardes.",
            "This backup is no longer there. Look at the list of backups.",
        ),
        Thing::LimitationFact => {
            say(lang, "Cet événement n’est pas ou plus au dossier.", "This event is not in the file any more.")
        }
        Thing::RegisteredLetter => say(
            lang,
            "Aucune lettre recommandée n’est notée pour ce client. Notez d’abord son envoi.",
            "No registered letter is recorded for this customer. Record its sending first.",
        ),
    }
}

fn field_sentence(lang: Lang, problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => say(lang, "À remplir.", "Fill this in.").into(),
        FieldProblem::NotAnAmount => {
            say(lang, "Ce n’est pas un montant. Exemple\u{a0}: 1 234,56", "This is not an amount. Example: 1234.56")
                .into()
        }
        FieldProblem::NotPositive => {
            say(lang, "Le montant doit dépasser zéro.", "The amount must be above zero.").into()
        }
        FieldProblem::AmountTooLarge => {
            say(lang, "Ce montant est hors de portée.", "This amount is out of range.").into()
        }
        FieldProblem::NotADate => {
            say(lang, "Ce n’est pas une date. Exemple\u{a0}: 22/11/2026", "This is not a date. Example: 22/11/2026")
                .into()
        }
        FieldProblem::DateOutOfRange => {
            say(lang, "Cette date est hors de portée. Vérifiez l’année.", "This date is out of range. Check the year.")
                .into()
        }
        FieldProblem::NotANumber => say(lang, "Ce n’est pas un nombre.", "This is not a number.").into(),
        FieldProblem::WrongLength { expected } => match lang {
            Lang::Fr => format!("Le nombre de caractères n’est pas le bon\u{a0}: {expected} attendus."),
            Lang::En => format!("The number of characters is wrong: {expected} expected."),
        },
        FieldProblem::WrongCharacter => {
            say(lang, "Un caractère n’a pas sa place ici.", "A character does not belong here.").into()
        }
        FieldProblem::CheckDigit => say(
            lang,
            "Le contrôle ne tombe pas juste\u{a0}: un chiffre est sans doute mal tapé.",
            "The check does not come out: a digit is probably mistyped.",
        )
        .into(),
        FieldProblem::NotAnEmail => {
            say(lang, "Cette adresse e-mail n’est pas complète.", "This e-mail address is not complete.").into()
        }
        FieldProblem::UnknownValue => say(lang, "Choisissez dans la liste.", "Choose from the list.").into(),
        FieldProblem::AlreadyKnown { number } => match lang {
            Lang::Fr => format!("La facture {number} est déjà enregistrée pour ce client."),
            Lang::En => format!("Invoice {number} is already recorded for this customer."),
        },
        FieldProblem::BeforeIssue => {
            say(lang, "L’échéance est avant la date de la facture.", "The due date is before the invoice date.").into()
        }
        FieldProblem::InTheFuture => say(lang, "Cette date est dans l’avenir.", "This date is in the future.").into(),
        FieldProblem::BeforeTheLetter { day } => {
            let day = lang.long_date(*day);
            match lang {
                Lang::Fr => format!("La lettre est datée du {day}\u{a0}: elle n’a pas pu partir avant."),
                Lang::En => format!("The letter is dated {day}: it cannot have gone before."),
            }
        }
        FieldProblem::ExceedsOpen => {
            say(lang, "C’est plus que ce qui reste dû.", "This is more than what is still owed.").into()
        }
        FieldProblem::NothingOwed => say(
            lang,
            "Aucun intérêt ni indemnité n’est dû que cet argent puisse régler.",
            "No interest and no indemnity is owed that this money could pay.",
        )
        .into(),
        FieldProblem::Ceded { number, to } => match lang {
            Lang::Fr => format!(
                "La facture {number} est cédée à {to}\u{a0}: ce n’est plus à vous de la réclamer ni d’en convenir."
            ),
            Lang::En => {
                format!("Invoice {number} is ceded to {to}: it is no longer yours to claim or to settle.")
            }
        },
        FieldProblem::UnderPlan { number } => match lang {
            Lang::Fr => format!("La facture {number} est déjà dans un échéancier en cours."),
            Lang::En => format!("Invoice {number} is under a payment plan already."),
        },
        FieldProblem::DoesNotSum { sum, expected } => {
            let (sum, expected) = (lang.amount(*sum), lang.amount(*expected));
            match lang {
                Lang::Fr => format!("Les parts font {sum}, il en faut {expected}."),
                Lang::En => format!("The parts make {sum}; they must make {expected}."),
            }
        }
    }
}

fn store_sentence(lang: Lang, error: &StoreError) -> String {
    match error {
        StoreError::NewerFile { file_version, program_version } => match lang {
            Lang::Fr => format!(
                "Vos données ont été écrites par une version plus récente d’Acquit (format {file_version}\u{202f}; ce programme connaît le format {program_version}). Mettez Acquit à jour\u{a0}: rien n’a été touché."
            ),
            Lang::En => format!(
                "Your data was written by a later Acquit (form {file_version}; this program knows form {program_version}). Update Acquit: nothing was touched."
            ),
        },
        StoreError::NotADatabase | StoreError::NotAcquit => say(
            lang,
            "Le fichier de données n’est pas un fichier d’Acquit. Choisissez un autre dossier, ou remettez une sauvegarde.",
            "The data file is not Acquit’s. Choose another folder, or put a backup back.",
        )
        .into(),
        StoreError::Corrupt | StoreError::UnreadableRow { .. } | StoreError::CopyNotSound | StoreError::Migration { .. } => say(
            lang,
            "Le fichier de données est abîmé. Ne le supprimez pas\u{a0}: remettez la dernière sauvegarde du dossier « backups ».",
            "The data file is damaged. Do not delete it: put the last backup of the folder “backups” back.",
        )
        .into(),
        StoreError::BrokenEnd { .. } | StoreError::UnreadableEntry { .. } => say(
            lang,
            "Le journal des preuves a été modifié hors d’Acquit. Lancez la vérification dans Réglages avant d’aller plus loin.",
            "The journal of evidence was changed outside Acquit. Run the check under Settings before going on.",
        )
        .into(),
        StoreError::Busy => say(
            lang,
            "Un autre Acquit écrit dans ces données. Fermez-le, puis recommencez.",
            "Another Acquit is writing to this data. Close it, then try again.",
        )
        .into(),
        StoreError::DiskFull => {
            say(lang, "Le disque est plein\u{a0}: rien n’a été enregistré. Libérez de la place.", "The disk is full: nothing was recorded. Free some space.").into()
        }
        StoreError::ReadOnly | StoreError::CannotOpen | StoreError::Io { .. } => say(
            lang,
            "Le dossier des données ne peut pas être lu ou écrit. Vérifiez vos droits sur ce dossier.",
            "The data folder cannot be read or written. Check your rights on it.",
        )
        .into(),
        StoreError::Missing => say(lang, "Il n’y a pas de données dans ce dossier.", "There is no data in this folder.").into(),
        StoreError::CopyExists => say(lang, "Un fichier de ce nom existe déjà.", "A file of that name exists already.").into(),
        StoreError::Unknown { .. } => {
            say(lang, "Cet élément n’existe pas ou plus.", "This does not exist any more.").into()
        }
        StoreError::AlreadyThere { .. } => say(lang, "C’est déjà enregistré.", "This is recorded already.").into(),
        StoreError::OtherCustomer { .. } => say(
            lang,
            "Un paiement ou un avoir ne compte que pour les factures de son propre client.",
            "A payment or credit note counts only for invoices of its own customer.",
        )
        .into(),
        StoreError::OverAllocated { .. } => say(
            lang,
            "Les parts dépassent la somme reçue ou l’avoir.",
            "The parts exceed the money received or the credit note.",
        )
        .into(),
        StoreError::Unwritable | StoreError::Database { .. } => match lang {
            Lang::Fr => format!("L’enregistrement a échoué ({}). Rien n’a été modifié.", error.code()),
            Lang::En => format!("Recording failed ({}). Nothing was changed.", error.code()),
        },
    }
}
