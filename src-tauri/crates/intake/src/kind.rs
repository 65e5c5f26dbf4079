//! What the owner would call a file: an invoice, a list, a bank statement, an accounting journal. By content only.

use crate::fec;
use crate::format::{Format, recognise};
use crate::sheet::headings::Field;
use crate::sheet::{self, grid};
use crate::statement::{self, list};

/// A kind of file, each with its reader.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileKind {
    /// [`crate::einvoice::read`]; also everything that no other reader knows, for its refusal.
    Invoice(Format),
    /// A list of invoices: [`crate::sheet`].
    InvoiceList(Format),
    /// A bank statement in a format that says so: [`statement::read`].
    Statement,
    /// A bank's list of movements: [`list::read`].
    BankList,
    /// A French accounting journal: [`fec::read`].
    Journal,
}

/// The kind of a file. A journal and a bank's list are lists too, so they are looked for first.
pub fn kind_of(bytes: &[u8]) -> FileKind {
    let format = recognise(bytes);
    if matches!(format, Format::Pdf | Format::Image | Format::Zip | Format::Empty) || format.is_known_invoice() {
        return FileKind::Invoice(format);
    }
    if fec::recognises(bytes) {
        return FileKind::Journal;
    }
    if statement::reader_of(bytes).is_some() {
        return FileKind::Statement;
    }
    if !format.is_sheet() {
        return FileKind::Invoice(format);
    }
    let of_a_bank = grid::read(bytes).is_ok_and(|grid| is_of_a_bank(&grid));
    if of_a_bank { FileKind::BankList } else { FileKind::InvoiceList(format) }
}

/// Whether a list is a bank's list of movements rather than a list of invoices: by its bank, by columns or words that
/// only banks have, or because it takes money in and out and names neither an invoice nor a customer.
pub fn is_of_a_bank(grid: &grid::Grid) -> bool {
    let Some(bank) = list::mapping::propose_for(grid) else { return false };
    if bank.is_of_accounting() {
        return false;
    }
    if bank.bank.is_some() {
        return true;
    }
    if !bank.missing().is_empty() {
        return false;
    }
    let invoices = Invoices::of(grid);
    let has_columns_of_a_bank = bank.has_what_banks_write() && !invoices.due && !invoices.certain;
    let has_words_of_a_bank = bank.has_words_of_banks() && !(invoices.numbered && invoices.customers);
    let only_moves_money = !invoices.named && !invoices.customers && !invoices.due && bank.goes_both_ways(grid);
    has_columns_of_a_bank || has_words_of_a_bank || only_moves_money
}

/// What a list says that no bank writes, as its headings name it.
#[derive(Default)]
struct Invoices {
    /// Some number or reference.
    numbered: bool,
    /// The number of an invoice and nothing else: a mere reference may be the bank's.
    named: bool,
    customers: bool,
    /// The number of an invoice, and a column that says customer: a mere name may be a payer's.
    certain: bool,
    /// Numbers and due dates. An owner's list may well have a balance: what is left to pay.
    due: bool,
}

impl Invoices {
    fn of(grid: &grid::Grid) -> Invoices {
        let Some(mapping) = sheet::mapping::propose_for(grid) else { return Invoices::default() };
        let sure = |field| mapping.column(field).map_or(0, |place| mapping.columns[place].confidence);
        Invoices {
            numbered: sure(Field::Number) > sheet::mapping::BY_CONTENT,
            named: sure(Field::Number) >= NAMES_AN_INVOICE,
            customers: sure(Field::CustomerName) > sheet::mapping::BY_CONTENT,
            certain: sure(Field::Number) >= NAMES_AN_INVOICE && sure(Field::CustomerName) >= NAMES_A_CUSTOMER,
            due: mapping.has(Field::Number) && mapping.has(Field::DueDate),
        }
    }
}

/// From here on a heading speaks of an invoice's number, and of no other reference.
const NAMES_AN_INVOICE: u8 = 80;
/// `Client` and `Raison sociale`, but not `Nom`.
const NAMES_A_CUSTOMER: u8 = 90;

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> FileKind {
        kind_of(text.as_bytes())
    }

    #[test]
    fn each_file_goes_to_its_reader() {
        assert_eq!(
            kind("Numéro;Client;Date;Total TTC\nF-1;Durand;02/10/2026;12,00\n"),
            FileKind::InvoiceList(Format::DelimitedText)
        );
        let left_to_pay = "Facture;Client;Date;Échéance;Total TTC;Déjà réglé;Solde\nF-1;Durand;02/10/2026;01/11/2026;12,00;2,00;10,00\n";
        assert_eq!(kind(left_to_pay), FileKind::InvoiceList(Format::DelimitedText));
        let bank = "Date opération;Date valeur;Libellé;Débit;Crédit\n02/10/2026;02/10/2026;VIR DURAND F-1;;12,00\n";
        assert_eq!(kind(bank), FileKind::BankList);
        // A day, a text and an amount are a bank's where money goes both ways, or where only banks speak so.
        assert_eq!(kind("Date;Remarque;Montant\n02/10/2026;Dépôt;50,00\n03/10/2026;Café;-20,00\n"), FileKind::BankList);
        assert_eq!(kind("Date opération;Libellé;Montant\n02/10/2026;VIR DURAND;50,00\n"), FileKind::BankList);
        assert_eq!(
            kind("Buchungstag;Verwendungszweck;Betrag;Ref\n2026-10-02;Miete;-1.234,56;A-1\n"),
            FileKind::BankList
        );
        let wallet = "Date,Nom,Type,Devise,Brut,Frais,Net,Numéro de facture,Solde\n02/10/2026,Durand,Paiement,EUR,\"50,00\",\"-1,00\",\"49,00\",F-1,\"49,00\"\n";
        assert_eq!(kind(wallet), FileKind::BankList);
        for invoices in [
            "Date;Libellé;Montant\n02/10/2026;Pose de carrelage;50,00\n03/10/2026;Devis;20,00\n",
            "Date;Facture;Libellé;Montant\n02/10/2026;F-1;Pose;50,00\n03/10/2026;F-2;Avoir;-20,00\n",
            "Date;Client;Libellé;Montant\n02/10/2026;Durand;Pose;50,00\n03/10/2026;Durand;Avoir;-20,00\n",
            "Facture;Date;Client;Total TTC;Solde\nF-1;02/10/2026;Durand;50,00;50,00\n",
            "N° facture;Date;Client;Total TTC;Sens\nF-1;02/10/2026;Durand;50,00;D\n",
            "Date opération;N° facture;Client;Montant\n02/10/2026;F-1;Durand;50,00\n",
        ] {
            assert_eq!(kind(invoices), FileKind::InvoiceList(Format::DelimitedText), "{invoices}");
        }
        let fec = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise\nVE\tVentes\t1\t20260102\t411000\tClients\tC1\tDurand\tF-1\t20260102\tVente\t12,00\t0,00\t\t\t20260102\t\t\n";
        assert_eq!(kind(fec), FileKind::Journal);
        let mt940 = ":20:START\r\n:25:20041/0500013M026\r\n:28C:1/1\r\n:60F:C261001EUR0,00\r\n:61:2610021002C12,00NTRFNONREF\r\n:86:VIR DURAND\r\n:62F:C261002EUR12,00\r\n-";
        assert_eq!(kind(mt940), FileKind::Statement);
        let camt = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt/></Document>";
        assert_eq!(kind(camt), FileKind::Statement);
        assert_eq!(kind("a note"), FileKind::Invoice(Format::Unknown));
        assert_eq!(kind("%PDF-1.7\n"), FileKind::Invoice(Format::Pdf));
    }
}
