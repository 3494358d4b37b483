//! Finds out which mark the figures of a document have before their decimals. The other mark may
//! then separate thousands: `1.000` is a thousand beside `94,28`.

use crate::model::{DecimalMark, Points, clean};
use crate::source::{Location, RawCell, RawRow, RawTable};

/// The mark before the decimals of a document's figures. None if it has no decimals, or both marks.
pub(super) fn decimal_mark(tables: &[RawTable]) -> Option<DecimalMark> {
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(figures_of);
    let (mut has_comma, mut has_point) = (false, false);
    for cell in cells {
        match mark_of(cell) {
            Some(DecimalMark::Comma) => has_comma = true,
            Some(DecimalMark::Point) => has_point = true,
            None => {}
        }
        if has_comma && has_point {
            return None;
        }
    }
    let marks = [(has_comma, DecimalMark::Comma), (has_point, DecimalMark::Point)];
    marks.into_iter().find(|(occurs, _)| *occurs).map(|(_, mark)| mark)
}

/// The cells of a row, without a number before a name: that of a criterion, `1.1 | Kế hoạch`, has no
/// decimals.
fn figures_of(row: &RawRow) -> &[RawCell] {
    let is_filled = |cell: &RawCell| !cell.text.trim().is_empty();
    let begins = |cell: &RawCell| cell.text.trim_start().starts_with(char::is_alphabetic);
    let first = row.cells.iter().position(is_filled).unwrap_or_default();
    let next = row.cells.iter().skip(first + 1).find(|cell| is_filled(cell));
    &row.cells[if next.is_some_and(begins) { first + 1 } else { first }..]
}

/// The mark of a figure that surely has decimals, such as `885,5` or `1.105,5`. `1.000` may be a
/// thousand, so it has none, unless it is the maximum in a heading.
fn mark_of(cell: &RawCell) -> Option<DecimalMark> {
    // Most cells are whole numbers, or words without a maximum behind them.
    let (has_comma, has_point) = (cell.text.contains(','), cell.text.contains('.'));
    let is_word = || !(has_comma && has_point) && cell.text.contains(char::is_alphabetic);
    if !cell.text.contains(')') && ((!has_comma && !has_point) || is_word()) {
        return None;
    }
    let text = clean(&cell.text);
    if let Some((_, inside)) = text.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        let is_digit = |c: char| c.is_ascii_digit();
        let number = inside.trim_start_matches(|c| !is_digit(c));
        return mark_of_zeros(number.trim_end_matches(|c| !is_digit(c)));
    }
    let figure = text.trim_end_matches(['%', ' ']).trim_start_matches(['+', '-', '\u{2212}']);
    let at = figure.rfind([',', '.'])?;
    let mark = if figure[at..].starts_with(',') { DecimalMark::Comma } else { DecimalMark::Point };
    if figure.contains(',') && figure.contains('.') {
        return Points::parse_with(figure, Some(mark)).ok().map(|_| mark);
    }
    let (whole, decimals) = (&figure[..at], &figure[at + 1..]);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let may_be_thousands = decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    // The numbers of a workbook are stored with a point, whatever a person sees.
    let is_stored =
        matches!(cell.location.inside(), Location::Sheet(_)) && mark == DecimalMark::Point;
    (!may_be_thousands && !is_stored).then_some(mark)
}

/// The mark with which a cell is read, given that of the document. A number of a workbook has no
/// marks between its thousands.
pub(super) fn mark_for(mark: Option<DecimalMark>, location: &Location) -> Option<DecimalMark> {
    mark.filter(|mark| {
        *mark == DecimalMark::Point || !matches!(location.inside(), Location::Sheet(_))
    })
}

/// Reads a maximum: `1.000` is a thousand beside decimals with commas, and where the mark is
/// unknown, because nobody prints a maximum of 1 with three decimals.
pub(super) fn maximum(number: &str, mark: Option<DecimalMark>) -> Option<Points> {
    let mark = mark.or_else(|| mark_of_zeros(number));
    Points::parse_with(number, mark).ok().map(|printed| printed.points)
}

/// The mark before decimals where a maximum has the other one before its three zeros.
fn mark_of_zeros(number: &str) -> Option<DecimalMark> {
    const ZEROS: [(&str, DecimalMark); 2] =
        [(".000", DecimalMark::Comma), (",000", DecimalMark::Point)];
    ZEROS.into_iter().find(|(zeros, _)| number.ends_with(zeros)).map(|(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: Vec<RawCell>) -> RawRow {
        RawRow { number: 1, hidden: false, cells }
    }

    #[test]
    fn the_decimals_of_the_figures_show_the_mark() {
        let mark = |location: fn() -> Location, texts: &[&str]| {
            let cells = texts.iter().map(|text| RawCell::new(location(), *text)).collect();
            let table = RawTable { number: 1, caption: Vec::new(), rows: vec![row(cells)] };
            decimal_mark(&[table])
        };
        let text = || Location::Table;
        assert_eq!(mark(text, &["Tổng (1.000)", "885,5", "1.000"]), Some(DecimalMark::Comma));
        assert_eq!(mark(text, &["94.28%", "1,000"]), Some(DecimalMark::Point));
        assert_eq!(mark(text, &["94.28", "94,3"]), None);
        assert_eq!(mark(text, &["1.000", "985"]), None);
        assert_eq!(mark(text, &["Tổng điểm (2.000)", "1.234"]), Some(DecimalMark::Comma));
        assert_eq!(mark(text, &["1.105,5", "985"]), Some(DecimalMark::Comma));
        assert_eq!(mark(text, &["1,105.5", "985"]), Some(DecimalMark::Point));
        assert_eq!(mark(text, &["1.1", "Kế hoạch", "2,5"]), Some(DecimalMark::Comma));
        assert_eq!(mark(|| Location::Sheet("A".into()), &["885.5", "90"]), None);
    }
}
