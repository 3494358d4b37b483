//! The headings of a table without ruled lines: a row of headings over single columns, and above it
//! headings over several columns.

use super::super::line::Word;
use super::column::TextColumns;
use super::{Row, is_figure};

/// Headings of one table are nearer than this; the white space above them is wider. All distances
/// here are in sizes of a letter.
const SAME_HEADING: f64 = 2.6;
/// Lines of one cell are at least this far apart; lines of cells side by side may be nearer.
const NEXT_LINE: f64 = 1.1;
/// Lines of one heading are nearer than this.
const ANOTHER_LINE: f64 = 1.6;
/// The widest space between words.
const WIDEST_SPACE: f64 = 0.5;

/// How many of the lines above the last one are headings of the table that begins with that line.
/// `pitch` is the smallest distance between its rows; the white space above the first row may be as
/// wide. `None` if it is unclear whether a line is a heading or a title.
pub(super) fn lines_above(rows: &[Row], pitch: f64, columns: &TextColumns) -> Option<usize> {
    let mut count = 0;
    for pair in rows.windows(2).rev() {
        let (row, below) = (&pair[0], &pair[1]);
        let distance = row.distance(below);
        if distance > if count == 0 { SAME_HEADING.max(pitch) } else { SAME_HEADING } {
            break;
        }

        if distance > NEXT_LINE && is_alone(row, columns) {
            if distance > ANOTHER_LINE {
                break;
            }

            // The first line of a heading is aligned with its next one, but a title may be too.
            let space = space(&[row, below]);
            let [upper, others] = [row, below].map(|row| segments(0, row, space));
            let is_near = |a: f64, b: f64| (a - b).abs() < 3.0;
            let middle = |segment: &Segment| f64::midpoint(segment.left, segment.right);
            let is_aligned = |other: &Segment| {
                is_near(other.left, upper[0].left)
                    || is_near(middle(other), middle(&upper[0]))
                    || is_near(other.right, upper[0].right)
            };
            if !others.iter().any(is_aligned) {
                break;
            }
            if is_over_all(row, columns) {
                return None;
            }
        }
        count += 1;
    }
    Some(count)
}

/// Whether a line is one text over several columns.
fn is_alone(row: &Row, columns: &TextColumns) -> bool {
    let (Some(first), Some(last)) = (row.words.first(), row.words.last()) else { return true };
    !row.has_wide_gap() && columns.at(first.center()) < columns.at(last.center())
}

/// Whether a line is centred over a table, or spans most of it.
fn is_over_all(row: &Row, columns: &TextColumns) -> bool {
    let edges = columns.edges();
    let (left, right) = (edges[0], edges[columns.count()]);
    let (Some(first), Some(last)) = (row.words.first(), row.words.last()) else { return true };
    let off = (f64::midpoint(first.left, last.right) - f64::midpoint(left, right)).abs();
    last.right - first.left > 0.6 * (right - left) || off < 0.04 * (right - left)
}

/// Words of one line with no more than a space between them.
struct Segment {
    line: usize,
    baseline: f64,
    left: f64,
    right: f64,
    text: String,
}

/// The two rows of headings. The upper row has the heading of each column's group, or that of the
/// column if it has no group; the lower row has that of the column. `None` if it is unclear over
/// which columns a heading stands.
pub(super) fn cells(lines: &[Row], columns: &TextColumns) -> Option<Vec<Vec<String>>> {
    let lines: Vec<&Row> = lines.iter().filter(|row| !numbers_columns(row)).collect();
    if lines.is_empty() {
        return Some(Vec::new());
    }

    let space = space(&lines);
    let segments: Vec<Segment> =
        lines.iter().enumerate().flat_map(|(at, row)| segments(at, row, space)).collect();

    // Going up, each line of headings shows more of the width of the columns, and so which headings
    // above it stand over several columns.
    let mut columns = columns.clone();
    let lowest_group = (0..lines.len()).rev().find(|line| {
        let line_segments: Vec<&Segment> =
            segments.iter().filter(|segment| segment.line == *line).collect();
        let is_over_several =
            line_segments.iter().any(|segment| !columns.is_over_one([segment.left, segment.right]));
        if !is_over_several {
            let extents: Vec<_> =
                line_segments.iter().map(|segment| [segment.left, segment.right]).collect();
            columns.widen(&extents);
        }
        is_over_several
    });

    // Below the groups, the headings of single columns begin on the first line with many of them.
    let own_level = lowest_group.map_or(Some(0), |lowest| {
        let count = |line: usize| segments.iter().filter(|segment| segment.line == line).count();
        (lowest + 1..lines.len()).find(|line| count(*line) * 4 >= columns.count().max(8))
    })?;

    let mut headings = vec![String::new(); columns.count()];
    let mut headed = vec![None; columns.count()];
    for segment in segments.iter().filter(|segment| segment.line >= own_level) {
        let column = columns.nearest([segment.left, segment.right]);
        // Two headings on one line must not have the same column.
        if headed[column].replace(segment.line) == Some(segment.line) {
            return None;
        }
        let heading = &mut headings[column];
        if !heading.is_empty() {
            heading.push(' ');
        }
        heading.push_str(&segment.text);
    }

    // These words may be the first row of the table, with its number missing or its name split.
    let is_row = |segment: &Segment| is_figure(&segment.text) && !is_year(&segment.text);
    let is_group = |segment: &Segment| {
        columns.nearest([segment.left, segment.right]) == 0
            && segment.text.chars().all(|c| "IVX.".contains(c))
    };
    if segments.iter().any(|segment| is_row(segment) || is_group(segment)) {
        return None;
    }

    let groups =
        groups(segments.into_iter().filter(|segment| segment.line < own_level), lines[0].size);
    if groups.len() > columns.count() {
        return None;
    }

    let spans = spans(&groups, &headings, &columns)?;
    let mut upper = headings.clone();
    for (group, [first, last]) in groups.iter().zip(spans) {
        if first == last {
            let heading = format!("{} {}", group.text, headings[first]).trim().to_owned();
            (upper[first], headings[first]) = (heading.clone(), heading);
        } else {
            for column in first..=last {
                upper[column].clone_from(&group.text);
                if headings[column].is_empty() {
                    return None;
                }
            }
        }
    }

    let is_closed = |heading: &String| heading.matches('(').count() == heading.matches(')').count();
    let is_whole = upper.iter().chain(&headings).all(is_closed) && columns.are_headed(&headings);
    is_whole.then(|| vec![upper, headings])
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

/// Whether a line numbers the columns, such as `A B 1 2 3` or `(1) (2) (3)`.
fn numbers_columns(row: &Row) -> bool {
    let text = |word: &Word| word.text.trim_matches(['(', ')']).to_owned();
    let is_letter =
        |word: &&Word| text(word).len() == 1 && text(word).chars().all(char::is_alphabetic);
    let letters = row.words.iter().take_while(is_letter).count();
    let number = |word: &Word| text(word).split('=').next().and_then(|head| head.parse().ok());
    let numbers: Option<Vec<u32>> = row.words[letters..].iter().map(number).collect();
    numbers.is_some_and(|numbers| {
        row.words.len() > 2
            && numbers.len() > 1
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    })
}

/// The median width of the spaces between words, in sizes of a letter.
fn space(lines: &[&Row]) -> f64 {
    let gaps = lines
        .iter()
        .flat_map(|row| row.words.windows(2).map(|pair| (pair[1].left - pair[0].right) / row.size));
    let mut gaps: Vec<f64> = gaps.filter(|gap| *gap < WIDEST_SPACE).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(WIDEST_SPACE)
}

/// Splits a line into segments. Words of one heading are a space apart; those of two headings may
/// be hardly further apart.
fn segments(line: usize, row: &Row, space: f64) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for word in &row.words {
        let last =
            segments.last_mut().filter(|last| word.left - last.right < 1.25 * space * row.size);
        match last {
            Some(last) => {
                last.right = word.right;
                last.text.push(' ');
                last.text.push_str(&word.text);
            }
            None => segments.push(Segment {
                line,
                baseline: row.baseline,
                left: word.left,
                right: word.right,
                text: word.text.clone(),
            }),
        }
    }
    segments
}

/// Joins segments that are below each other. The groups are ordered from left to right.
fn groups(segments: impl Iterator<Item = Segment>, size: f64) -> Vec<Segment> {
    let mut groups: Vec<Segment> = Vec::new();
    for segment in segments {
        let above = groups.iter_mut().find(|group| {
            let shared = segment.right.min(group.right) - segment.left.max(group.left);
            group.line < segment.line
                && segment.baseline - group.baseline < ANOTHER_LINE * size
                && shared > 0.3 * (segment.right - segment.left).min(group.right - group.left)
        });
        match above {
            Some(group) => {
                group.text.push(' ');
                group.text.push_str(&segment.text);
                (group.left, group.right) =
                    (group.left.min(segment.left), group.right.max(segment.right));
                (group.line, group.baseline) = (segment.line, segment.baseline);
            }
            None => groups.push(segment),
        }
    }
    groups.sort_by(|a, b| a.left.total_cmp(&b.left));
    groups
}

/// The first and the last column of each group, chosen so that each group is centred over its
/// columns and as few columns with a heading as possible have no group. `None` if a group is not
/// centred over any columns.
fn spans(
    groups: &[Segment],
    headings: &[String],
    columns: &TextColumns,
) -> Option<Vec<[usize; 2]>> {
    let edges = columns.edges();
    let count = columns.count();
    let mut widths: Vec<f64> = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
    widths.sort_by(f64::total_cmp);
    let width = widths[count / 2];

    // Each edge lies somewhere between the words on its two sides.
    let extents = &columns.extents;
    let between: Vec<[f64; 2]> = (0..=count)
        .map(|edge| {
            let before =
                edge.checked_sub(1).map_or(extents[0][0] - width, |column| extents[column][1]);
            let after = extents.get(edge).map_or(extents[count - 1][1] + width, |extent| extent[0]);
            [before.min(after), before.max(after)]
        })
        .collect();

    // The distance of a group from the middle of some columns; `None` if it is not within them.
    let off = |group: &Segment, first: usize, end: usize| {
        let ([left, left_most], [right_least, right]) = (between[first], between[end]);
        let middle = f64::midpoint(group.left, group.right);
        let least = (f64::midpoint(left, right_least) - middle)
            .max(middle - f64::midpoint(left_most, right))
            .max(0.0);
        let is_within = left - 1.0 <= group.left && group.right <= right + 1.0;
        let likely = (f64::midpoint(edges[first], edges[end]) - middle).abs();
        (is_within && least < 0.1 * width + 2.0).then_some(least + 0.5 * likely)
    };
    let alone = |column: usize| if headings[column].is_empty() { 0.0 } else { 0.2 * width };

    // `best[n][m]`: the least sum of distances and penalties for the first n groups over the first
    // m columns, and the first column of the last group; `None` if the last column has no group.
    let mut best = vec![vec![(f64::INFINITY, None); count + 1]; groups.len() + 1];
    best[0][0].0 = 0.0;
    for column in 0..count {
        best[0][column + 1].0 = best[0][column].0 + alone(column);
    }
    for (at, group) in groups.iter().enumerate() {
        for end in 1..=count {
            let mut least = (best[at + 1][end - 1].0 + alone(end - 1), None);
            for (first, (before, _)) in best[at][..end].iter().enumerate() {
                let total = off(group, first, end).map_or(f64::INFINITY, |off| before + off);
                if total < least.0 {
                    least = (total, Some(first));
                }
            }
            best[at + 1][end] = least;
        }
    }

    let (mut at, mut end, mut spans) = (groups.len(), count, Vec::new());
    if !best[at][end].0.is_finite() {
        return None;
    }
    while at > 0 {
        match best[at][end].1 {
            Some(first) => {
                spans.push([first, end - 1]);
                (at, end) = (at - 1, first);
            }
            None => end = end.checked_sub(1)?,
        }
    }
    spans.reverse();
    Some(spans)
}
