//! Reads the prose above a table: its title, block, year and decision. Nothing here looks at the
//! table itself.

use crate::model::{
    BlockKind, Date, DecimalMark, Grade, GradeSet, Index, Points, TitledIndex, Year, clean,
    match_key, named_index, says_kind,
};
use crate::registry::BlockEntry;

use super::block::named_block;
use super::decimal_mark::maximum;
use super::heading::Title;
use super::part_of_year::part_of_year;
use super::title::{title_in, without_number};

/// The content of the line that marks a table as an extract.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extract {
    /// The number of units in the table.
    pub(super) known: usize,
    /// The number of units in the block.
    pub(super) units: usize,
    /// The number of units in the block by grade, or the text that could not be read.
    pub(super) counts: Result<Vec<(Grade, usize)>, String>,
}

/// The most lines of a remark in brackets.
const LONGEST_REMARK: usize = 5;

/// Whether a line begins a remark in brackets that continues on the next line.
fn is_open(line: &str) -> bool {
    line.starts_with('(') && line.matches('(').count() > line.matches(')').count()
}

/// The prose above a table, nearest line first.
pub(super) struct Caption {
    lines: Vec<String>,
}

impl Caption {
    pub(super) fn new(lines: &[String]) -> Self {
        let printed: Vec<String> = lines
            .iter()
            .map(|line| with_whole_numbers(&clean(line)))
            .filter(|line| !line.is_empty())
            .collect();
        let (mut lines, mut at) = (Vec::new(), 0);
        while at < printed.len() {
            let most = printed.len().min(at + LONGEST_REMARK);
            // A remark in brackets may continue on the next lines.
            let is_whole = |end: &usize| !is_open(&printed[at..*end].join(" "));
            let end = (at + 1..=most).find(is_whole).unwrap_or(at + 1);
            lines.push(printed[at..end].join(" "));
            at = end;
        }
        lines.reverse();
        Self { lines }
    }

    /// The nearest line outside brackets that names an index or a result, or else the nearest line.
    pub(super) fn title(&self) -> String {
        let is_title = |line: &&String| {
            let key = match_key(line);
            !line.starts_with('(') && (key.contains("chỉ số") || key.contains("kết quả"))
        };
        self.lines.iter().find(is_title).or(self.lines.first()).cloned().unwrap_or_default()
    }

    /// Whether the nearest line is the year and nothing else: `Năm 2022`.
    pub(super) fn ends_in_year(&self) -> bool {
        let names_year =
            |key: &str| key.strip_prefix("năm ").is_some_and(|rest| rest.parse::<Year>().is_ok());
        self.lines.first().is_some_and(|line| names_year(&match_key(line)))
    }

    /// The part of the year that the title says the results are of: `quý I`, `6 tháng`.
    pub(super) fn part_of_year(&self) -> Option<String> {
        part_of_year(&self.title())
    }

    /// The block of the nearest line outside brackets that names exactly one block.
    pub(super) fn block(&self, declared: &[BlockEntry]) -> Option<BlockKind> {
        let mut lines = self.lines.iter().filter(|line| !line.starts_with('('));
        lines.find_map(|line| named_block(line, declared))
    }

    /// The units that the title names, such as `cơ quan trung ương đóng trên địa bàn` of `Chỉ số CCHC
    /// các cơ quan trung ương đóng trên địa bàn năm 2023`, in lower case.
    pub(super) fn titled_units(&self) -> Option<String> {
        let title = self.title().to_lowercase();
        let units = title.split_once("các ")?.1.split(" năm ").next()?;
        let units = units.split('(').next()?.split(" trực thuộc ").next()?;
        let units = units.split(" thuộc ").next()?;
        let units = units.trim().trim_end_matches(['.', ',', ':']);
        (!units.is_empty()).then(|| units.to_owned())
    }

    /// The index that the title names, such as `chỉ số minh bạch`, in lower case. To be asked for only
    /// if it is none of the known ones.
    pub(super) fn unknown_index(&self) -> Option<String> {
        const ENDS: [&str; 27] = [
            "cao", "thấp", "cchc", "các", "của", "năm", "cấp", "khối", "tại", "trên", "đối",
            "thuộc", "theo", "và", "từ", "sở", "ban", "huyện", "xã", "tỉnh", "bộ", "thành", "tổng",
            "chung", "đánh", "xếp", "cải",
        ];
        const MOST_WORDS: usize = 8;
        let title = self.title().to_lowercase();
        let behind = title.split_once("chỉ số ")?.1;
        let behind = behind.split(['(', ')', ',', ';', ':', '.', '–']).next()?;
        let words = behind.split(' ').filter(|word| !word.is_empty());
        let is_word = |word: &&str| !ENDS.contains(word) && word.chars().all(char::is_alphabetic);
        let name: Vec<_> = words.take_while(is_word).take(MOST_WORDS).collect();
        (!name.is_empty()).then(|| format!("chỉ số {}", name.join(" ")))
    }

    /// The nearest title that names an index. A title begins with a line that contains one of
    /// `TITLES` and continues over the lines below it. Prose, names of offices and remarks may
    /// mention other indices, so they are skipped.
    pub(super) fn index(&self, declared: &[TitledIndex]) -> Option<(Index, String)> {
        const NEAREST_LINES: usize = 6;
        const TITLES: [&str; 6] =
            ["chỉ số", "kết quả", "xếp hạng", "bảng điểm", "chấm điểm", "mức độ"];
        const OFFICES: [&str; 6] =
            ["ban chỉ đạo", "hội đồng", "ủy ban", "ubnd", "khối thi đua", "cụm thi đua"];
        let is_prose = |line: &str| {
            let is_sentence = line.ends_with([';', '.']) && line.chars().any(char::is_lowercase);
            let is_office = OFFICES.iter().any(|office| match_key(line).starts_with(office));
            line.starts_with('(') || is_sentence || is_office || is_legal_basis(line)
        };
        let is_title = |line: &str| TITLES.iter().any(|words| match_key(line).contains(words));
        // An area may have the name of another index: `II. Chính quyền số (tối đa 40 điểm)`.
        let is_area = |line: &str| {
            let is_numbered = without_number(line).len() < line.len();
            is_numbered && (Title::read(line).maximum.is_some() || !is_title(line))
        };

        let lines = self.lines.iter().take(NEAREST_LINES);
        let lines: Vec<_> = lines.filter(|line| !is_prose(line) && !is_area(line)).collect();

        // Each title reaches down to the next one. If no line begins a title, all lines are one
        // title.
        let mut begins: Vec<_> = (0..lines.len()).filter(|at| is_title(lines[*at])).collect();
        if begins.is_empty() {
            begins.extend(lines.len().checked_sub(1));
        }

        let ends = std::iter::once(0).chain(begins.iter().map(|at| at + 1));
        begins.iter().zip(ends).find_map(|(begin, end)| {
            let title = lines[end..=*begin]
                .iter()
                .rev()
                .map(|line| line.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            let named = named_index(&without_remarks(&title), declared)?;
            // The line of a long title that names the index.
            let line =
                lines[end..=*begin].iter().find(|line| named_index(line, declared) == Some(named));
            Some((named, line.map_or(title, |line| (*line).clone())))
        })
    }

    /// The likely year of the results if no line names it: a year alone in a title, or the year
    /// before the decision if that is of the first months of a year.
    pub(super) fn year_hint(&self) -> Option<Year> {
        let decision =
            self.decision().and_then(|decision| date(decision.rest)).or_else(|| self.date_hint());
        let titles = self
            .lines
            .iter()
            .filter(|line| !line.starts_with('(') && !match_key(line).contains("tháng"))
            .filter(|line| date(line).is_none());
        let years = |line: &String| -> Vec<Year> {
            line.split(|c: char| !c.is_ascii_digit()).filter_map(year_number).collect()
        };
        let titled = titles.map(years).find(|years| !years.is_empty()).unwrap_or_default();

        // Beside the year of the results may stand that of the publication, or of what comes next.
        let before = decision.filter(|date| date.month() <= LATEST_MONTH);
        let before = before.and_then(|date| Year::new(date.year() - 1));
        let last = titled.iter().max().copied();
        before.filter(|_| titled.len() != 1).or(last).or(before)
    }

    /// The nearest document number, such as `12/BC-SNV`.
    pub(super) fn number_hint(&self) -> Option<String> {
        let words = self.own_lines().flat_map(|line| line.split([' ', ':', ',']));
        let is_number = |word: &str| {
            word.split_once('/').is_some_and(|(digits, office)| {
                !digits.is_empty()
                    && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
                    && office
                        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '/')
                        .starts_with(char::is_uppercase)
                    && office.contains('-')
            })
        };
        words
            .map(|word| word.trim_end_matches([')', '.', ';']))
            .find(|word| is_number(word))
            .map(str::to_owned)
    }

    /// The nearest date.
    pub(super) fn date_hint(&self) -> Option<Date> {
        self.own_lines().find_map(|line| date(line))
    }

    /// The lines that may speak of the document itself.
    fn own_lines(&self) -> impl Iterator<Item = &String> {
        let places = (0..self.lines.len()).filter(|at| !is_issued_with_criteria(&self.lines, *at));
        let lines = places.map(|at| &self.lines[at]);
        lines.filter(|line| !is_legal_basis(line) && !names_another_document(line))
    }

    /// The nearest line that is the name of an office, as at the head of a document.
    pub(super) fn issuer_hint(&self) -> Option<String> {
        const OFFICES: [&str; 3] = ["ủy ban nhân dân ", "ubnd ", "bộ "];
        let is_office = |line: &String| {
            let key = match_key(line);
            OFFICES.iter().any(|office| key.starts_with(office)) && key.split(' ').count() <= 9
        };
        // `ỦY BAN NHÂN DÂN`, and below it `TỈNH BẮC KẠN`
        let over_two_lines = || {
            let pairs = self.lines.windows(2).map(|pair| format!("{} {}", pair[1], pair[0]));
            pairs.filter(|line| is_office(line)).find(|line| says_kind(line))
        };
        // `(Kèm theo Báo cáo số 9/BC-SNV ngày 10/12/2024 của Sở Nội vụ tỉnh Bắc Kạn)`
        let attached = || {
            self.lines.iter().find_map(|line| {
                let is_attached = match_key(line.trim_start_matches('(')).starts_with("kèm theo");
                let (_, office) = line.rsplit_once(" của ").filter(|_| is_attached)?;
                let office = office.trim_end_matches([')', '.', ';', ' ']);
                let is_named = office.starts_with(char::is_uppercase);
                (is_named && office.split(' ').count() <= 12).then(|| office.to_owned())
            })
        };
        self.lines
            .iter()
            .find(|line| is_office(line))
            .cloned()
            .or_else(over_two_lines)
            .or_else(attached)
    }

    /// Whether a line says that the figures are simulated.
    pub(super) fn is_simulated(&self) -> bool {
        self.lines.iter().any(|line| match_key(line).contains("số liệu mô phỏng"))
    }

    /// The scale that a line names, such as `(Thang điểm 1.000)`. `mark` is the one before the
    /// decimals of the table. The maximum of a part, as in `điểm thẩm định tối đa 70 điểm`, is none.
    pub(super) fn scale(&self, mark: Option<DecimalMark>) -> Option<Points> {
        let named = |(is_part, behind): (bool, String)| {
            let number = behind.split([' ', ')', ';', '%']).next()?;
            maximum(number.trim_end_matches(['.', ',']), mark).filter(|_| !is_part)
        };
        self.lines.iter().find_map(|line| maxima_in(line).into_iter().find_map(named))
    }

    /// Whether a line names the maximum of a part of the total.
    pub(super) fn names_a_part_maximum(&self) -> bool {
        self.lines.iter().any(|line| maxima_in(line).iter().any(|(is_part, _)| *is_part))
    }

    /// The source of the copy: the text after `Nguồn:`.
    pub(super) fn copied_from(&self) -> Option<String> {
        let inside = |line: &String| {
            line.trim_matches(['(', ')']).strip_prefix("Nguồn:").map(|from| from.trim().to_owned())
        };
        self.lines.iter().find_map(inside).filter(|from| !from.is_empty())
    }

    /// Reads the line that marks the table as an extract, such as
    /// `(Trích 4/19 đơn vị; phân loại cả khối: 13 Tốt, 06 Khá)`: the number of units in the table
    /// and in the block, and how many units of the block have each grade.
    pub(super) fn extract(&self, grades: GradeSet) -> Option<Extract> {
        let line = self
            .lines
            .iter()
            .find(|line| match_key(line.trim_start_matches('(')).starts_with("trích "))?;
        let (parts, counts) = line.trim_matches(['(', ')']).split_once(';').unwrap_or((line, ""));
        let mut numbers = parts.split(['/', ' ']).filter_map(|word| word.parse().ok());
        let (known, units) = (numbers.next()?, numbers.next()?);

        let counts = counts.rsplit(':').next().unwrap_or_default().split(',').map(str::trim);
        let count = |text: &str| {
            let (units, grade) = text.split_once(' ')?;
            Some((grades.parse(grade)?, units.parse().ok().filter(|units| *units > 0)?))
        };
        let read = counts
            .filter(|text| !text.is_empty())
            .map(|text| count(text).ok_or_else(|| text.to_owned()));
        Some(Extract { known, units, counts: read.collect() })
    }

    /// The year of the nearest title that names one outside a date: `NĂM 2022`, but not `ngày 29 tháng 3 năm
    /// 2023`. Other lines count where no title names one. None if the line names two years.
    pub(super) fn year(&self) -> Option<Year> {
        let of_titles =
            self.lines.iter().filter(|line| states_year(line) || title_in(line).is_some());
        let others = |is_in_brackets: bool| {
            let lines =
                self.lines.iter().filter(move |line| line.starts_with('(') == is_in_brackets);
            lines.filter(|line| !is_of_another(line))
        };
        let mut lines = of_titles.chain(others(false)).chain(others(true));
        let years =
            lines.find_map(|line| Some(years_in(line)).filter(|years| !years.is_empty()))?;
        years.iter().all(|year| *year == years[0]).then_some(years[0])
    }

    /// The nearest decision that a line names. Lines of the legal basis are skipped, because they
    /// name other decisions.
    pub(super) fn decision(&self) -> Option<Decision<'_>> {
        let of_criteria = |at: &usize| is_issued_with_criteria(&self.lines, *at);
        let places = || (0..self.lines.len()).filter(move |at| !of_criteria(at));
        let lines = || places().map(|at| &self.lines[at]).filter(|line| !is_legal_basis(line));
        // What the table is attached to is its decision.
        let is_attached = |line: &&String| {
            let key = match_key(line.trim_start_matches('('));
            ["kèm theo", "ban hành kèm theo"].iter().any(|words| key.starts_with(words))
        };
        lines().filter(is_attached).chain(lines()).find_map(|line| {
            let slash = line.to_lowercase().find("/qđ").filter(|at| line.is_char_boundary(*at))?;
            let end = line[slash..]
                .find([' ', ')', ',', ';'])
                .map_or(line.len(), |length| slash + length);
            let before = line[..slash].trim_end();
            if names_another_document(before) {
                return None;
            }

            // A number may have a letter behind it: `512a/QĐ-UBND`.
            let stem = before.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(before);
            let digits = digits_before(stem);
            let number = (digits > 0)
                .then(|| format!("{}{}", &before[stem.len() - digits..], &line[slash..end]));
            Some(Decision { number, rest: &line[end..] })
        })
    }
}

/// The length of the number at the end of a text: `125`, `1.125`, or with its year, `125/2025`.
fn digits_before(text: &str) -> usize {
    let digits =
        |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let last = digits(text);
    let rest = &text[..text.len() - last];
    let more = rest.strip_suffix(['/', '.']).map_or(0, digits);
    let (is_year, is_thousand) = (rest.ends_with('/') && last == 4, last == 3);
    if more > 0 && (is_year || (rest.ends_with('.') && is_thousand)) {
        more + 1 + last
    } else {
        last
    }
}

/// The line with the numbers of documents that are typed with spaces in one word: `125 /QĐ - UBND`.
fn with_whole_numbers(line: &str) -> String {
    if !line.contains('/') {
        return line.to_owned();
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut whole = String::with_capacity(line.len());
    for word in line.split(' ') {
        let last = whole.rsplit(' ').next().unwrap_or_default();
        let code = last.rsplit('/').next().filter(|_| last.contains('/')).unwrap_or_default();
        let goes_on = match word.strip_prefix('/') {
            Some(code) => last.ends_with(|c: char| c.is_ascii_digit()) && is_capital(code),
            // `125/QĐ-`, and then `UBND`; `125/QĐ`, and then `-` or `-UBND`
            None if code.ends_with('-') => is_capital(code) && is_capital(word),
            None => {
                let is_bare = !code.is_empty() && code.chars().all(char::is_uppercase);
                is_bare
                    && word
                        .strip_prefix('-')
                        .is_some_and(|word| word.is_empty() || is_capital(word))
            }
        };
        if !goes_on && !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(word);
    }
    whole
}

/// Whether a line is the year of a table and nothing else: `Năm 2022`, `Năm đánh giá: 2022`.
pub(super) fn states_year(line: &str) -> bool {
    let key = match_key(line);
    let rest = key.strip_prefix("năm ").map_or(key.as_str(), |rest| {
        rest.trim_start_matches("đánh giá").trim_start_matches(':').trim()
    });
    rest.len() == 4 && year_number(rest).is_some()
}

/// The years that a line names for its results: outside dates, and before what they are compared with or made by.
fn years_in(line: &str) -> Vec<Year> {
    const OTHERS: [&str; 6] =
        [" so với ", " so sánh ", "bộ tiêu chí", "kế hoạch năm", "thứ tự kết quả", "ngoặc là"];
    let key = match_key(line);
    let end = OTHERS.iter().filter_map(|words| key.find(words)).min().unwrap_or(key.len());
    let key = &key[..end];
    let words: Vec<_> = key.split(' ').collect();
    // `tháng 3 năm 2023`, and not `6 tháng đầu năm 2023`
    let in_date = |at: usize| {
        let before = &words[at.saturating_sub(2)..at];
        before.contains(&"tháng") && !before.iter().any(|word| ["đầu", "cuối"].contains(word))
    };
    if states_year(line) {
        return words.iter().rev().find_map(|word| year_number(word)).into_iter().collect();
    }
    let begins =
        (0..words.len().saturating_sub(1)).filter(|at| words[*at] == "năm" && !in_date(*at));
    // Behind the first year may stand others: `năm 2022 - 2023`, `năm 2022, 2023`.
    let from = |at: usize| {
        let behind = words[at + 1..].iter().filter(|word| !["và", "đến"].contains(*word));
        behind.map_while(|word| year_number(word))
    };
    begins.flat_map(from).collect()
}

/// Whether a line speaks of something else than the results: remarks, and what they follow.
fn is_of_another(line: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "ghi chú",
        "chú thích",
        "lưu ý",
        "áp dụng",
        "so với",
        "so sánh",
        "theo bộ",
        "thực hiện",
        "thay thế",
    ];
    let key = match_key(line.trim_start_matches('('));
    BEGINNINGS.iter().any(|words| key.starts_with(words))
}

/// Whether a line says with which decision the criteria were issued, whose title stands above it; the
/// lines begin with the last one. The results in the table came later.
fn is_issued_with_criteria(lines: &[String], at: usize) -> bool {
    const TITLES: [&str; 3] = ["bộ chỉ số", "bộ tiêu chí", "quy định"];
    let is_issued = match_key(&lines[at]).contains("ban hành");
    let above = lines.get(at + 1).map(|line| match_key(line)).unwrap_or_default();
    is_issued && TITLES.iter().any(|title| above.starts_with(title))
}

/// Whether the words before the number of a decision say that the results only follow it, or change it.
fn names_another_document(before: &str) -> bool {
    const WORDS: [&str; 11] = [
        "bộ tiêu chí",
        "thay thế",
        "sửa đổi",
        "bổ sung",
        "điều chỉnh",
        "đính chính",
        "thu hồi",
        "hủy bỏ",
        "bãi bỏ",
        "thực hiện",
        "hướng dẫn",
    ];
    let key = match_key(before);
    WORDS.iter().any(|word| key.contains(word))
}

/// The results of a year are published by this month of the next year.
const LATEST_MONTH: usize = 8;

/// A title without its remarks in brackets. Brackets with one or two words are kept: they hold the
/// abbreviation of a name.
fn without_remarks(title: &str) -> String {
    const MOST_WORDS: usize = 2;
    let mut parts = title.split('(');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, behind) = part.split_once(')').unwrap_or((part, ""));
        let is_name = inside.split_whitespace().count() <= MOST_WORDS;
        text = format!("{text} {} {behind}", if is_name { inside } else { "" });
    }
    text
}

/// Whether a line gives the legal basis or an order of a decision. Such lines name other decisions
/// and indices.
fn is_legal_basis(line: &str) -> bool {
    const WORDS: [&str; 4] = ["căn cứ", "theo đề nghị", "xét đề nghị", "điều "];
    let key = match_key(line);
    WORDS.iter().any(|words| key.starts_with(words))
}

/// A decision that a line names: its number, if it is filled in, and the rest of the line.
pub(super) struct Decision<'a> {
    pub(super) number: Option<String>,
    pub(super) rest: &'a str,
}

/// The year with which a word begins.
fn year_number(word: &str) -> Option<Year> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then(|| digits.parse().ok().and_then(Year::new)).flatten()
}

/// Reads a date such as `ngày 29 tháng 3 năm 2023` or `ngày 29/3/2023`.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = match_key(text);
    let (_, after) = text.split_once("ngày ")?;
    let numbers = after.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let numbers: Vec<u32> = numbers.take(3).filter_map(|digits| digits.parse().ok()).collect();
    match numbers[..] {
        [day, month, year] => Date::new(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

/// The maxima that a line names: whether each is that of a part, and the text behind it.
fn maxima_in(line: &str) -> Vec<(bool, String)> {
    const WORDS: [&str; 3] = ["thang điểm", "tối đa", "trên tổng số"];
    const PARTS: [&str; 17] = [
        "thẩm định",
        "tự chấm",
        "tự đánh giá",
        "khảo sát",
        "xã hội học",
        "xhh",
        "hài lòng",
        "sipas",
        "thưởng",
        "cộng",
        "trừ",
        "phạt",
        "mỗi",
        "từng",
        "tiêu chí",
        "lĩnh vực",
        "nội dung",
    ];
    let is_end = |c: char| matches!(c, ',' | ';' | '(' | ')' | ':');
    let key = match_key(line);
    let named = |(at, words): (usize, &str)| {
        let clause = key[..at].rsplit(is_end).next().unwrap_or_default();
        let behind = key[at + words.len()..].trim_start_matches([' ', ':']);
        (PARTS.iter().any(|part| clause.contains(part)), behind.to_owned())
    };
    WORDS.iter().flat_map(|words| key.match_indices(words)).map(named).collect()
}

/// The issuer: the text after `của`, up to the end of the remark.
pub(super) fn issuer(text: &str) -> Option<String> {
    const PLACES: [&str; 6] = ["tỉnh ", "thành phố ", "tp", "huyện ", "quận ", "thị xã "];
    /// What a decision does, behind the name of who issued it.
    const DEEDS: [&str; 13] = [
        " về ",
        " v/v ",
        " điều chỉnh",
        " thay thế",
        " sửa đổi",
        " bổ sung",
        " đính chính",
        " bãi bỏ",
        " phê duyệt",
        " ban hành",
        " công bố",
        " công nhận",
        " (",
    ];
    let (_, after) = text.split_once(" của ")?;
    let after = after.split([')', ';']).next()?;
    let lower = after.to_lowercase();
    let end = DEEDS.iter().filter_map(|deed| lower.find(deed)).min().unwrap_or(after.len());
    let after = after.get(..end)?;
    // A place may be named with the one above it: `huyện Châu Thành, tỉnh Long An`.
    let is_above = |part: &&str| {
        let key = match_key(part);
        PLACES.iter().any(|place| key.starts_with(place))
    };
    let mut parts = after.split(',');
    let first = parts.next()?;
    let issuer = std::iter::once(first).chain(parts.take_while(is_above));
    let issuer = issuer.map(str::trim).collect::<Vec<_>>().join(", ");
    let issuer = issuer.trim_end_matches('.');
    (!issuer.is_empty()).then(|| issuer.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption(lines: &[&str]) -> Caption {
        Caption::new(&lines.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn the_nearest_line_counts() {
        let caption = caption(&[
            "Căn cứ Quyết định số 1541/QĐ-UBND ngày 16 tháng 8 năm 2022 của Ủy ban nhân dân tỉnh \
             về bộ tiêu chí;",
            "PHỤ LỤC 1.",
            "KẾT QUẢ XẾP HẠNG VÀ PHÂN LOẠI CHỈ SỐ CCHC CÁC SỞ, NGÀNH NĂM 2022",
            "(Kèm theo Quyết định số: 501/QĐ-UBND ngày 29 tháng 3 năm 2023 của Ủy ban nhân dân \
             tỉnh Bắc Kạn)",
        ]);
        assert_eq!(caption.block(&[]), Some(BlockKind::Department));
        assert_eq!(caption.year().map(Year::number), Some(2022));
        assert_eq!(
            caption.title(),
            "KẾT QUẢ XẾP HẠNG VÀ PHÂN LOẠI CHỈ SỐ CCHC CÁC SỞ, NGÀNH NĂM 2022"
        );
        let Some(Decision { number, rest }) = caption.decision() else { panic!("no decision") };
        assert_eq!(number.as_deref(), Some("501/QĐ-UBND"));
        assert_eq!(date(rest), Date::new(2023, 3, 29));
        assert_eq!(issuer(rest).as_deref(), Some("Ủy ban nhân dân tỉnh Bắc Kạn"));
    }

    #[test]
    fn numbers_are_read_in_many_spellings_but_not_from_the_legal_basis() {
        let number = |line: &str| caption(&[line]).decision().map(|decision| decision.number);
        let some = Some(Some("501/QĐ-UBND".to_owned()));
        assert_eq!(number("(Kèm theo Quyết định số:501/QĐ-UBND ngày 29 tháng 3 năm 2023)"), some);
        assert_eq!(number("(Kèm theo Quyết định số 501 /QĐ-UBND, ngày 29/3/2023)"), some);
        for (printed, whole) in [
            ("125/QĐ- UBND", "125/QĐ-UBND"),
            ("125 /QĐ - UBND", "125/QĐ-UBND"),
            ("125/QĐ -UBND", "125/QĐ-UBND"),
            ("125/2025/QĐ-UBND", "125/2025/QĐ-UBND"),
            ("1.125/QĐ-UBND", "1.125/QĐ-UBND"),
        ] {
            let line = format!("(Kèm theo Quyết định số {printed} ngày 29/3/2023 của UBND tỉnh)");
            assert_eq!(number(&line), Some(Some(whole.to_owned())));
        }
        let with_letter = number("(Kèm theo Quyết định số 512a/QĐ-UBND ngày 29/3/2023)");
        assert_eq!(with_letter, Some(Some("512a/QĐ-UBND".to_owned())));
        assert_eq!(
            number("(Kèm theo Quyết định số:      /QĐ-UBND ngày    tháng 3 năm 2023)"),
            Some(None)
        );
        assert_eq!(
            number(
                "Căn cứ Quyết định số 1541/QĐ-UBND ngày 16 tháng 8 năm 2022 của Ủy ban nhân dân \
                 tỉnh"
            ),
            None
        );
    }

    #[test]
    fn an_extract_gives_its_share_of_the_block() {
        let extract = |line: &str| caption(&[line]).extract(GradeSet::USUAL);
        let counts = vec![(Grade::GOOD, 13), (Grade::FAIR, 6)];
        let partial = |known, units, counts| Some(Extract { known, units, counts });
        assert_eq!(
            extract("(Trích 4/19 đơn vị; phân loại cả khối: 13 Tốt, 06 Khá)"),
            partial(4, 19, Ok(counts))
        );
        assert_eq!(extract("(Trích 2/8 đơn vị)"), partial(2, 8, Ok(Vec::new())));
        assert_eq!(
            extract("(Trích 2/8 đơn vị; phân loại: 8 Giỏi)"),
            partial(2, 8, Err("8 Giỏi".into()))
        );
        assert_eq!(extract("(Kèm theo Quyết định số 1/QĐ-UBND)"), None);
        assert_eq!(
            caption(&["(Nguồn: Báo Bắc Kạn)"]).copied_from().as_deref(),
            Some("Báo Bắc Kạn")
        );
    }

    #[test]
    fn the_nearest_title_names_the_index() {
        let other = |lines: &[&str]| {
            let named = caption(lines).index(&[]).map(|(index, _)| index);
            named.filter(|index| !index.is_cchc()).map(|index| index.name)
        };
        assert_eq!(
            other(&["BAN CHỈ ĐẠO CCHC TỈNH", "KẾT QUẢ CHỈ SỐ HÀI LÒNG NĂM 2023"]),
            Some("SIPAS")
        );
        assert_eq!(other(&["KẾT QUẢ CHỈ SỐ CCHC NĂM 2023", "(Kèm theo kế hoạch thi đua)"]), None);
        assert_eq!(
            other(&["KẾT QUẢ CHỈ SỐ CẢI CÁCH", "HÀNH CHÍNH GẮN VỚI CHUYỂN ĐỔI SỐ NĂM 2023"]),
            None
        );
        assert_eq!(
            other(&["Kết quả được dùng để xét thi đua.", "KẾT QUẢ XẾP HẠNG NĂM 2023"]),
            None
        );
        assert_eq!(
            other(&["BAN CHỈ ĐẠO CCHC", "KẾT QUẢ ĐIỂM SIPAS CÁC SỞ NĂM 2023."]),
            Some("SIPAS")
        );
        assert_eq!(
            other(&["KẾT QUẢ CHỈ SỐ", "HÀI LÒNG CỦA NGƯỜI DÂN CÁC SỞ NĂM 2023"]),
            Some("SIPAS")
        );
        assert_eq!(
            other(&["KẾT QUẢ XẾP HẠNG CHUYỂN ĐỔI", "SỐ CÁC SỞ, BAN, NGÀNH NĂM 2023"]),
            Some("DTI")
        );
        assert_eq!(other(&["ĐIỂM SIPAS CÁC SỞ NĂM 2023"]), Some("SIPAS"));
        let line_2023 = "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2023";
        for line in [
            "GẮN VỚI CHUYỂN ĐỔI SỐ",
            "làm cơ sở xét thi đua, khen thưởng cuối năm",
            "Khối thi đua số 1",
            "Phần A: Kết quả Chỉ số (đã gồm điểm SIPAS)",
            "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ TỈNH",
            "Dùng cho hội nghị tổng kết phong trào thi đua",
        ] {
            assert_eq!(other(&[line_2023, line]), None, "{line}");
            assert_eq!(other(&[line, line_2023]), None, "{line}");
        }
    }

    #[test]
    fn a_title_of_two_blocks_names_no_block() {
        let caption =
            caption(&["CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH; UBND CÁC HUYỆN, THÀNH PHỐ NĂM 2022"]);
        assert_eq!(caption.block(&[]), None);
        assert_eq!(date("ngày 5/1/2022"), Date::new(2022, 1, 5));
    }
}
