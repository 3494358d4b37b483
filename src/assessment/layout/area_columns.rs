//! A table for each area with the same units: on sheets of their own, or below each other with the name of
//! the area above each.

use std::collections::HashMap;

use crate::model::{Heading, Points, ScoreKind, capitalised, clean, match_key, unit_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::super::heading::Words;
use super::super::part_of_year::part_of_year;
use super::super::row::{is_figure, names_summary, numbers_columns, sheet_name};
use super::append::append_columns;
use super::numbering::numbered;

/// Adds the scores of an area to a table of the same units. False, and nothing is changed, if the piece
/// has other units or names no area.
pub(in super::super) fn add_areas(table: &mut RawTable, piece: &RawTable, words: &Words) -> bool {
    let found = UnitRows::of(table, words).zip(UnitRows::of(piece, words));
    let Some((first, next)) = found else { return false };
    let (Some(units), Some(area)) = (first.rows_of(&next), next.area(piece, words)) else {
        return false;
    };
    let mut piece = piece.clone();
    let mut next_header = next.header;
    if let AreaName::Above(name) = &area {
        head_with(&mut piece, &next, name, words);
        next_header += 1;
    }
    // The first table may be one of an area, too.
    let mut first_header = first.header;
    let of_first = first.area(table, words);
    let is_area = of_first.is_some();
    let places: Vec<usize> =
        (0..first.width).filter(|index| first.is_of_place(table, *index, words)).collect();
    if let Some(AreaName::Above(name)) = of_first {
        head_with(table, &first, &name, words);
        first_header += 1;
        // What the line says is of this area alone.
        table.caption.pop_if(|line| area_of(line).is_some());
    }
    for index in places.into_iter().filter(|_| is_area) {
        for row in &mut table.rows {
            if let Some(cell) = row.cells.get_mut(index) {
                cell.text = "".into();
            }
        }
    }
    // Ranks and grades are those in the area.
    let columns: Vec<usize> =
        next.others().filter(|index| !next.is_of_place(&piece, *index, words)).collect();
    let headers = [(first.header, first_header), (next.header, next_header)];
    append_of_units(table, &piece, &columns, &units, headers);
    true
}

/// Adds columns of a piece to a table of the same units, which `units` pairs by their rows. `headers` are the numbers
/// of the rows of headings of the table and of the piece, each as it was when the units were found, and with the
/// rows that were put over it since.
pub(super) fn append_of_units(
    table: &mut RawTable,
    piece: &RawTable,
    columns: &[usize],
    units: &[(usize, usize)],
    [(first, mut first_header), (next, next_header)]: [(usize, usize); 2],
) {
    // The headings end in the same row.
    while first_header < next_header {
        head_columns(table, &[], "");
        first_header += 1;
    }
    let moved = [first_header - first, next_header - next];
    let heads = (0..next_header).map(|at| (first_header - next_header + at, at));
    let rows = units.iter().map(|(to, from)| (to + moved[0], from + moved[1]));
    append_columns(table, piece, columns, heads.chain(rows));
}

/// Puts a row of headings over a table that names its area over the scores.
fn head_with(table: &mut RawTable, rows: &UnitRows, area: &str, words: &Words) {
    let is_headed = |index: &usize| !rows.is_of_place(table, *index, words);
    let columns: Vec<usize> = rows.others().filter(is_headed).collect();
    head_columns(table, &columns, area);
}

/// Puts a row of headings over a table, with a text over some columns.
pub(super) fn head_columns(table: &mut RawTable, columns: &[usize], text: &str) {
    let mut row = table.rows[0].clone();
    for index in columns {
        row.cells[*index].text = text.into();
    }
    table.rows.insert(0, row);
}

/// Where a table has its units.
pub(super) struct UnitRows {
    pub(super) header: usize,
    width: usize,
    unit: usize,
    sequence: Option<usize>,
    /// The columns that have nothing in them, as other tables of a sheet are wider.
    blank: Vec<usize>,
    /// The rows of the units, by their keys.
    pub(super) units: HashMap<String, usize>,
}

/// How a table names its area.
enum AreaName {
    /// In the headings, with its maximum.
    Headings,
    /// Above the table, or as its sheet; with its maximum: `Cải cách thể chế (60)`.
    Above(String),
}

impl AreaName {
    fn above(name: &str, most: Points) -> Self {
        Self::Above(format!("{name} ({})", most.shortest()))
    }
}

impl UnitRows {
    /// Finds the units of a table that lists them below each other, each once.
    pub(super) fn of(table: &RawTable, words: &Words) -> Option<Self> {
        let header = words.header_rows(&table.rows);
        let width = table.rows.first()?.cells.len();
        let heading = |index: usize| words.lowest_heading(&table.rows[..header], index);
        let unit = (0..width).find(|index| heading(*index) == Some(Heading::Unit))?;
        let sequence = (0..width).find(|index| heading(*index) == Some(Heading::Sequence));
        let mut units: HashMap<String, usize> = HashMap::new();
        for (at, row) in table.rows.iter().enumerate().skip(header) {
            if numbers_columns(row) || !row.cells.iter().skip(unit + 1).any(is_figure) {
                continue;
            }
            let name = row.cells.get(unit).map(|cell| clean(&cell.text))?;
            let is_numbered = sequence
                .and_then(|index| row.cells.get(index))
                .is_none_or(|cell| clean(&cell.text).contains(|c: char| c.is_ascii_digit()));
            if name.is_empty() || !is_numbered || names_summary(&name) {
                continue;
            }
            if units.insert(unit_key(&name), at).is_some() {
                return None;
            }
        }
        let is_blank = |index: &usize| {
            let mut cells = table.rows.iter().filter_map(|row| row.cells.get(*index));
            cells.all(|cell| clean(&cell.text).is_empty() && cell.unread.is_none())
        };
        let blank = (0..width).filter(is_blank).collect();
        (units.len() > 1).then_some(Self { header, width, unit, sequence, blank, units })
    }

    /// The rows of the units of another table, as pairs of a row of this table and one of the other. None if it
    /// has a unit that this table does not have.
    pub(super) fn rows_of(&self, other: &Self) -> Option<Vec<(usize, usize)>> {
        other.units.iter().map(|(key, from)| Some((*self.units.get(key)?, *from))).collect()
    }

    /// The columns other than those of running numbers and units that hold anything.
    pub(super) fn others(&self) -> impl Iterator<Item = usize> {
        let is_other = |index: &usize| *index != self.unit && Some(*index) != self.sequence;
        (0..self.width).filter(is_other).filter(|index| !self.blank.contains(index))
    }

    /// Whether a column holds ranks or grades.
    pub(super) fn is_of_place(&self, table: &RawTable, index: usize, words: &Words) -> bool {
        let heading = words.lowest_heading(&table.rows[..self.header], index);
        matches!(heading, Some(Heading::Rank | Heading::Grade))
    }

    /// The area of the scores of a table. None if it holds more than one area that is not named over its
    /// scores, or the results as a whole.
    fn area(&self, table: &RawTable, words: &Words) -> Option<AreaName> {
        let heads = |index: usize| -> Vec<&RawCell> {
            let cells = table.rows[..self.header].iter().filter_map(|row| row.cells.get(index));
            cells.filter(|cell| !clean(&cell.text).is_empty()).collect()
        };
        let is_scored = |index: &usize| {
            matches!(
                words.lowest_heading(&table.rows[..self.header], *index),
                None | Some(Heading::Score(_) | Heading::Total)
            ) && !heads(*index).is_empty()
        };
        let scored: Vec<usize> = (0..self.width).filter(is_scored).collect();
        let names_area = |cell: &&RawCell| {
            let title = words.title(&cell.text);
            title.maximum.is_some() && !title.name.is_empty() && words.heading(&title).is_none()
        };
        let (of_areas, others): (Vec<usize>, Vec<usize>) =
            scored.iter().partition(|index| heads(**index).iter().any(names_area));
        let is_sum = |index: &usize| {
            let heading = words.lowest_heading(&table.rows[..self.header], *index);
            heading == Some(Heading::Total)
        };
        if !of_areas.is_empty() && others.iter().all(is_sum) {
            // The line above the table may name what these are parts of.
            let above = name_above(table).map(|name| words.title(&name));
            let above = above.and_then(|title| Some((title.maximum?, title.name)));
            let above = above.filter(|(_, name)| !name.is_empty());
            let above = above.map(|(most, name)| AreaName::above(&name, most));
            return above.or(Some(AreaName::Headings).filter(|_| others.is_empty()));
        }
        if scored.is_empty() || scored.iter().any(|index| heads(*index).iter().any(names_area)) {
            return None;
        }
        let title = words.title(&name_above(table)?);
        // A row `Điểm tối đa` may stand among the units.
        let of_row = || {
            let is_of_maxima = |row: &&RawRow| {
                row.cells.iter().take(self.unit + 1).any(|cell| is_maximum(&cell.text))
            };
            let row = table.rows[self.header..].iter().find(is_of_maxima)?;
            let own = |index: &&usize| {
                matches!(
                    words.lowest_heading(&table.rows[..self.header], **index),
                    Some(Heading::Total | Heading::Score(ScoreKind::Appraised))
                )
            };
            let column = scored.iter().find(own).or(scored.first())?;
            let text = clean(&row.cells.get(*column)?.text);
            Points::parse(&text).ok().map(|printed| printed.points)
        };
        // The maximum of the sum, or else those of the scores that it consists of.
        let of_scores = || {
            let printed = |wanted: &[Heading]| {
                let mut columns = scored.iter().filter(|index| {
                    words
                        .lowest_heading(&table.rows[..self.header], **index)
                        .is_some_and(|h| wanted.contains(&h))
                });
                columns.find_map(|index| {
                    heads(*index).iter().find_map(|cell| words.title(&cell.text).maximum)
                })
            };
            let own = Heading::Score(ScoreKind::SelfScore);
            let appraised = || printed(&[Heading::Score(ScoreKind::Appraised), own]);
            let survey = || printed(&[Heading::Score(ScoreKind::Survey)]).unwrap_or_default();
            printed(&[Heading::Total]).or_else(|| Some(appraised()? + survey()))
        };
        let most = title.maximum.or_else(of_scores).or_else(of_row)?;
        (!title.name.is_empty()).then(|| AreaName::above(&title.name, most))
    }
}

/// Whether a text names a row of maxima.
fn is_maximum(text: &str) -> bool {
    let key = match_key(text);
    key.starts_with("điểm tối đa") || key.starts_with("tối đa")
}

/// Words with which names of sheets and tables begin that name no area.
const OTHERS: [&str; 8] =
    ["sheet", "trang", "biểu", "bảng", "phụ lục", "kết quả", "xếp hạng", "tổng hợp"];

/// The name of an area in the nearest line above a table, or in the name of its sheet.
fn name_above(table: &RawTable) -> Option<String> {
    let of_caption = table.caption.last().map(|line| clean(line));
    of_caption.and_then(|line| area_of(&line)).or_else(|| area_of_sheet(table))
}

/// The area that the name of a sheet may be of.
pub(super) fn area_of_sheet(table: &RawTable) -> Option<String> {
    let name = clean(sheet_name(table)?);
    let is_other = OTHERS.iter().any(|word| match_key(&name).starts_with(word));
    // A name, and no code such as `LV1`.
    let is_code = name.chars().count() < 3 || name.contains(|c: char| c.is_ascii_digit());
    let is_name = (name.contains(' ') || !is_code) && !is_other && part_of_year(&name).is_none();
    area_of(&name).or(Some(name).filter(|_| is_name))
}

/// The area that a line names, with a number or a word such as `Lĩnh vực` before it.
fn area_of(line: &str) -> Option<String> {
    /// Words before the name of an area, longer ones first.
    const LEADING: [&str; 10] = [
        "kết quả lĩnh vực",
        "kết quả chấm điểm lĩnh vực",
        "điểm lĩnh vực",
        "chỉ số thành phần",
        "chỉ số",
        "điểm thành phần",
        "lĩnh vực",
        "nội dung",
        "về",
        "điểm",
    ];
    /// Words before the number of a table: `Bảng 1. Chỉ số cải cách thể chế`.
    const TABLES: [&str; 5] = ["bảng", "biểu", "biểu số", "phụ lục", "mục"];
    const WHOLE: [&str; 2] = ["cchc", "cải cách hành chính"];
    let key = match_key(line);
    let words = TABLES.iter().filter(|word| key.starts_with(&format!("{word} ")));
    let words = words.map(|word| word.split(' ').count()).max().unwrap_or(0);
    let rest = line.split(' ').skip(words).collect::<Vec<_>>().join(" ");
    let (kind, mut name) = numbered("", &rest);
    let mut is_marked = kind.is_number();
    for word in LEADING {
        if match_key(&name).starts_with(&format!("{word} ")) {
            name = name.split(' ').skip(word.split(' ').count()).collect::<Vec<_>>().join(" ");
            is_marked = true;
        }
    }
    let key = match_key(&name);
    let is_other = OTHERS.iter().any(|word| key.starts_with(word))
        || WHOLE.iter().any(|word| key.starts_with(word));
    let is_other = is_other || part_of_year(&name).is_some();
    (is_marked && !is_other && name.contains(char::is_alphabetic)).then(|| capitalised(&name))
}
