//! The names of payers: words that tell one customer from another, whatever their order, cut or glued.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::text::{Text, squash};

/// Words that many names share and that tell nobody apart.
const COMMON: [&str; 58] = [
    "SARL",
    "SAS",
    "SASU",
    "EURL",
    "SA",
    "SCI",
    "SNC",
    "EI",
    "EIRL",
    "SELARL",
    "SELAS",
    "SCOP",
    "SCM",
    "SCP",
    "GIE",
    "GAEC",
    "EARL",
    "ETS",
    "ETABLISSEMENTS",
    "ETABLISSEMENT",
    "STE",
    "SOCIETE",
    "SOC",
    "CIE",
    "COMPAGNIE",
    "GROUPE",
    "ASSOCIATION",
    "ASSOC",
    "ASS",
    "ENTREPRISE",
    "ENT",
    "MAIRIE",
    "COMMUNE",
    "ET",
    "DE",
    "DU",
    "DES",
    "LA",
    "LE",
    "LES",
    "AU",
    "AUX",
    "M",
    "MR",
    "MME",
    "MLE",
    "MLLE",
    "MONSIEUR",
    "MADAME",
    "OU",
    "AND",
    "GMBH",
    "LTD",
    "BV",
    "SPRL",
    "SRL",
    "VIR",
    "SEPA",
];
/// A word that more customers share finds nobody by itself.
const FOUND_BY: usize = 60;
/// A word of so few customers is a hint even when the rest of the name is missing.
const RARE: usize = 2;
const SHORTEST_HINT: usize = 4;
const SHORTEST_CUT_NAME: usize = 9;

#[derive(Clone, Debug)]
struct Name {
    customer: usize,
    words: BTreeSet<String>,
    squashed: String,
    written: String,
}

#[derive(Default)]
pub struct Names {
    names: Vec<Name>,
    words: HashMap<String, Vec<usize>>,
    squashed: HashMap<String, Vec<usize>>,
}

/// A customer that the payer is called like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameHit {
    pub customer: usize,
    /// The whole name, and no other customer's fits as well.
    pub whole: bool,
    pub as_written: String,
    pub known_as: String,
}

impl Names {
    pub fn of(mut known: Vec<(usize, &str)>) -> Names {
        known.sort_unstable();
        known.dedup();
        let mut names = Names::default();
        for (customer, written) in known {
            let all = words(&Text::of(&[written.to_owned()]));
            let told: BTreeSet<String> = all.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
            let words = if told.is_empty() { all.iter().cloned().collect() } else { told };
            if words.is_empty() {
                continue;
            }
            let place = names.names.len();
            for word in &words {
                names.words.entry(word.clone()).or_default().push(place);
            }
            let squashed = squash_words(&all);
            names.squashed.entry(squashed.clone()).or_default().push(place);
            names.names.push(Name { customer, words, squashed, written: written.to_owned() });
        }
        names
    }

    /// Who the payer may be, by the name the bank gives and by the words of the text. In order of customer.
    pub fn find(&self, payer_name: &str, text: &Text) -> Vec<NameHit> {
        let given = words(&Text::of(&[payer_name.to_owned()]));
        let all: BTreeSet<&String> = given.iter().collect();
        let said: Vec<String> = words(text);
        let with_text: BTreeSet<&String> = said.iter().chain(&given).collect();
        let squashed = squash_words(&given);

        // Looked at: names with a word that few share, or the same when glued.
        let mut looked_at: BTreeSet<usize> = self.squashed.get(&squashed).into_iter().flatten().copied().collect();
        for word in &with_text {
            if let Some(names) = self.words.get(*word).filter(|names| names.len() <= FOUND_BY) {
                looked_at.extend(names);
            }
        }

        let mut whole: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut hints: BTreeMap<usize, usize> = BTreeMap::new();
        for place in looked_at {
            let name = &self.names[place];
            let told = given.iter().filter(|word| !COMMON.contains(&word.as_str())).count();
            let covered = name.words.iter().all(|word| with_text.contains(word));
            let glued = !squashed.is_empty() && name.squashed == squashed;
            let by_given = name.words.iter().filter(|word| all.contains(word)).count();
            // A name of one word must be all that was given: "MARTIN" is not every Martin.
            let enough = name.words.len() >= 2 || glued || by_given == 1 && told <= 1;
            let cut = squashed.len() >= SHORTEST_CUT_NAME
                && name.squashed.len() > squashed.len()
                && name.squashed.starts_with(&squashed);
            if (covered && enough) || glued || cut {
                let weight = if covered || glued { name.words.len() } else { told.max(1) };
                let best = whole.entry(name.customer).or_insert((0, place));
                if weight > best.0 {
                    *best = (weight, place);
                }
            } else {
                let rare = name
                    .words
                    .iter()
                    .any(|word| word.len() >= SHORTEST_HINT && all.contains(word) && self.words[word].len() <= RARE);
                if rare || covered {
                    hints.entry(name.customer).or_insert(place);
                }
            }
        }
        // "DUPONT FRERES" is not "DUPONT": the name with more words wins; equals are told apart by nothing.
        let most = whole.values().map(|&(weight, _)| weight).max().unwrap_or(0);
        let alone = whole.values().filter(|&&(weight, _)| weight == most).count() == 1;
        let mut found: BTreeMap<usize, NameHit> = BTreeMap::new();
        for (&customer, &(weight, place)) in &whole {
            found.insert(customer, self.hit(place, payer_name, text, alone && weight == most));
        }
        for (customer, place) in hints {
            found.entry(customer).or_insert_with(|| self.hit(place, payer_name, text, false));
        }
        found.into_values().collect()
    }

    fn hit(&self, place: usize, payer_name: &str, text: &Text, whole: bool) -> NameHit {
        let name = &self.names[place];
        let as_written = if payer_name.trim().is_empty() { &text.written } else { payer_name };
        NameHit {
            customer: name.customer,
            whole,
            as_written: as_written.trim().to_owned(),
            known_as: name.written.clone(),
        }
    }
}

/// The words of letters, of two and more.
fn words(text: &Text) -> Vec<String> {
    text.runs.iter().filter(|run| !run.is_number && run.text.len() >= 2).map(|run| run.text.clone()).collect()
}

fn squash_words(words: &[String]) -> String {
    let told: String = words.iter().filter(|word| !COMMON.contains(&word.as_str())).map(String::as_str).collect();
    if told.is_empty() { squash(&words.concat()) } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(known: &[&str], payer: &str, line: &str) -> Vec<(usize, bool)> {
        let names = Names::of(known.iter().enumerate().map(|(place, &name)| (place, name)).collect());
        names.find(payer, &Text::of(&[line.to_owned()])).into_iter().map(|hit| (hit.customer, hit.whole)).collect()
    }

    #[test]
    fn legal_forms_accents_and_order_do_not_matter() {
        assert_eq!(found(&["SARL Boulangerie Léger"], "BOULANGERIE LEGER", ""), [(0, true)]);
        assert_eq!(found(&["Jean Dupré"], "M OU MME DUPRE JEAN", ""), [(0, true)]);
    }

    #[test]
    fn a_cut_or_glued_name_is_still_the_name() {
        assert_eq!(found(&["Menuiserie Charpente Aubertin"], "MENUISERIE CHARPENTE AUB", ""), [(0, true)]);
        assert_eq!(found(&["Menuiserie Aubertin"], "MENUISERIEAUBERTIN SARL", ""), [(0, true)]);
    }

    #[test]
    fn the_longer_name_wins_and_equals_stay_open() {
        assert_eq!(
            found(&["Garage Dupont", "Garage Dupont Freres"], "GARAGE DUPONT FRERES", ""),
            [(0, false), (1, true)]
        );
        assert_eq!(found(&["Garage Dupont", "Dupont Garage"], "GARAGE DUPONT", ""), [(0, false), (1, false)]);
        assert_eq!(found(&["Garage Dupont Nord", "Garage Dupont Sud"], "GARAGE DUPONT", ""), [(0, false), (1, false)]);
    }

    #[test]
    fn one_shared_word_is_only_a_hint() {
        assert_eq!(found(&["Plomberie Aubertin"], "AUBERTIN JULIE", ""), [(0, false)]);
        assert_eq!(found(&["Martin"], "JULIE MARTIN", ""), [(0, false)]);
        assert_eq!(found(&["Martin"], "MARTIN", ""), [(0, true)]);
        assert_eq!(found(&["Plomberie Aubertin"], "CREDIT MUTUEL", ""), []);
    }

    #[test]
    fn a_name_in_the_text_counts() {
        assert_eq!(found(&["Plomberie Aubertin"], "", "VIR PLOMBERIE AUBERTIN FACT 171"), [(0, true)]);
    }
}
