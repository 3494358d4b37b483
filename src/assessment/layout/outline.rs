//! What the rows of a table with the criteria down hold: criteria with their levels, sums, ranks and
//! grades.

use std::collections::HashSet;

use crate::model::{Points, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable, stop_if_abandoned};

use super::super::cell::does_not_apply;
use super::super::heading::Title;
use super::super::part_of_year::names_year_before;
use super::super::row::{is_figure, numbers_columns, reads_alike, running_number};
use super::choices::{add_maxima_levels, settle_choices};
use super::line::{Line, lines_of};
use super::numbering::NumberKind;
use super::place::{Place, Placed, RowKind};
use super::shared_cells;

/// The rows below the headings with what they hold, without blank rows, repeated headings, numbers of
/// columns, and prose behind the last criterion.
pub(super) fn rows_of<'t>(table: &'t RawTable, place: &Place) -> Vec<(&'t RawRow, RowKind<'t>)> {
    let (heads, below) = table.rows.split_at(place.header);
    let is_heading = |row: &RawRow| heads.iter().any(|head| reads_alike(row, head));
    let below: Vec<&RawRow> =
        below.iter().filter(|row| !numbers_columns(row) && !is_heading(row)).collect();
    let lines = lines_of(&below, place);
    let mut reader = Rows::of(place, &lines);
    let kind = |line: &Line<'t>| {
        stop_if_abandoned();
        Some((line.row, reader.next(line)?))
    };
    let mut rows: Vec<_> = lines.iter().filter_map(kind).collect();
    if !reader.are_numbered || reader.outline.has_one_kind() {
        add_maxima_levels(&mut rows, place);
    }
    if reader.are_numbered {
        shared_cells::settle(&mut rows, place);
        take_left_out(&mut rows, place);
    }

    // A criterion has a maximum, points, or parts. What has nothing of them is guidance.
    let mut with_parts = HashSet::new();
    for (row, kind) in rows.iter_mut().rev() {
        let RowKind::Criterion(placed) = &*kind else { continue };
        let has_own = placed.maximum.is_some() || placed.is_shared || !place.is_bare(row);
        if has_own || with_parts.contains(&placed.name) {
            with_parts.insert(placed.parent.clone());
        } else {
            *kind = RowKind::Guidance(String::new());
        }
    }
    settle_choices(&mut rows, place);
    leave_ranks_of_areas(&mut rows);
    take_sums_of_areas(&mut rows, place);
    find_the_survey(&mut rows);

    // Guidance is on the criterion above it. Behind the last criterion, it is prose.
    let is_criterion = |(_, kind): &(_, RowKind)| matches!(kind, RowKind::Criterion(_));
    let last = rows.iter().rposition(is_criterion).map_or(0, |last| last + 1);
    let (mut above, mut number) = (String::new(), 0);
    rows.retain_mut(|(_, kind)| {
        number += 1;
        match kind {
            RowKind::Criterion(placed) => above.clone_from(&placed.name),
            RowKind::Guidance(criterion) => criterion.clone_from(&above),
            RowKind::Prose if number <= last => *kind = RowKind::Guidance(above.clone()),
            RowKind::Prose => return false,
            // The sums may have no name.
            RowKind::Nameless if number > last => *kind = RowKind::Sum,
            // What follows them is on no criterion.
            RowKind::Adjustment(_) => above.clear(),
            RowKind::Nameless
            | RowKind::Sum
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Rank
            | RowKind::Grade => {}
        }
        true
    });
    rows
}

/// Gives the criteria that do not apply to the unit a maximum of zero, beside others that have one: `TTHC | - | -`.
fn take_left_out(rows: &mut [(&RawRow, RowKind)], place: &Place) {
    let parents: HashSet<String> = rows
        .iter()
        .filter(|(row, _)| place.maximum_in(row).is_some_and(|maximum| maximum > Points::ZERO))
        .filter_map(|(_, kind)| Some(kind.criterion()?.parent.clone()))
        .collect();
    let says_none = |cell: &RawCell| {
        let text = clean(&cell.text);
        ["-", "–", "—"].contains(&text.as_str()) || does_not_apply(&text)
    };
    for (row, kind) in rows {
        let RowKind::Criterion(placed) = kind else { continue };
        let maximum = place.maximum.and_then(|index| row.cells.get(index));
        if parents.contains(&placed.parent)
            && maximum.is_some_and(|cell| !cell.copied && says_none(cell))
            && place.scores(row).all(says_none)
        {
            placed.maximum = Some(Points::ZERO);
        }
    }
}

/// Makes guidance of ranks and grades that are those in an area: of several rows of them, those that do not
/// stand below the sum.
fn leave_ranks_of_areas(rows: &mut [(&RawRow, RowKind)]) {
    let count = |is: fn(&RowKind) -> bool| rows.iter().filter(|(_, kind)| is(kind)).count();
    let ranks = count(|kind| matches!(kind, RowKind::Rank));
    let grades = count(|kind| matches!(kind, RowKind::Grade));
    let mut is_below_sum = false;
    for (_, kind) in rows {
        match kind {
            RowKind::Sum => is_below_sum = true,
            RowKind::Rank if ranks > 1 && !is_below_sum => *kind = RowKind::Guidance(String::new()),
            RowKind::Grade if grades > 1 && !is_below_sum => {
                *kind = RowKind::Guidance(String::new());
            }
            RowKind::Criterion(_) => is_below_sum = false,
            RowKind::Rank
            | RowKind::Grade
            | RowKind::Guidance(_)
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Prose
            | RowKind::Adjustment(_)
            | RowKind::Nameless => {}
        }
    }
}

/// Gives an area without figures those of the sum at its end. Of several sums, all but the last are those of
/// areas. The sum of an area that has figures is held against them later.
fn take_sums_of_areas<'t>(rows: &mut [(&'t RawRow, RowKind<'t>)], place: &Place) {
    let is_sum = |(_, kind): &&(_, RowKind)| matches!(kind, RowKind::Sum);
    let mut left = rows.iter().filter(is_sum).count().saturating_sub(1);
    // The areas since the last sum.
    let mut areas: Vec<usize> = Vec::new();
    for at in 0..rows.len() {
        let row = rows[at].0;
        match &rows[at].1 {
            RowKind::Criterion(placed) if placed.parent.is_empty() => areas.push(at),
            // The last one is that of the whole.
            RowKind::Sum if left == 0 => areas.clear(),
            RowKind::Sum => left -= 1,
            // What follows is no sum of areas alone.
            RowKind::Adjustment(_) => areas.clear(),
            RowKind::Criterion(_)
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Guidance(_)
            | RowKind::Prose
            | RowKind::Nameless => {}
        }
        if !matches!(rows[at].1, RowKind::Sum | RowKind::SumOfAreas(_)) || areas.is_empty() {
            continue;
        }
        let last = areas.last().copied().filter(|area| place.is_bare(rows[*area].0));
        if let Some(area) = last
            && let RowKind::Criterion(placed) = &mut rows[area].1
        {
            placed.scored_in = Some(row);
            placed.maximum = placed.maximum.or(place.maximum_in(row));
            placed.is_merged = false;
            rows[at].1 = RowKind::Guidance(String::new());
        } else {
            let above = areas.iter().rev().map(|area| rows[*area].0).collect();
            rows[at].1 = RowKind::SumOfAreas(above);
        }
        areas.clear();
    }
}

/// Marks the area that is the survey, and its parts, where other areas stand beside it.
fn find_the_survey(rows: &mut [(&RawRow, RowKind)]) {
    const SURVEY: [&str; 4] =
        ["điều tra xã hội học", "điều tra xhh", "khảo sát xã hội học", "điểm xã hội học"];
    let is_survey = |placed: &Placed| {
        let key = match_key(&placed.name);
        placed.parent.is_empty() && SURVEY.iter().any(|words| key.contains(words))
    };
    let areas = || {
        let criteria = rows.iter().filter_map(|(_, kind)| kind.criterion());
        criteria.filter(|placed| placed.parent.is_empty())
    };
    if areas().all(is_survey) {
        return;
    }
    let mut of_survey: HashSet<String> = HashSet::new();
    for (_, kind) in rows {
        let RowKind::Criterion(placed) = kind else { continue };
        if is_survey(placed) || of_survey.contains(&placed.parent) {
            placed.is_of_survey = true;
            of_survey.insert(placed.name.clone());
        }
    }
}

/// Reads the rows of a table in their order.
struct Rows<'a> {
    place: &'a Place,
    outline: Outline,
    is_behind_sum: bool,
    /// Whether criteria have numbers.
    are_numbered: bool,
    /// Whether areas have numbers, so that titles over them are no areas.
    are_areas_numbered: bool,
    /// The rows that hold areas without figures: titles without a number, and `A`, `B` where these are no parts
    /// over the areas.
    bare_areas: HashSet<usize>,
    /// The kind of the number before bonus or penalty points, whose parts may follow.
    adjustment: Option<NumberKind>,
}

impl<'a> Rows<'a> {
    fn of(place: &'a Place, lines: &[Line]) -> Self {
        let with_points = || lines.iter().filter(|line| !line.is_bare);
        let is_area = |line: &Line| line.kind.is_of_area();
        let has = |kind: NumberKind| with_points().any(|line| line.kind == kind);
        // `1` with parts below it, and no second `1`: these are the areas.
        let first = |line: &&Line| {
            line.kind == NumberKind::Arabic(1)
                && place
                    .numbers
                    .and_then(|index| line.row.cells.get(index))
                    .is_some_and(|cell| clean(&cell.text).trim_end_matches(['.', ')', '/']) == "1")
        };
        let are_areas_numbered = with_points().any(is_area)
            || (has(NumberKind::Arabic(2)) && with_points().filter(first).count() == 1);
        Self {
            place,
            outline: Outline::default(),
            is_behind_sum: false,
            are_numbered: false,
            are_areas_numbered,
            bare_areas: if are_areas_numbered { parts_of(lines) } else { titles_of(lines, place) },
            adjustment: None,
        }
    }

    /// What the next row holds, by its number and its name. None for titles over the areas, and for sums
    /// of one of them.
    fn next<'t>(&mut self, line: &Line<'t>) -> Option<RowKind<'t>> {
        let Line { row, is_merged, .. } = *line;
        let Place { numbers, ref names, .. } = *self.place;
        if line.name.is_empty() {
            let is_scored = self.place.is_scored(row);
            return Some(if is_scored { RowKind::Nameless } else { guidance() });
        }
        let has_figure = || {
            row.cells.iter().enumerate().any(|(index, cell)| {
                Some(index) != numbers && !names.contains(&index) && is_figure(cell)
            })
        };
        let is_numbered = line.is_numbered();
        // Behind the sum of one area, the next one may begin without figures.
        let is_bare_area = self.bare_areas.contains(&row.number);
        if self.is_behind_sum
            && !is_bare_area
            && !is_numbered
            && !has_figure()
            && is_criterion(&line.name)
        {
            return Some(RowKind::Prose);
        }
        let key = match_key(&line.name);
        // A numbered row is a criterion, whatever its name begins with, unless that is all of it.
        let says = |words: &[&str], all: &[&str]| {
            let begins = words.iter().any(|word| key.starts_with(word));
            all.contains(&key.as_str()) || (begins && !is_numbered)
        };
        if says(&REPEATED, &SHARES) {
            return None;
        }
        if !is_numbered && self.is_of_other_year(line) {
            return Some(RowKind::OfOtherYear);
        }
        if says(&SUMS_OF_AREAS, &[]) || (!is_numbered && is_numbered_sum(&line.name)) {
            return Some(RowKind::SumOfAreas(Vec::new()));
        }
        if says(&RANKS, &RANKS) {
            return Some(RowKind::Rank);
        }
        if says(&GRADES, &GRADES) {
            return Some(RowKind::Grade);
        }
        if says(&SUMS, &WHOLE_SUMS)
            || (!is_numbered && (says(&[], &INDICES) || is_joint_sum(&line.name)))
        {
            self.is_behind_sum = true;
            return Some(RowKind::Sum);
        }
        if let Some(kind) = self.adjustment(line) {
            return Some(kind);
        }
        let mut kind = line.kind;
        // `A. NỘI DUNG CHẤM ĐIỂM | 100` over all areas.
        let is_whole = self.place.maximum_in(row) == Some(Points::HUNDRED);
        if kind.is_of_part() && is_whole && self.are_areas_numbered {
            return None;
        }
        let is_alone = is_merged || !self.are_numbered;
        if is_bare_area {
            if kind == NumberKind::None {
                kind = NumberKind::Title;
            }
        } else if line.is_bare && (kind.is_of_part() || (is_alone && kind == NumberKind::None)) {
            if self.are_areas_numbered {
                return None;
            }
            if is_merged && !kind.is_number() {
                // The title of an area that has no number.
                kind = NumberKind::Title;
            }
        }
        if self.are_numbered && !is_bare_area && !kind.is_number() && !self.has_score(row) {
            // Where criteria have numbers, `Ban hành kịp thời | 2` below one of them is a choice.
            return Some(guidance());
        }
        let title = Title::read(&line.name);
        // What stands in the row of its first part has only the maximum in its name.
        let has_own = !is_merged && self.place.maximum_in(row).is_some();
        let maximum = title.maximum.filter(|_| !has_own);
        let bare = if maximum.is_some() { &title.name } else { &line.name };
        let (name, parent) = self.outline.place(kind, bare);
        self.are_numbered |= kind.is_number();
        Some(RowKind::Criterion(Placed {
            name,
            parent,
            column: line.column,
            is_merged,
            maximum,
            is_of_survey: false,
            scored_in: None,
            of_parent: Vec::new(),
            is_shared: false,
        }))
    }

    /// Whether a row below the criteria is of another year, or compares two of them.
    fn is_of_other_year(&self, line: &Line) -> bool {
        let key = match_key(&line.name);
        let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
        let is_of_unit = begins(&SUMS) || begins(&RANKS) || begins(&GRADES);
        let title = Title::read(&line.name);
        let dated = title.dated().map(|(_, year)| year);
        let is_other = self.place.year.zip(dated).is_some_and(|(own, year)| own != year);
        // `Giảm thời gian giải quyết (2 điểm)` is a criterion.
        let has_maximum = title.maximum.is_some() || self.place.maximum_in(line.row).is_some();
        (begins(&DIFFERENCES) && !has_maximum)
            || (is_of_unit && (is_other || names_year_before(&line.name)))
    }

    /// Bonus or penalty points of the unit as a whole, or what they consist of. None for other rows.
    fn adjustment<'t>(&mut self, line: &Line) -> Option<RowKind<'t>> {
        let title = Title::read(&line.name);
        let is_numbered = line.is_numbered();
        let is_whole = if is_numbered {
            title.is_only_bonus_or_penalty()
        } else {
            title.is_bonus_or_penalty() && (!line.is_bare || title.is_only_bonus_or_penalty())
        };
        if is_whole {
            if is_numbered && self.adjustment.is_none() {
                self.adjustment = Some(line.kind);
            }
            let of = title.bonus_or_penalty();
            // `Điểm thưởng, điểm trừ` stands over both.
            let is_over_both = of.is_none() && line.is_bare;
            return Some(if is_over_both { guidance() } else { RowKind::Adjustment(of) });
        }
        let above = self.adjustment?;
        if self.outline.is_below(line.kind, above) {
            return Some(guidance());
        }
        self.adjustment = None;
        None
    }

    /// Whether a row has anything but dashes in the columns of scores.
    fn has_score(&self, row: &RawRow) -> bool {
        let mut cells = self.place.scores.iter().filter_map(|index| row.cells.get(*index));
        cells.any(|cell| !cell.copied && cell.text.contains(char::is_alphanumeric))
    }
}

/// The rows of parts such as `A` and `B` that have no figures of their own and are named as areas.
fn parts_of(lines: &[Line]) -> HashSet<usize> {
    /// Words of parts that are ways of scoring, and no areas.
    const WAYS: [&str; 8] =
        ["chấm điểm", "thẩm định", "xã hội học", "xhh", "đánh giá", "nội dung", "tiêu chí", "điểm"];
    let is_part = |line: &&Line| line.kind == NumberKind::Capital;
    let parts = || lines.iter().filter(is_part);
    let is_area = |line: &Line| {
        let key = match_key(&line.name);
        !WAYS.iter().any(|word| key.contains(word))
    };
    if parts().count() > 1
        && parts().all(is_area)
        && lines.first().is_some_and(|line| is_part(&line))
    {
        parts().filter(|line| line.is_bare).map(|line| line.row.number).collect()
    } else {
        HashSet::new()
    }
}

/// The rows of titles over numbered criteria: the first row is one, and each stands above a row with figures.
fn titles_of(lines: &[Line], place: &Place) -> HashSet<usize> {
    const MOST_WORDS: usize = 15;
    let is_shouted = |line: &Line| !line.name.contains(char::is_lowercase);
    let are_all_shouted = lines.first().is_some_and(is_shouted);
    let are_numbered = lines.iter().any(|line| !line.is_bare && line.is_numbered());
    let is_sum = |line: &&Line| {
        let key = match_key(&line.name);
        is_whole_sum(&line.name) || SUMS_OF_AREAS.iter().any(|words| key.starts_with(words))
    };
    let have_sums = lines.iter().filter(is_sum).count() > 1;
    // Among numbered criteria, what only has a maximum may be a choice.
    let may_have_maximum = !are_numbered || are_all_shouted;
    let is_title = |(line, next): (&Line, &Line)| {
        (line.is_bare || (may_have_maximum && !place.is_scored(line.row)))
            && line.kind == NumberKind::None
            && is_criterion(&line.name)
            && line.name.starts_with(char::is_uppercase)
            && !line.name.contains(|c: char| c == ':' || c.is_ascii_digit())
            && !line.name.ends_with(['.', ';', ','])
            && line.name.split(' ').count() <= MOST_WORDS
            && (is_shouted(line) || !are_all_shouted)
            && !next.is_bare
            && next.is_numbered() == are_numbered
    };
    let pairs = || lines.iter().zip(lines.iter().skip(1));
    let titles: HashSet<usize> =
        pairs().filter(|pair| is_title(*pair)).map(|(line, _)| line.row.number).collect();
    let is_first = pairs().next().is_some_and(is_title);
    if is_first && titles.len() > 1 && (are_numbered || are_all_shouted || have_sums) {
        titles
    } else {
        HashSet::new()
    }
}

/// A row on the criterion above it, which is filled in once that is known.
const fn guidance<'t>() -> RowKind<'t> {
    RowKind::Guidance(String::new())
}

/// The first words of rows of ranks and of grades.
const RANKS: [&str; 6] = ["xếp hạng", "thứ hạng", "hạng", "xếp thứ", "vị thứ", "thứ bậc"];
const GRADES: [&str; 2] = ["xếp loại", "phân loại"];

/// The first words of the row of sums.
const SUMS: [&str; 4] = ["tổng điểm", "tổng cộng", "tổng số", "cộng điểm"];

/// All words of rows of the index itself, whose points are the sum.
const INDICES: [&str; 4] =
    ["chỉ số cchc", "chỉ số cải cách hành chính", "điểm chỉ số cchc", "par index"];

/// The first words of rows that repeat others: the sum of a page, or what share a sum is.
const REPEATED: [&str; 16] = [
    // The maxima that apply to each unit.
    "tổng điểm tối đa",
    "điểm tối đa",
    // What is carried over to the next page.
    "cộng mang sang",
    "mang sang",
    "cộng trang",
    "cộng chuyển",
    "cộng dồn",
    "chuyển trang",
    "trang trước",
    "lũy kế",
    // The share that the sum above it is.
    "tỷ lệ (%)",
    "tỉ lệ (%)",
    "tỷ lệ %",
    "tỷ lệ đạt",
    "tỉ lệ %",
    "tỉ lệ đạt",
];

/// All words of rows of shares.
const SHARES: [&str; 7] =
    ["chỉ số (%)", "chỉ số cchc (%)", "chỉ số", "tỷ lệ (%)", "tỉ lệ (%)", "tỷ lệ đạt (%)", "tỷ lệ"];

/// The first words of rows that sum up an area or a part.
const SUMS_OF_AREAS: [&str; 11] = [
    "điểm lĩnh vực",
    "điểm của lĩnh vực",
    "cộng mục",
    "cộng phần",
    "cộng lĩnh vực",
    "tổng mục",
    "tổng phần",
    "tổng lĩnh vực",
    "tổng điểm mục",
    "tổng điểm phần",
    "tổng điểm lĩnh vực",
];

/// The first words of rows that compare two years or two scores.
const DIFFERENCES: [&str; 8] = [
    "tăng/giảm",
    "tăng, giảm",
    "tăng giảm",
    "tăng (",
    "mức tăng",
    "chênh lệch",
    "so với năm",
    "so sánh với năm",
];

/// All words of the row of sums, where it has a number as well.
const WHOLE_SUMS: [&str; 7] =
    ["tổng", "cộng", "tổng điểm", "tổng cộng", "tổng số", "tổng số điểm", "tổng cộng điểm"];

/// Whether a text names the row of sums, and nothing else.
pub(super) fn is_whole_sum(text: &str) -> bool {
    WHOLE_SUMS.contains(&match_key(text).as_str())
}

/// Whether a text names the sum of an area by its number: `Cộng I`, `Tổng A`.
pub(super) fn is_numbered_sum(text: &str) -> bool {
    let named = text.trim_end_matches([':', '.']).rsplit_once(' ');
    named.is_some_and(|(word, number)| is_whole_sum(word) && is_area_number(number))
}

/// Whether a text names the sum of several areas by their numbers: `Cộng (I+II)`.
fn is_joint_sum(text: &str) -> bool {
    let Some((word, numbers)) = text.trim_end_matches([':', '.']).rsplit_once(' ') else {
        return false;
    };
    let mut numbers = numbers.trim_matches(['(', ')']).split('+').peekable();
    is_whole_sum(word) && numbers.peek().is_some() && numbers.all(is_area_number)
}

/// Whether a text is the number of an area: `I`, `A`.
fn is_area_number(number: &str) -> bool {
    let is_letter = number.chars().count() == 1 && number.chars().all(char::is_uppercase);
    is_letter || running_number(number).is_some()
}

/// Whether a row of this name holds a criterion.
fn is_criterion(name: &str) -> bool {
    let key = match_key(name);
    let mut others = RANKS.iter().chain(&GRADES).chain(&SUMS);
    !others.any(|word| key.starts_with(word)) && !WHOLE_SUMS.contains(&key.as_str())
}

/// The criteria that contain the present one, by the kinds of their numbers: `I`, `1`, `1.1`, `a`.
#[derive(Default)]
struct Outline {
    /// The kinds of numbers in the order of their levels.
    kinds: Vec<NumberKind>,
    /// The criteria that the present row is below, each with its level.
    open: Vec<(usize, String)>,
    names: Vec<String>,
}

impl Outline {
    /// Places the next criterion below those that contain it: its unique name, and that of its parent.
    fn place(&mut self, kind: NumberKind, name: &str) -> (String, String) {
        let level = self.kinds.iter().position(|other| *other == kind).unwrap_or_else(|| {
            // A new kind of number is one level below the present row, but not below a dash.
            self.kinds.truncate(self.open.last().map_or(0, |(level, _)| level + 1));
            let numbered = self.kinds.iter().rposition(|other| other.is_number());
            if let Some(last) = numbered.filter(|_| kind.is_number()) {
                self.kinds.truncate(last + 1);
            }
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        // A level may be left out: `1` below `B`, where `I` stands below `A`.
        while self.open.pop_if(|(above, _)| *above >= level).is_some() {}
        let parent = self.open.last().map(|(_, name)| name.clone()).unwrap_or_default();
        let unique = self.unique(name, &parent);
        self.open.push((level, unique.clone()));
        (unique, parent)
    }

    /// A name that no other criterion has.
    fn unique(&mut self, name: &str, parent: &str) -> String {
        let is_known = self.names.iter().any(|other| match_key(other) == match_key(name));
        let unique = if is_known && !parent.is_empty() {
            format!("{name} ({parent})")
        } else {
            name.to_owned()
        };
        self.names.push(unique.clone());
        unique
    }

    /// Whether all criteria have the same kind of number, which shows no levels.
    const fn has_one_kind(&self) -> bool {
        self.kinds.len() == 1
    }

    /// Whether a kind of number stands below another one.
    fn is_below(&self, kind: NumberKind, above: NumberKind) -> bool {
        let level = |kind| self.kinds.iter().position(|other| *other == kind);
        kind != above && level(above).zip(level(kind)).is_none_or(|(above, own)| own > above)
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering::numbered;
    use super::*;

    #[test]
    fn numbers_show_the_levels_of_criteria() {
        let mut outline = Outline::default();
        let mut place = |number: &str, text: &str| {
            let (kind, name) = numbered(number, text);
            outline.place(kind, &name)
        };
        let pair = |name: &str, parent: &str| (name.to_owned(), parent.to_owned());
        assert_eq!(place("I", "A"), pair("A", ""));
        assert_eq!(place("1", "B"), pair("B", "A"));
        assert_eq!(place("1.1", "C"), pair("C", "B"));
        assert_eq!(place("-", "X"), pair("X", "C"));
        assert_eq!(place("1.2", "D"), pair("D", "B"));
        assert_eq!(place("1.2.1", "Y"), pair("Y", "D"));
        assert_eq!(place("2", "E"), pair("E", "A"));
        assert_eq!(place("II", "F"), pair("F", ""));
        assert_eq!(place("1", "B"), pair("B (F)", "F"));
        assert_eq!(place("", "2. G"), pair("G", "F"));
    }
}
