//! The lists of banks whose headings are publicly known: what each column is, so that nothing need be asked.
//!
//! Only words and their meaning. What a file's own columns prove of signs, dates and decimals counts more.

use crate::sheet::values::{DateOrder, DecimalSign};
use crate::statement::list::fields::{BankField, signature};

/// A list as one bank writes it.
pub struct BankList {
    /// The stable name of the bank.
    pub bank: &'static str,
    /// Headings, as [`signature`] writes them, that must all be there.
    pub known_by: &'static [&'static str],
    /// What its columns are; a column that is not named here is not read. Several headings for one field: the first
    /// that the file has, but every label.
    pub columns: &'static [(&'static str, BankField)],
    pub decimal: DecimalSign,
    pub dates: DateOrder,
    /// Where no column says it.
    pub currency: &'static str,
}

use BankField::{
    Account, AccountName, Amount, Balance, BookedOn, CounterpartyAccount, CounterpartyName, Credit, Currency, Debit,
    Label, Operation, PayeeName, PayerName, Reference, Status, ValueDate,
};

const FRENCH: BankList = BankList {
    bank: "",
    known_by: &[],
    columns: &[],
    decimal: DecimalSign::Comma,
    dates: DateOrder::DayFirst,
    currency: "EUR",
};

/// More demanding ones first.
pub const BANKS: &[BankList] = &[
    BankList {
        bank: "bnp_paribas",
        known_by: &["date operation", "libelle operation", "montant operation euros"],
        columns: &[
            ("date operation", BookedOn),
            ("libelle operation", Label),
            ("type operation", Operation),
            ("categorie operation", Operation),
            ("montant operation euros", Amount),
        ],
        ..FRENCH
    },
    BankList {
        bank: "bnp_paribas",
        known_by: &["date operation", "categorie operation", "libelle operation", "montant operation"],
        columns: &[
            ("date operation", BookedOn),
            ("libelle operation", Label),
            ("categorie operation", Operation),
            ("montant operation", Amount),
        ],
        ..FRENCH
    },
    BankList {
        bank: "credit_agricole",
        known_by: &["date", "libelle", "debit euros", "credit euros"],
        columns: &[
            ("date", BookedOn),
            ("date valeur", ValueDate),
            ("libelle", Label),
            ("debit euros", Debit),
            ("credit euros", Credit),
        ],
        ..FRENCH
    },
    BankList {
        bank: "societe_generale",
        known_by: &["date operation", "libelle", "detail ecriture", "montant operation"],
        columns: &[
            ("date operation", BookedOn),
            ("detail ecriture", Label),
            ("libelle", Label),
            ("montant operation", Amount),
            ("devise", Currency),
        ],
        ..FRENCH
    },
    BankList {
        bank: "societe_generale",
        known_by: &["date comptabilisation", "libelle complet operation", "montant operation"],
        columns: &[
            ("date comptabilisation", BookedOn),
            ("libelle complet operation", Label),
            ("montant operation", Amount),
            ("devise", Currency),
        ],
        ..FRENCH
    },
    BankList {
        bank: "societe_generale",
        known_by: &["date", "nature operation", "debit", "credit", "devise", "date valeur"],
        columns: &[
            ("date", BookedOn),
            ("date valeur", ValueDate),
            ("nature operation", Label),
            ("libelle interbancaire", Operation),
            ("debit", Debit),
            ("credit", Credit),
            ("devise", Currency),
        ],
        ..FRENCH
    },
    BankList {
        bank: "bpce",
        known_by: &["date comptabilisation", "libelle simplifie", "libelle operation", "debit", "credit"],
        columns: &[
            ("date comptabilisation", BookedOn),
            ("date valeur", ValueDate),
            ("libelle operation", Label),
            ("informations complementaires", Label),
            ("type operation", Operation),
            ("reference", Reference),
            ("debit", Debit),
            ("credit", Credit),
        ],
        ..FRENCH
    },
    BankList {
        bank: "caisse_epargne",
        known_by: &["date", "numero operation", "libelle", "debit", "credit", "detail"],
        columns: &[
            ("date", BookedOn),
            ("numero operation", Reference),
            ("libelle", Label),
            ("detail", Label),
            ("debit", Debit),
            ("credit", Credit),
        ],
        ..FRENCH
    },
    BankList {
        bank: "banque_populaire",
        known_by: &["compte", "date comptabilisation", "date operation", "libelle", "date valeur", "montant"],
        columns: &[
            ("compte", Account),
            ("date comptabilisation", BookedOn),
            ("date valeur", ValueDate),
            ("libelle", Label),
            ("reference", Reference),
            ("montant", Amount),
        ],
        ..FRENCH
    },
    BankList {
        bank: "credit_mutuel_cic",
        known_by: &["date", "date valeur", "debit", "credit", "libelle", "solde"],
        columns: &[
            ("date", BookedOn),
            ("date valeur", ValueDate),
            ("debit", Debit),
            ("credit", Credit),
            ("libelle", Label),
            ("solde", Balance),
        ],
        ..FRENCH
    },
    BankList {
        bank: "credit_mutuel_cic",
        known_by: &["date", "date valeur", "montant", "libelle", "solde"],
        columns: &[
            ("date", BookedOn),
            ("date valeur", ValueDate),
            ("montant", Amount),
            ("libelle", Label),
            ("solde", Balance),
        ],
        ..FRENCH
    },
    BankList {
        bank: "la_banque_postale",
        known_by: &["date", "libelle", "montant euros"],
        columns: &[("date", BookedOn), ("libelle", Label), ("montant euros", Amount)],
        ..FRENCH
    },
    BankList {
        bank: "qonto",
        known_by: &["statut", "montant total ttc", "nom contrepartie"],
        columns: &[
            ("statut", Status),
            ("date valeur local", BookedOn),
            ("date reglement local", BookedOn),
            ("date valeur", BookedOn),
            ("date reglement", BookedOn),
            ("date operation local", BookedOn),
            ("date operation", BookedOn),
            ("montant total ttc", Amount),
            ("devise", Currency),
            ("solde", Balance),
            ("iban compte", Account),
            ("nom compte", AccountName),
            ("nom contrepartie", CounterpartyName),
            ("iban contrepartie", CounterpartyAccount),
            ("moyen paiement", Operation),
            ("reference", Label),
            ("note", Label),
            ("identifiant transaction", Reference),
        ],
        ..FRENCH
    },
    BankList {
        bank: "qonto",
        known_by: &["status", "total amount incl vat", "counterparty name"],
        columns: &[
            ("status", Status),
            ("settlement date local", BookedOn),
            ("settlement date", BookedOn),
            ("operation date local", BookedOn),
            ("operation date", BookedOn),
            ("total amount incl vat", Amount),
            ("currency", Currency),
            ("balance", Balance),
            ("account iban", Account),
            ("account name", AccountName),
            ("counterparty name", CounterpartyName),
            ("counterparty iban", CounterpartyAccount),
            ("payment method", Operation),
            ("reference", Label),
            ("note", Label),
            ("transaction id", Reference),
        ],
        decimal: DecimalSign::Point,
        ..FRENCH
    },
    BankList {
        bank: "shine",
        known_by: &["transaction id", "date operation", "debit", "credit", "libelle", "nom contrepartie"],
        columns: &[
            ("transaction id", Reference),
            ("date operation", BookedOn),
            ("date valeur", ValueDate),
            ("iban", Account),
            ("type transaction", Operation),
            ("debit", Debit),
            ("credit", Credit),
            ("solde bancaire", Balance),
            ("libelle", Label),
            ("commentaire", Label),
            ("nom contrepartie", CounterpartyName),
        ],
        ..FRENCH
    },
    BankList {
        bank: "boursorama",
        known_by: &["date op", "date val", "label", "amount"],
        columns: &[
            ("date op", BookedOn),
            ("date val", ValueDate),
            ("label", Label),
            ("comment", Label),
            ("amount", Amount),
            ("account numero", Account),
            ("account label", AccountName),
            ("accountbalance", Balance),
        ],
        ..FRENCH
    },
    BankList {
        bank: "revolut_business",
        known_by: &["date completed", "id", "description", "amount", "payment currency"],
        columns: &[
            ("date completed", BookedOn),
            ("id", Reference),
            ("type", Operation),
            ("state", Status),
            ("description", Label),
            ("reference", Label),
            ("payment currency", Currency),
            // With its fee, as it moved on the account.
            ("total amount", Amount),
            ("amount", Amount),
            ("balance", Balance),
            ("account", AccountName),
            ("beneficiary iban", CounterpartyAccount),
        ],
        decimal: DecimalSign::Point,
        currency: "",
        ..FRENCH
    },
    BankList {
        bank: "revolut",
        known_by: &["product", "started date", "completed date", "description", "amount", "state"],
        columns: &[
            ("completed date", BookedOn),
            ("type", Operation),
            ("description", Label),
            ("amount", Amount),
            ("currency", Currency),
            ("state", Status),
            ("balance", Balance),
            ("product", AccountName),
        ],
        decimal: DecimalSign::Point,
        currency: "",
        ..FRENCH
    },
    BankList {
        bank: "revolut",
        known_by: &["produit", "date debut", "date fin", "description", "montant", "etat"],
        columns: &[
            ("date fin", BookedOn),
            ("type", Operation),
            ("description", Label),
            ("montant", Amount),
            ("devise", Currency),
            ("etat", Status),
            ("solde", Balance),
            ("produit", AccountName),
        ],
        decimal: DecimalSign::Point,
        currency: "",
        ..FRENCH
    },
    BankList {
        bank: "wise",
        known_by: &["transfer wise id", "date", "amount", "currency", "running balance"],
        columns: &[
            ("transfer wise id", Reference),
            ("date", BookedOn),
            ("amount", Amount),
            ("currency", Currency),
            ("description", Label),
            ("payment reference", Label),
            ("running balance", Balance),
            ("payer name", PayerName),
            ("payee name", PayeeName),
            ("payee account number", CounterpartyAccount),
        ],
        decimal: DecimalSign::Point,
        currency: "",
        ..FRENCH
    },
    BankList {
        bank: "n26",
        known_by: &["booking date", "partner name", "partner iban", "payment reference"],
        columns: &[
            ("booking date", BookedOn),
            ("value date", ValueDate),
            ("partner name", CounterpartyName),
            ("partner iban", CounterpartyAccount),
            ("type", Operation),
            ("payment reference", Label),
            ("account name", AccountName),
            ("amount euros", Amount),
        ],
        decimal: DecimalSign::Point,
        ..FRENCH
    },
    BankList {
        bank: "n26",
        known_by: &["date", "beneficiaire", "numero compte", "type transaction", "reference paiement"],
        columns: &[
            ("date", BookedOn),
            ("beneficiaire", CounterpartyName),
            ("numero compte", CounterpartyAccount),
            ("type transaction", Operation),
            ("reference paiement", Label),
            ("montant euros", Amount),
        ],
        decimal: DecimalSign::Point,
        ..FRENCH
    },
];

/// The bank whose list has these headings.
pub fn of_headings(headings: &[String]) -> Option<&'static BankList> {
    let written: Vec<String> = headings.iter().map(|heading| signature(heading)).collect();
    let all_there =
        |list: &&BankList| list.known_by.iter().all(|wanted| written.iter().any(|heading| heading == wanted));
    // Of several that fit, the one that knows most of the columns.
    BANKS.iter().filter(all_there).rev().max_by_key(|list| list.known_by.len())
}

impl BankList {
    /// What each column is.
    pub fn fields(&self, headings: &[String]) -> Vec<Option<BankField>> {
        let written: Vec<String> = headings.iter().map(|heading| signature(heading)).collect();
        let mut fields = vec![None; headings.len()];
        for (wanted, field) in self.columns {
            let taken = *field != Label && fields.contains(&Some(*field));
            let Some(place) = written.iter().position(|heading| heading == wanted).filter(|_| !taken) else { continue };
            fields[place] = Some(*field);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_knows_its_date_its_amount_and_its_text() {
        for list in BANKS {
            let has = |field| list.columns.iter().any(|(_, known)| *known == field);
            assert!(has(BookedOn) && has(Label), "{}", list.bank);
            assert!(has(Amount) || (has(Debit) && has(Credit)), "{}", list.bank);
            for heading in list.known_by.iter().chain(list.columns.iter().map(|(heading, _)| heading)) {
                assert_eq!(signature(heading), *heading, "{}: is not as it would be compared", list.bank);
            }
        }
    }

    #[test]
    fn the_list_that_knows_most_of_the_columns_is_taken() {
        let headings = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
        let bank = |text: &str| of_headings(&headings(text)).map(|list| list.bank);
        assert_eq!(bank("Date;Date de valeur;Débit;Crédit;Libellé;Solde"), Some("credit_mutuel_cic"));
        assert_eq!(bank("Date;Libellé;Débit Euros;Crédit Euros;"), Some("credit_agricole"));
        assert_eq!(bank("Date;Libellé;Débit;Crédit"), None);
    }
}
