//! The meaning of column headings. A new spelling of a heading is added here and nowhere else.

use crate::model::{
    DecimalMark, FurtherKind, GradeSet, Heading, Index, Points, ScoreKind, TitledIndex, Year,
    clean, match_key, named_index,
};
use crate::registry::{BlockEntry, Registry};
use crate::source::{RawCell, RawDocument, RawRow, stop_if_abandoned};

use super::decimal_mark::{decimal_mark, maximum};
use super::form_unit::FormFacts;
use super::options::Options;
use super::part_of_year::part_of_year;
use super::row::{
    is_data, is_figure, is_merged, is_merged_behind_number, numbers_columns, running_number,
};

/// The meaning of a heading that contains one of these words. The first entry that matches decides,
/// so `Điểm tự chấm của đơn vị` is a score, not a unit.
const WORDS: &[(Heading, &[&str])] = &[
    (Heading::Score(ScoreKind::SelfScore), &["tự chấm", "tự đánh giá"]),
    (Heading::Score(ScoreKind::Appraised), &["thẩm định", "thẩm tra"]),
    (Heading::Score(ScoreKind::Survey), &["xhh", "đtxhh", "xã hội học", "khảo sát"]),
    (Heading::Further(FurtherKind::Satisfaction), &["hài lòng"]),
    (Heading::Grade, &["phân loại", "xếp loại"]),
    (Heading::Rank, &["hạng", "vị thứ", "xếp thứ"]),
    (Heading::Evidence, &["kiểm chứng", "minh chứng", "hồ sơ chứng minh", "văn bản chứng minh"]),
    (
        Heading::Remark,
        &["ghi chú", "chú thích", "mã đơn vị", "thủ trưởng", "người đứng đầu", "lãnh đạo đơn vị"],
    ),
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
            "tên bộ",
            "tên tỉnh",
        ],
    ),
];

/// The meaning of a heading that begins with one of these words.
const FIRST_WORDS: &[(Heading, &[&str])] = &[
    (
        Heading::Score(ScoreKind::Appraised),
        &[
            "điểm kiểm tra",
            "điểm phúc tra",
            "phúc tra",
            "điểm phúc khảo",
            "phúc khảo",
            "điểm hội đồng",
            "điểm thống nhất",
            "điểm chấm lại",
            "điểm công nhận",
            "điểm được công nhận",
            "điểm sở nội vụ",
        ],
    ),
    // The marks of single members, of which the mean counts.
    (Heading::Remark, &["thành viên", "giám khảo", "ủy viên"]),
    (
        Heading::Total,
        &[
            "tổng",
            "cộng",
            "điểm tổng",
            "điểm đánh giá",
            "chỉ số",
            "điểm chỉ số",
            "điểm đạt được",
            "điểm thực tế",
            "điểm chấm thực tế",
        ],
    ),
];

/// The meaning of a heading that equals one of these words.
const EXACT: &[(Heading, &[&str])] = &[
    (Heading::Sequence, &["stt", "tt", "số tt", "số thứ tự"]),
    (Heading::Grade, &["loại"]),
    (
        Heading::Maximum,
        &[
            "điểm tối đa",
            "tổng điểm tối đa",
            "tối đa",
            "điểm chuẩn",
            "tổng điểm chuẩn",
            "thang điểm",
            "thang điểm chuẩn",
            "thang điểm tối đa",
            "số điểm tối đa",
            "mức điểm tối đa",
            "điểm chuẩn tối đa",
            "điểm tối đa theo quy định",
            "điểm tối đa lĩnh vực",
            "điểm tối đa của lĩnh vực",
            "điểm tối đa tiêu chí",
            "điểm tối đa của tiêu chí",
            "điểm tối đa tiêu chí thành phần",
            "điểm tối đa của tiêu chí thành phần",
            "điểm tối đa nội dung",
            "điểm tối đa nhóm tiêu chí",
            "điểm quy định",
            "điểm theo quy định",
            "mức điểm",
            "khung điểm",
        ],
    ),
    (
        Heading::Total,
        &[
            "điểm",
            "điểm đạt",
            "điểm số",
            "số điểm",
            "số điểm đạt được",
            "điểm trung bình",
            "%",
            "(%)",
            "tỷ lệ",
            "tỷ lệ (%)",
            "tỷ lệ %",
            "tỷ lệ đạt",
            "tỷ lệ đạt (%)",
            "tỷ lệ đạt được",
            "tỷ lệ % đạt được",
            "tỷ lệ đạt được (%)",
            "cả năm",
            "điểm cả năm",
            "kết quả cả năm",
            "điểm lĩnh vực",
            "điểm của lĩnh vực",
            "kết quả (điểm)",
            "kết quả điểm",
            "kết quả chỉ số",
            "kết quả cchc",
            "kết quả chỉ số cchc",
            "kết quả chỉ số cải cách hành chính",
            "điểm cchc",
            "điểm sau điều chỉnh",
            "điểm sau khi điều chỉnh",
            "điểm cuối cùng",
            "điểm chính thức",
            "điểm công bố",
            "par index",
            "điểm par index",
        ],
    ),
    (
        Heading::Group,
        &[
            "nhóm",
            "khối",
            "cụm",
            "nhóm đơn vị",
            "khối đơn vị",
            "nhóm xếp hạng",
            "khối thi đua",
            "cụm thi đua",
            "cụm, khối",
            "khối, cụm",
        ],
    ),
    (Heading::Rank, &["thứ bậc", "vị trí", "thứ tự", "xh"]),
    (Heading::Score(ScoreKind::SelfScore), &["tc", "đtc", "điểm tc"]),
    (
        Heading::Score(ScoreKind::Appraised),
        &["tđ", "tđ1", "tđ2", "điểm tđ", "hội đồng", "hội đồng chấm", "hội đồng đánh giá"],
    ),
    (Heading::Score(ScoreKind::Survey), &["điểm sipas"]),
    (Heading::Grade, &["mức"]),
    (
        Heading::Evidence,
        &["giải trình", "nội dung giải trình", "tài liệu", "tài liệu, giải trình", "văn bản"],
    ),
    (
        Heading::Unit,
        &[
            "tên",
            "tỉnh",
            "tỉnh, thành phố",
            "tỉnh/thành phố",
            "bộ",
            "bộ, ngành",
            "cục, vụ",
            "sở",
            "phòng, ban",
            "quận",
            "thị xã",
            "xã",
            "cấp xã",
            "phường",
            "ubnd",
            "địa bàn",
            "tên trường",
            "trường",
            "tên khoa",
            "khoa, phòng",
            "khoa/phòng",
            "phòng, khoa",
            "phòng, ban, khoa",
            "bệnh viện",
            "tên bệnh viện",
            "trung tâm",
        ],
    ),
];

/// Words of headings that compare two scores or two years.
const COMPARISONS: [&str; 4] = ["chênh lệch", "so với", "tăng", "giảm"];

/// The first words of headings over differences.
const DIFFERENCES: [&str; 9] = [
    "chênh lệch",
    "tăng",
    "giảm",
    "so với",
    "so sánh với",
    "mức tăng",
    "+/",
    "thay đổi",
    "biến động",
];

/// The most letters of a heading. Longer texts are prose.
const MOST_LETTERS: usize = 80;

/// Usual spellings of headings, from which the nearest one to an unknown heading is suggested.
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

/// The usual heading that is most similar to a text, with its meaning. None if no heading is
/// similar enough.
#[must_use]
pub fn nearest_heading(text: &str) -> Option<(&'static str, Heading)> {
    let key = match_key(&Title::read(text).name);
    let compared = |(example, heading): &(&'static str, Heading)| {
        (strsim::jaro_winkler(&match_key(example), &key), *example, *heading)
    };
    let nearest = EXAMPLES.iter().map(compared).max_by(|a, b| a.0.total_cmp(&b.0));
    nearest
        .filter(|(similarity, ..)| *similarity > 0.9)
        .map(|(_, example, heading)| (example, heading))
}

/// The known headings: the words above, and the headings that a registry or the options declare.
#[derive(Default)]
pub(super) struct Words {
    declared: Vec<(String, Heading)>,
    /// The declared blocks.
    pub(super) blocks: Vec<BlockEntry>,
    /// The declared indices.
    pub(super) indices: Vec<TitledIndex>,
    /// The index that the document is said to be of.
    index: Option<Index>,
    /// The mark before decimals. None if the document does not show it.
    pub(super) mark: Option<DecimalMark>,
    /// What is known of the forms of the document.
    pub(super) form: FormFacts,
}

impl Words {
    /// Collects the declared headings, blocks and indices, and finds the decimal mark of a
    /// document's tables. If a heading is declared more than once,
    /// the first declaration counts; one in the options comes first.
    pub(super) fn new(options: &Options, known: &Registry, raw: &RawDocument) -> Self {
        let declared = options
            .headings
            .iter()
            .chain(&known.headings)
            .map(|heading| (match_key(&Title::read(&heading.printed).name), heading.means));
        Self {
            declared: declared.collect(),
            blocks: known.blocks.clone(),
            indices: known.indices.clone(),
            index: options.index,
            mark: decimal_mark(&raw.tables),
            form: FormFacts::new((options.unit.as_ref(), options.stage), known, raw),
        }
    }

    /// Splits a heading into its name and its maximum.
    pub(super) fn title(&self, text: &str) -> Title {
        Title::with_mark(text, self.mark)
    }

    /// The meaning of a heading. None if it is unknown.
    pub(super) fn heading(&self, title: &Title) -> Option<Heading> {
        self.declared(title).or_else(|| title.heading(self))
    }

    /// The meaning that the options or the registry declare for a heading.
    pub(super) fn declared(&self, title: &Title) -> Option<Heading> {
        if self.declared.is_empty() {
            return None;
        }
        let key = match_key(&title.name);
        self.declared.iter().find(|(printed, _)| *printed == key).map(|(_, heading)| *heading)
    }

    /// The meaning of the lowest heading of a column. None if it is unknown, or if the column has none.
    pub(super) fn lowest_heading(&self, heads: &[RawRow], index: usize) -> Option<Heading> {
        let heads = heads.iter().rev().filter(|row| !numbers_columns(row));
        let mut cells = heads.filter_map(|row| row.cells.get(index));
        let lowest = cells.find(|cell| !clean(&cell.text).is_empty())?;
        self.heading(&self.title(&lowest.text))
    }

    /// A heading of a unit without the score behind it, and that score: `Sở Tư pháp (TC)`, `Sở Tư pháp -
    /// Tự chấm`, or the score on a line of its own. All of it if it names no score.
    pub(super) fn unit_and_score(&self, text: &str) -> (String, Option<ScoreKind>) {
        let text = text.trim();
        let bracketed = text.strip_suffix(')').and_then(|open| open.rsplit_once('('));
        let separated =
            [" - ", " – ", ": ", "\n"].into_iter().filter_map(|mark| text.rsplit_once(mark));
        let mut parts = bracketed.into_iter().chain(separated);
        let scored = parts.find_map(|(name, score)| match self.of(score.trim()) {
            Some(Heading::Score(kind)) => Some((clean(name), Some(kind))),
            _ => None,
        });
        scored.unwrap_or_else(|| (clean(text), None))
    }

    /// Whether the document is said to be of the index of satisfaction.
    pub(super) fn is_of_satisfaction(&self) -> bool {
        self.index.is_some_and(|index| index == Index::SATISFACTION)
    }

    /// Whether a document may be of an index: the administration reform index, the one that the
    /// options name, or a declared one.
    pub(super) fn admits(&self, index: Index) -> bool {
        let declared = self.indices.iter().any(|titled| titled.index == index);
        self.index.map_or(index.is_cchc() || declared, |requested| requested == index)
    }
}

impl Words {
    /// The number of header rows: all rows up to the last one with known headings above the first
    /// figures.
    pub(super) fn header_rows(&self, rows: &[RawRow]) -> usize {
        // Numbers of the columns may stand between the rows of headings.
        let first_figures = rows.iter().position(is_data).unwrap_or(rows.len());
        let is_header = |row: &RawRow| {
            // The name of a group of units may contain a word that also heads the column of units.
            if is_merged(row) || is_merged_behind_number(row) || names_a_grade(row) {
                return false;
            }
            let known: Vec<_> = row.cells.iter().filter_map(|cell| self.of(&cell.text)).collect();
            // The criteria of areas with their maxima: `1.1 Kế hoạch (10) | 1.2 Báo cáo (5)`.
            let titles = row.cells.iter().map(|cell| self.title(&cell.text));
            let named = titles.filter(|title| title.maximum.is_some() && !title.name.is_empty());
            known.len() > 1
                || known.first().is_some_and(|heading| *heading != Heading::Unit)
                || named.count() > 1
        };

        rows[..first_figures].iter().rposition(is_header).map_or(0, |row| row + 1)
    }

    /// Whether header rows have a column of units and a column of scores, totals or an area.
    pub(super) fn has_headings(&self, header: &[RawRow]) -> bool {
        let cells = || header.iter().flat_map(|row| &row.cells);
        let known: Vec<_> = cells().filter_map(|cell| self.of(&cell.text)).collect();
        let is_of_points = |heading: &Heading| {
            matches!(heading, Heading::Score(_) | Heading::Total | Heading::Further(_))
        };
        let names_area = |cell: &RawCell| {
            let title = self.title(&cell.text);
            title.maximum.is_some() && !title.name.is_empty()
        };
        known.contains(&Heading::Unit)
            && (known.iter().any(is_of_points) || cells().any(names_area))
    }

    fn of(&self, text: &str) -> Option<Heading> {
        self.heading(&Title::read(text))
    }

    /// Whether rows look like part of a table of results: several figures in one row, running
    /// numbers in the rows, or headings. After a table (`is_behind`), one numbered row is enough;
    /// otherwise it takes two.
    pub(super) fn looks_like_results(&self, rows: &[RawRow], is_behind: bool) -> bool {
        let figures =
            rows.iter().any(|row| row.cells.iter().filter(|cell| is_figure(cell)).count() > 2);
        let is_number = |cell: &RawCell| running_number(&cell.text).is_some();
        let is_numbered =
            |row: &&RawRow| row.cells.len() > 1 && row.cells.first().is_some_and(is_number);
        let numbered = rows.iter().filter(is_numbered).count();

        let has_heading = |row: &RawRow, heads: fn(Heading) -> bool| {
            row.cells.iter().any(|cell| self.of(&cell.text).is_some_and(heads))
        };
        let headed = rows.iter().any(|row| {
            has_heading(row, |heading| heading == Heading::Sequence)
                || (row.cells.len() > 2
                    && has_heading(row, |heading| {
                        matches!(heading, Heading::Unit | Heading::Score(_))
                    }))
        });
        figures || numbered > usize::from(!is_behind) || headed
    }

    /// Whether a row has a heading of scores.
    pub(super) fn heads_scores(&self, row: &RawRow) -> bool {
        row.cells.iter().any(|cell| matches!(self.of(&cell.text), Some(Heading::Score(_))))
    }
}

/// A heading split into its name and its maximum: `Tự chấm (13,50)` is `Tự chấm` with a maximum of
/// 13.50 points.
#[derive(Clone)]
pub(super) struct Title {
    pub(super) name: String,
    pub(super) maximum: Option<Points>,
    /// Whether the figures below are percent, as in `Chỉ số CCHC (%)`.
    pub(super) percent: bool,
}

impl Title {
    /// Reads a heading of which only the name matters.
    pub(super) fn read(text: &str) -> Self {
        Self::with_mark(text, None)
    }

    /// Reads a heading such as `Cải cách thể chế (Tối đa 11,00 điểm)`. `mark` is the one before
    /// decimals: `(1.000)` is a thousand if it is a comma, or if it is unknown.
    fn with_mark(text: &str, mark: Option<DecimalMark>) -> Self {
        stop_if_abandoned();
        let text = clean(text);
        let parsed = text.strip_suffix(')').and_then(|open| open.rsplit_once('(')).and_then(
            |(name, inside)| {
                let inside = inside.to_lowercase();
                let inside =
                    inside.trim().trim_start_matches("tối đa").trim_start_matches("thang điểm");
                let inside = inside.trim().trim_start_matches("điểm tối đa");
                let inside = inside.trim_start_matches([' ', ':']);
                let number = inside.trim_end_matches('%').trim_end_matches('đ');
                let number = number.trim_end_matches("điểm").trim();
                Some((name.trim().to_owned(), maximum(number, mark)?))
            },
        );
        let percent = text.ends_with("(%)") || text == "%";
        match parsed.or_else(|| maximum_behind(&text, mark)) {
            Some((name, maximum)) => Self { name, maximum: Some(maximum), percent },
            None => Self { name: text, maximum: None, percent },
        }
    }

    /// The heading without the year that it names, and that year: `Tổng điểm năm 2021` is a total
    /// of 2021. None if it names no year.
    pub(super) fn dated(&self) -> Option<(Self, Year)> {
        let words: Vec<&str> = self.name.split(' ').collect();
        let named =
            words.windows(2).position(|pair| match_key(pair[0]) == "năm" && pair[1].len() == 4);
        // `Điểm thẩm định 2024`, `Điểm thẩm định (2024)`
        let last = words.len() - 1;
        let bare = words[last].trim_matches(['(', ')']);
        let is_last = words.len() > 1 && bare.len() == 4 && bare.starts_with("20");
        let (before, at) = match named {
            Some(at) => (at, at + 1),
            None if is_last => (last, last),
            None => return None,
        };
        let year = words[at].trim_matches(['(', ')']).parse().ok()?;
        let name = [&words[..before], &words[at + 1..]].concat().join(" ");
        Some((Self { name, maximum: self.maximum, percent: self.percent }, year))
    }

    /// The meaning of the heading. None if it is unknown. A heading that is just a year heads the
    /// totals of that year.
    fn heading(&self, words: &Words) -> Option<Heading> {
        // Most cells are figures, so this check saves time.
        if self.name.starts_with(|c: char| c.is_ascii_digit())
            && !self.name.contains(char::is_alphabetic)
        {
            return None;
        }
        if let Some((title, _)) = self.dated() {
            let key = match_key(&title.name);
            let is_total = ["", "điểm", "số điểm", "kết quả"].contains(&key.as_str());
            return if is_total { Some(Heading::Total) } else { title.heading(words) };
        }
        let key = match_key(&self.name).replace("tỉ lệ", "tỷ lệ");
        let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
        let counts_people = has(&["số phiếu", "số người", "số lượt", "số mẫu", "số ý kiến"])
            || (has(&["phiếu"]) && !has(&["điểm"]));
        if counts_people {
            // Of the forms, those that came back count.
            let is_other = has(&["phát ra", "phát đi", "gửi đi", "hài lòng", "không"]);
            return Some(if is_other { Heading::Remark } else { Heading::Respondents });
        }
        if has(&["bằng chữ"]) {
            return Some(Heading::Remark);
        }
        // Other counts and shares are not scores, and the maximum of bonus points is none.
        let first_words = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
        let is_count =
            first_words(&["số ", "tổng số "]) && !(has(&["điểm", "số thứ tự"]) || key == "số tt");
        let is_share = first_words(&["tỷ lệ "]) && names_scores(&key) && !has(&["hài lòng"]);
        let is_maximum = || {
            EXACT.iter().any(|(heading, words)| {
                *heading == Heading::Maximum && words.contains(&key.as_str())
            })
        };
        // Beside the year as a whole, its parts are no results.
        let is_of_part =
            has(&["quý ", "tháng"]) && !names_scores(&key) && part_of_year(&self.name).is_some();
        // Beside what a decision corrects, the figures before are no results.
        let is_before = ["trước điều chỉnh", "trước khi điều chỉnh", "đã công bố"];
        if is_not_official(&key, words) || is_of_part || has(&is_before) {
            return Some(Heading::Remark);
        }
        if is_count || is_share || (is_no_amount(&key) && !is_maximum()) {
            return None;
        }

        if is_bonus_or_penalty(&key) {
            return None;
        }

        // `Chênh lệch giữa điểm tự chấm và điểm thẩm định`
        if score_kinds(&key) > 1 && key.starts_with("chênh lệch") {
            return Some(Heading::Remark);
        }
        if score_kinds(&key) > 1 {
            // `Tổng điểm thẩm định và điều tra XHH` is the total. Any other heading with two
            // scores, such as a difference, is unknown.
            return key.starts_with("tổng").then_some(Heading::Total);
        }

        // A column of differences holds no figures of its own.
        if self.is_difference() {
            return Some(Heading::Remark);
        }
        if key.chars().count() > MOST_LETTERS || COMPARISONS.iter().any(|word| key.contains(word)) {
            return None;
        }

        // A heading over both columns, such as `Xếp hạng, phân loại`, is the heading of neither.
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
        // `Chỉ số hài lòng` names another index, so it is not the total.
        let is_other_index =
            || named_index(&self.name, &words.indices).is_some_and(|index| !words.admits(index));
        // `Chỉ số hài lòng` is an index, and the total of a table on that index; `Mức độ hài lòng` is
        // a score.
        let named = named_index(&self.name, &words.indices);
        let is_index = key.starts_with("chỉ số") && named.is_some_and(|index| !index.is_cchc());
        // `Điểm DTI` is the total of a table on that index.
        let is_of_index = || {
            let name = key.strip_prefix("điểm ").or_else(|| key.strip_prefix("giá trị "));
            let admitted = named.filter(|index| words.admits(*index));
            name.zip(admitted).is_some_and(|(name, index)| name == match_key(index.name))
        };
        if is_of_index() {
            return Some(Heading::Total);
        }
        let is_something_else =
            || first_words(&["tổng", "cộng", "chỉ số"]) && !is_total(&key) && named.is_none();
        find(EXACT, &|word| key == word)
            .or_else(|| find(WORDS, &|word| key.contains(word)).filter(|_| !is_index))
            .or_else(|| {
                let found = find(FIRST_WORDS, &|word| key.starts_with(word));
                found.filter(|_| !is_other_index() && !is_something_else())
            })
    }

    /// Whether the heading is over differences: `Tăng, giảm`, `Chênh lệch so với năm 2021`.
    pub(super) fn is_difference(&self) -> bool {
        let key = match_key(&self.name);
        DIFFERENCES.iter().any(|word| key.starts_with(word))
    }

    /// Whether the heading is over bonus or over penalty points. None if it names both or neither.
    pub(super) fn bonus_or_penalty(&self) -> Option<FurtherKind> {
        let key = match_key(&self.name);
        let is_between = |c: char| !c.is_alphabetic();
        let has = |words: [&str; 2]| key.split(is_between).any(|word| words.contains(&word));
        let is_bonus = has(["thưởng", "cộng"]) || key.contains("khuyến khích");
        match (is_bonus, has(["trừ", "phạt"])) {
            (true, false) => Some(FurtherKind::Bonus),
            (false, true) => Some(FurtherKind::Penalty),
            _ => None,
        }
    }

    /// Whether the heading is bonus or penalty points and nothing else: `Điểm thưởng`, but not `Điểm
    /// thưởng sáng kiến`.
    pub(super) fn is_only_bonus_or_penalty(&self) -> bool {
        const ALL: [&str; 10] = [
            "điểm thưởng",
            "điểm cộng",
            "điểm cộng thêm",
            "điểm khuyến khích",
            "điểm trừ",
            "điểm phạt",
            "điểm bị trừ",
            "thưởng điểm",
            "cộng điểm",
            "trừ điểm",
        ];
        let key = match_key(&self.name);
        let mut parts = key.split([',', '/']).flat_map(|part| part.split(" và ")).map(str::trim);
        parts.all(|part| ALL.contains(&part))
    }

    /// Whether the heading is over bonus or penalty points, which are added to or taken from the
    /// total.
    pub(super) fn is_bonus_or_penalty(&self) -> bool {
        is_bonus_or_penalty(&match_key(&self.name))
    }
}

/// Whether a row has only one text, with a number before it or not, and that is the grade of the units below it: `Xếp loại tốt`.
fn names_a_grade(row: &RawRow) -> bool {
    let texts = row.cells.iter().map(|cell| clean(&cell.text)).filter(|text| !text.is_empty());
    let mut texts =
        texts.enumerate().filter(|(at, text)| *at > 0 || running_number(text).is_none());
    let (Some((_, text)), None) = (texts.next(), texts.next()) else { return false };
    GradeSet::known().iter().any(|set| set.parse(&text).is_some())
}

/// The number of kinds of scores that the key of a heading names.
fn score_kinds(key: &str) -> usize {
    WORDS[..3].iter().filter(|(_, words)| words.iter().any(|word| key.contains(word))).count()
}

/// Whether the key of a heading names a score, or satisfaction.
fn names_scores(key: &str) -> bool {
    score_kinds(key) > 0 || key.contains("hài lòng")
}

/// Whether the key of a heading names a grade or rank other than the official one of the year: that
/// which a unit gives itself, that is only proposed, that of another year, of the emulation, or of a
/// single score.
fn is_not_official(key: &str, words: &Words) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let first_words = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if !has(&["xếp loại", "phân loại", "hạng"]) && !first_words(&["loại ", "mức "]) {
        return false;
    }
    let is_by_unit = key.replace("thứ tự", "").split(' ').any(|word| word == "tự");
    let is_emulation = words.index.is_some_and(|index| index == Index::EMULATION);
    let is_of_score = first_words(&["hạng", "xếp hạng", "thứ hạng"]) && names_scores(key);
    has(&["đề nghị", "đề xuất", "dự kiến", "năm trước", "năm ngoái"])
        || (has(&["thi đua"]) && !is_emulation)
        || is_by_unit
        || is_of_score
}

/// Whether the key of a heading that begins as those of totals is one: `Tổng điểm đạt`, but not `Tổng
/// biên chế`.
fn is_total(key: &str) -> bool {
    const INDEX: [&str; 12] = [
        "cchc",
        "cải cách",
        "par",
        "năm",
        "tổng",
        "chung",
        "đạt",
        "kết quả",
        "của",
        "đánh giá",
        "(",
        "20",
    ];
    let behind = |word: &str| key.strip_prefix(word).map(str::trim_start);
    if let Some(rest) = behind("chỉ số") {
        return rest.is_empty() || INDEX.iter().any(|word| rest.starts_with(word));
    }
    if let Some(rest) = behind("cộng") {
        let words = ["điểm", "tổng", "chung", "các", "("];
        return rest.is_empty() || words.iter().any(|word| rest.starts_with(word));
    }
    let rest = behind("tổng").unwrap_or_default();
    let words = ["điểm", "cộng", "số điểm", "chỉ số", "kết quả", "các điểm", "hợp điểm", "("];
    ["", "số", "hợp", "kết"].contains(&rest) || words.iter().any(|word| rest.starts_with(word))
}

/// Whether the key of a heading names no points of a unit, but a maximum, a proposal or a count.
fn is_no_amount(key: &str) -> bool {
    // `Điểm thẩm định tối đa 70 điểm` prints its maximum, `Tổng điểm (đạt/tối đa)` both.
    let is_maximum = key.split_once("tối đa").is_some_and(|(before, behind)| {
        !before.ends_with('/') && !behind.contains(|c: char| c.is_ascii_digit())
    });
    let words = ["đề nghị", "đề xuất", "số tiêu chí", "số lần", "số nội dung"];
    is_maximum || words.iter().any(|words| key.contains(words))
}

/// Whether the key of a heading names bonus or penalty points.
fn is_bonus_or_penalty(key: &str) -> bool {
    const PHRASES: [&str; 11] = [
        "cộng thêm",
        "khuyến khích",
        "giảm trừ",
        "điểm thưởng",
        "thưởng điểm",
        "điểm cộng",
        "điểm trừ",
        "trừ điểm",
        "bị trừ",
        "điểm phạt",
        "phạt điểm",
    ];
    if is_no_amount(key) {
        return false;
    }
    if let Some(rest) = key.strip_prefix("tổng ") {
        // `Tổng điểm sau khi trừ điểm phạt` is a total, but `Tổng điểm thưởng` is a sum of bonus
        // points.
        let rest = rest.trim_start_matches("số ").trim_start_matches("các ");
        return PHRASES.iter().any(|phrase| rest.starts_with(phrase));
    }
    PHRASES.iter().any(|phrase| key.contains(phrase)) || ["thưởng", "trừ", "phạt"].contains(&key)
}

/// Splits the number off the name of a criterion: `1.2` and `Kế hoạch` for `1.2. Kế hoạch`, `II`
/// and `Cải cách thể chế` for `II. Cải cách thể chế`. None if the name has no number.
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

/// The name and the maximum of a heading that has it behind its name, without brackets: `Thể chế - Điểm tối đa 60`.
fn maximum_behind(text: &str, mark: Option<DecimalMark>) -> Option<(String, Points)> {
    let key = text.to_lowercase();
    let at = ["điểm tối đa ", "tối đa "].iter().find_map(|words| key.rfind(words))?;
    let (name, behind) = (text.get(..at)?, text.get(at..)?);
    let number = behind.trim_end_matches("điểm").trim().rsplit(' ').next()?;
    let name = name.trim_end();
    let bare = name.trim_end_matches(['-', '–', ':', ',']).trim_end();
    let is_marked = bare.len() < name.len() && !bare.is_empty() && !bare.contains('(');
    let words = behind.trim_end_matches("điểm").trim().split(' ').count();
    (is_marked && words <= 4).then_some(())?;
    Some((bare.to_owned(), maximum(number, mark)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_split_into_name_and_maximum() {
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
        assert_eq!(read("Tổng điểm (1.000)"), some("Tổng điểm", "1000.00"));
        assert_eq!(read("Tổng điểm (thang điểm 10)"), some("Tổng điểm", "10.00"));
        assert_eq!(read("Điểm SIPAS (30%)"), some("Điểm SIPAS", "30.00"));
        assert_eq!(read("Thể chế\n(tối đa: 11.0 đ)"), some("Thể chế", "11.00"));
        assert_eq!(read("Cải cách TTHC (TTHC)"), ("Cải cách TTHC (TTHC)".to_owned(), None));
    }

    #[test]
    fn a_number_is_split_off_the_name_of_a_criterion() {
        assert_eq!(numbered("1.2. Kế hoạch"), Some(("1.2", "Kế hoạch")));
        assert_eq!(numbered("1.2 Kế hoạch"), Some(("1.2", "Kế hoạch")));
        assert_eq!(numbered("II. Cải cách thể chế"), Some(("II", "Cải cách thể chế")));
        assert_eq!(numbered("3) Cải cách"), Some(("3", "Cải cách")));
        for plain in ["Cải cách thể chế", "4 nội dung", "V", "Xây dựng"] {
            assert_eq!(numbered(plain), None, "{plain}");
        }
    }

    #[test]
    fn the_nearest_known_heading_is_found() {
        assert_eq!(
            nearest_heading("Điểm thẩm đinh (13,5)"),
            Some(("Điểm thẩm định", Heading::Score(ScoreKind::Appraised)))
        );
        assert_eq!(nearest_heading("Xép hạng"), Some(("Xếp hạng", Heading::Rank)));
        assert_eq!(nearest_heading("Tiêu chí 1"), None);
    }

    #[test]
    fn the_common_spellings_of_headings_are_known() {
        let heading = |text| Title::read(text).heading(&Words::default());
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
            ("Tỉnh, thành phố", Heading::Unit),
            ("PHƯỜNG", Heading::Unit),
            ("Thứ bậc", Heading::Rank),
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
        assert_eq!(heading("Chênh lệch so với tự chấm"), Some(Heading::Remark));
        assert_eq!(heading("Tự chấm trừ thẩm định"), None);
        for text in [
            "Số phiếu khảo sát",
            "Phiếu hợp lệ khảo sát",
            "Khảo sát (phiếu)",
            "Số người được khảo sát XHH",
        ] {
            assert_eq!(heading(text), Some(Heading::Respondents), "{text}");
        }
        for text in ["Xếp hạng tự chấm", "Mức đơn vị đề nghị xếp loại", "Tự phân loại"]
        {
            assert_eq!(heading(text), Some(Heading::Remark), "{text}");
        }
        for text in ["Mức độ hài lòng", "Điểm đo lường hài lòng (10)"] {
            let satisfaction = Heading::Further(FurtherKind::Satisfaction);
            assert_eq!(heading(text), Some(satisfaction), "{text}");
        }
        for text in ["Điểm SIPAS", "Điểm khảo sát sự hài lòng"] {
            assert_eq!(heading(text), Some(Heading::Score(ScoreKind::Survey)), "{text}");
        }
        for text in ["Điểm kiểm tra", "Điểm phúc tra", "Điểm Sở Nội vụ chấm", "TĐ2"]
        {
            assert_eq!(heading(text), Some(Heading::Score(ScoreKind::Appraised)), "{text}");
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
