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
/// Whether a word in capitals is one that many names share: a legal form, a title, an article.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}

/// A word that more customers share finds nobody by itself.
const FOUND_BY: usize = 60;
/// A word of so few customers is a hint even when the rest of the name is missing.
const RARE: usize = 2;
const SHORTEST_HINT: usize = 4;
const SHORTEST_CUT_NAME: usize = 9;
/// Where banks cut the name of a payer.
const NAME_WIDTHS: [usize; 7] = [24, 27, 31, 32, 35, 70, 140];

#[derive(Clone, Debug)]
struct Name {
    customer: usize,
    words: BTreeSet<String>,
    /// The same in the order of the name.
    ordered: Vec<String>,
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
    /// Not its own name: money was recognised that came under this one.
    pub is_alias: bool,
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
            let told: Vec<String> = all.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect();
            let ordered = if told.is_empty() { all.clone() } else { told };
            let words: BTreeSet<String> = ordered.iter().cloned().collect();
            if words.is_empty() {
                continue;
            }
            let place = names.names.len();
            for word in &words {
                names.words.entry(word.clone()).or_default().push(place);
            }
            let squashed = squash_words(&all);
            names.squashed.entry(squashed.clone()).or_default().push(place);
            names.names.push(Name { customer, words, ordered, squashed, written: written.to_owned() });
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
        let cut_ends = cut_ends(text);
        let is_whole_line = !NAME_WIDTHS.contains(&payer_name.trim().chars().count());

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
            let begun = cut_ends.iter().filter_map(|end| begun(&name.ordered, end)).max();
            if (covered && enough) || glued || cut || begun.is_some() {
                // A name that is all there is more than one that could go on, unless a bank may have cut it.
                let weight = if covered || glued {
                    2 * name.words.len()
                } else if let Some(words) = begun {
                    2 * words
                } else {
                    (2 * told).saturating_sub(usize::from(is_whole_line)).max(1)
                };
                let best = whole.entry(name.customer).or_insert((0, place));
                if weight > best.0 {
                    *best = (weight, place);
                }
            } else {
                let rare = name
                    .words
                    .iter()
                    .any(|word| word.len() >= SHORTEST_HINT && all.contains(word) && self.words[word].len() <= RARE);
                // Most of a longer name, in the text where the bank gives no name beside it.
                let said = name.words.iter().filter(|word| with_text.contains(word)).count();
                let most = said >= 2 && said + 1 >= name.words.len();
                if rare || covered || most {
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
            is_alias: false,
            as_written: as_written.trim().to_owned(),
            known_as: name.written.clone(),
        }
    }
}

/// The words before each place where a bank may have cut the text, the last of them perhaps not whole.
fn cut_ends(text: &Text) -> Vec<Vec<String>> {
    let ends = text.runs.iter().enumerate().filter(|(_, run)| run.cut && !run.is_number);
    ends.map(|(end, _)| {
        let first = (0..end).rev().take(6).take_while(|&place| !text.runs[place].is_number).last().unwrap_or(end);
        let words = text.runs[first..=end].iter().map(|run| run.text.clone());
        let mut told: Vec<String> = words.filter(|word| !COMMON.contains(&word.as_str())).collect();
        told.truncate(6);
        told
    })
    .collect()
}

/// How many words of a name stand at a cut, where the name begins there and may go on behind it.
fn begun(name: &[String], end: &[String]) -> Option<usize> {
    let (last, before) = end.split_last()?;
    (1..=before.len().min(name.len().saturating_sub(1)))
        .rev()
        .find_map(|count| {
            let starts = before[before.len() - count..] == name[..count];
            (starts && name[count].starts_with(last.as_str())).then_some(count + 1)
        })
        // Cut behind a whole word: the name may have ended there or not.
        .or_else(|| (2..=end.len().min(name.len())).rev().find(|&count| end[end.len() - count..] == name[..count]))
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
    fn a_name_cut_in_a_label_may_be_any_that_begins_so() {
        let cut = "VIR SEPA RESTAURANT GUERIN RENN";
        assert_eq!(cut.len(), 31);
        assert_eq!(found(&["Restaurant Guérin", "Restaurant Guérin Rennes"], "", cut), [(0, false), (1, true)]);
        let cut = "VIR INST SAS RESTAURANTS GUERIN";
        assert_eq!(found(&["Restaurants Guérin", "Restaurants Guérin Rennes"], "", cut), [(0, false), (1, false)]);
        assert_eq!(
            found(&["Restaurants Guérin", "Restaurants Guérin Rennes"], "RESTAURANTS GUERIN", ""),
            [(0, true), (1, false)]
        );
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
