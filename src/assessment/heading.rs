//! What the words above a column mean. A new way to write a heading is added here and nowhere else.

use crate::model::{
    DeclaredHeading, Heading, NamedIndex, Points, ScoreKind, Year, clean, match_key, named_index,
};
use crate::source::{RawCell, RawRow, go_on};

use super::row::{is_data, is_figure, numbers_columns, running_number};

/// What a heading says when it contains one of these words; the first line that fits decides, so
/// that `Điểm tự chấm của đơn vị` is a score and not a unit.
const WORDS: &[(Heading, &[&str])] = &[
    (Heading::Score(ScoreKind::SelfScore), &["tự chấm", "tự đánh giá"]),
    (Heading::Score(ScoreKind::Appraised), &["thẩm định", "thẩm tra"]),
    (Heading::Score(ScoreKind::Survey), &["xhh", "xã hội học", "khảo sát"]),
    (Heading::Grade, &["phân loại", "xếp loại"]),
    (Heading::Rank, &["hạng", "vị thứ", "xếp thứ"]),
    (Heading::Remark, &["ghi chú", "chú thích"]),
    (
        Heading::Unit,
        &[
            "đơn vị",
            "cơ quan",
            "địa phương",
            "sở, ban",
            "sở, ngành",
            "huyện",
            "xã, phường",
            "xã, thị trấn",
            "tên xã",
            "tên phường",
            "tên sở",
        ],
    ),
];

/// What a heading says when it begins with one of these words.
const FIRST_WORDS: &[(Heading, &[&str])] =
    &[(Heading::Total, &["tổng", "cộng", "điểm tổng", "điểm đánh giá", "chỉ số", "điểm chỉ số"])];

/// What a heading says when it is one of these.
const WHOLE: &[(Heading, &[&str])] =
    &[(Heading::Sequence, &["stt", "tt", "số tt", "số thứ tự"]), (Heading::Grade, &["loại"])];

/// Words of headings that compare one score with another or one year with another.
const OTHERWISE: [&str; 4] = ["chênh lệch", "so với", "tăng", "giảm"];

/// Longer texts are prose.
const MOST_LETTERS: usize = 80;

/// Headings as a person would write them, to name the one nearest to an unknown one.
const EXAMPLES: &[(&str, Heading)] = &[
    ("STT", Heading::Sequence),
    ("Tên đơn vị", Heading::Unit),
    ("Tự chấm", Heading::Score(ScoreKind::SelfScore)),
    ("Điểm tự chấm", Heading::Score(ScoreKind::SelfScore)),
    ("Thẩm định", Heading::Score(ScoreKind::Appraised)),
    ("Điểm thẩm định", Heading::Score(ScoreKind::Appraised)),
    ("ĐT XHH", Heading::Score(ScoreKind::Survey)),
    ("Điều tra xã hội học", Heading::Score(ScoreKind::Survey)),
    ("Tổng cộng", Heading::Total),
    ("Tổng điểm", Heading::Total),
    ("Xếp hạng", Heading::Rank),
    ("Phân loại", Heading::Grade),
    ("Xếp loại", Heading::Grade),
    ("Ghi chú", Heading::Remark),
];

/// The known heading that is most like a text, with what its column holds.
/// None where it is not much like any.
#[must_use]
pub fn nearest_heading(text: &str) -> Option<(&'static str, Heading)> {
    let key = match_key(&Title::read(text).name);
    let alike = |(example, heading): &(&'static str, Heading)| {
        (strsim::jaro_winkler(&match_key(example), &key), *example, *heading)
    };
    let nearest = EXAMPLES.iter().map(alike).max_by(|a, b| a.0.total_cmp(&b.0));
    nearest.filter(|(alike, ..)| *alike > 0.9).map(|(_, example, heading)| (example, heading))
}

/// The words that headings are known by: those above, and those that a person declares.
pub(super) struct Words {
    declared: Vec<(String, Heading)>,
}

impl Words {
    /// The first of several declarations of one heading counts.
    pub(super) fn new<'a>(declared: impl IntoIterator<Item = &'a DeclaredHeading>) -> Self {
        let declared = declared
            .into_iter()
            .map(|heading| (match_key(&Title::read(&heading.printed).name), heading.means));
        Self { declared: declared.collect() }
    }

    /// What a heading says of its column, where it is a known one.
    pub(super) fn heading(&self, title: &Title) -> Option<Heading> {
        let known = || {
            let key = match_key(&title.name);
            self.declared.iter().find(|(printed, _)| *printed == key).map(|(_, heading)| *heading)
        };
        if self.declared.is_empty() { title.heading() } else { known().or_else(|| title.heading()) }
    }
}

impl Words {
    /// The number of rows that hold headings: up to the last row with a known one above the first
    /// figures.
    pub(super) fn header_rows(&self, rows: &[RawRow]) -> usize {
        let ends = |row: &RawRow| is_data(row) || numbers_columns(row);
        let first_figures = rows.iter().position(ends).unwrap_or(rows.len());
        // The name of a group may have a word in it that heads the units.
        let known = |row: &RawRow| {
            let known: Vec<_> = row.cells.iter().filter_map(|cell| self.of(&cell.text)).collect();
            known.len() > 1 || known.first().is_some_and(|heading| *heading != Heading::Unit)
        };
        rows[..first_figures].iter().rposition(known).map_or(0, |row| row + 1)
    }

    pub(super) fn has_headings(&self, header: &[RawRow]) -> bool {
        let known: Vec<_> = header
            .iter()
            .flat_map(|row| &row.cells)
            .filter_map(|cell| self.of(&cell.text))
            .collect();
        known.contains(&Heading::Unit)
            && known.iter().any(|heading| matches!(heading, Heading::Score(_) | Heading::Total))
    }

    fn of(&self, text: &str) -> Option<Heading> {
        self.heading(&Title::read(text))
    }

    /// Whether a piece looks as if it belonged to a result: figures in a row, running numbers down
    /// the rows, or the headings of a table. Behind a table one numbered row is enough.
    pub(super) fn looks_like_results(&self, rows: &[RawRow], is_behind: bool) -> bool {
        let figures =
            rows.iter().any(|row| row.cells.iter().filter(|cell| is_figure(cell)).count() > 2);
        let is_number = |cell: &RawCell| running_number(&cell.text).is_some();
        let is_numbered =
            |row: &&RawRow| row.cells.len() > 1 && row.cells.first().is_some_and(is_number);
        let numbered = rows.iter().filter(is_numbered).count();
        let known = |row: &RawRow, heads: fn(Heading) -> bool| {
            row.cells.iter().any(|cell| self.of(&cell.text).is_some_and(heads))
        };
        let headed = rows.iter().any(|row| {
            known(row, |heading| heading == Heading::Sequence)
                || (row.cells.len() > 2
                    && known(row, |heading| matches!(heading, Heading::Unit | Heading::Score(_))))
        });
        figures || numbered > usize::from(!is_behind) || headed
    }

    pub(super) fn heads_scores(&self, row: &RawRow) -> bool {
        row.cells.iter().any(|cell| matches!(self.of(&cell.text), Some(Heading::Score(_))))
    }
}

/// A heading without its maximum, and the maximum: `Tự chấm (13,50)` is `Tự chấm` with 13.50
/// points.
pub(super) struct Title {
    pub(super) name: String,
    pub(super) maximum: Option<Points>,
}

impl Title {
    /// Reads a heading such as `Cải cách thể chế (Tối đa 11,00 điểm)`.
    pub(super) fn read(text: &str) -> Self {
        go_on();
        let text = clean(text);
        let parsed = text.strip_suffix(')').and_then(|open| open.rsplit_once('(')).and_then(
            |(name, inside)| {
                let inside = inside.to_lowercase();
                let inside =
                    inside.trim().trim_start_matches("tối đa").trim_start_matches([' ', ':']);
                let number = inside.trim_end_matches('đ').trim_end_matches("điểm").trim();
                Points::parse(number).ok().map(|printed| (name.trim().to_owned(), printed.points))
            },
        );
        match parsed {
            Some((name, maximum)) => Self { name, maximum: Some(maximum) },
            None => Self { name: text, maximum: None },
        }
    }

    /// The heading without the year that it names, and the year: `Tổng điểm năm 2021` is a total of
    /// 2021.
    pub(super) fn dated(&self) -> Option<(Self, Year)> {
        let words: Vec<&str> = self.name.split(' ').collect();
        let at =
            words.windows(2).position(|pair| match_key(pair[0]) == "năm" && pair[1].len() == 4)?;
        let year = words[at + 1].parse().ok()?;
        let name = [&words[..at], &words[at + 2..]].concat().join(" ");
        Some((Self { name, maximum: self.maximum }, year))
    }

    /// What the heading says of its column, where it is a known one. A year alone heads that year's
    /// totals.
    fn heading(&self) -> Option<Heading> {
        // Most cells are figures.
        if self.name.starts_with(|c: char| c.is_ascii_digit())
            && !self.name.contains(char::is_alphabetic)
        {
            return None;
        }
        if let Some((title, _)) = self.dated() {
            let key = match_key(&title.name);
            let is_total = ["", "điểm", "số điểm", "kết quả"].contains(&key.as_str());
            return if is_total { Some(Heading::Total) } else { title.heading() };
        }
        let key = match_key(&self.name);
        // How many answered a survey is no score, and how a unit grades and ranks itself is no
        // grade or rank.
        let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
        let is_itself = || key.replace("thứ tự", "").split(' ').any(|word| word == "tự");
        let is_of_unit = has(&["xếp loại", "phân loại", "xếp hạng"])
            && (has(&["đơn vị đề nghị", "đơn vị đề xuất"]) || is_itself());
        let counts_people =
            has(&["số phiếu", "số người", "số lượt"]) || (has(&["phiếu"]) && !has(&["điểm"]));
        if counts_people || is_of_unit {
            return Some(Heading::Remark);
        }
        if is_bonus_or_penalty(&key) {
            return None;
        }
        let parts = WORDS[..3]
            .iter()
            .filter(|(_, words)| words.iter().any(|word| key.contains(word)))
            .count();
        if parts > 1 {
            // `Tổng điểm thẩm định và điều tra XHH` is the total; a difference of two scores is
            // neither of them.
            return key.starts_with("tổng").then_some(Heading::Total);
        }
        if key.chars().count() > MOST_LETTERS || OTHERWISE.iter().any(|word| key.contains(word)) {
            return None;
        }
        // A heading over both, such as `Xếp hạng, phân loại`, belongs to neither column.
        if key.contains("hạng") && (key.contains("phân loại") || key.contains("xếp loại"))
        {
            return None;
        }
        let find = |headings: &[(Heading, &[&str])], fits: &dyn Fn(&str) -> bool| {
            headings
                .iter()
                .find(|(_, words)| words.iter().any(|word| fits(word)))
                .map(|(heading, _)| *heading)
        };
        // `Chỉ số hài lòng` is the total of another index.
        let is_of_other = || matches!(named_index(&self.name), Some(NamedIndex::Other(_)));
        find(WHOLE, &|word| key == word)
            .or_else(|| find(WORDS, &|word| key.contains(word)))
            .or_else(|| find(FIRST_WORDS, &|word| key.starts_with(word)).filter(|_| !is_of_other()))
    }

    /// Whether the heading stands over points that are added to or taken from the total.
    pub(super) fn is_bonus_or_penalty(&self) -> bool {
        is_bonus_or_penalty(&match_key(&self.name))
    }
}

/// The same of the key of a heading.
fn is_bonus_or_penalty(key: &str) -> bool {
    const PHRASES: [&str; 8] = [
        "điểm thưởng",
        "thưởng điểm",
        "điểm cộng",
        "điểm trừ",
        "trừ điểm",
        "bị trừ",
        "điểm phạt",
        "phạt điểm",
    ];
    if let Some(rest) = key.strip_prefix("tổng ") {
        // `Tổng điểm sau khi trừ điểm phạt` is a total, and `Tổng điểm thưởng` is one of bonus
        // points.
        let rest = rest.trim_start_matches("số ").trim_start_matches("các ");
        return PHRASES.iter().any(|phrase| rest.starts_with(phrase));
    }
    PHRASES.iter().any(|phrase| key.contains(phrase)) || ["thưởng", "trừ", "phạt"].contains(&key)
}

/// The number before a criterion's name, such as `1.2` of `1.2. Kế hoạch` and `II` of
/// `II. Cải cách thể chế`, and the name without it.
pub(super) fn numbered(name: &str) -> Option<(&str, &str)> {
    let (first, rest) = name.split_once(' ')?;
    let number = first.trim_end_matches(['.', ')']);
    let is_marked = number.len() < first.len() || number.contains('.');
    let is_arabic = number
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_roman = !number.is_empty() && number.chars().all(|c| "IVX".contains(c));
    (is_marked && (is_arabic || is_roman)).then_some((number, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_maximum_and_leaves_the_name() {
        let read = |text| {
            let title = Title::read(text);
            (title.name, title.maximum.map(|points| points.to_string()))
        };
        let some = |name: &str, maximum: &str| (name.to_owned(), Some(maximum.to_owned()));
        assert_eq!(
            read("Cải cách thủ tục hành chính (TTHC) (Tối đa 20,50 điểm)"),
            some("Cải cách thủ tục hành chính (TTHC)", "20.50")
        );
        assert_eq!(read("Tự chấm (13,50)"), some("Tự chấm", "13.50"));
        assert_eq!(read("Tổng cộng (100)"), some("Tổng cộng", "100.00"));
        assert_eq!(read("Thể chế\n(tối đa: 11.0 đ)"), some("Thể chế", "11.00"));
        assert_eq!(read("Cải cách TTHC (TTHC)"), ("Cải cách TTHC (TTHC)".to_owned(), None));
    }

    #[test]
    fn numbers_before_names() {
        assert_eq!(numbered("1.2. Kế hoạch"), Some(("1.2", "Kế hoạch")));
        assert_eq!(numbered("1.2 Kế hoạch"), Some(("1.2", "Kế hoạch")));
        assert_eq!(numbered("II. Cải cách thể chế"), Some(("II", "Cải cách thể chế")));
        assert_eq!(numbered("3) Cải cách"), Some(("3", "Cải cách")));
        for plain in ["Cải cách thể chế", "4 nội dung", "V", "Xây dựng"] {
            assert_eq!(numbered(plain), None, "{plain}");
        }
    }

    #[test]
    fn the_nearest_known_heading() {
        assert_eq!(
            nearest_heading("Điểm thẩm đinh (13,5)"),
            Some(("Điểm thẩm định", Heading::Score(ScoreKind::Appraised)))
        );
        assert_eq!(nearest_heading("Xép hạng"), Some(("Xếp hạng", Heading::Rank)));
        assert_eq!(nearest_heading("Tiêu chí 1"), None);
    }

    #[test]
    fn knows_the_common_forms() {
        let heading = |text| Title::read(text).heading();
        assert_eq!(heading("TÊN ĐƠN VỊ"), Some(Heading::Unit));
        assert_eq!(heading("ĐT\u{a0}XHH (2,00)"), Some(Heading::Score(ScoreKind::Survey)));
        assert_eq!(heading("Điều tra xã hội học"), Some(Heading::Score(ScoreKind::Survey)));
        assert_eq!(heading("Vị thứ"), Some(Heading::Rank));
        for (text, expected) in [
            ("Điểm tự chấm của đơn vị", Heading::Score(ScoreKind::SelfScore)),
            ("Điểm Hội đồng thẩm định", Heading::Score(ScoreKind::Appraised)),
            ("Điểm khảo sát XHH", Heading::Score(ScoreKind::Survey)),
            ("Tổng điểm đạt được", Heading::Total),
            ("Chỉ số CCHC", Heading::Total),
            ("Các sở, ban, ngành", Heading::Unit),
            ("Đơn vị/địa phương", Heading::Unit),
            ("UBND các huyện, thành phố", Heading::Unit),
            ("Tổng điểm thẩm định và điều tra XHH", Heading::Total),
            ("Ghi chú", Heading::Remark),
        ] {
            assert_eq!(heading(text), Some(expected), "{text}");
        }
        assert_eq!(heading("Điểm tổng năm 2021"), Some(Heading::Total));
        assert_eq!(heading("Năm 2021"), Some(Heading::Total));
        assert_eq!(heading("Điểm năm 2021"), Some(Heading::Total));
        assert_eq!(heading("Hạng năm 2021"), Some(Heading::Rank));
        assert_eq!(
            Title::read("Tổng điểm năm 2021 (100)").dated().map(|(_, year)| year.number()),
            Some(2021)
        );
        assert_eq!(heading("Xếp hạng, phân loại"), None);
        assert_eq!(heading("Cải cách thể chế"), None);
        assert_eq!(heading("Chênh lệch so với tự chấm"), None);
        assert_eq!(heading("Tự chấm trừ thẩm định"), None);
        for text in [
            "Số phiếu khảo sát",
            "Phiếu hợp lệ khảo sát",
            "Khảo sát (phiếu)",
            "Số người được khảo sát XHH",
        ]
        .into_iter()
        .chain(["Xếp hạng tự chấm", "Mức đơn vị đề nghị xếp loại", "Tự phân loại"])
        {
            assert_eq!(heading(text), Some(Heading::Remark), "{text}");
        }
        assert_eq!(heading("Thứ tự xếp hạng"), Some(Heading::Rank));
        assert_eq!(heading("Tổng điểm (sau khi trừ điểm phạt)"), Some(Heading::Total));
        assert_eq!(heading("Tự xếp loại"), Some(Heading::Remark));
        for text in [
            "Tổng điểm thưởng",
            "Tổng số điểm trừ",
            "Điểm thưởng",
            "Điểm trừ",
            "Bị trừ",
            "Chỉ số hài lòng (%)",
            "Chỉ số SIPAS",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
