//! Who buys, and how each pays.

use super::{Chance, MadeCustomer, Naming, PRICES};

const TRADES: [&str; 24] = [
    "Boulangerie",
    "Garage",
    "Plomberie",
    "Menuiserie",
    "Institut",
    "Pharmacie",
    "Imprimerie",
    "Transports",
    "Maçonnerie",
    "Couverture",
    "Électricité",
    "Restaurant",
    "Librairie",
    "Cabinet",
    "Atelier",
    "Pépinière",
    "Serrurerie",
    "Optique",
    "Carrosserie",
    "Domaine",
    "Hôtel",
    "Clinique",
    "Agence",
    "Fromagerie",
];
const SURNAMES: [&str; 44] = [
    "Dupont",
    "Martin",
    "Bernard",
    "Petit",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Lefèvre",
    "Roux",
    "Garnier",
    "Faure",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Chevalier",
    "Gauthier",
    "Perrin",
    "Robin",
    "Masson",
    "Lemaire",
    "Dumont",
    "Brun",
    "Giraud",
    "Renard",
    "Delmas",
    "Aubert",
    "Vasseur",
    "Carpentier",
    "Besson",
    "Hamel",
    "Poirier",
    "Lacroix",
    "Barbier",
    "Tessier",
    "Marchal",
    "Colin",
    "Breton",
    "Vidal",
    "Royer",
    "Prévost",
    "Cordier",
    "Maillard",
];
pub const FIRST: [&str; 12] =
    ["Jean", "Marie", "Paul", "Sophie", "Luc", "Claire", "Marc", "Julie", "Hugo", "Anne", "Rémi", "Élodie"];
const TOWNS: [&str; 16] = [
    "Nantes", "Lyon", "Rennes", "Lille", "Dijon", "Pau", "Brest", "Tours", "Nîmes", "Angers", "Metz", "Albi", "Vannes",
    "Auch", "Laval", "Niort",
];
const FORMS: [&str; 5] = ["SARL", "SAS", "EURL", "SASU", ""];
/// Capitals without accents, as banks write.
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|letter| match letter {
            'é' | 'è' | 'ê' | 'É' | 'È' => 'E'.to_uppercase(),
            'ç' | 'Ç' => 'C'.to_uppercase(),
            'î' | 'ï' => 'I'.to_uppercase(),
            'ô' | 'Ô' => 'O'.to_uppercase(),
            'à' | 'â' => 'A'.to_uppercase(),
            other => other.to_uppercase(),
        })
        .collect()
}

pub fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect::<String>().trim_end().to_owned()
}
pub fn account(chance: &mut Chance) -> String {
    let digits: String = (0..23).map(|_| char::from(b'0' + chance.between(0, 9) as u8)).collect();
    format!("FR{:02}{digits}", chance.between(10, 97))
}

pub fn customers(chance: &mut Chance) -> Vec<MadeCustomer> {
    let mut customers: Vec<MadeCustomer> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    while customers.len() < 300 {
        let surname = *chance.pick(&SURNAMES);
        let core = match chance.between(0, 99) {
            0..=54 => format!("{} {surname}", chance.pick(&TRADES)),
            55..=74 => format!("{} {surname} {}", chance.pick(&TRADES), chance.pick(&TOWNS)),
            75..=84 => format!("{} {surname}", chance.pick(&FIRST)),
            85..=90 => format!("Mairie de {}-{surname}", chance.pick(&TOWNS)),
            _ => format!("{} {surname} et Fils", chance.pick(&TRADES)),
        };
        if names.contains(&core) {
            continue;
        }
        names.push(core.clone());
        let is_company = TRADES.iter().any(|trade| core.starts_with(trade));
        let form = if is_company { *chance.pick(&FORMS) } else { "" };
        let name = match chance.between(0, 2) {
            _ if form.is_empty() => core.clone(),
            0 => format!("{core} {form}"),
            _ => format!("{form} {core}"),
        };
        let shown = match chance.between(0, 99) {
            0..=6 => format!(
                "{} {}",
                chance.pick(&["HOLDING", "GROUPE", "STE", "FINANCIERE"]),
                chance.pick(&["ARVEN", "SOLIA", "TERNAY", "OPALE", "VALMY", "ORIGO", "KERN", "LUDIA"])
            ),
            7..=39 => name.clone(),
            40..=54 => format!("{form} {core}"),
            _ => core.clone(),
        };
        let naming = match chance.between(0, 99) {
            0..=33 => Naming::Whole,
            34..=39 => Naming::Spaced,
            40..=46 => Naming::YearAndEnd,
            47..=66 => Naming::WordAndEnd,
            67..=71 => Naming::EndAlone,
            72..=74 => Naming::Structured,
            75..=78 => Naming::EndToEnd,
            79..=83 => Naming::Month,
            84..=88 => Naming::OwnOrder,
            _ => Naming::Nothing,
        };
        let subscribes = chance.per_mille(250);
        customers.push(MadeCustomer {
            payer_name: cut(plain(&shown).trim(), if chance.per_mille(350) { 24 } else { 70 }),
            account: account(chance),
            naming,
            by_cheque: chance.per_mille(40),
            by_debit: subscribes && chance.per_mille(200),
            joins: chance.per_mille(125),
            abroad: chance.per_mille(30),
            discount: chance.per_mille(20),
            price: subscribes.then(|| *chance.pick(&PRICES)),
            cut_at_35: chance.per_mille(250),
            delay: match chance.between(0, 9) {
                0..=5 => chance.between(-5, 5),
                6..=8 => chance.between(5, 25),
                _ => chance.between(30, 80),
            },
            never_pays: chance.per_mille(30),
            name,
        });
    }
    // Four groups pay for three customers each from one account, under one name.
    for group in 0..4 {
        let (name, account) = (format!("TRESORERIE {}", ["ALBA", "CERES", "DORIA", "ELYSA"][group]), account(chance));
        for _ in 0..3 {
            let place = chance.between(0, 299) as usize;
            customers[place].payer_name = name.clone();
            customers[place].account = account.clone();
        }
    }
    customers
}
