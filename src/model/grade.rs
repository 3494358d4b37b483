//! Grades of a unit's result.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::interned::interned;
use super::{clean, match_key};

/// The grades that a framework gives, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GradeSet(&'static [&'static str]);

/// A grade of a set. Better grades are smaller, as with ranks; only grades of one set can be
/// compared. Its name is the one that documents print.
///
/// The framework says where a grade begins; the grade itself does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    place: u8,
    set: GradeSet,
}

/// The sets that need no declaration, the usual one first. A new usual set is added here.
const KNOWN: [GradeSet; 10] = [
    GradeSet::USUAL,
    GradeSet(&["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu", "Kém"]),
    GradeSet(&["Xuất sắc", "Giỏi", "Khá", "Trung bình", "Yếu"]),
    GradeSet(&["Rất tốt", "Tốt", "Khá", "Trung bình", "Yếu"]),
    GradeSet(&["Rất tốt", "Tốt", "Khá", "Trung bình", "Kém"]),
    GradeSet(&["Rất tốt", "Tốt", "Khá", "Trung bình", "Yếu", "Kém"]),
    GradeSet(&[
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Không hoàn thành nhiệm vụ",
    ]),
    GradeSet(&["A", "B", "C", "D", "E"]),
    GradeSet(&["Cao", "Trung bình cao", "Trung bình thấp", "Thấp"]),
    GradeSet(&["Đạt", "Không đạt"]),
];

/// Words before a grade that say nothing: `Loại A`, `Nhóm A`, `Xếp loại Tốt`.
const LEADING: [&str; 6] = ["xếp loại ", "loại ", "nhóm xếp loại ", "nhóm loại ", "nhóm ", "mức "];

/// Usual abbreviations of grades.
const SHORT: [(&str, &str); 10] = [
    ("xs", "Xuất sắc"),
    ("tb", "Trung bình"),
    ("htxsnv", "Hoàn thành xuất sắc nhiệm vụ"),
    ("httnv", "Hoàn thành tốt nhiệm vụ"),
    ("htnv", "Hoàn thành nhiệm vụ"),
    ("khtnv", "Không hoàn thành nhiệm vụ"),
    ("hoàn thành xuất sắc", "Hoàn thành xuất sắc nhiệm vụ"),
    ("hoàn thành tốt", "Hoàn thành tốt nhiệm vụ"),
    ("hoàn thành", "Hoàn thành nhiệm vụ"),
    ("không hoàn thành", "Không hoàn thành nhiệm vụ"),
];

impl Default for GradeSet {
    fn default() -> Self {
        Self::USUAL
    }
}

impl GradeSet {
    /// Xuất sắc, Tốt, Khá, Trung bình, Yếu.
    pub const USUAL: Self = Self(&["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]);

    /// Separates the names of a stored set. No name contains it.
    const BETWEEN: &str = "|";

    /// The most grades of a set.
    pub const MOST: usize = 20;

    /// The sets that need no declaration, the usual one first.
    #[must_use]
    pub const fn known() -> &'static [Self] {
        &KNOWN
    }

    /// A set of these names, best first; the first known set that has all of them in this order.
    /// None if there are no names, more than [`Self::MOST`], or
    /// two that read alike.
    #[must_use]
    pub fn new(names: &[String]) -> Option<Self> {
        static SETS: Mutex<Vec<&'static [&'static str]>> = Mutex::new(Vec::new());
        let names: Vec<String> =
            names.iter().map(|name| clean(name).replace(Self::BETWEEN, "/")).collect();
        let is_repeated = |index: usize| {
            names[..index].iter().any(|other| match_key(other) == match_key(&names[index]))
        };
        let is_flawed = |index: usize| names[index].is_empty() || is_repeated(index);
        if names.is_empty() || names.len() > Self::MOST || (0..names.len()).any(is_flawed) {
            return None;
        }

        if let Some(known) = KNOWN.into_iter().find(|set| set.0 == names) {
            return Some(known);
        }
        let mut sets = SETS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets.iter().find(|set| **set == names) {
            return Some(Self(set));
        }
        let names: Vec<&'static str> = names.iter().map(|name| interned(name)).collect();
        let set: &'static [&'static str] = names.leak();
        sets.push(set);
        Some(Self(set))
    }

    /// The names, best first.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        self.0
    }

    /// The grades, best first.
    #[must_use = "an iterator does nothing by itself"]
    pub fn grades(self) -> impl DoubleEndedIterator<Item = Grade> {
        (0..self.0.len()).filter_map(move |place| self.at(place))
    }

    /// Reads a printed grade, whatever its case, spacing and Unicode form. It may follow a word such
    /// as `loại`, have a number before it and its bounds in brackets behind it, and may be abbreviated:
    /// `I. Nhóm tốt (từ 80 điểm)`. None when the text is not a grade of the set.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<Grade> {
        self.parse_name(text).or_else(|| {
            let name = text.split('(').next().unwrap_or_default();
            // How many units have it: `Loại tốt: 02 đơn vị`
            let counted = name
                .split_once(':')
                .filter(|(_, count)| count.trim_start().starts_with(|c: char| c.is_ascii_digit()));
            let name = counted.map_or(name, |(name, _)| name);
            let is_number = |c: char| c.is_ascii_digit() || "IVX".contains(c);
            let numbered = name.trim_start_matches(is_number).strip_prefix(['.', '/', ')']);
            let name = numbered.unwrap_or(name);
            self.parse_name(name.trim_end().trim_end_matches(':'))
        })
    }

    fn parse_name(self, text: &str) -> Option<Grade> {
        let key = match_key(text);
        let find = |key: &str| self.0.iter().position(|name| match_key(name) == key);
        let rest = LEADING.iter().find_map(|word| key.strip_prefix(word));
        let short = |key: &str| {
            let name = SHORT.iter().find(|(short, _)| *short == key).map(|(_, name)| *name)?;
            find(&match_key(name))
        };
        let bare = rest.unwrap_or(&key);
        find(&key).or_else(|| find(bare)).or_else(|| short(bare)).and_then(|place| self.at(place))
    }

    fn at(self, place: usize) -> Option<Grade> {
        let place = u8::try_from(place).ok()?;
        (usize::from(place) < self.0.len()).then_some(Grade { place, set: self })
    }

    /// The names as the database stores them.
    #[must_use]
    pub fn key(self) -> String {
        self.0.join(Self::BETWEEN)
    }

    /// Reads what [`Self::key`] wrote.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if let Some(known) = KNOWN.into_iter().find(|set| set.0.iter().copied().eq(key.split('|')))
        {
            return Some(known);
        }
        Self::new(&key.split(Self::BETWEEN).map(str::to_owned).collect::<Vec<_>>())
    }
}

impl Grade {
    /// Xuất sắc.
    pub const EXCELLENT: Self = Self { place: 0, set: GradeSet::USUAL };
    /// Tốt.
    pub const GOOD: Self = Self { place: 1, set: GradeSet::USUAL };
    /// Khá.
    pub const FAIR: Self = Self { place: 2, set: GradeSet::USUAL };
    /// Trung bình.
    pub const AVERAGE: Self = Self { place: 3, set: GradeSet::USUAL };
    /// Yếu.
    pub const WEAK: Self = Self { place: 4, set: GradeSet::USUAL };

    /// The name that documents print.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.set.0.get(usize::from(self.place)).copied().unwrap_or_default()
    }

    /// The place in its set, from 0 for the best grade.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.place)
    }

    /// The set that it belongs to.
    #[must_use]
    pub const fn set(self) -> GradeSet {
        self.set
    }

    /// The grade as rows of the database carry it: its name, followed by those of its set.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}{}{}", self.name(), GradeSet::BETWEEN, self.set.key())
    }

    /// Reads what [`Self::key`] wrote. A name alone is a grade of the first known set that has it.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let Some((name, set)) = key.split_once(GradeSet::BETWEEN) else {
            return KNOWN.into_iter().find_map(|set| set.exact(key));
        };
        GradeSet::from_key(set)?.exact(name)
    }
}

impl GradeSet {
    fn exact(self, name: &str) -> Option<Grade> {
        self.at(self.0.iter().position(|other| *other == name)?)
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_grade_is_read_in_its_set() {
        let usual = |text| GradeSet::USUAL.parse(text);
        assert_eq!(usual("XUẤT SẮC"), Some(Grade::EXCELLENT));
        assert_eq!(usual("Loại  tốt"), Some(Grade::GOOD));
        assert_eq!(usual("TB"), Some(Grade::AVERAGE));
        assert_eq!(usual("II. Nhóm tốt (từ 80 đến dưới 90 điểm)"), Some(Grade::GOOD));
        assert_eq!(usual("1. Xuất sắc:"), Some(Grade::EXCELLENT));
        assert_eq!(usual("(Tốt)"), None);
        assert_eq!(usual("A"), None);

        let set = GradeSet::new(&["Đạt", "Gần đạt"].map(str::to_owned)).expect("a set");
        let [first, second] = ["đạt", "loại gần đạt"].map(|text| set.parse(text));
        assert!(first.is_some() && first < second);
        assert_eq!(second.and_then(|grade| Grade::from_key(&grade.key())), second);
        assert_eq!(Grade::from_key(&Grade::FAIR.key()), Some(Grade::FAIR));
        assert_eq!(Grade::from_key("Khá"), Some(Grade::FAIR));
    }

    #[test]
    fn a_set_has_names_that_differ() {
        for names in [&[][..], &["A", "a"], &["A", ""]] {
            let names: Vec<_> = names.iter().map(ToString::to_string).collect();
            assert_eq!(GradeSet::new(&names), None, "{names:?}");
        }
        assert_eq!(GradeSet::new(&vec!["A".to_owned(); 21]), None);
    }
}
