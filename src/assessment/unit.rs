//! Checks the names of units against the registry.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{Rule, Severity, abbreviates, parent_key, plain_key, says_kind, unit_key};
use crate::registry::{Registry, UnitEntry};
use crate::source::Location;

use super::document::Assessment;
use super::finding::{Finding, FindingValue};
use super::result::UnitResult;

/// Names with fewer letters are different if one letter differs.
const SHORT: usize = 8;
/// Names with at least this many letters may have two wrong letters.
const LONG: usize = 20;
/// The most wrong letters of a misspelling. Names with more are different names.
const MOST_WRONG: usize = 2;

/// Checks the names of the units of a table. A new name that is close to a known one is an error,
/// unless `new_units` is set. A unit in a year in which it did not exist is a warning. A unit that
/// occurs twice is an error. A new name that is close to a unit which the table already names is a
/// unit of its own.
pub(super) fn check(assessment: &mut Assessment, known: &Registry, new_units: bool) {
    let (block, year) = (assessment.block, assessment.year);
    mend_names(assessment, known);
    let unit_keys: HashSet<String> =
        assessment.results.iter().map(|result| unit_key(&result.unit)).collect();
    let absent = Absent::new(assessment, known, &unit_keys);

    let mut earlier_rows: HashMap<String, usize> = HashMap::new();
    for result in &assessment.results {
        let cell = &result.unit_cell;
        // Two spellings of one unit are the same unit.
        let unit = known.unit(block, result.named(), year);
        let is_there = |unit: &&UnitEntry| unit.distance(year) == 0 && unit.parent.is_some();
        let there = || known.bearers(block, &result.unit).filter(is_there);
        if result.parent.is_none() && there().count() > 1 {
            let finding =
                Finding::new(Rule::AmbiguousUnit, Severity::Error, cell).unit(&result.unit);
            let names: Vec<_> = there().map(|unit| unit.name.as_str()).collect();
            let expected = FindingValue::Text(names.join("; "));
            let found = FindingValue::Text(result.unit.clone());
            assessment.findings.push(finding.expected(expected).found(found));
            continue;
        }
        let identity = unit.map_or_else(|| unit_key(&result.unit), |unit| unit_key(&unit.name));
        if let Some(earlier) = earlier_rows.insert(identity, cell.at.row) {
            let finding =
                Finding::new(Rule::DuplicateUnit, Severity::Error, cell).unit(&result.unit);
            let found = FindingValue::Text(result.unit.clone());
            assessment
                .findings
                .push(finding.expected(FindingValue::Count(earlier as u64)).found(found));
        }

        if let Some(unit) = unit {
            if unit.distance(year) > 0 {
                let years = [unit.first_year, unit.last_year]
                    .map(|year| year.map_or("…".into(), |year| year.to_string()));
                let finding =
                    Finding::new(Rule::UnitYears, Severity::Warning, cell).unit(&result.unit);
                let expected = FindingValue::Text(years.join("–"));
                assessment
                    .findings
                    .push(finding.expected(expected).found(FindingValue::Text(year.to_string())));
            }
            continue;
        }

        if let Some(unit) = absent.most_like(&result.unit).filter(|_| !new_units) {
            let finding = Finding::new(Rule::UnknownUnit, Severity::Error, cell).unit(&result.unit);
            let expected = FindingValue::Text(unit.name.clone());
            assessment
                .findings
                .push(finding.expected(expected).found(FindingValue::Text(result.unit.clone())));
        }
    }
}

/// Reads names as those of known units where they differ only in what a document loses: the word for
/// the kind of a place (`A` for `Huyện A`), or in a PDF the spaces, since a narrow cell breaks words; and
/// where they are its only abbreviation (`Sở NN&PTNT`). Each is a note.
fn mend_names(assessment: &mut Assessment, known: &Registry) {
    let (block, year) = (assessment.block, assessment.year);
    let is_known = |result: &UnitResult| known.unit(block, result.named(), year).is_some();
    if assessment.results.iter().all(is_known) {
        return;
    }
    let letters = |name: &str| unit_key(name).replace(' ', "");
    let named: HashSet<String> =
        assessment.results.iter().map(|result| unit_key(&result.unit)).collect();
    let mut by_letters: HashMap<String, Vec<&UnitEntry>> = HashMap::new();
    let exists = |unit: &&UnitEntry| unit.block == block && unit.distance(year) == 0;
    for unit in known.units().iter().filter(exists) {
        by_letters.entry(letters(&unit.name)).or_default().push(unit);
    }
    let absent = Absent::new(assessment, known, &named);

    let mut mended = Vec::new();
    for result in &mut assessment.results {
        if is_known(result) {
            continue;
        }
        let is_page = matches!(result.unit_cell.at.location.inside(), Location::Page(_));
        let broken = by_letters.get(&letters(&result.unit)).filter(|_| is_page);
        let alike = absent.of_other_kind(&result.unit);
        let shortened = absent.shortened(&result.unit);
        let meant = match (broken.map_or(&[][..], Vec::as_slice), &alike[..], &shortened[..]) {
            ([unit], ..) => unit,
            (_, [unit], _) | (_, [], [unit]) if result.parent.is_none() => unit,
            _ => continue,
        };
        mended.push((result.unit.clone(), meant.name.clone(), result.unit_cell.clone()));
        result.unit.clone_from(&meant.name);
    }
    for (printed, name, cell) in mended {
        let of_unit = |finding: &&mut Finding| finding.unit.as_ref() == Some(&printed);
        for earlier in assessment.findings.iter_mut().filter(of_unit) {
            earlier.unit = Some(name.clone());
        }
        let restated = assessment.restated.iter_mut();
        for restated in restated.filter(|restated| restated.unit == printed) {
            restated.unit.clone_from(&name);
        }
        let finding = Finding::new(Rule::UnknownUnit, Severity::Note, &cell).unit(&name);
        let finding = finding.expected(FindingValue::Text(name)).found(FindingValue::Text(printed));
        assessment.findings.push(finding);
    }
}

/// The spellings of the known units that a table does not name, by their length in bytes. A new
/// name in the table may be a misspelling of any of them.
struct Absent<'a> {
    by_length: BTreeMap<usize, Vec<(Spelling, &'a UnitEntry)>>,
    /// Those that stand below no other unit, by their names without the words for their kind.
    by_bare_name: HashMap<String, Vec<&'a UnitEntry>>,
    /// The same units, in the order of the registry, and those of them with words of capitals.
    whole: Vec<&'a UnitEntry>,
    with_initials: Vec<&'a UnitEntry>,
}

impl<'a> Absent<'a> {
    fn new(assessment: &Assessment, known: &'a Registry, named: &HashSet<String>) -> Self {
        let exists = |unit: &&UnitEntry| {
            unit.block == assessment.block && unit.distance(assessment.year) == 0
        };
        let is_named = |unit: &UnitEntry| unit.keys().any(|key| named.contains(key));
        let mut by_length: BTreeMap<usize, Vec<(Spelling, &UnitEntry)>> = BTreeMap::new();
        let mut by_bare_name: HashMap<String, Vec<&UnitEntry>> = HashMap::new();
        let mut whole = Vec::new();
        for unit in known.units().iter().filter(exists).filter(|unit| !is_named(unit)) {
            for spelling in unit.keys().map(Spelling::new) {
                by_length.entry(spelling.letters.len()).or_default().push((spelling, unit));
            }
            if unit.parent.is_none() {
                by_bare_name.entry(parent_key(&unit.name)).or_default().push(unit);
                whole.push(unit);
            }
        }
        let with_initials = whole.iter().copied().filter(|unit| has_initials(&unit.name)).collect();
        Self { by_length, by_bare_name, whole, with_initials }
    }

    /// The unit whose name is most similar to `name`, if one may be a misspelling of the other. The
    /// last one of several that are equally similar.
    fn most_like(&self, name: &str) -> Option<&'a UnitEntry> {
        let likely = self.of_other_kind(name).into_iter().chain(self.shortened(name)).last();
        likely.or_else(|| self.most_similar(name))
    }

    /// The units of which the name is an abbreviation, or which abbreviate it, by name.
    fn shortened(&self, name: &str) -> Vec<&'a UnitEntry> {
        // Looking for initials first is quicker than comparing all names.
        let among = if has_initials(name) { &self.whole } else { &self.with_initials };
        let units = among.iter().filter(|unit| abbreviates(name, &unit.name));
        units.copied().collect()
    }

    /// The units of the same name if one of both names lacks the word for its kind: `A`, `Huyện A`.
    fn of_other_kind(&self, name: &str) -> Vec<&'a UnitEntry> {
        let alike = self.by_bare_name.get(&parent_key(name)).into_iter().flatten().copied();
        alike.filter(|unit| says_kind(name) != says_kind(&unit.name)).collect()
    }

    fn most_similar(&self, name: &str) -> Option<&'a UnitEntry> {
        let name = Spelling::new(&unit_key(name));
        let length = name.letters.len();
        // A wrong letter may have up to four bytes.
        let candidates =
            self.by_length.range(length.saturating_sub(MOST_WRONG * 4)..=length + MOST_WRONG * 4);
        let similar = candidates
            .flat_map(|(_, others)| others)
            .filter_map(|(other, unit)| Some((name.likeness(other)?, *unit)));
        similar.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, unit)| unit)
    }
}

/// Whether a name has a word of capitals, which may be initials.
fn has_initials(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase))
}

/// A name in the form in which names are compared.
struct Spelling {
    /// The words in lower case, without diacritics and punctuation.
    words: Vec<String>,
    /// The words without spaces between them.
    letters: String,
    /// The digits in it.
    digits: String,
    /// The number of occurrences of each letter. Several letters share a count.
    counts: [u8; 32],
}

impl Spelling {
    fn new(key: &str) -> Self {
        // `Mỹ Đức` and `Mĩ Đức` are two spellings of one name.
        let words: Vec<String> =
            plain_key(key).split(' ').map(|word| word.replace('y', "i")).collect();
        let letters = words.concat();
        let mut counts = [0_u8; 32];
        for letter in letters.chars() {
            let count = &mut counts[letter as usize % 32];
            *count = count.saturating_add(1);
        }
        Self { words, letters, digits: key.chars().filter(char::is_ascii_digit).collect(), counts }
    }

    /// The similarity of two names, from 0 to 1. None unless one may be a misspelling of the other:
    /// the same letters apart from diacritics, spaces and punctuation, or one wrong letter (two in
    /// a long name). Names that differ in a number or in a short word are never misspellings.
    fn likeness(&self, other: &Self) -> Option<f64> {
        // Each wrong letter changes at most two counts. Comparing counts is much faster than
        // computing the distance.
        let difference: usize =
            self.counts.iter().zip(&other.counts).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
        if difference > 2 * MOST_WRONG {
            return None;
        }
        if self.letters == other.letters {
            return Some(1.0);
        }

        let wrong = strsim::osa_distance(&self.letters, &other.letters);
        let length = self.letters.len().min(other.letters.len());
        let is_close = wrong == 1 && length >= SHORT || wrong == MOST_WRONG && length >= LONG;

        // A short word distinguishes names: `Tổ A` and `Tổ B` are two units.
        let mut differing = self.words.iter().zip(&other.words).filter(|(a, b)| a != b);
        let in_long_words = self.words.len() != other.words.len()
            || differing.all(|(a, b)| a.len().min(b.len()) > 2);
        (is_close && in_long_words && self.digits == other.digits)
            .then(|| strsim::normalized_damerau_levenshtein(&self.letters, &other.letters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{DocumentReader as _, InProcess, ReadOptions};

    #[test]
    fn names_broken_by_a_narrow_cell_are_repaired_only_in_a_pdf() {
        let known = Registry::parse(
            std::path::Path::new(""),
            "[[unit]]\nid = \"tt\"\nname = \"Thanh tra tỉnh\"\nblock = \"department\"\n",
            "",
        );
        let known = known.expect("a registry");
        let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2021\n(Kèm theo Quyết định số 1/QĐ-UBND ngày \
            5/1/2022 của UBND tỉnh)\n";
        let text = format!("{caption}\tTT\n\tĐơn vị\n\tTổng\n\n\t1\n\tThan h tra tỉnh\n\t90\n");
        let read = |location: fn(usize) -> Location| {
            let reading = ReadOptions::default();
            let raw = InProcess.read_bytes(
                std::path::Path::new("a.txt"),
                text.clone().into_bytes(),
                &reading,
            );
            let mut raw = raw.expect("a text");
            for cell in raw
                .tables
                .iter_mut()
                .flat_map(|table| &mut table.rows)
                .flat_map(|row| &mut row.cells)
            {
                cell.location = location(1);
            }
            super::super::check(raw, &super::super::Instructions::default(), &known)
        };
        let document = read(Location::Page).expect("a document");
        assert_eq!(document.assessments()[0].results[0].unit, "Thanh tra tỉnh");
        assert_eq!(document.assessments()[0].findings[0].severity, Severity::Note);
        assert!(read(Location::Line).is_err());
    }

    #[test]
    fn misspellings_are_similar_and_other_offices_are_not() {
        let spelling = |name: &str| Spelling::new(&unit_key(name));
        let similar = |a: &str, b: &str| spelling(a).likeness(&spelling(b)).is_some();
        assert!(similar("Sở Công Thuơng", "Sở Công thương"));
        assert!(similar(
            "Sở Nông nghiệp và Phát triển Nông thông",
            "Sở Nông nghiệp và Phát triển nông thôn"
        ));
        assert!(similar(
            "Sở Lao động, Thương binh và Xã hội",
            "Sở Lao động - Thương binh và Xã hội"
        ));
        assert!(!similar("Sở Tài chính", "Sở Tài nguyên và Môi trường"));
        assert!(!similar("Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn"));
        assert!(!similar("Huyện Ba Bể", "Huyện Na Rì"));
        assert!(similar("So Cong thuong", "Sở Công thương"));
        assert!(similar("Huyện Mỹ Đức", "Huyện Mĩ Đức"));
        assert!(!similar("Phường 1", "Phường 2"));
        assert!(!similar("Thị trấn A", "Thị trấn B"));
        assert!(!similar("Xã Ví dụ Ba", "Xã Ví dụ Bốn"));
    }
}
