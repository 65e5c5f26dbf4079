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
    let of_a_bank = grid::read(bytes).is_ok_and(|grid| {
        let bank = list::mapping::propose_for(&grid);
        bank.is_some_and(|mapping| mapping.is_bank_list() && (mapping.bank.is_some() || !has_due_invoices(&grid)))
    });
    if of_a_bank { FileKind::BankList } else { FileKind::InvoiceList(format) }
}

/// Numbers of invoices and due dates, which no bank writes. An owner's list may well have a balance: what is left to pay.
fn has_due_invoices(grid: &grid::Grid) -> bool {
    sheet::mapping::propose_for(grid).is_some_and(|mapping| mapping.has(Field::Number) && mapping.has(Field::DueDate))
}

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
