//! Markdown tables, and other texts with `|` between the cells of a row.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::grid::{Grid, Piece};
use super::limit::Budget;
use super::mark::is_note_mark;
use super::{Content, Format, Location, RawCell, ReadError, ReadOptions};

/// Whether a text has at least three consecutive lines that are rows.
pub(super) fn is_table(text: &str) -> bool {
    let lines: Vec<_> = text.lines().map(is_row).collect();
    lines.windows(3).any(|three| three.iter().all(|is_row| *is_row))
}

pub(super) fn read(text: &str, reading: &ReadOptions) -> Result<Content, ReadError> {
    let mut budget = Budget::new(reading);
    let (mut pieces, mut caption): (Vec<Piece>, Vec<String>) = (Vec::new(), Vec::new());
    let mut open: Option<(Grid, usize)> = None;

    let end = |grid: Grid, caption: &mut Vec<String>, budget: &mut Budget| {
        grid.into_pieces(caption, budget)
    };

    for (line, text) in (1..).zip(text.lines()) {
        if !is_row(text) {
            if let Some((grid, _)) = open.take() {
                pieces.extend(end(grid, &mut caption, &mut budget)?);
            }
            let prose = text.trim().trim_start_matches('#').trim();
            caption.extend(Some(prose).filter(|prose| !prose.is_empty()).map(plain));
            continue;
        }

        let cells = cells(text);
        // The line of dashes below the headings.
        if cells.iter().all(|cell| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c))) {
            continue;
        }

        let (grid, row) = open.get_or_insert_with(|| (Grid::new(Location::Line(line)), 0));
        *row += 1;
        for (text, column) in cells.iter().zip(1..) {
            grid.put(*row, column, RawCell::new(Location::Line(line), plain(text)), &mut budget)?;
        }
    }

    if let Some((grid, _)) = open.take() {
        pieces.extend(end(grid, &mut caption, &mut budget)?);
    }
    Ok(Content { format: Format::Pipe, pieces, remarks: Vec::new() })
}

fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 1
        && (line.starts_with('|') || line.ends_with('|'))
        && line.matches('|').count() > 1
}

/// The cells of a row. A `\|` does not separate cells.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    let (mut cells, mut start) = (Vec::new(), 0);
    for (at, _) in line.match_indices('|').filter(|(at, _)| !line[..*at].ends_with('\\')) {
        cells.push(line[start..at].trim());
        start = at + 1;
    }
    cells.push(line[start..].trim());
    cells
}

/// The plain text of Markdown: without emphasis, links and escapes, and without struck-out text and
/// raised note marks.
fn plain(text: &str) -> String {
    // After a word, nothing is taken for the beginning of a list or heading.
    const WORD: &str = "x ";
    let marked = format!(
        "{WORD}{}",
        text.replace("<br>", "\n").replace("<br/>", "\n").replace('\n', "<br>")
    );

    let (mut plain, mut struck, mut raised) = (String::new(), 0_usize, None);
    for event in Parser::new_ext(&marked, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Strikethrough) => struck += 1,
            Event::End(TagEnd::Strikethrough) => struck -= 1,
            Event::Text(text) | Event::Code(text) if struck == 0 => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => plain.push('\n'),
            Event::InlineHtml(tag) => match tag.as_ref() {
                "<br>" => plain.push('\n'),
                "<sup>" => raised = Some(plain.len()),
                "</sup>" => {
                    if let Some(from) = raised.take().filter(|from| is_note_mark(&plain[*from..])) {
                        plain.truncate(from);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    plain.strip_prefix(WORD).or(plain.strip_prefix(WORD.trim_end())).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_without_rules_and_emphasis() {
        let text = "## Kết quả\n\n| TT | Tên | Điểm |\n|:--|---|--:|\n| 1 | **Sở A\\|B** | 9,5 \
            |\n| 2 | C<br>D |\n\nHết\n";
        assert!(is_table(text));
        let content = read(text, &ReadOptions::default()).expect("a table");
        let piece = &content.pieces[0];
        let texts: Vec<Vec<_>> = piece
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(texts, [["TT", "Tên", "Điểm"], ["1", "Sở A|B", "9,5"], ["2", "C\nD", ""]]);
        assert_eq!(
            (piece.caption.as_slice(), &piece.rows[1].cells[0].location),
            (&["Kết quả".to_owned()][..], &Location::Line(5))
        );
        assert!(!is_table("a | b\nc\n"));
    }

    #[test]
    fn markdown_within_a_cell_is_decoded() {
        for (marked, text) in [
            ("1\\.", "1."),
            ("2.", "2."),
            ("- ", "-"),
            ("–", "–"),
            ("# 5", "# 5"),
            ("Sở B &amp; C", "Sở B & C"),
            ("Khoa học \\(KHCN\\)", "Khoa học (KHCN)"),
            ("[Sở Nội vụ](https://example.org/a)", "Sở Nội vụ"),
            ("**58**", "58"),
            ("47,25<sup>1</sup>", "47,25"),
            ("~~45~~ 47,25", "47,25"),
            ("a\\|b", "a|b"),
            ("47,25*", "47,25*"),
            ("`9,5`", "9,5"),
            ("", ""),
        ] {
            assert_eq!(plain(marked).trim(), text, "{marked}");
        }
    }
}
