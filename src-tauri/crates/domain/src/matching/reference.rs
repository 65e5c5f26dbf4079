//! Invoice numbers in the text of an entry, in every way people write them.

use super::creditor;
use super::index::{Index, Label};
use super::mask::{Mark, is_no_invoice, marks, months};
use super::model::{Entry, Precision};
use super::number::Number;
use super::text::{Run, Text, fold, squash, value_of};
use super::words::{FILLERS, Key, LIST_WORDS, NUMBER_WORDS, RANGE_WORDS, is_glued, is_invoice_word, is_small, key_of};

/// An invoice that a mention may mean.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Hit {
    pub invoice: usize,
    pub precision: Precision,
    /// By BT-83 or a creditor reference instead of the number.
    pub by_reference: bool,
}

/// A place in the text that names an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    pub as_written: String,
    /// In order of invoice.
    pub hits: Vec<Hit>,
    /// It is plainly meant as an invoice: when it is none of the open ones, something is left out.
    pub is_plain: bool,
    /// A number that a bank may have cut: it begins like this. Its hits are guesses.
    pub cut: Option<String>,
    /// The second end of a range, and the number it began with.
    pub range: Option<(u64, u64)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mentions {
    pub list: Vec<Mention>,
    /// The text may have lost its end.
    pub cut: bool,
    /// Invoices that both the text and the end-to-end identification name: that is no slip.
    pub named_twice: Vec<usize>,
    /// Months that are named, with their year where it is said, and as written.
    pub months: Vec<(u32, Option<i32>, String)>,
}

/// A longer number behind a word for invoice is somebody else's.
const LONGEST_PLAIN: usize = 9;
const WIDEST_RANGE: u64 = 60;
/// Letters of a name at a cut that are enough to know it by.
const SHORTEST_NAME: usize = 5;

/// What the text, the structured reference and the end-to-end identification name.
pub fn mentions(entry: &Entry, index: &Index) -> Mentions {
    let text = Text::of(&entry.lines);
    let cut = text.cut && !ends_in_name(entry);
    let mut found = Mentions { cut, months: months(&text), ..Mentions::default() };
    if let Some(reference) = &entry.creditor_reference {
        let named = creditor::body(reference).map_or(&[][..], |body| index.with_reference(&body));
        let named = if named.is_empty() { index.with_reference(reference) } else { named };
        if named.is_empty() {
            found
                .list
                .extend(in_text(&Text::of(std::slice::from_ref(reference)), entry, index).into_iter().filter(is_found));
        } else {
            found.list.push(structured(reference, named));
        }
    }
    found.list.extend(in_text(&text, entry, index));
    if let Some(glued) = Text::glued(&entry.lines) {
        // A number across a break; its first half alone would be another.
        for mention in in_text(&glued, entry, index) {
            let plain = squash(&mention.as_written);
            let half =
                found.list.iter().find(|other| other.cut.is_some() && plain.starts_with(&squash(&other.as_written)));
            let half = half.map(|half| squash(&half.as_written)).filter(|half| half.len() < plain.len());
            let known = found.list.iter().any(|other| other.hits == mention.hits && other.cut.is_none());
            let is_whole = mention.hits.iter().any(|hit| hit.precision == Precision::Whole);
            if mention.hits.is_empty() || known || !is_whole && half.is_none() {
                continue;
            }
            let rest = half.as_ref().map_or("", |half| &plain[half.len()..]);
            let is_half = |other: &Mention| {
                let part = squash(&other.as_written);
                half.as_ref() == Some(&part) || part == rest || other.hits.is_empty() && plain.ends_with(&part)
            };
            found.list.retain(|other| !is_half(other));
            found.list.push(mention);
        }
    }
    if let Some(id) = &entry.end_to_end_id {
        // Programs put what they like there: only a whole number counts.
        let is_whole = |mention: &Mention| mention.hits.iter().any(|hit| hit.precision == Precision::Whole);
        let (again, whole): (Vec<Mention>, Vec<Mention>) = in_text(&Text::of(std::slice::from_ref(id)), entry, index)
            .into_iter()
            .filter(is_whole)
            .partition(|mention| found.list.iter().any(|other| other.hits == mention.hits));
        found.named_twice = again.iter().flat_map(|mention| &mention.hits).map(|hit| hit.invoice).collect();
        found.list.extend(whole.into_iter().map(|mention| Mention { is_plain: false, ..mention }));
    }
    found
}

/// Whether the last line ends in the payer's name, which the bank gives whole beside it: then no word of the payer is lost.
fn ends_in_name(entry: &Entry) -> bool {
    let last = entry.lines.iter().rev().find(|line| !line.trim().is_empty());
    let (line, name) = (last.map_or_else(String::new, |line| squash(line)), squash(&entry.payer_name));
    // A name of the beginning of which nothing is left is not told from another word.
    let shortest = SHORTEST_NAME.min(name.len()).max(1);
    (shortest..=name.len()).any(|end| name.is_char_boundary(end) && line.ends_with(&name[..end]))
}

fn is_found(mention: &Mention) -> bool {
    !mention.hits.is_empty()
}

fn structured(reference: &str, named: &[usize]) -> Mention {
    let hits = named.iter().map(|&invoice| Hit { invoice, precision: Precision::Whole, by_reference: true }).collect();
    Mention { as_written: reference.to_owned(), hits, is_plain: true, cut: None, range: None }
}

/// A way to read digits: a sequence, with the year or month that is glued to it.
struct Reading {
    tail: u64,
    year: Option<u32>,
    month: Option<String>,
    last: usize,
}

struct Reader<'t, 'l> {
    text: &'t Text,
    marks: Vec<Mark>,
    index: &'t Index<'l>,
}

fn in_text(text: &Text, entry: &Entry, index: &Index) -> Vec<Mention> {
    let marks = marks(text, entry.amount, &index.own_identifiers);
    let reader = Reader { text, marks, index };
    let mut taken: Vec<Option<usize>> = vec![None; text.runs.len()];
    let mut whole = reader.creditor_references();
    whole.extend(reader.whole_numbers());
    // The longest reading of a place is the one that was meant.
    whole.sort_by_key(|(first, last, _)| (std::cmp::Reverse(last - first), *first));
    let mut kept: Vec<(usize, usize, Mention)> = Vec::new();
    for (first, last, mention) in whole {
        if taken[first..=last].iter().all(Option::is_none) {
            taken[first..=last].fill(Some(kept.len()));
            kept.push((first, last, mention));
        }
    }
    reader.short_numbers(&taken, kept)
}

impl Reader<'_, '_> {
    fn run(&self, place: usize) -> Option<&Run> {
        self.text.runs.get(place)
    }

    fn digits(&self, place: usize) -> Option<&str> {
        self.run(place).filter(|run| run.is_number).map(|run| run.text.as_str())
    }

    fn word(&self, place: usize) -> Option<&str> {
        self.run(place).filter(|run| !run.is_number).map(|run| run.text.as_str())
    }

    /// Whether this run and the one before may be parts of one number.
    fn joins(&self, place: usize) -> bool {
        self.run(place)
            .is_some_and(|run| run.gap.chars().count() <= 3 && run.gap.chars().all(|sign| " -/._#:°".contains(sign)))
    }

    fn creditor_references(&self) -> Vec<(usize, usize, Mention)> {
        let mut found = Vec::new();
        for first in 0..self.text.runs.len() {
            if self.word(first).is_none_or(|word| !word.ends_with("RF"))
                || self.run(first + 1).is_none_or(|run| !run.gap.is_empty())
            {
                continue;
            }
            let mut joined = "RF".to_owned();
            let mut best = None;
            for last in first + 1..self.text.runs.len() {
                joined.push_str(&self.text.runs[last].text);
                if joined.len() > 25 {
                    break;
                }
                if let Some(body) = creditor::body(&joined) {
                    let named = self.index.with_reference(&body);
                    if !named.is_empty() {
                        best = Some((first, last, structured(&joined, named)));
                    }
                }
            }
            found.extend(best);
        }
        found
    }

    fn whole_numbers(&self) -> Vec<(usize, usize, Mention)> {
        let mut found: Vec<(usize, usize, Mention)> = Vec::new();
        for place in 0..self.text.runs.len() {
            found.extend(self.all_digits(place));
            for reading in self.readings(place) {
                for label in self.index.with_tail(reading.tail) {
                    let Some(named) = self.names(label, place, &reading) else { continue };
                    if named.precision != Precision::Whole {
                        continue;
                    }
                    let hit = Hit {
                        invoice: label.invoice,
                        precision: Precision::Whole,
                        by_reference: label.is_payment_reference,
                    };
                    let same = found.iter_mut().find(|(first, last, _)| (*first, *last) == (named.first, named.last));
                    match same {
                        Some((_, _, mention)) => add(&mut mention.hits, hit),
                        None => {
                            let mention = Mention {
                                as_written: self.text.slice(named.first, named.last),
                                hits: vec![hit],
                                is_plain: true,
                                cut: self.cut_sequence(named.last),
                                range: None,
                            };
                            found.push((named.first, named.last, mention));
                        }
                    }
                }
            }
        }
        found
    }

    /// All digits of a number in one, or in other groups than it is written with.
    fn all_digits(&self, place: usize) -> Option<(usize, usize, Mention)> {
        let mut joined = String::new();
        let mut best = None;
        let key = self.key_before(place);
        let word = place.checked_sub(1).and_then(|before| self.word(before));
        let is_free = |last: usize| match self.marks[last] {
            Mark::Free => true,
            // The check digit is chance where a word or the letters of the number stand before it.
            Mark::Registered => key == Key::Invoice,
            _ => false,
        };
        for last in place..place + 4 {
            let joined_on = last == place || self.joins(last);
            let Some(group) = self.digits(last).filter(|_| joined_on && is_free(last)) else { break };
            joined.push_str(group);
            let mut hits = Vec::new();
            for label in self.index.with_digits(&joined) {
                let number = &label.number;
                let own = word.is_some_and(|word| word == number.prefix || is_glued(word, &number.prefix));
                let other = word.is_some_and(|word| self.index.prefixes.contains(word) && !is_invoice_word(word));
                let is_told = matches!(key, Key::Invoice | Key::Loose)
                    || label.is_payment_reference
                    || self.is_as_written(place, last, number);
                if own || !other && key != Key::Never {
                    let by_reference = label.is_payment_reference;
                    let precision = if own || is_told { Precision::Whole } else { Precision::Short };
                    add(&mut hits, Hit { invoice: label.invoice, precision, by_reference });
                }
            }
            if !hits.is_empty() {
                let cut = self.cut_sequence(last);
                best = Some((
                    place,
                    last,
                    Mention {
                        as_written: self.text.slice(place, last),
                        is_plain: hits.iter().any(|hit| hit.precision == Precision::Whole),
                        hits,
                        cut,
                        range: None,
                    },
                ));
            }
        }
        best
    }

    /// What is left of a number at a cut; none where it is as long as numbers of this business are.
    fn cut_sequence(&self, place: usize) -> Option<String> {
        let run = self.run(place).filter(|run| run.cut && run.is_number)?;
        let is_complete = self.index.is_complete(&run.text) && !is_year(&run.text);
        (!is_complete).then(|| run.text.clone())
    }

    /// The ways to read the digits that begin here.
    fn readings(&self, place: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        let Some(first) = self.digits(place) else { return readings };
        if self.marks[place] == Mark::Never {
            return readings;
        }
        let mut joined = first.to_owned();
        for last in place..place + 3 {
            if last > place {
                match self.digits(last) {
                    Some(next)
                        if self.run(last).is_some_and(|run| run.gap == " ") && self.marks[last] != Mark::Never =>
                    {
                        joined.push_str(next);
                    }
                    _ => break,
                }
            }
            let mut add = |digits: &str, year: Option<u32>, month: Option<&str>| {
                if let Some(tail) = value_of(digits) {
                    readings.push(Reading { tail, year, month: month.map(str::to_owned), last });
                }
            };
            add(&joined, None, None);
            let year_of = |digits: &str| digits.parse::<u32>().ok().filter(|year| (2000..2100).contains(year));
            if let Some((head, rest)) = joined.split_at_checked(4)
                && let Some(year) = year_of(head)
            {
                add(rest, Some(year), None);
                if let Some((month, rest)) = rest.split_at_checked(2)
                    && month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
                {
                    add(rest, Some(year), Some(month));
                }
            }
            if joined.len() >= 4 {
                let (head, rest) = joined.split_at(2);
                add(rest, head.parse::<u32>().ok().map(|year| 2000 + year), None);
                let (rest, end) = joined.split_at(joined.len() - 4);
                if let Some(year) = year_of(end) {
                    add(rest, Some(year), None);
                }
            }
        }
        readings
    }

    /// Whether the digits here, read so, name this invoice, and how exactly.
    fn names(&self, label: &Label, place: usize, reading: &Reading) -> Option<Named> {
        let number = &label.number;
        let mut first = place;
        let mut last = reading.last;
        let mut others = number.others.clone();
        let mut year_found = match (number.year, reading.year) {
            (None, Some(_)) => return None,
            (Some(year), Some(read)) if year != read => return None,
            (_, read) => read.is_some(),
        };
        let mut long_year = reading.year.is_some() && self.digits(place).is_some_and(|digits| digits.len() >= 6);
        if let Some(month) = &reading.month
            && others.pop().and_then(|other| value_of(&other)) != value_of(month)
        {
            return None;
        }
        // Backwards: the year and the other groups, past letters between them.
        loop {
            let mut before = first.checked_sub(1);
            if before.is_some_and(|before| self.word(before).is_some_and(|word| word.len() <= 4 && !is_small(word)))
                && self.joins(first)
            {
                let more = !others.is_empty() || number.year.is_some() && !year_found;
                let past = before.and_then(|before| before.checked_sub(1)).filter(|_| more);
                let fits = past.is_some_and(|past| self.digits(past).is_some())
                    && before.is_some_and(|before| self.joins(before));
                before = if fits { past } else { None };
            }
            let Some(before) = before.filter(|_| self.joins(first)) else { break };
            let Some(group) = self.digits(before).filter(|_| self.marks[before] == self.marks[place]) else { break };
            let value = value_of(group);
            let same_year = number.year.is_some_and(|year| {
                value == Some(u64::from(year)) || group.len() == 2 && value == Some(u64::from(year % 100))
            });
            if !year_found && same_year {
                year_found = true;
                long_year = group.len() == 4;
                first = before;
            } else if others.last().is_some_and(|other| value_of(other) == value) {
                others.pop();
                first = before;
            } else if !year_found
                && number.year.is_some()
                && group.len() == 4
                && value.is_some_and(|value| (2000..2100).contains(&value))
                && self.marks[before] == Mark::Free
            {
                // Another year is written before it.
                return None;
            } else {
                break;
            }
        }
        if let (Some(year), false) = (number.year, year_found)
            && let Some(group) = self.digits(last + 1).filter(|_| self.joins(last + 1))
        {
            let tight = self.run(last + 1).is_some_and(|run| matches!(run.gap.as_str(), "/" | "-" | "."));
            let value = value_of(group);
            if value == Some(u64::from(year))
                || tight && group.len() == 2 && value == Some(u64::from(year % 100)) && number.year_after
            {
                year_found = true;
                long_year = group.len() == 4;
                last += 1;
            } else if tight && group.len() == 4 && value.is_some_and(|value| (2000..2100).contains(&value)) {
                return None;
            }
        }
        // Letters before it.
        let word = first.checked_sub(1).and_then(|before| self.word(before)).filter(|_| self.joins(first));
        let attached = self.run(first).is_some_and(|run| matches!(run.gap.as_str(), "" | "-"));
        let mut prefix_found = false;
        if let Some(word) = word {
            prefix_found = !number.prefix.is_empty() && (word == number.prefix || is_glued(word, &number.prefix));
            let other_series = self.index.prefixes.contains(word) && !is_invoice_word(word);
            if !prefix_found && (is_no_invoice(word) || other_series && !number.prefix.is_empty()) {
                return None;
            }
        }
        let foreign = attached
            && !prefix_found
            && word.is_some_and(|word| key_of(word, self.index) == Key::None && !is_small(word));
        let key = self.key_before(first);
        if key == Key::Never && !prefix_found {
            return None;
        }
        let is_keyed = prefix_found || matches!(key, Key::Invoice | Key::Loose);
        let looks_like = |mark: Mark| self.marks[first..=last].contains(&mark);
        let complete = others.is_empty() && (number.year.is_none() || year_found);
        let tells = match number.year {
            Some(_) => long_year || prefix_found || key == Key::Invoice,
            None if number.prefix.is_empty() => {
                is_long(number) || key == Key::Invoice && self.is_as_written(first, last, number)
            }
            None => prefix_found,
        };
        // Digits without their letters may be anything, unless they stand exactly as on the invoice or behind a word.
        let is_told = is_keyed || self.is_as_written(first, last, number);
        let masked = (looks_like(Mark::Date) || looks_like(Mark::Amount)) && !prefix_found
            || looks_like(Mark::Registered) && !prefix_found && key != Key::Invoice;
        let precision = if complete && tells && !masked && !foreign {
            if is_told { Precision::Whole } else { Precision::Short }
        } else if masked {
            return None;
        } else if is_keyed && !foreign {
            Precision::Short
        } else {
            Precision::Bare
        };
        if prefix_found {
            first -= 1;
        }
        Some(Named { first, last, precision })
    }

    fn is_as_written(&self, first: usize, last: usize, number: &Number) -> bool {
        let text = &self.text.written[self.text.runs[first].start..self.text.runs[last].end];
        text.chars().flat_map(fold).eq(number.written.chars())
    }

    /// What the words before say a number is.
    fn key_before(&self, place: usize) -> Key {
        let mut seen_number_word = false;
        let mut at = place;
        for _ in 0..4 {
            let Some(before) = at.checked_sub(1) else { break };
            if !self.run(at).is_some_and(|run| run.gap.chars().count() <= 4 && !run.gap.contains([',', ';'])) {
                break;
            }
            let Some(word) = self.word(before) else { break };
            match key_of(word, self.index) {
                Key::None if NUMBER_WORDS.contains(&word) => seen_number_word = true,
                Key::None if FILLERS.contains(&word) => {}
                Key::None => break,
                key => return key,
            }
            at = before;
        }
        if seen_number_word { Key::Loose } else { Key::None }
    }

    /// Short numbers between and behind the whole ones, in the order of the text.
    fn short_numbers(&self, taken: &[Option<usize>], whole: Vec<(usize, usize, Mention)>) -> Vec<Mention> {
        let mut whole: Vec<Option<(usize, usize, Mention)>> = whole.into_iter().map(Some).collect();
        let mut list: Vec<Mention> = Vec::new();
        let mut chain = Chain::default();
        let mut skip_to = 0;
        for (place, taken) in taken.iter().enumerate() {
            if let &Some(kept) = taken {
                if let Some((_, last, mut mention)) = whole[kept].take() {
                    let first_hit = mention.hits.first().map(|hit| hit.invoice);
                    let number = first_hit.and_then(|invoice| self.number_of(invoice));
                    if chain.range
                        && let (Some(from), Some(to)) = (chain.tail, number.map(|number| number.tail))
                        && from < to
                        && to - from <= WIDEST_RANGE
                    {
                        mention.range = Some((from, to));
                    }
                    let tail = number.map(|number| number.tail);
                    chain = Chain {
                        key: Key::Invoice,
                        year: number.and_then(|number| number.year),
                        tail,
                        range: false,
                        parted: false,
                    };
                    skip_to = last + 1;
                    list.push(mention);
                }
                continue;
            }
            if place < skip_to {
                continue;
            }
            let run = &self.text.runs[place];
            if !run.is_number {
                chain.word(&run.text, self.index);
                if run.gap.contains([',', ';', '/', '+', '&']) {
                    chain.parted = true;
                }
                continue;
            }
            match self.marks[place] {
                Mark::Never => {
                    chain = Chain::default();
                    continue;
                }
                Mark::Amount | Mark::Date => continue,
                Mark::Registered if self.key_before(place) != Key::Invoice => continue,
                Mark::Free | Mark::Registered => {}
            }
            let direct = self.key_before(place);
            let listed = chain.key != Key::None && run.gap.chars().count() <= 4;
            let parted = chain.parted || run.gap.contains([',', ';', '/', '+', '&', '-']);
            let key = if direct == Key::None && listed { chain.key } else { direct };
            if key == Key::Never {
                chain = Chain::default();
                continue;
            }
            // A year before the number that follows.
            let is_year = is_year(&run.text);
            if is_year
                && self.digits(place + 1).is_some()
                && self.joins(place + 1)
                && self.short_hits(place, key).is_empty()
            {
                chain = Chain { key, year: None, tail: None, range: false, parted: direct != Key::None };
                continue;
            }
            let mut hits = self.short_hits(place, key);
            if let (Some(year), true) = (chain.year, direct == Key::None) {
                let in_year = |hit: &Hit| self.number_of(hit.invoice).is_some_and(|number| number.year == Some(year));
                if hits.iter().any(in_year) {
                    hits.retain(in_year);
                }
            }
            let is_range = chain.range || run.gap.trim() == "-" && direct == Key::None;
            let range = chain
                .tail
                .zip(run.value())
                .filter(|&(from, to)| is_range && listed && from < to && to - from <= WIDEST_RANGE);
            let is_plain = key == Key::Invoice
                && (direct == Key::Invoice || parted || chain.range)
                && !is_year
                && run.text.len() <= LONGEST_PLAIN;
            let cut = self.cut_sequence(place);
            // It could be the number of an invoice that is no longer open.
            let in_reach = run.value().is_some_and(|value| self.index.could_be_settled(value));
            let is_possible =
                in_reach && !(is_year && self.index.is_of_these_years(&run.text)) && run.gap.chars().count() <= 3;
            if !hits.is_empty() || is_plain || is_possible || cut.is_some() && key != Key::None {
                list.push(Mention { as_written: self.text.slice(place, place), hits, is_plain, cut, range });
            }
            chain = if key == Key::None {
                Chain::default()
            } else {
                Chain { key, year: chain.year, tail: run.value(), range: false, parted: false }
            };
        }
        list
    }

    fn number_of(&self, invoice: usize) -> Option<&Number> {
        self.index.number_of(invoice)
    }

    fn short_hits(&self, place: usize, key: Key) -> Vec<Hit> {
        let mut hits = Vec::new();
        for reading in self.readings(place) {
            if reading.last != place {
                continue;
            }
            for label in self.index.with_tail(reading.tail) {
                let Some(named) = self.names(label, place, &reading) else { continue };
                let listed = matches!(key, Key::Invoice | Key::Loose);
                // A payment reference is quoted whole or not at all.
                if label.is_payment_reference && named.precision != Precision::Whole {
                    continue;
                }
                let precision =
                    if named.precision == Precision::Bare && listed { Precision::Short } else { named.precision };
                add(&mut hits, Hit { invoice: label.invoice, precision, by_reference: label.is_payment_reference });
            }
        }
        hits
    }
}

struct Named {
    first: usize,
    last: usize,
    precision: Precision,
}

/// What a list has said so far: a further number is of the same kind.
#[derive(Clone, Debug, Default)]
struct Chain {
    key: Key,
    year: Option<u32>,
    tail: Option<u64>,
    /// "à": what comes is the end of a range.
    range: bool,
    /// A comma or an "et" stood between: what comes belongs to the list.
    parted: bool,
}

impl Chain {
    fn word(&mut self, word: &str, index: &Index) {
        if LIST_WORDS.contains(&word) {
            self.parted = true;
        } else if RANGE_WORDS.contains(&word) {
            self.range = self.tail.is_some();
        } else if !(FILLERS.contains(&word) || NUMBER_WORDS.contains(&word) || key_of(word, index) == Key::Invoice) {
            *self = Chain::default();
        }
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.starts_with("20")
}

fn is_long(number: &Number) -> bool {
    number.digits.trim_start_matches('0').len() >= 6
}

fn add(hits: &mut Vec<Hit>, hit: Hit) {
    match hits.iter_mut().find(|known| known.invoice == hit.invoice) {
        Some(known) if known.precision < hit.precision => *known = hit,
        Some(_) => {}
        None => {
            hits.push(hit);
            hits.sort();
        }
    }
}
