//! What a file says wrong, and why a file cannot be read.

use chrono::NaiveDate;
use domain::{Cents, Lang};
use intake::{Facts, Finding, FindingCode, Refusal, RefusalCode};

pub use super::places::place;
use super::{accounts, list, say, statements};

fn fact<'a>(facts: &'a Facts, name: &str) -> &'a str {
    facts.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}

/// An amount fact as the reader writes it; as it stands when it is not one.
fn amount(lang: Lang, facts: &Facts, name: &str) -> String {
    let text = fact(facts, name);
    text.parse::<Cents>().map_or_else(|_| text.to_owned(), |amount| lang.amount(amount))
}

/// A day as the reader writes it; as it stands when it is not one.
fn day(lang: Lang, text: &str) -> String {
    text.trim().parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |day| lang.short_date(day))
}

pub fn finding(lang: Lang, finding: &Finding) -> String {
    let facts = &finding.facts;
    let get = |name: &str| fact(facts, name).to_owned();
    let sum = |name: &str| amount(lang, facts, name);
    let fr = lang == Lang::Fr;
    match finding.code {
        FindingCode::NetPlusVatIsNotGross => {
            let (net, vat, gross) = (sum("net"), sum("vat"), sum("gross"));
            if fr {
                format!(
                    "Le total hors taxe ({net}) et la TVA ({vat}) ne font pas le total TTC ({gross}). Le total TTC est gardé\u{202f}; vérifiez-le sur la facture."
                )
            } else {
                format!(
                    "Net total ({net}) and VAT ({vat}) do not make the gross total ({gross}). The gross total is kept; check it on the invoice."
                )
            }
        }
        FindingCode::GrossLessPrepaidIsNotDue => {
            let (gross, prepaid, due) = (sum("gross"), sum("prepaid"), sum("due"));
            if fr {
                format!(
                    "Le net à payer ({due}) n’est pas le total TTC ({gross}) moins l’acompte ({prepaid}). Le net à payer écrit est gardé."
                )
            } else {
                format!(
                    "The amount due ({due}) is not the gross total ({gross}) less the prepaid amount ({prepaid}). The amount due as written is kept."
                )
            }
        }
        FindingCode::UnreadableAmount => {
            let text = get("text");
            if fr {
                format!("«\u{a0}{text}\u{a0}» n’est pas un montant. Cette valeur n’est pas reprise.")
            } else {
                format!("“{text}” is not an amount. It was left out.")
            }
        }
        FindingCode::AmountRounded => {
            let (text, rounded) = (get("text"), sum("rounded"));
            if fr {
                format!("{text} a plus de deux décimales\u{a0}: arrondi à {rounded}.")
            } else {
                format!("{text} has more than two decimals: rounded to {rounded}.")
            }
        }
        FindingCode::DecimalComma => {
            let (text, read_as) = (get("text"), sum("read_as"));
            if fr {
                format!("{text} est écrit avec une virgule\u{202f}; lu comme {read_as}.")
            } else {
                format!("{text} is written with a decimal comma; read as {read_as}.")
            }
        }
        FindingCode::InstalmentsIgnored => {
            let (total, due) = (sum("sum"), sum("due"));
            if fr {
                format!(
                    "Les échéances ({total}) ne font pas le net à payer ({due})\u{a0}: le tout est repris à la dernière date."
                )
            } else {
                format!(
                    "The instalments ({total}) do not make the amount due ({due}): the whole is taken as due on the last day."
                )
            }
        }
        FindingCode::PaymentTermRead => {
            let text = get("text");
            if fr {
                format!("Échéance lue dans les conditions de paiement\u{a0}: «\u{a0}{text}\u{a0}».")
            } else {
                format!("Due date read from the payment terms: “{text}”.")
            }
        }
        FindingCode::AmountOutOfRange => {
            let text = get("text");
            if fr {
                format!("Le montant {text} est hors de portée.")
            } else {
                format!("The amount {text} is out of range.")
            }
        }
        FindingCode::AmountDueComputed => {
            let due = sum("due");
            if fr {
                format!("Le net à payer n’est pas écrit\u{202f}; il est calculé\u{a0}: {due}.")
            } else {
                format!("The amount due is not written; it was computed: {due}.")
            }
        }
        FindingCode::NothingDue => {
            say(lang, "Rien ne reste à payer sur cette facture.", "Nothing is left to pay on this invoice.").into()
        }
        FindingCode::SignNormalised => say(
            lang,
            "Le signe des montants a été remis d’accord avec la nature du document (facture ou avoir).",
            "The sign of the amounts was brought into line with the kind of document (invoice or credit note).",
        )
        .into(),
        FindingCode::NegativeAmountDue => {
            let due = sum("due");
            if fr {
                format!(
                    "Le net à payer est négatif ({due})\u{a0}: c’est vous qui devez. Le document est repris comme un avoir."
                )
            } else {
                format!("The amount due is negative ({due}): you are the one who owes. It is taken as a credit note.")
            }
        }
        FindingCode::UnreadableDate => {
            let text = get("text");
            if fr {
                format!("«\u{a0}{text}\u{a0}» n’est pas une date. Cette valeur n’est pas reprise.")
            } else {
                format!("“{text}” is not a date. It was left out.")
            }
        }
        FindingCode::AmbiguousDate => {
            let (text, read_as) = (get("text"), day(lang, &get("read_as")));
            if fr {
                format!("{text}\u{a0}: jour et mois pourraient être inversés. Lu comme {read_as}.")
            } else {
                format!("{text}: day and month could be the other way round. Read as {read_as}.")
            }
        }
        FindingCode::NoDueDate => say(
            lang,
            "Aucune échéance écrite\u{a0}: elle est calculée d’après la loi et vos conditions.",
            "No due date written: it is computed from the law and your terms.",
        )
        .into(),
        FindingCode::DueBeforeIssue => {
            let (issue, due) = (day(lang, &get("issue")), day(lang, &get("due")));
            if fr {
                format!("L’échéance ({due}) est avant la date de la facture ({issue}). Vérifiez-la.")
            } else {
                format!("The due date ({due}) is before the invoice date ({issue}). Check it.")
            }
        }
        FindingCode::SeveralDueDates => {
            let dates: Vec<String> = get("dates").split(',').map(|text| day(lang, text)).collect();
            let dates = list(lang, &dates);
            if fr { format!("Plusieurs échéances\u{a0}: {dates}.") } else { format!("Several due dates: {dates}.") }
        }
        FindingCode::UnknownTypeCode => {
            let code = get("type_code");
            if fr {
                format!("Le type de document «\u{a0}{code}\u{a0}» n’est pas connu\u{202f}; lu comme une facture.")
            } else {
                format!("The document type “{code}” is not known; read as an invoice.")
            }
        }
        FindingCode::SpecialType => {
            let code = get("type_code");
            if fr {
                format!(
                    "Document particulier (type {code})\u{a0}: acompte, situation, facture rectificative… Vérifiez le net à payer."
                )
            } else {
                format!(
                    "A special document (type {code}): prepayment, partial or corrected invoice… Check the amount due."
                )
            }
        }
        FindingCode::SelfBilled => say(
            lang,
            "Facture établie par le client lui-même (autofacturation).",
            "Written by the customer itself (self-billing).",
        )
        .into(),
        FindingCode::ProForma => {
            say(lang, "Facture pro forma\u{a0}: ce n’est pas une créance.", "A pro-forma invoice is no claim.").into()
        }
        FindingCode::OtherCurrency => {
            let currency = get("currency");
            if fr {
                format!("Facture en {currency}. Acquit ne suit que les euros pour l’instant.")
            } else {
                format!("Invoice in {currency}. Acquit follows euros only for now.")
            }
        }
        FindingCode::NoCurrency => say(lang, "La monnaie n’est pas écrite.", "The currency is not written.").into(),
        FindingCode::NoSellerName => say(lang, "Le nom du vendeur manque.", "The seller’s name is missing.").into(),
        FindingCode::NoBuyerName => say(lang, "Le nom du client manque.", "The customer’s name is missing.").into(),
        FindingCode::BadIdentifier => {
            let text = get("text");
            if fr {
                format!(
                    "L’identifiant «\u{a0}{text}\u{a0}» ne passe pas son contrôle\u{a0}: un chiffre est sans doute faux. Il n’est pas repris."
                )
            } else {
                format!("The identifier “{text}” fails its check: a digit is probably wrong. It was left out.")
            }
        }
        FindingCode::BadIban => {
            let text = get("text");
            if fr {
                format!("L’IBAN «\u{a0}{text}\u{a0}» ne passe pas son contrôle. Il n’est pas repris.")
            } else {
                format!("The IBAN “{text}” fails its check. It was left out.")
            }
        }
        FindingCode::OddNumber => {
            let number = get("number");
            if fr {
                format!(
                    "Le numéro «\u{a0}{number}\u{a0}» contient des espaces inhabituels\u{202f}; il est gardé comme écrit."
                )
            } else {
                format!("The number “{number}” has unusual blanks; it is kept as written.")
            }
        }
        FindingCode::RepeatedElement => say(
            lang,
            "Une information est donnée plusieurs fois\u{202f}; la première est lue.",
            "Something is given several times; the first was read.",
        )
        .into(),
        FindingCode::XmlRepaired => say(
            lang,
            "Le fichier n’est pas tout à fait conforme\u{202f}; il a pu être lu quand même.",
            "The file is not quite well formed; it could be read all the same.",
        )
        .into(),
        FindingCode::PdfRepaired => say(
            lang,
            "Le PDF est abîmé, mais la facture qu’il contient a pu être lue.",
            "The PDF is damaged, but the invoice inside could be read.",
        )
        .into(),
        FindingCode::EncodingMismatch => {
            let (declared, used) = (get("declared"), get("used"));
            if fr {
                format!(
                    "Le fichier se dit en {declared} mais ne l’est pas\u{202f}; lu en {used}. Vérifiez les accents."
                )
            } else {
                format!("The file says {declared} but is not; read as {used}. Check the accents.")
            }
        }
        FindingCode::SeveralAttachments => {
            let chosen = get("chosen");
            if fr {
                format!("Le PDF contient plusieurs fichiers joints\u{202f}; {chosen} est lu.")
            } else {
                format!("The PDF has several attachments; {chosen} was read.")
            }
        }
        FindingCode::AttachmentNotListed => say(
            lang,
            "La facture électronique n’est pas déclarée dans le PDF\u{202f}; elle a été retrouvée.",
            "The e-invoice is not listed in the PDF; it was found all the same.",
        )
        .into(),
        FindingCode::MissingValue => {
            let field = get("field");
            if fr {
                format!("Il manque {} sur cette ligne\u{a0}: elle n’est pas reprise.", list_field(lang, &field))
            } else {
                format!("{} is missing on this line: it was left out.", list_field(lang, &field))
            }
        }
        FindingCode::WrongCellCount => {
            let (cells, expected) = (get("cells"), get("expected"));
            if fr {
                format!("Cette ligne a {cells} cases au lieu de {expected}\u{a0}: elle n’est pas reprise.")
            } else {
                format!("This line has {cells} cells instead of {expected}: it was left out.")
            }
        }
        FindingCode::TotalLine => say(lang, "Ligne de total\u{a0}: passée.", "A line of totals: passed over.").into(),
        FindingCode::RepeatedHeader => {
            say(lang, "En-tête répété\u{a0}: passé.", "A repeated header: passed over.").into()
        }
        FindingCode::SameNumberTwice => {
            let (number, line) = (get("number"), get("first_line"));
            if fr {
                format!("Le numéro {number} est déjà à la ligne {line}.")
            } else {
                format!("The number {number} already stands in line {line}.")
            }
        }
        FindingCode::AlreadyPaid => {
            say(lang, "Déjà payée d’après cette ligne.", "Already paid according to this line.").into()
        }
        FindingCode::LineJoined => {
            let (number, line) = (get("number"), get("first_line"));
            if fr {
                format!("Jointe à la facture {number} de la ligne {line}.")
            } else {
                format!("Joined to invoice {number} of line {line}.")
            }
        }
        FindingCode::FormulaError => {
            let text = get("text");
            if fr {
                format!("La formule ne donne pas de valeur ({text}).")
            } else {
                format!("The formula gives no value ({text}).")
            }
        }
        FindingCode::AmbiguousAmount => {
            let text = get("text");
            if fr {
                format!("«\u{a0}{text}\u{a0}»\u{a0}: point ou virgule décimale\u{202f}? Dites-le pour la colonne.")
            } else {
                format!("“{text}”: is that a decimal point or a comma? Say it for the column.")
            }
        }
        FindingCode::EmptyLines => {
            let count = get("count");
            if fr {
                format!("Lignes vides passées\u{a0}: {count}.")
            } else {
                format!("Empty lines passed over: {count}.")
            }
        }
        FindingCode::UnbalancedQuote => say(
            lang,
            "Un guillemet s’ouvre sans se fermer\u{202f}; la ligne est lue sans lui.",
            "A quote opens and never closes; the line was read without it.",
        )
        .into(),
        FindingCode::DueExceedsTotal => {
            let (gross, due) = (sum("gross"), sum("due"));
            if fr {
                format!("Le reste dû ({due}) dépasse le total ({gross}). Vérifiez.")
            } else {
                format!("What is owed ({due}) exceeds the total ({gross}). Check it.")
            }
        }
        FindingCode::EncodingGuessed => statements::encoding_guessed(lang, &get("used")),
        FindingCode::UnreadableLine => statements::unreadable_line(lang, &get("text")),
        FindingCode::EntryWithoutAmount => statements::entry_without_amount(lang, &get("text")),
        FindingCode::EntryWithoutDay => statements::entry_without_day(lang),
        FindingCode::EntryInOtherCurrency => {
            statements::entry_in_other_currency(lang, &get("currency"), &get("amount"))
        }
        FindingCode::UnreadableBalance => statements::unreadable_balance(lang, &get("text")),
        FindingCode::TextAfterAmount => statements::text_after_amount(lang, &get("text"), &get("read_as")),
        FindingCode::BalancesDisagree => {
            let (currency, movements) = (get("currency"), get("movements"));
            statements::balances_disagree(lang, &currency, &get("opening"), &movements, &get("closing"))
        }
        FindingCode::NoClosingBalance => statements::no_closing_balance(lang),
        FindingCode::StatementWithoutStart => statements::statement_without_start(lang),
        FindingCode::LineOutOfPlace => statements::line_out_of_place(lang, &get("text")),
        FindingCode::DecimalsAssumed => statements::decimals_assumed(lang, &get("decimals")),
        FindingCode::DateOrderUnknown => {
            statements::date_order_unknown(lang, &get("text"), &get("day_first"), &get("month_first"))
        }
        FindingCode::InvestmentLeftOut => statements::investment_left_out(lang),
        FindingCode::FileCutShort => statements::file_cut_short(lang),
        FindingCode::NotBookedYet => statements::not_booked_yet(lang),
        FindingCode::InterimLeftOut => statements::interim_left_out(lang),
        FindingCode::OpeningBalanceLine => statements::opening_balance_line(lang),
        FindingCode::FurtherFindings => statements::further_findings(lang, &get("count")),
        FindingCode::NoCreditOrDebit => statements::no_credit_or_debit(lang, &get("text")),
        FindingCode::OnlyMoneyIn => statements::only_money_in(lang),
        FindingCode::SheetLeftOut => statements::sheet_left_out(lang),
        FindingCode::NoAccount => statements::no_account(lang),
        FindingCode::SeveralCurrencies => statements::several_currencies(lang, &get("currency"), &get("others")),
        FindingCode::NotBooked => statements::not_booked(lang, &get("count")),
        FindingCode::BatchWithoutDetails => statements::batch_without_details(lang, &get("count")),
        FindingCode::DetailsDoNotAdd => {
            statements::details_do_not_add(lang, &get("currency"), &get("sum"), &get("amount"))
        }
        FindingCode::CurrencyAssumed => statements::currency_assumed(lang, &get("currency")),
        FindingCode::BalanceLine => statements::balance_line(lang, &get("text")),
        FindingCode::DamagedReference => statements::damaged_reference(lang, &get("text"), &get("count")),
        FindingCode::ContradictoryAmounts => statements::contradictory_amounts(lang, &get("debit"), &get("credit")),
        FindingCode::JournalNotBalanced => {
            let (debit, credit) = (sum("debit"), sum("credit"));
            if fr {
                format!(
                    "Les débits ({debit}) et les crédits ({credit}) du fichier ne sont pas égaux\u{a0}: il est peut-être coupé."
                )
            } else {
                format!("Debits ({debit}) and credits ({credit}) of the file differ: it may be cut off.")
            }
        }
        FindingCode::SeparatorInLabel => say(
            lang,
            "Un libellé contient le séparateur\u{202f}; la ligne a pu être reconstituée.",
            "A label holds the separator; the line could be put together again.",
        )
        .into(),
        FindingCode::DebitAndCredit => {
            let (debit, credit) = (sum("debit"), sum("credit"));
            if fr {
                format!("Débit ({debit}) et crédit ({credit}) sur la même ligne\u{a0}: la différence est prise.")
            } else {
                format!("Debit ({debit}) and credit ({credit}) on one line: the difference was taken.")
            }
        }
        FindingCode::UnreadableSense => {
            let text = get("text");
            if fr {
                format!("«\u{a0}{text}\u{a0}» ne dit ni débit ni crédit\u{a0}: la ligne n’est pas reprise.")
            } else {
                format!("“{text}” says neither debit nor credit: the line was left out.")
            }
        }
        FindingCode::NoEntryDate => say(
            lang,
            "La date de l’écriture manque sur cette ligne\u{202f}; son montant est compté.",
            "The date of the entry is missing on this line; its amount counts.",
        )
        .into(),
        FindingCode::GarbledLetters => say(
            lang,
            "Quelques lettres du fichier sont abîmées. Vérifiez les accents dans les noms.",
            "Some letters of the file are damaged. Check the accents in the names.",
        )
        .into(),
        FindingCode::NoEntryNumbers => say(
            lang,
            "Les écritures n’ont pas de numéro\u{202f}; elles sont distinguées par leur date et leur pièce.",
            "The entries have no number; they are told apart by their date and piece.",
        )
        .into(),
        FindingCode::PieceRefsNoNumbers => {
            let (count, invoices, example) = (get("count"), get("invoices"), get("example"));
            if fr {
                format!(
                    "{count} factures sur {invoices} n’ont pas leur vrai numéro dans ce fichier (référence de pièce «\u{a0}{example}\u{a0}»). Acquit leur en fait un\u{202f}; remplacez-le avant d’écrire au client."
                )
            } else {
                format!(
                    "{count} of {invoices} invoices do not have their real number in this file (piece reference “{example}”). Acquit makes one up; replace it before you write to the customer."
                )
            }
        }
        FindingCode::CustomersNotNamed => {
            let (account, count) = (get("account"), get("count"));
            if fr {
                format!("Le compte {account} réunit tous les clients sans les nommer ({count} lignes).")
            } else {
                format!("Account {account} holds all customers without naming them ({count} lines).")
            }
        }
        FindingCode::NotOneCustomer => {
            let (name, count) = (get("name"), get("count"));
            if fr {
                format!(
                    "«\u{a0}{name}\u{a0}» n’est pas un client, mais un moyen de paiement ou plusieurs personnes ({count} lignes). Il n’y a personne à relancer."
                )
            } else {
                format!(
                    "“{name}” is no customer, but a means of payment or several people ({count} lines). There is nobody to remind."
                )
            }
        }
        FindingCode::LetteringNotZero => {
            let (count, groups) = (get("count"), get("groups"));
            if fr {
                format!(
                    "{count} lettrages sur {groups} ne tombent pas à zéro\u{a0}: ils ne prouvent pas un paiement complet, et leurs factures restent ouvertes."
                )
            } else {
                format!(
                    "{count} of {groups} lettered groups do not net to zero: they are no proof of payment in full, and their invoices stay open."
                )
            }
        }
        FindingCode::FurtherLines => {
            let (count, line) = (get("count"), get("first_line"));
            if fr {
                format!("Le constat de la ligne {line} revient {count} fois de plus.")
            } else {
                format!("What was found in line {line} comes {count} times more.")
            }
        }
        FindingCode::ItemWithoutDay | FindingCode::KnownWithOtherAmount | FindingCode::OpeningBelowKnown => {
            accounts::finding(lang, finding)
        }
    }
}

/// A field of a list, with its article in French.
pub fn list_field(lang: Lang, field: &str) -> String {
    let (french, english) = match field {
        "number" => ("le numéro de facture", "the invoice number"),
        "customer_name" | "customer" => ("le nom du client", "the customer’s name"),
        "issue_date" => ("la date de la facture", "the invoice date"),
        "due_date" => ("l’échéance", "the due date"),
        "gross_total" | "amount" => ("le montant TTC", "the gross amount"),
        "amount_due" => ("le reste dû", "the amount due"),
        "booked_on" => ("la date de l’opération", "the date of the movement"),
        "value_date" => ("la date de valeur", "the value date"),
        "money_out" => ("le sens des débits", "which way debits go"),
        "decimal" => ("la virgule ou le point des centimes", "the comma or point before the cents"),
        "dates" => ("l’ordre du jour et du mois", "the order of day and month"),
        "account" => ("le numéro de compte", "the account number"),
        "entry_amount" => ("le montant", "the amount"),
        other => (other, other),
    };
    say(lang, french, english).to_owned()
}

/// Why a file cannot be imported, and what to do.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let facts = &refusal.facts;
    let get = |name: &str| fact(facts, name).to_owned();
    let fr = lang == Lang::Fr;
    match refusal.code {
        RefusalCode::EmptyFile => say(lang, "Le fichier est vide.", "The file is empty.").into(),
        RefusalCode::TooLarge => say(
            lang,
            "Le fichier est trop gros pour une facture ou une liste. Découpez-le, ou vérifiez que c’est le bon.",
            "The file is too large for an invoice or a list. Split it, or check that it is the right one.",
        )
        .into(),
        RefusalCode::UnknownFormat => say(
            lang,
            "Acquit ne lit pas ce type de fichier. Prenez une facture électronique (Factur-X, CII, UBL) ou une liste (CSV, Excel, ODS).",
            "Acquit does not read this kind of file. Take an e-invoice (Factur-X, CII, UBL) or a list (CSV, Excel, ODS).",
        )
        .into(),
        RefusalCode::BrokenPdf => say(
            lang,
            "Le PDF est abîmé et ne peut pas être lu. Redemandez-le, ou saisissez la facture.",
            "The PDF is damaged and cannot be read. Ask for it again, or type the invoice.",
        )
        .into(),
        RefusalCode::EncryptedPdf => say(
            lang,
            "Le PDF est protégé par un mot de passe. Enregistrez-le sans protection, ou saisissez la facture.",
            "The PDF is protected by a password. Save it without, or type the invoice.",
        )
        .into(),
        RefusalCode::PdfWithoutInvoice => say(
            lang,
            "Ce PDF ne contient pas de facture électronique. Saisissez la facture\u{a0}: le PDF pourra y être joint.",
            "This PDF holds no e-invoice. Type the invoice: the PDF can be attached to it.",
        )
        .into(),
        RefusalCode::PurchaseOrder => {
            say(lang, "C’est une commande, pas une facture.", "This is an order, not an invoice.").into()
        }
        RefusalCode::NotAnInvoice => {
            let root = get("root");
            if fr {
                format!("Ce fichier XML n’est pas une facture (élément «\u{a0}{root}\u{a0}»).")
            } else {
                format!("This XML file is no invoice (element “{root}”).")
            }
        }
        RefusalCode::UnsupportedVersion => say(
            lang,
            "Ce fichier est dans une version d’essai que plus personne n’emploie. Redemandez la facture en Factur-X.",
            "This file is in a draft version that nobody uses any more. Ask for the invoice as Factur-X.",
        )
        .into(),
        RefusalCode::NotWellFormed => {
            let at = place(lang, &refusal.place);
            let at = if at.is_empty() { String::new() } else { format!(" ({at})") };
            if fr {
                format!("Le fichier XML est coupé ou abîmé{at}. Redemandez-le à votre logiciel de facturation.")
            } else {
                format!("The XML file is cut off or damaged{at}. Ask your invoicing program for it again.")
            }
        }
        RefusalCode::DoctypeRefused => say(
            lang,
            "Le fichier contient une déclaration DOCTYPE, qu’aucune vraie facture n’a\u{a0}: refusé par prudence.",
            "The file has a DOCTYPE declaration, which no real invoice has: refused to be safe.",
        )
        .into(),
        RefusalCode::TooDeep => {
            say(lang, "Le fichier est construit d’une façon anormale\u{a0}: refusé par prudence.", "The file is built in an abnormal way: refused to be safe.").into()
        }
        RefusalCode::UnknownEncoding => {
            let encoding = get("encoding");
            if fr { format!("L’encodage «\u{a0}{encoding}\u{a0}» n’est pas connu.") } else { format!("The encoding “{encoding}” is not known.") }
        }
        RefusalCode::NoNumber => say(lang, "La facture n’a pas de numéro.", "The invoice has no number.").into(),
        RefusalCode::NoIssueDate => say(lang, "La facture n’a pas de date lisible.", "The invoice has no readable date.").into(),
        RefusalCode::NoTotal => say(lang, "La facture n’a pas de total lisible.", "The invoice has no readable total.").into(),
        RefusalCode::AmountOutOfRange => say(lang, "Un montant est hors de portée.", "An amount is out of range.").into(),
        RefusalCode::CurrencyNotEuro => {
            let currency = get("currency");
            if fr {
                format!("La facture est en {currency}. Acquit ne suit que les euros\u{a0}: saisissez-la avec son montant en euros.")
            } else {
                format!("The invoice is in {currency}. Acquit follows euros only: type it with its amount in euros.")
            }
        }
        RefusalCode::NoBuyerName => say(lang, "La facture ne nomme pas de client.", "The invoice names no customer.").into(),
        RefusalCode::BrokenSheet => say(
            lang,
            "La liste est abîmée et ne peut pas être ouverte. Enregistrez-la de nouveau depuis votre tableur.",
            "The list is damaged and cannot be opened. Save it again from your spreadsheet program.",
        )
        .into(),
        RefusalCode::NoRows => say(lang, "La liste ne contient aucune ligne.", "The list has no lines.").into(),
        RefusalCode::TooManyRows => {
            let limit = get("limit");
            if fr {
                format!("La liste dépasse {limit} lignes. Découpez-la.")
            } else {
                format!("The list has more than {limit} lines. Split it.")
            }
        }
        RefusalCode::MappingIncomplete => {
            let field = list_field(lang, &get("field"));
            if fr { format!("Dites quelle colonne donne {field}.") } else { format!("Say which column gives {field}.") }
        }
        RefusalCode::NotAList => say(
            lang,
            "Cette feuille n’est pas une liste de factures (une ligne par facture).",
            "This sheet is no list of invoices (one line for each invoice).",
        )
        .into(),
        RefusalCode::EncryptedSheet => say(
            lang,
            "Le classeur est protégé par un mot de passe. Enregistrez-le sans protection.",
            "The workbook is protected by a password. Save it without.",
        )
        .into(),
        RefusalCode::NoStatement => statements::no_statement(lang),
        RefusalCode::InvestmentStatement => statements::investment_statement(lang),
        RefusalCode::TooManyEntries => statements::too_many_entries(lang, &get("limit")),
        RefusalCode::NotAStatement => statements::not_a_statement(lang, &get("root")),
        RefusalCode::NoCustomerLines => say(
            lang,
            "Ce fichier d’écritures n’a aucune ligne de compte client (411)\u{a0}: il n’y a rien à en reprendre.",
            "This accounting journal has no line of a customer account (411): there is nothing to take from it.",
        )
        .into(),
        RefusalCode::NotAFec => say(
            lang,
            "Ce fichier n’est pas un fichier des écritures comptables (FEC)\u{a0}: l’en-tête (JournalCode, EcritureDate, CompteNum…) manque.",
            "This file is no French accounting journal (FEC): its heading (JournalCode, EcritureDate, CompteNum…) is missing.",
        )
        .into(),
        RefusalCode::TooManyCustomers => {
            let limit = get("limit");
            if fr {
                format!("Le fichier nomme plus de {limit} clients\u{a0}: refusé par prudence.")
            } else {
                format!("The file names more than {limit} customers: refused to be safe.")
            }
        }
    }
}
