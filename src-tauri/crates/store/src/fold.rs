//! Names and numbers reduced to what a reader would call the same.

use unicode_normalization::UnicodeNormalization;

/// A name without accents, case or punctuation, its words one space apart: `Élec & Fils S.A.` gives `elec fils s a`.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.push(c);
        } else {
            gap = true;
        }
    };
    fold(name, &mut push);
    key
}

/// An invoice number without spaces, separators, accents or case: `FA-2026/0042` gives `fa20260042`.
pub fn number_key(number: &str) -> String {
    let mut key = String::with_capacity(number.len());
    fold(number, &mut |c| {
        if c.is_alphanumeric() {
            key.push(c);
        }
    });
    key
}

fn fold(text: &str, push: &mut impl FnMut(char)) {
    if text.is_ascii() {
        text.chars().for_each(|c| push(c.to_ascii_lowercase()));
        return;
    }
    for c in text.nfkd() {
        match c {
            'œ' | 'Œ' => "oe".chars().for_each(&mut *push),
            'æ' | 'Æ' => "ae".chars().for_each(&mut *push),
            'ß' => "ss".chars().for_each(&mut *push),
            _ if unicode_normalization::char::is_combining_mark(c) => {}
            _ => c.to_lowercase().for_each(&mut *push),
        }
    }
}

/// A text for `LIKE … ESCAPE '\'` that finds it anywhere.
pub(crate) fn anywhere(key: &str) -> String {
    let mut pattern = String::with_capacity(key.len() + 2);
    pattern.push('%');
    for c in key.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_punctuation_do_not_tell_names_apart() {
        assert_eq!(name_key("  Électricité  GÉNÉRALE, S.A.R.L. "), "electricite generale s a r l");
        assert_eq!(name_key("Sœurs Lefèvre"), name_key("SOEURS LEFEVRE"));
        assert_eq!(name_key("e\u{301}te\u{301}"), "ete");
        assert_eq!(name_key("***"), "");
    }

    #[test]
    fn a_number_is_the_same_with_or_without_separators() {
        assert_eq!(number_key("FA-2026/0042"), "fa20260042");
        assert_eq!(number_key("Fa\u{a0}2026 0042"), "fa20260042");
        assert_ne!(number_key("FA-2026-42"), number_key("FA-2026-0042"));
    }

    #[test]
    fn a_percent_sign_is_searched_as_itself() {
        assert_eq!(anywhere("5%_"), "%5\\%\\_%");
    }
}
