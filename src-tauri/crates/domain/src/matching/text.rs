//! The text of an entry as runs of letters and of digits, without accents, each knowing where it stood.

/// Widths at which banks and formats cut a line: MT940 (27), the label of CFONB 120 (31, 32), a line of SEPA text in the
/// old formats (35), a CFONB complement (70), the whole of a SEPA text (140).
const WIDTHS: [usize; 6] = [27, 31, 32, 35, 70, 140];

/// A run of letters or of digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    pub is_number: bool,
    /// Upper case, without accents; a letter O among digits is a zero.
    pub text: String,
    /// What stood between the run before and this one.
    pub gap: String,
    /// Bytes of the text it was read from.
    pub start: usize,
    pub end: usize,
    /// It touches a place where a bank may have cut the line.
    pub cut: bool,
}

impl Run {
    /// The number without leading zeros; none for letters and for what no sequence reaches.
    pub fn value(&self) -> Option<u64> {
        if self.is_number { value_of(&self.text) } else { None }
    }
}

pub fn value_of(digits: &str) -> Option<u64> {
    if digits.is_empty() || digits.len() > 18 { None } else { digits.parse().ok() }
}

/// A text and its runs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    pub written: String,
    pub runs: Vec<Run>,
    /// The last line may have lost its end.
    pub cut: bool,
}

impl Text {
    /// The lines one after the other, a blank between them.
    pub fn of(lines: &[String]) -> Text {
        let mut written = String::new();
        let mut cuts = Vec::new();
        for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            // Where a full line is followed by a sign, it was broken between them.
            let is_broken = cuts.last() == Some(&written.len()) && !line.starts_with(char::is_alphanumeric);
            if !written.is_empty() && !is_broken {
                written.push(' ');
            }
            written.push_str(line);
            if WIDTHS.contains(&line.chars().count()) {
                cuts.push(written.len());
            }
        }
        let cut = cuts.last() == Some(&written.len()) && !written.is_empty();
        let runs = runs(&written, &cuts);
        Text { written, runs, cut }
    }

    /// The lines glued where a bank has broken one in the middle; none where no line was broken.
    pub fn glued(lines: &[String]) -> Option<Text> {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
        let mut written = String::new();
        let mut glued = false;
        for (place, line) in lines.iter().enumerate() {
            written.push_str(line);
            if place + 1 < lines.len() {
                if WIDTHS.contains(&line.chars().count()) {
                    glued = true;
                } else {
                    written.push(' ');
                }
            }
        }
        if !glued {
            return None;
        }
        let runs = runs(&written, &[]);
        Some(Text { written, runs, cut: false })
    }

    /// What was written from one run to another.
    pub fn slice(&self, first: usize, last: usize) -> String {
        self.written[self.runs[first].start..self.runs[last].end].to_owned()
    }
}

fn runs(written: &str, cuts: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut gap = String::new();
    let mut open = false;
    for (place, letter) in written.char_indices() {
        let end = place + letter.len_utf8();
        let mut any = false;
        for plain in fold(letter) {
            any = true;
            if !plain.is_ascii_alphanumeric() {
                open = false;
                gap.push(plain);
                continue;
            }
            let is_number = plain.is_ascii_digit();
            match runs.last_mut() {
                Some(run) if open && run.is_number == is_number => {
                    run.text.push(plain);
                    run.end = end;
                }
                _ => {
                    runs.push(Run {
                        is_number,
                        text: plain.to_string(),
                        gap: std::mem::take(&mut gap),
                        start: place,
                        end,
                        cut: false,
                    });
                    open = true;
                }
            }
        }
        if !any && let Some(run) = runs.last_mut().filter(|_| open) {
            run.end = end;
        }
    }
    let mut runs = zeros_for_letters(runs);
    for run in &mut runs {
        run.cut = cuts.contains(&run.end);
    }
    runs
}

/// `2O26` and `O042`: letters O that touch digits are zeros, and the runs are one.
fn zeros_for_letters(runs: Vec<Run>) -> Vec<Run> {
    let touches = |one: Option<&Run>, other: Option<&Run>| matches!((one, other), (Some(one), Some(other)) if other.gap.is_empty() && one.end == other.start);
    let is_zero: Vec<bool> = (0..runs.len())
        .map(|place| {
            let run = &runs[place];
            if run.is_number || run.text.bytes().any(|letter| letter != b'O') {
                return false;
            }
            let before = place.checked_sub(1).and_then(|before| runs.get(before));
            let after = runs.get(place + 1);
            touches(before, Some(run)) && before.is_some_and(|run| run.is_number)
                || touches(Some(run), after) && after.is_some_and(|run| run.is_number)
        })
        .collect();
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    for (mut run, zero) in runs.into_iter().zip(is_zero) {
        if zero {
            run.text = "0".repeat(run.text.len());
            run.is_number = true;
        }
        match merged.last_mut() {
            Some(last) if last.is_number && run.is_number && run.gap.is_empty() && last.end == run.start => {
                last.text.push_str(&run.text);
                last.end = run.end;
            }
            _ => merged.push(run),
        }
    }
    merged
}

/// A letter in upper case without its accent. A combining accent is nothing.
pub fn fold(letter: char) -> impl Iterator<Item = char> {
    let upper = letter.to_uppercase().next().unwrap_or(letter);
    let (one, two) = match upper {
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => (Some('A'), None),
        'Ç' | 'Ć' | 'Č' => (Some('C'), None),
        'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => (Some('E'), None),
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'İ' => (Some('I'), None),
        'Ñ' | 'Ń' | 'Ň' => (Some('N'), None),
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => (Some('O'), None),
        'Š' | 'Ś' | 'Ş' => (Some('S'), None),
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ū' | 'Ű' => (Some('U'), None),
        'Ý' | 'Ÿ' => (Some('Y'), None),
        'Ž' | 'Ź' | 'Ż' => (Some('Z'), None),
        'Ł' => (Some('L'), None),
        'Œ' => (Some('O'), Some('E')),
        'Æ' => (Some('A'), Some('E')),
        'ẞ' | 'ß' => (Some('S'), Some('S')),
        '\u{300}'..='\u{36F}' => (None, None),
        other => (Some(other), None),
    };
    one.into_iter().chain(two)
}

/// Letters and digits alone, upper case, without accents.
pub fn squash(text: &str) -> String {
    text.chars().flat_map(fold).filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        Text::of(&[line.to_owned()]).runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn letters_and_digits_are_parted_and_accents_lost() {
        assert_eq!(texts("Réglt fact.n°171"), ["REGLT", "FACT", "N", "171"]);
        assert_eq!(texts("FACT171ET176"), ["FACT", "171", "ET", "176"]);
        assert_eq!(texts("Cœur"), ["COEUR"]);
    }

    #[test]
    fn an_o_among_digits_is_a_zero() {
        assert_eq!(texts("F-2O26-OO42"), ["F", "2026", "0042"]);
        assert_eq!(texts("NO 171"), ["NO", "171"]);
    }

    #[test]
    fn a_line_of_the_width_of_a_format_may_be_cut() {
        let line = "REGLEMENT FACTURES 171 172 173 1745";
        assert_eq!(line.len(), 35);
        let text = Text::of(&[line.to_owned()]);
        assert!(text.cut && text.runs.last().unwrap().cut);
        assert!(!Text::of(&["FACT 171".to_owned()]).cut);
    }

    #[test]
    fn a_number_broken_between_two_lines_is_glued() {
        let lines = ["REGLEMENT DE LA FACTURE No F-2026-01".to_owned(), "71".to_owned()];
        assert_eq!(Text::glued(&lines), None);
        let lines = ["REGLEMENT DE LA FACTURE N F-2026-01".to_owned(), "71".to_owned()];
        assert!(Text::glued(&lines).unwrap().written.ends_with("F-2026-0171"));
    }

    #[test]
    fn what_was_written_can_be_shown() {
        let text = Text::of(&["Votre fact. n° 171, merci".to_owned()]);
        assert_eq!(text.slice(1, 3), "fact. n° 171");
    }
}
