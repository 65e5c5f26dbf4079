//! What the heading of a column means, in French and English, whatever its accents, case and punctuation.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a column of a list of invoices holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Number,
    CustomerName,
    /// Of a customer who is a person, where the list has it in a column of its own.
    FirstName,
    IssueDate,
    DueDate,
    DeliveryDate,
    GrossTotal,
    NetTotal,
    VatTotal,
    /// What is left to pay.
    AmountDue,
    Paid,
    Currency,
    /// Invoice or credit note.
    Kind,
    /// Professional, consumer or public body.
    DebtorKind,
    /// Paid or not, in words.
    Status,
    Siren,
    Siret,
    VatId,
    /// The customer's code or account in the owner's books.
    CustomerCode,
    ContactName,
    Email,
    Phone,
    Address,
    AddressMore,
    Postcode,
    City,
    Country,
    Subject,
    OrderReference,
    PaymentReference,
    /// Of a credit note: the invoice it lowers.
    PrecedingInvoice,
}

impl Field {
    pub const ALL: [Field; 31] = [
        Field::Number,
        Field::CustomerName,
        Field::FirstName,
        Field::IssueDate,
        Field::DueDate,
        Field::DeliveryDate,
        Field::GrossTotal,
        Field::NetTotal,
        Field::VatTotal,
        Field::AmountDue,
        Field::Paid,
        Field::Currency,
        Field::Kind,
        Field::DebtorKind,
        Field::Status,
        Field::Siren,
        Field::Siret,
        Field::VatId,
        Field::CustomerCode,
        Field::ContactName,
        Field::Email,
        Field::Phone,
        Field::Address,
        Field::AddressMore,
        Field::Postcode,
        Field::City,
        Field::Country,
        Field::Subject,
        Field::OrderReference,
        Field::PaymentReference,
        Field::PrecedingInvoice,
    ];

    /// The stable name, as it is stored and shown to scripts.
    pub fn code(self) -> &'static str {
        match self {
            Field::Number => "number",
            Field::CustomerName => "customer_name",
            Field::FirstName => "first_name",
            Field::IssueDate => "issue_date",
            Field::DueDate => "due_date",
            Field::DeliveryDate => "delivery_date",
            Field::GrossTotal => "gross_total",
            Field::NetTotal => "net_total",
            Field::VatTotal => "vat_total",
            Field::AmountDue => "amount_due",
            Field::Paid => "paid",
            Field::Currency => "currency",
            Field::Kind => "kind",
            Field::DebtorKind => "debtor_kind",
            Field::Status => "status",
            Field::Siren => "siren",
            Field::Siret => "siret",
            Field::VatId => "vat_id",
            Field::CustomerCode => "customer_code",
            Field::ContactName => "contact_name",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::Address => "address",
            Field::AddressMore => "address_more",
            Field::Postcode => "postcode",
            Field::City => "city",
            Field::Country => "country",
            Field::Subject => "subject",
            Field::OrderReference => "order_reference",
            Field::PaymentReference => "payment_reference",
            Field::PrecedingInvoice => "preceding_invoice",
        }
    }

    pub fn is_amount(self) -> bool {
        matches!(self, Field::GrossTotal | Field::NetTotal | Field::VatTotal | Field::AmountDue | Field::Paid)
    }

    pub fn is_date(self) -> bool {
        matches!(self, Field::IssueDate | Field::DueDate | Field::DeliveryDate)
    }
}

/// What a heading was recognised as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// `None`: a known heading that Acquit has no use for, such as the means of payment.
    pub field: Option<Field>,
    /// 0 to 100.
    pub confidence: u8,
}

/// Lower case without accents: `Échéance` becomes `echeance`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for c in lower.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            _ => folded.push(c),
        }
    }
    folded
}

/// The words of a heading: folded, and each brought to one French word for the thing it names.
pub fn words(heading: &str) -> Vec<Cow<'static, str>> {
    let apart = split_camel_case(heading);
    // "dû" is a word of its own, "du" is not: told apart while the accent is there.
    let marked = apart.to_lowercase().nfc().collect::<String>();
    let mut words: Vec<Cow<'static, str>> = Vec::new();
    let pieces: Vec<&str> = marked.split(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '°')).collect();
    let last = pieces.iter().rposition(|piece| !piece.is_empty());
    for (place, piece) in pieces.iter().enumerate() {
        let number_sign = piece.contains(['#', '°']);
        let folded = fold(&piece.replace(['#', '°'], ""));
        if matches!(*piece, "dû" | "dûe" | "dus" | "dues" | "dûs")
            || (folded == "du" && Some(place) == last && place > 0)
        {
            words.push(Cow::Borrowed("due"));
            continue;
        }
        if number_sign && (folded.is_empty() || matches!(folded.as_str(), "n" | "nr" | "no")) {
            words.push(Cow::Borrowed("numero"));
            continue;
        }
        if number_sign {
            words.push(Cow::Borrowed("numero"));
        }
        if let Some(word) = canonical(&folded) {
            words.push(word);
        }
    }
    words
}

/// `InvoiceNumber` and `dateEcheance` are two words; `TTC` and `SIREN` are one.
fn split_camel_case(heading: &str) -> String {
    let mut apart = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(c);
        before = c;
    }
    apart
}

fn canonical(word: &str) -> Option<Cow<'static, str>> {
    let one = match word {
        "" | "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l" | "en" | "of" | "the" | "e" | "a" | "au" | "eur"
        | "euro" | "euros" | "et" | "and" | "par" | "sur" | "your" | "votre" | "notre" | "our" => return None,
        "n" | "no" | "num" | "nr" | "nro" | "number" | "numeros" => "numero",
        "factures" | "fact" | "fac" | "fct" | "invoice" | "invoices" | "inv" | "vente" | "sales" => "facture",
        "pieces" | "pce" | "document" | "documents" | "doc" | "voucher" => "piece",
        "ref" | "refs" | "references" => "reference",
        "id" | "identifiant" | "ident" | "identifier" | "uid" => "code",
        "clients" | "customer" | "customers" | "cust" | "clt" | "cli" | "debiteur" | "debtor" | "acheteur"
        | "buyer" | "tiers" | "party" | "partner" | "partenaire" | "destinataire" | "donneur" | "locataire"
        | "adherent" => "client",
        "name" | "noms" | "intitule" => "nom",
        "company" | "entreprise" | "societe" | "organisation" | "organization" | "etablissement" => "societe",
        "denomination" => "raison",
        "social" | "sociale" => "sociale",
        "dates" | "dt" | "day" | "jour" => "date",
        "cree" | "creee" | "created" | "creation" => "creation",
        "emis" | "emise" | "emises" | "issue" | "issued" | "facturation" | "edition" | "etablie" | "invoiced"
        | "billing" => "emission",
        "echeances" | "ech" | "exigibilite" | "exigible" | "deadline" => "echeance",
        "montants" | "mt" | "mnt" | "mtt" | "amount" | "amounts" | "amt" | "somme" | "sum" | "valeur" | "value"
        | "prix" | "price" => "montant",
        "tot" | "totaux" | "totals" => "total",
        "gross" | "brut" | "toutes" | "incl" | "included" | "comprises" | "comprise" | "including" => "ttc",
        "hors" | "excl" | "excluded" | "excluding" | "htva" => "ht",
        "vat" | "tax" | "taxes" | "taxe" | "gst" => "tva",
        "restant" | "remaining" | "restante" => "reste",
        "balance" | "soldes" => "solde",
        "outstanding" | "impayes" | "impaye" | "unpaid" | "impayee" | "open" | "ouvert" | "encours" | "owed"
        | "owing" => "impaye",
        "payer" | "payable" | "recouvrer" | "encaisser" | "regler" | "percevoir" => "payer",
        "regle" | "regles" | "reglee" | "reglees" | "payes" | "payee" | "payees" | "paid" | "encaisse"
        | "encaisses" | "verse" | "verses" | "received" | "recu" | "recus" => "paye",
        "acomptes" | "deposit" | "prepaid" | "avance" | "avances" | "advance" => "acompte",
        "reglements" | "paiement" | "paiements" | "payment" | "payments" | "versement" | "versements" => "reglement",
        "monnaie" | "currency" | "curr" | "cur" | "ccy" => "devise",
        "email" | "courriel" | "mel" | "emails" | "mails" => "mail",
        "tel" | "phone" | "mobile" | "portable" | "gsm" | "telephones" => "telephone",
        "address" | "addr" | "adr" | "rue" | "street" | "voie" => "adresse",
        "complement" | "suite" | "bis" | "line2" | "adresse2" | "address2" => "suite",
        "cp" | "zip" | "zipcode" | "postcode" | "postalcode" | "postal" | "codepostal" | "npa" => "postal",
        "city" | "town" | "commune" | "localite" => "ville",
        "country" => "pays",
        "intracom" | "intra" | "intracommunautaire" | "communautaire" | "vatid" | "vatin" => "intracommunautaire",
        "types" | "category" | "categorie" | "kind" => "type",
        "subject" | "libelle" | "description" | "designation" | "prestation" | "chantier" | "affaire" | "projet"
        | "project" | "object" | "details" | "label" => "objet",
        "etat" | "status" | "situation" | "state" => "statut",
        "order" | "commandes" | "po" | "bc" | "bdc" => "commande",
        "interlocuteur" | "correspondant" => "contact",
        "delivery" | "livree" | "delivered" | "execution" | "realisation" | "intervention" => "livraison",
        "liee" | "liees" | "related" | "linked" => "liee",
        "origine" | "original" | "originale" | "originelle" | "initiale" | "initial" | "rectifiee" | "corrigee"
        | "credited" | "creditee" | "concernee" | "parent" => "origine",
        "avoirs" => "avoir",
        "account" | "comptes" | "compte" | "auxiliaire" | "cpt" => "compte",
        other => return Some(Cow::Owned(other.to_owned())),
    };
    Some(Cow::Borrowed(one))
}

/// Known headings as sets of words, with the confidence that the heading means the field.
#[rustfmt::skip]
const HEADINGS: &[(Option<Field>, u8, &str)] = &[
    (Some(Field::Number), 98, "numero facture"), (Some(Field::Number), 95, "reference facture"),
    (Some(Field::Number), 95, "numero piece"), (Some(Field::Number), 92, "code facture"),
    (Some(Field::Number), 90, "reference piece"), (Some(Field::Number), 88, "numero"),
    (Some(Field::Number), 86, "facture"), (Some(Field::Number), 84, "piece"), (Some(Field::Number), 72, "reference"),
    (Some(Field::Number), 60, "code"), (Some(Field::Number), 70, "facture piece"),
    (Some(Field::Number), 98, "rechnungsnummer"), (Some(Field::Number), 90, "belegnummer"),
    (Some(Field::Number), 90, "belegfeld 1"), (Some(Field::IssueDate), 97, "rechnungsdatum"),
    (Some(Field::IssueDate), 92, "belegdatum"), (Some(Field::Subject), 90, "buchungstext"),
    (Some(Field::CustomerName), 98, "nom client"), (Some(Field::CustomerName), 97, "raison sociale"),
    (Some(Field::CustomerName), 96, "client"), (Some(Field::CustomerName), 94, "raison sociale client"),
    (Some(Field::CustomerName), 90, "societe"), (Some(Field::CustomerName), 90, "nom societe"),
    (Some(Field::CustomerName), 88, "nom"), (Some(Field::CustomerName), 90, "raison"),
    (Some(Field::CustomerName), 86, "client facture"), (Some(Field::CustomerName), 92, "nom prenom"),
    (Some(Field::CustomerName), 84, "societe client"), (Some(Field::CustomerName), 90, "nom compte"),
    (Some(Field::CustomerName), 92, "nom famille"), (Some(Field::CustomerName), 92, "last nom"),
    (Some(Field::CustomerName), 88, "surname"), (Some(Field::CustomerName), 90, "bill to"),
    (Some(Field::FirstName), 97, "prenom"), (Some(Field::FirstName), 96, "first nom"), (Some(Field::FirstName), 95, "prenom client"),
    (Some(Field::IssueDate), 98, "date facture"), (Some(Field::IssueDate), 97, "date emission"),
    (Some(Field::IssueDate), 97, "date emission facture"), (Some(Field::IssueDate), 95, "emission"),
    (Some(Field::IssueDate), 94, "date piece"), (Some(Field::IssueDate), 90, "date"),
    (Some(Field::IssueDate), 80, "date creation"),
    (Some(Field::IssueDate), 78, "creation"), (Some(Field::IssueDate), 82, "facture emission"),
    (Some(Field::DueDate), 98, "date echeance"), (Some(Field::DueDate), 97, "echeance"),
    (Some(Field::DueDate), 97, "date due"), (Some(Field::DueDate), 92, "date limite reglement"),
    (Some(Field::DueDate), 96, "date echeance facture"), (Some(Field::DueDate), 90, "due on"),
    (Some(Field::DueDate), 86, "date limite"), (Some(Field::DueDate), 92, "payer avant"),
    (Some(Field::DueDate), 92, "payer avant le"), (Some(Field::DueDate), 84, "due"), (Some(Field::DueDate), 90, "due by"),
    (Some(Field::DueDate), 92, "echeance reglement"), (Some(Field::DueDate), 92, "date echeance reglement"),
    (Some(Field::DeliveryDate), 96, "date livraison"), (Some(Field::DeliveryDate), 90, "livraison"),
    (Some(Field::DeliveryDate), 90, "date objet"), (Some(Field::DeliveryDate), 84, "date fin"),
    (Some(Field::GrossTotal), 98, "montant ttc"), (Some(Field::GrossTotal), 98, "total ttc"),
    (Some(Field::GrossTotal), 97, "ttc"), (Some(Field::GrossTotal), 96, "montant total ttc"),
    (Some(Field::GrossTotal), 96, "montant facture ttc"), (Some(Field::GrossTotal), 95, "grand total"),
    (Some(Field::GrossTotal), 90, "montant facture"), (Some(Field::GrossTotal), 88, "montant total"),
    (Some(Field::GrossTotal), 88, "total facture"), (Some(Field::GrossTotal), 85, "total"),
    (Some(Field::GrossTotal), 83, "montant"), (Some(Field::GrossTotal), 96, "total ttc tva"),
    (Some(Field::GrossTotal), 96, "montant ttc tva"), (Some(Field::GrossTotal), 95, "ttc tva"),
    (Some(Field::GrossTotal), 80, "facture ttc"), (Some(Field::GrossTotal), 70, "net payer"),
    (Some(Field::GrossTotal), 70, "montant net payer"), (Some(Field::GrossTotal), 60, "montant reglement"),
    (Some(Field::GrossTotal), 70, "base grand total"),
    (Some(Field::NetTotal), 98, "montant ht"), (Some(Field::NetTotal), 98, "total ht"), (Some(Field::NetTotal), 97, "ht"),
    (Some(Field::NetTotal), 94, "montant ht tva"), (Some(Field::NetTotal), 94, "ht tva"),
    (Some(Field::NetTotal), 94, "total ht tva"), (Some(Field::NetTotal), 86, "total net"),
    (Some(Field::NetTotal), 84, "montant net"), (Some(Field::NetTotal), 90, "subtotal"),
    (Some(Field::NetTotal), 80, "net"), (Some(Field::NetTotal), 94, "montant facture ht"),
    (Some(Field::VatTotal), 97, "montant tva"), (Some(Field::VatTotal), 96, "total tva"),
    (Some(Field::VatTotal), 94, "tva"),
    (Some(Field::AmountDue), 98, "reste due"), (Some(Field::AmountDue), 98, "reste payer"),
    (Some(Field::AmountDue), 98, "montant due"), (Some(Field::AmountDue), 96, "solde due"),
    (Some(Field::AmountDue), 96, "montant reste due"), (Some(Field::AmountDue), 96, "solde"),
    (Some(Field::AmountDue), 96, "reste"), (Some(Field::AmountDue), 96, "montant reste"),
    (Some(Field::AmountDue), 97, "montant impaye"), (Some(Field::AmountDue), 95, "impaye"),
    (Some(Field::AmountDue), 94, "solde ttc"), (Some(Field::AmountDue), 94, "solde payer"),
    (Some(Field::AmountDue), 95, "solde facture"), (Some(Field::AmountDue), 92, "total due"),
    (Some(Field::AmountDue), 95, "montant reste payer"), (Some(Field::AmountDue), 95, "reste due ttc"),
    (Some(Field::AmountDue), 94, "reste payer ttc"), (Some(Field::AmountDue), 92, "montant solde"),
    (Some(Field::AmountDue), 92, "solde impaye"), (Some(Field::AmountDue), 88, "montant payer"),
    (Some(Field::AmountDue), 88, "total payer"), (Some(Field::AmountDue), 84, "payer"),
    (Some(Field::AmountDue), 92, "creance"), (Some(Field::AmountDue), 92, "montant creance"),
    (Some(Field::Paid), 97, "montant paye"), (Some(Field::Paid), 95, "paye"), (Some(Field::Paid), 94, "acompte"),
    (Some(Field::Paid), 94, "total paye"), (Some(Field::Paid), 90, "reglement"), (Some(Field::Paid), 92, "montant acompte"),
    (Some(Field::Paid), 92, "acompte paye"), (Some(Field::Paid), 88, "deja paye"), (Some(Field::Paid), 90, "montant deja paye"),
    (Some(Field::Paid), 86, "total reglement"),
    (Some(Field::PrecedingInvoice), 99, "facture origine"), (Some(Field::PrecedingInvoice), 99, "facture liee"),
    (Some(Field::PrecedingInvoice), 99, "piece origine"), (Some(Field::PrecedingInvoice), 99, "piece liee"),
    (Some(Field::PrecedingInvoice), 99, "numero facture origine"), (Some(Field::PrecedingInvoice), 99, "numero facture liee"),
    (Some(Field::PrecedingInvoice), 99, "reference facture origine"), (Some(Field::PrecedingInvoice), 96, "avoir facture"),
    (Some(Field::PrecedingInvoice), 96, "avoir numero facture"), (Some(Field::PrecedingInvoice), 60, "avoir"),
    (Some(Field::PrecedingInvoice), 90, "apply facture"), (Some(Field::PrecedingInvoice), 90, "applies facture"),
    (Some(Field::Currency), 97, "devise"), (Some(Field::Currency), 95, "code devise"),
    (Some(Field::Currency), 95, "client devise"), (Some(Field::Currency), 90, "devise facture"),
    (Some(Field::Kind), 96, "type piece"), (Some(Field::Kind), 96, "type facture"), (Some(Field::Kind), 84, "nature piece"),
    (Some(Field::Kind), 78, "type"), (Some(Field::Kind), 70, "nature"),
    (Some(Field::DebtorKind), 97, "type client"), (Some(Field::DebtorKind), 90, "client type"),
    (Some(Field::DebtorKind), 90, "statut client"), (Some(Field::DebtorKind), 88, "particulier professionnel"),
    (Some(Field::DebtorKind), 88, "pro particulier"), (Some(Field::DebtorKind), 84, "nature client"),
    (Some(Field::DebtorKind), 80, "b2b b2c"),
    (Some(Field::Status), 95, "statut"), (Some(Field::Status), 95, "statut facture"),
    (Some(Field::Status), 92, "statut reglement"),
    (Some(Field::Siren), 99, "siren"), (Some(Field::Siren), 97, "numero siren"), (Some(Field::Siren), 96, "siren client"),
    (Some(Field::Siret), 99, "siret"), (Some(Field::Siret), 97, "numero siret"), (Some(Field::Siret), 96, "siret client"),
    (Some(Field::VatId), 98, "tva intracommunautaire"), (Some(Field::VatId), 98, "numero tva"),
    (Some(Field::VatId), 98, "numero tva intracommunautaire"), (Some(Field::VatId), 94, "code tva"),
    (Some(Field::VatId), 94, "intracommunautaire"), (Some(Field::VatId), 94, "numero tva client"),
    (Some(Field::CustomerCode), 95, "code client"), (Some(Field::CustomerCode), 95, "numero client"),
    (Some(Field::CustomerCode), 90, "compte client"), (Some(Field::CustomerCode), 90, "reference client"),
    (Some(Field::CustomerCode), 70, "compte"), (Some(Field::CustomerCode), 80, "numero compte"),
    (Some(Field::ContactName), 95, "contact"), (Some(Field::ContactName), 92, "nom contact"),
    (Some(Field::Email), 98, "mail"), (Some(Field::Email), 96, "adresse mail"), (Some(Field::Email), 96, "mail client"),
    (Some(Field::Email), 94, "mail contact"), (Some(Field::Email), 94, "mail facture"), (Some(Field::Email), 92, "mail emission"),
    (Some(Field::Phone), 98, "telephone"), (Some(Field::Phone), 95, "numero telephone"),
    (Some(Field::Phone), 94, "telephone client"), (Some(Field::Phone), 94, "telephone contact"),
    (Some(Field::Phone), 90, "telephone fixe"),
    (Some(Field::Address), 97, "adresse"), (Some(Field::Address), 94, "adresse client"),
    (Some(Field::Address), 94, "adresse facture"), (Some(Field::Address), 94, "adresse emission"),
    (Some(Field::Address), 92, "adresse 1"), (Some(Field::Address), 90, "adresse ligne 1"),
    (Some(Field::AddressMore), 94, "adresse 2"), (Some(Field::AddressMore), 94, "suite adresse"),
    (Some(Field::AddressMore), 90, "adresse ligne 2"), (Some(Field::AddressMore), 80, "suite"),
    (Some(Field::Postcode), 98, "code postal"), (Some(Field::Postcode), 97, "postal"),
    (Some(Field::City), 98, "ville"), (Some(Field::City), 94, "ville client"),
    (Some(Field::Country), 97, "pays"), (Some(Field::Country), 94, "code pays"),
    (Some(Field::Subject), 95, "objet"), (Some(Field::Subject), 94, "objet facture"),
    (Some(Field::Subject), 80, "commentaire"), (Some(Field::Subject), 78, "notes"),
    (Some(Field::OrderReference), 95, "numero commande"), (Some(Field::OrderReference), 95, "reference commande"),
    (Some(Field::OrderReference), 92, "commande"), (Some(Field::OrderReference), 88, "bon commande"),
    (Some(Field::PaymentReference), 94, "reference reglement"), (Some(Field::PaymentReference), 90, "reference virement"),
    (None, 95, "mode reglement"), (None, 95, "moyen reglement"), (None, 95, "reglement method"),
    (None, 95, "conditions reglement"), (None, 95, "reglement terms"), (None, 90, "delai reglement"), (None, 90, "delai"),
    (None, 95, "date reglement"), (None, 95, "date paye"), (None, 90, "paye le"), (None, 95, "date dernier reglement"),
    (None, 95, "date relance"), (None, 95, "date derniere relance"), (None, 92, "derniere relance"), (None, 92, "relance"), (None, 92, "relances"),
    (None, 92, "niveau relance"), (None, 92, "nombre relances"), (None, 95, "jours retard"), (None, 95, "retard"),
    (None, 92, "nombre jours retard"), (None, 92, "days overdue"), (None, 92, "days past due"), (None, 92, "past due"), (None, 92, "overdue"), (None, 92, "taux tva"),
    (None, 95, "solde cumule"), (None, 95, "solde progressif"), (None, 92, "cumul"), (None, 92, "commercial"),
    (None, 92, "vendeur"), (None, 92, "representant"), (None, 92, "exchange rate"), (None, 92, "entry devise"),
    (None, 92, "rate"), (None, 92, "quantite"), (None, 92, "journal"), (None, 92, "code journal"), (None, 92, "lettrage"),
    (None, 92, "tva compte"), (None, 92, "discount montant"), (None, 92, "discount percent"), (None, 88, "iban"),
    (None, 88, "bic"), (None, 95, "date comptable"), (None, 92, "penalites"), (None, 92, "interets"),
];

/// What a heading may mean, best first. Empty when nothing is known of it.
pub fn meanings(heading: &str) -> Vec<Meaning> {
    let words = words(heading);
    if words.is_empty() || words.len() > 8 {
        return Vec::new();
    }
    let mut found: Vec<Meaning> = Vec::new();
    for (field, confidence, phrase) in HEADINGS {
        let Some(penalty) = distance(&words, phrase, *field) else { continue };
        let confidence = confidence.saturating_sub(penalty);
        if confidence < 40 {
            continue;
        }
        match found.iter_mut().find(|meaning| meaning.field == *field) {
            Some(meaning) => meaning.confidence = meaning.confidence.max(confidence),
            None => found.push(Meaning { field: *field, confidence }),
        }
    }
    found.sort_by_key(|meaning| std::cmp::Reverse(meaning.confidence));
    found
}

/// How far the words are from a phrase: 0 for the same words in any order; `None` when a word of the phrase is missing.
fn distance(words: &[Cow<'static, str>], phrase: &str, field: Option<Field>) -> Option<u8> {
    let mut penalty = 0u8;
    let mut used = vec![false; words.len()];
    for wanted in phrase.split(' ') {
        let exact = words.iter().enumerate().position(|(place, word)| !used[place] && word == wanted);
        let place = match exact {
            Some(place) => place,
            None => {
                let (place, edits) = words
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| !used[*place])
                    .filter_map(|(place, word)| misspelt(word, wanted).map(|edits| (place, edits)))
                    .min_by_key(|(_, edits)| *edits)?;
                penalty = penalty.saturating_add(12 * edits);
                place
            }
        };
        used[place] = true;
    }
    for (place, word) in words.iter().enumerate() {
        if !used[place] {
            // "TTC", "HT" and "TVA" change what an amount is; other words only qualify it. What is owed or paid is
            // always with tax.
            let with_tax = word == "ttc" && matches!(field, Some(Field::AmountDue | Field::Paid));
            let decisive =
                matches!(word.as_ref(), "ttc" | "ht" | "tva" | "date" | "paye" | "due" | "reste" | "solde" | "mail");
            penalty = penalty.saturating_add(match (with_tax, decisive) {
                (true, _) => 2,
                (_, true) => 45,
                _ => 14,
            });
        }
    }
    Some(penalty)
}

/// The letters that a misspelt word is away from the right one: one in a word of five letters, two from seven on.
fn misspelt(word: &str, wanted: &str) -> Option<u8> {
    if !word.is_ascii() || !wanted.is_ascii() || wanted.len() < 5 || word.len() > 24 {
        return None;
    }
    let allowed = if wanted.len() >= 7 { 2 } else { 1 };
    if word.len().abs_diff(wanted.len()) > allowed {
        return None;
    }
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (i, a) in word.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in wanted.bytes().enumerate() {
            let cost = if a == b { diagonal } else { 1 + diagonal.min(row[j]).min(row[j + 1]) };
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    let edits = row[wanted.len()];
    if edits <= allowed { u8::try_from(edits).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(heading: &str) -> Option<Field> {
        meanings(heading).first().and_then(|meaning| meaning.field)
    }

    #[test]
    fn french_headings_are_recognised() {
        #[rustfmt::skip]
        let cases = [
            ("N° facture", Field::Number), ("Nº de facture", Field::Number), ("NUMERO", Field::Number),
            ("Numéro de pièce", Field::Number), ("Réf. facture", Field::Number), ("Facture n°", Field::Number),
            ("Client", Field::CustomerName), ("Nom du client", Field::CustomerName), ("Raison sociale", Field::CustomerName),
            ("Nom / Prénom", Field::CustomerName), ("Tiers", Field::CustomerName),
            ("Date facture", Field::IssueDate), ("Émise le", Field::IssueDate), ("Date d'émission", Field::IssueDate),
            ("Échéance", Field::DueDate), ("Date d’échéance", Field::DueDate), ("ECHEANCE LE", Field::DueDate),
            ("Montant TTC", Field::GrossTotal), ("Total T.T.C.", Field::GrossTotal), ("Mt TTC (€)", Field::GrossTotal),
            ("Montant HT", Field::NetTotal), ("Total HT", Field::NetTotal), ("TVA", Field::VatTotal),
            ("Montant de la TVA", Field::VatTotal),
            ("Reste dû", Field::AmountDue), ("Reste à payer", Field::AmountDue), ("Solde", Field::AmountDue),
            ("Solde dû", Field::AmountDue), ("Montant dû TTC", Field::AmountDue), ("Restant dû", Field::AmountDue),
            ("Réglé", Field::Paid), ("Déjà payé", Field::Paid), ("Acompte", Field::Paid), ("Montant réglé", Field::Paid),
            ("SIREN", Field::Siren), ("N° SIRET", Field::Siret), ("TVA intracom.", Field::VatId),
            ("N° TVA intracommunautaire", Field::VatId), ("E-mail", Field::Email), ("Courriel", Field::Email),
            ("Adresse e-mail", Field::Email), ("Tél.", Field::Phone), ("Téléphone", Field::Phone),
            ("Adresse", Field::Address), ("Adresse 2", Field::AddressMore), ("Code postal", Field::Postcode), ("CP", Field::Postcode),
            ("Ville", Field::City), ("Pays", Field::Country), ("Devise", Field::Currency), ("Type de client", Field::DebtorKind),
            ("Type de pièce", Field::Kind), ("Objet", Field::Subject), ("Libellé", Field::Subject), ("Statut", Field::Status),
            ("Code client", Field::CustomerCode), ("N° client", Field::CustomerCode), ("N° de commande", Field::OrderReference),
            ("Réf. paiement", Field::PaymentReference), ("Date de livraison", Field::DeliveryDate),
            ("Date de facturation", Field::IssueDate), ("Créée le", Field::IssueDate), ("Date pièce", Field::IssueDate),
            ("Date d'échéance de paiement", Field::DueDate), ("Intitulé du compte", Field::CustomerName),
            ("Nom du tiers", Field::CustomerName), ("Code tiers", Field::CustomerCode), ("Prénom", Field::FirstName),
            ("Montant restant dû", Field::AmountDue), ("Restant à encaisser", Field::AmountDue),
            ("Total à payer", Field::AmountDue), ("À payer", Field::AmountDue), ("Solde restant dû", Field::AmountDue),
            ("Encaissé", Field::Paid), ("Acompte versé", Field::Paid), ("Montant facturé", Field::GrossTotal),
            ("Prix TTC", Field::GrossTotal), ("Adresse de facturation", Field::Address), ("Localité", Field::City),
            ("SIREN / SIRET", Field::Siren), ("Particulier / Pro", Field::DebtorKind), ("Tél. fixe", Field::Phone),
        ];
        for (heading, field) in cases {
            assert_eq!(best(heading), Some(field), "{heading}: {:?}", words(heading));
        }
    }

    #[test]
    fn english_headings_are_recognised() {
        #[rustfmt::skip]
        let cases = [
            ("Invoice No", Field::Number), ("Invoice #", Field::Number), ("InvoiceNumber", Field::Number),
            ("Customer", Field::CustomerName), ("Company name", Field::CustomerName), ("Issue date", Field::IssueDate),
            ("Invoice Date", Field::IssueDate), ("Due date", Field::DueDate), ("due_date", Field::DueDate),
            ("Amount due", Field::AmountDue), ("Outstanding Amount", Field::AmountDue), ("Balance", Field::AmountDue),
            ("Balance due", Field::AmountDue), ("Total (incl. VAT)", Field::GrossTotal), ("Gross amount", Field::GrossTotal),
            ("Grand Total", Field::GrossTotal), ("Amount", Field::GrossTotal), ("Net total", Field::NetTotal),
            ("Total excl. VAT", Field::NetTotal), ("VAT", Field::VatTotal), ("VAT number", Field::VatId),
            ("Amount paid", Field::Paid), ("Currency", Field::Currency), ("Phone", Field::Phone), ("Zip code", Field::Postcode),
            ("Bill to", Field::CustomerName), ("Invoice amount", Field::GrossTotal), ("Open balance", Field::AmountDue),
            ("Net due date", Field::DueDate), ("Document date", Field::IssueDate), ("PO Number", Field::OrderReference),
            ("Last name", Field::CustomerName), ("First name", Field::FirstName), ("Price", Field::GrossTotal),
        ];
        for (heading, field) in cases {
            assert_eq!(best(heading), Some(field), "{heading}: {:?}", words(heading));
        }
    }

    #[test]
    fn misspelt_headings_are_recognised_with_less_confidence() {
        assert_eq!(best("montant_factture"), Some(Field::GrossTotal));
        assert_eq!(best("Echeanse"), Some(Field::DueDate));
        assert!(meanings("Echeanse")[0].confidence < meanings("Échéance")[0].confidence);
        assert_eq!(best("feature_id"), Some(Field::Number));
    }

    #[test]
    fn headings_of_no_use_are_known_as_such() {
        for heading in
            ["Mode de règlement", "Date de paiement", "Jours de retard", "Taux TVA", "Solde cumulé", "Relances"]
        {
            assert_eq!(meanings(heading).first().map(|m| m.field), Some(None), "{heading}: {:?}", words(heading));
        }
    }

    #[test]
    fn a_heading_out_of_nowhere_means_nothing() {
        for heading in ["", "   ", "xyz", "Zweck", "0-30"] {
            assert!(meanings(heading).is_empty(), "{heading}: {:?}", meanings(heading));
        }
    }

    #[test]
    fn fields_are_stored_under_their_code() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), serde_json::json!(field.code()));
        }
    }
}
