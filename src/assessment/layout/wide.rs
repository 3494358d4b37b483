//! The layout of decisions: one row per unit. Columns are recognised by their headings, never by
//! their position.

use std::collections::{BTreeSet, HashMap};

use compact_str::CompactString;

use crate::model::{
    FurtherKind, Heading, Points, Rule, ScoreKind, Severity, Year, clean, match_key, named_index,
};
use crate::source::{RawCell, RawRow, RawTable};

use super::super::caption::Caption;
use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse, DatedColumn, FurtherColumn, ScoreColumn};
use super::super::criterion::CriterionColumns;
use super::super::finding::{Finding, FindingValue};
use super::super::heading::{Title, Words};
use super::super::part_of_year::part_of_year;
use super::super::row::{is_figure, is_points, numbers_columns, reads_alike, sheet, wrong_length};
use super::super::title::without_number;
use super::deduction::fill_group_headings;
use super::joint::settle_maxima;
use super::self_titled::score_of_title;
use super::{Layout, USUAL_SCALES};

/// Lays out a table by its headings.
///
/// # Errors
/// Returns the table if it has no column headed as units, or no rows below its headings.
pub(super) fn read(
    mut table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let header_rows = words.header_rows(&table.rows);
    move_maxima_into_headings(&mut table.rows, header_rows, words);
    fill_group_headings(&mut table.rows[..header_rows]);
    let maxima = move_area_maxima(&mut table.rows, header_rows, words);
    let (header, rows) = table.rows.split_at(header_rows);
    let width = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let headings: Vec<_> = header.iter().filter(|row| !numbers_columns(row)).collect();
    let stacks: Vec<_> = (0..width)
        .map(|column| stack(table.number, &headings, column))
        .map(|stack| without_area_in_sum(with_year_above(stack, words)))
        .collect();

    let lowest =
        |stack: &Vec<Cell>| stack.last().and_then(|cell| words.heading(&words.title(&cell.text)));
    // Communes may be listed beside their districts.
    let is_unit = |stack: &Vec<Cell>| lowest(stack) == Some(Heading::Unit);
    let unit = stacks
        .iter()
        .position(|stack| is_unit(stack) && !names_districts(stack))
        .or_else(|| stacks.iter().position(is_unit));
    let Some(unit) = unit.filter(|_| !rows.is_empty()) else { return Err(table) };

    for row in header.iter().filter(|row| row.cells.len() != width) {
        findings.push(wrong_length(table.number, row, width));
    }

    let sheet = sheet(&table);
    let of_title = score_of_title(&table);
    let mut rows = table.rows.split_off(header_rows);
    let header = table.rows;
    // Headings may be repeated on each page.
    rows.retain(|row| !numbers_columns(row) && !header.iter().any(|above| reads_alike(above, row)));

    let mut layout = Layout {
        caption: table.caption,
        sheet,
        width,
        unit,
        rows,
        ..Layout::blank(table.number, words.mark)
    };

    let is_appraised = |stack: &Vec<Cell>| {
        let mut known = stack.iter().map(|cell| words.heading(&words.title(&cell.text)));
        known.any(|heading| heading == Some(Heading::Score(ScoreKind::Appraised)))
    };
    if !stacks.iter().any(is_appraised) {
        layout.only = of_title;
    }
    layout.titled_year = Caption::new(&layout.caption).year();
    layout.leave_ranks_of_parts(&stacks, words, findings);
    layout.leave_other_indices(&stacks, words, findings);
    let over_all = over_all(&stacks, words);
    let spans = spans(&stacks);
    let mut totals = Vec::new();
    // Shares are told by the points that they repeat.
    let is_share = |stack: &Vec<Cell>| {
        let lowest = stack.last();
        lowest
            .is_some_and(|cell| words.title(&cell.text).percent || clean(&cell.text).ends_with('%'))
    };
    let (shares, points): (Vec<_>, Vec<_>) =
        stacks.iter().enumerate().partition(|(_, stack)| is_share(stack));
    // The sum of an area may stand before its parts, which show what it is.
    let (sums, points): (Vec<_>, Vec<_>) =
        points.into_iter().partition(|(_, stack)| is_sum_below_area(stack, words));
    for (index, stack) in points.into_iter().chain(sums).chain(shares) {
        let before = findings.len();
        // The maxima of an area are in its heading.
        if maxima.contains(&index) {
            layout.describe(index, stack, words, true);
            continue;
        }
        let stack = &stack[over_all.min(stack.len().saturating_sub(1))..];
        let is_alone = stack.last().is_some_and(|lowest| spans[&clean(&lowest.text)] == 1);
        let is_only = stack.first().is_some_and(|top| spans[&clean(&top.text)] == 1);
        layout.take_column((index, is_alone, is_only), stack, words, &mut totals, findings);
        layout.describe(index, &stacks[index], words, findings.len() == before);
    }

    layout.columns.sort_by_key(|used| used.column);
    layout.settle_satisfaction(&mut totals, words);
    layout.settle_totals(totals, findings);
    layout.settle_rounds(findings);
    layout.join_satisfaction(findings);
    layout.check_unheaded(&stacks, &header, findings);
    layout.tree.settle(findings);
    if layout.shares_maxima() {
        layout.joint_maxima = settle_maxima(&mut layout, findings);
    }
    Ok(layout)
}

impl Layout {
    /// Leaves the ranks among a part of the units beside those among all: `Xếp hạng trong huyện`.
    fn leave_ranks_of_parts(
        &mut self,
        stacks: &[Vec<Cell>],
        words: &Words,
        findings: &mut Vec<Finding>,
    ) {
        const PARTS: [&str; 12] = [
            "trong huyện",
            "trong thị xã",
            "trong nhóm",
            "trong cụm",
            "trong khối",
            "theo huyện",
            "theo nhóm",
            "theo cụm",
            "theo khối",
            "hạng nhóm",
            "hạng cụm",
            "hạng khối",
        ];
        let ranks = stacks.iter().enumerate().filter_map(|(index, stack)| {
            let lowest = stack.last()?;
            let is_rank = words.heading(&words.title(&lowest.text)) == Some(Heading::Rank);
            is_rank.then_some((index, lowest))
        });
        let is_of_part = |(_, heading): &(usize, &Cell)| {
            let key = match_key(&heading.text);
            PARTS.iter().any(|words| key.contains(words))
        };
        let (parts, whole): (Vec<_>, Vec<_>) = ranks.partition(is_of_part);
        if whole.is_empty() {
            return;
        }
        for (index, heading) in parts {
            self.left.push(index);
            findings.push(Finding::left_out(heading, clean(&heading.text)));
        }
    }

    /// Leaves the columns below other indices beside those below that of the table: `Chỉ số CCHC | Chỉ số SIPAS`.
    fn leave_other_indices(
        &mut self,
        stacks: &[Vec<Cell>],
        words: &Words,
        findings: &mut Vec<Finding>,
    ) {
        // Whether an upper heading names the index of the table or another one. An area with its maximum is none.
        let names = |stack: &Vec<Cell>, own: bool| {
            let above = stack.split_last().map_or(&[][..], |(_, above)| above);
            above.iter().any(|cell| {
                let is_index = match_key(&cell.text).starts_with("chỉ số ")
                    && words.title(&cell.text).maximum.is_none();
                let named = named_index(&cell.text, &words.indices);
                is_index && named.is_some_and(|index| words.admits(index)) == own
            })
        };
        let is_own = |stack: &Vec<Cell>| names(stack, true);
        let is_other = |stack: &Vec<Cell>| names(stack, false);
        if !stacks.iter().any(is_own) {
            return;
        }
        for (index, stack) in stacks.iter().enumerate().filter(|(_, stack)| is_other(stack)) {
            self.left.push(index);
            if let Some(heading) = stack.first() {
                findings.push(Finding::left_out(heading, clean(&heading.text)));
            }
        }
    }

    /// Reports columns that have content but no heading.
    fn check_unheaded(&self, stacks: &[Vec<Cell>], header: &[RawRow], findings: &mut Vec<Finding>) {
        for index in (0..self.width).filter(|index| stacks[*index].is_empty()) {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
            let is_filled = cells.any(|cell| !clean(&cell.text).is_empty());
            let heading = header.iter().rev().find_map(|row| row.cells.get(index));
            if let Some(heading) = heading.filter(|_| is_filled) {
                let heading = Cell::new(self.number, heading);
                findings.push(Finding::new(Rule::UnknownHeading, Severity::Error, &heading));
            }
        }
    }

    /// Records how the column just read was understood.
    fn describe(&mut self, index: usize, stack: &[Cell], words: &Words, is_understood: bool) {
        let Some(lowest) = stack.last() else { return };
        let title = words.title(&lowest.text);
        let further = self.further.iter().find(|further| further.column.heading == *lowest);
        // The sum of what was taken from the areas is no further figure.
        let is_sum = is_understood && stack.len() > 1 && title.is_bonus_or_penalty();
        let of_sum = || title.bonus_or_penalty().filter(|_| is_sum);
        let further = further.map(|further| further.kind).or_else(of_sum);
        let further = further.map(Heading::Further);
        let heading = further.or_else(|| words.heading(&title).filter(|_| is_understood));
        let of_column = |columns: &&CriterionColumns| {
            columns.score_columns.iter().flatten().any(|part| part.heading == *lowest)
        };

        let criterion = self.tree.criteria.iter().find(of_column);
        // The heading of a score may just name the area, or say no more than that points stand below it.
        let is_own = |column: &Option<ScoreColumn>| {
            column.as_ref().is_some_and(|column| column.heading == *lowest)
        };
        let kind_in = |columns: &[Option<ScoreColumn>; 3]| columns.iter().position(is_own);
        let kind = criterion
            .and_then(|columns| kind_in(&columns.score_columns))
            .or_else(|| kind_in(&self.sums));
        // A rank, grade or share of a single area or score is not that of the unit.
        let is_dated = self.dated.iter().any(|dated| dated.column.heading == *lowest);
        let is_of_unit = |taken: Option<usize>| is_dated || taken == Some(index);
        let is_of_area = || stack.iter().any(|cell| words.title(&cell.text).maximum.is_some());
        let heading = match heading {
            Some(_) if self.left.contains(&index) => Some(Heading::Remark),
            Some(Heading::Rank) if !is_of_unit(self.rank) => Some(Heading::Remark),
            Some(Heading::Grade) if !is_of_unit(self.grade) => Some(Heading::Remark),
            Some(Heading::Total) if title.percent && is_of_area() => Some(Heading::Remark),
            other => other,
        };
        let of_heading = heading.map(ColumnMeaning::from);
        let scored = kind.map(|kind| ColumnMeaning::from(ScoreKind::ALL[kind]));
        let means = scored.filter(|_| is_understood).or(of_heading);
        let is_parent = self.parent == Some(index);
        self.columns.push(ColumnUse {
            column: index + 1,
            heading: stack.iter().map(|cell| clean(&cell.text)).collect::<Vec<_>>().join(" / "),
            means: if is_parent { Some(ColumnMeaning::UnitParent) } else { means },
            criterion: criterion.map(|columns| columns.name.clone()),
            year: self
                .dated
                .iter()
                .find(|dated| dated.column.heading == *lowest)
                .map(|dated| dated.year),
        });
    }

    /// Assigns one column by its headings. `is_alone` says that its lowest heading is over no other
    /// column, `is_only` that its highest one is over no other. Totals are collected in `totals`. Unknown and repeated headings are findings.
    fn take_column(
        &mut self,
        (index, is_alone, is_only): (usize, bool, bool),
        stack: &[Cell],
        words: &Words,
        totals: &mut Vec<ScoreColumn>,
        findings: &mut Vec<Finding>,
    ) {
        let Some((lowest, above)) = stack.split_last().filter(|_| !self.left.contains(&index))
        else {
            return;
        };
        let mut title = words.title(&lowest.text);
        let mut heading = words.heading(&title);
        // `55/60` prints the maximum of an area in its cells.
        if heading.is_none() && title.maximum.is_none() {
            title.maximum = self.maximum_of_cells(index);
        }
        // `Thứ tự` before the units is their running number.
        if heading == Some(Heading::Rank)
            && index < self.unit
            && match_key(&title.name) == "thứ tự"
            && words.declared(&title).is_none()
        {
            heading = Some(Heading::Sequence);
        }
        // Evidence is text: a column of figures under such a heading is something else.
        heading =
            heading.filter(|heading| *heading != Heading::Evidence || !self.holds_figures(index));
        let mut column = ScoreColumn {
            index,
            heading: lowest.clone(),
            maximum: title.maximum,
            is_percent: title.percent,
        };
        if self.take_bonus(stack, heading, &column, words, findings) {
            return;
        }

        let mut groups: Vec<_> = above.iter().map(|cell| (words.title(&cell.text), cell)).collect();
        let count = groups.len();
        if self.is_of_other_time((&title, heading), &column, &mut groups, words, findings)
            || self.repeats_others(&column, &groups, words)
        {
            return;
        }
        if heading == Some(Heading::Total) && give_maximum(&mut groups, &mut title, words) {
            column.maximum = None;
        }
        // The same area may stand below another year.
        let is_alone = is_alone || groups.len() < count;

        self.take_overall(&mut groups, words, findings);
        // A heading of totals below the heading of a criterion only groups the criterion's own
        // scores.
        let is_total = |title: &Title| words.heading(title) == Some(Heading::Total);
        give_maxima_of_sums(&mut groups, is_total);
        groups.retain(|(title, _)| !is_total(title) && !only_groups(title));
        let is_self =
            |title: &Title| words.heading(title) == Some(Heading::Score(ScoreKind::SelfScore));
        let is_self_assigned =
            self.only == ScoreKind::SelfScore || groups.iter().any(|(title, _)| is_self(title));

        let is_of_area = groups.iter().any(|(title, _)| title.maximum.is_some());
        if let Some(kind) = kind_below(&groups, &title, heading, words) {
            heading = Some(Heading::Score(kind));
            let above = groups.pop().and_then(|(above, _)| above.maximum);
            column.maximum = column.maximum.or(above);
            // `Điểm thẩm định` may stand over the areas, each with the maximum of this score.
            if title.maximum.is_some() && !is_plain_amount(&title) {
                groups.push((Title { maximum: None, ..title.clone() }, lowest));
            }
        }

        let is_first = match heading {
            // What units give themselves is no result, and neither is the survey alone.
            Some(Heading::Total) if self.only != ScoreKind::Appraised && groups.is_empty() => {
                self.take_score(self.only, column, &groups, findings)
            }
            // The rank or grade that a unit gives itself is ignored, and so is that in one area.
            Some(Heading::Rank | Heading::Grade) if is_self_assigned || is_of_area => true,
            Some(Heading::Sequence) => self.sequence.replace(index).is_none(),
            Some(Heading::Unit) if index == self.unit => true,
            Some(Heading::Unit) => names_districts(stack) && self.parent.replace(index).is_none(),
            Some(Heading::Group) => {
                self.group.replace((index, clean(&lowest.text))).is_none() && groups.is_empty()
            }
            Some(Heading::Rank) => self.rank.replace(index).is_none(),
            Some(Heading::Grade) => self.grade.replace(index).is_none(),
            Some(Heading::Total) => self.take_total((column, is_only), &groups, totals, findings),
            Some(Heading::Score(kind)) => self.take_score(kind, column, &groups, findings),
            Some(Heading::Further(kind)) => {
                let is_first = self.further.iter().all(|further| further.kind != kind);
                if is_first {
                    self.further.push(FurtherColumn { kind, round: 1, criterion: None, column });
                }
                is_first && groups.is_empty()
            }
            // Of several counts, the first one with figures is taken.
            Some(Heading::Respondents) => {
                if self.respondents.is_none() && self.holds_figures(index) {
                    self.respondents = Some(index);
                }
                true
            }
            Some(Heading::Maximum) => groups.is_empty() && self.maximum.replace(index).is_none(),
            Some(Heading::Evidence | Heading::Remark) => true,
            // A column that only names its area and the maximum holds what counts.
            None if is_alone && title.maximum.is_some() && self.holds_figures(index) => {
                groups.push((title, lowest));
                let criterion = self.tree.criterion(&groups, findings);
                let column = ScoreColumn { maximum: None, ..column };
                criterion.is_some_and(|criterion| {
                    criterion.score_columns[self.only as usize].replace(column).is_none()
                })
            }
            // Percent that repeat the points of another column hold nothing of their own.
            None if self.is_percent_of_cells(index) => true,
            None if self.is_percent_of_area(index, &groups) => true,
            None => false,
        };

        if !is_first {
            findings.push(self.untaken(heading, lowest, index));
        }
    }

    /// Whether a column follows from others: it is the share of its area, or of a score.
    fn repeats_others(
        &self,
        column: &ScoreColumn,
        groups: &[(Title, &Cell)],
        words: &Words,
    ) -> bool {
        let is_of_score = || {
            let above = groups.last().map(|(title, _)| (title.maximum, words.heading(title)));
            let Some((Some(most), Some(Heading::Score(kind)))) = above else { return false };
            let points = self.sums[kind as usize].as_ref();
            points.is_some_and(|points| {
                self.is_percent_of_columns(column.index, &[points.index], most)
            })
        };
        let is_share = column.is_percent || clean(&column.heading.text).ends_with('%');
        is_share && (self.is_percent_of_area(column.index, groups) || is_of_score())
    }

    /// Whether a column holds figures or shares.
    fn holds_numbers(&self, index: usize) -> bool {
        let is_share = |cell: &RawCell| {
            let number = clean(&cell.text);
            number.strip_suffix('%').is_some_and(|number| Points::parse(number.trim()).is_ok())
        };
        let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
        self.holds_figures(index) || cells.any(is_share)
    }

    /// The finding on a column that was not assigned: its heading is unknown, or another column has it.
    fn untaken(&self, heading: Option<Heading>, lowest: &Cell, index: usize) -> Finding {
        let rule = if heading.is_some() { Rule::RepeatedHeading } else { Rule::UnknownHeading };
        let finding =
            Finding::new(rule, Severity::Error, lowest).over_figures(self.holds_numbers(index));
        let finding = finding.found(FindingValue::Text(clean(&lowest.text)));
        if heading.is_none() && self.holds_grades(index) {
            return finding.expected(FindingValue::Text(Heading::Grade.code().to_owned()));
        }
        finding
    }

    /// Whether a column is of another year, or of a part of the year, and was taken or left as such. The headings
    /// that name the year of the results are taken away from `groups`.
    fn is_of_other_time(
        &mut self,
        (title, heading): (&Title, Option<Heading>),
        column: &ScoreColumn,
        groups: &mut Vec<(Title, &Cell)>,
        words: &Words,
        findings: &mut Vec<Finding>,
    ) -> bool {
        // Differences from another year are not its results.
        if groups.iter().any(|(title, _)| title.is_difference()) {
            return true;
        }
        // Beside the year as a whole, the scores of its parts are no results, nor what was corrected since.
        let is_part = |title: &Title| {
            words.heading(title) == Some(Heading::Remark) && part_of_year(&title.name).is_some()
        };
        if groups.iter().any(|(title, _)| is_part(title) || is_before(title)) {
            self.left.push(column.index);
            findings.push(left_out(column));
            return true;
        }
        let year_of = |title: &Title| title.dated().map(|(_, year)| year);
        let dated = year_of(title).or_else(|| groups.iter().find_map(|(group, _)| year_of(group)));
        // An area that is headed by its name and its maximum holds the score that counts.
        let of_area = || title.maximum.map(|_| Heading::Score(self.only));
        let (Some(year), Some(meant)) = (dated, heading.or_else(of_area)) else { return false };
        let is_of_area = groups.iter().any(|(title, _)| title.maximum.is_some());
        match self.take_dated((year, meant), column, is_of_area) {
            Dated::Taken => {
                if self.left.contains(&column.index) {
                    findings.push(left_out(column));
                }
                true
            }
            Dated::Repeated => {
                findings.push(self.untaken(heading, &column.heading, column.index));
                true
            }
            Dated::OfTheYear => {
                groups.retain(|(title, _)| year_of(title).is_none());
                false
            }
        }
    }

    /// Takes a column whose headings name a year, if it is of another one. Totals, ranks and grades of earlier
    /// years are restated; scores of earlier years, and those of an area, are left to their years.
    fn take_dated(
        &mut self,
        (year, heading): (Year, Heading),
        column: &ScoreColumn,
        is_of_area: bool,
    ) -> Dated {
        let is_of_unit = matches!(heading, Heading::Total | Heading::Rank | Heading::Grade);
        if is_of_unit && !is_of_area {
            self.dated.push(DatedColumn { year, heading, column: column.clone() });
            return Dated::Taken;
        }
        if !is_of_unit && !matches!(heading, Heading::Score(_)) {
            return Dated::OfTheYear;
        }
        match self.titled_year {
            Some(own) if year < own => {
                self.left.push(column.index);
                Dated::Taken
            }
            Some(own) if year == own => Dated::OfTheYear,
            None if !is_of_area => Dated::OfTheYear,
            Some(_) | None => Dated::Repeated,
        }
    }

    /// Takes the heading of totals over all areas away from the headings over a column, and keeps its
    /// maximum. A second one that differs is a finding.
    fn take_overall(
        &mut self,
        groups: &mut Vec<(Title, &Cell)>,
        words: &Words,
        findings: &mut Vec<Finding>,
    ) {
        if groups.first().is_some_and(|(title, _)| words.heading(title) == Some(Heading::Total)) {
            let (over_all, cell) = groups.remove(0);
            match (&self.overall, over_all.maximum) {
                (Some((first, _)), Some(other)) if *first != other => {
                    findings.push(
                        Finding::new(Rule::FrameworkMaximum, Severity::Error, cell)
                            .points(*first, other),
                    );
                }
                (None, Some(maximum)) => self.overall = Some((maximum, cell.clone())),
                _ => {}
            }
        }
    }

    /// Assigns a column of bonus or penalty points. `lowest` is what its lowest heading means. False if the headings name neither. A column
    /// that is not of the unit as a whole, or holds both, is a finding.
    fn take_bonus(
        &mut self,
        stack: &[Cell],
        lowest: Option<Heading>,
        column: &ScoreColumn,
        words: &Words,
        findings: &mut Vec<Finding>,
    ) -> bool {
        // The name of a criterion with a maximum may mention deductions.
        let is_over_score = matches!(lowest, Some(Heading::Score(_)));
        let is_bonus = |cell: &&Cell| {
            let title = words.title(&cell.text);
            title.is_bonus_or_penalty() && !(title.maximum.is_some() && is_over_score)
        };
        let Some(cell) = stack.iter().find(is_bonus) else { return false };

        // Columns of zeros change no total.
        if !self.has_points(column.index) {
            return true;
        }
        let kind = words.title(&cell.text).bonus_or_penalty();
        // Below the heading of an area, they are those of the area.
        if let (Some(kind), Some((lowest, above))) = (kind, stack.split_last())
            && cell == lowest
            && !above.is_empty()
        {
            let groups: Vec<_> = above.iter().map(|cell| (words.title(&cell.text), cell)).collect();
            let is_area = groups.iter().any(|(title, _)| title.maximum.is_some());
            let is_sum = words.heading(&groups[0].0) == Some(Heading::Total);
            if is_sum && self.has_deductions() {
                self.check_deductions(column, findings);
                return true;
            }
            let area = is_area.then(|| self.tree.criterion(&groups, findings)).flatten();
            if let Some(area) = area.map(|area| area.heading.at.clone())
                && self.take_deduction(kind, column, &area)
            {
                return true;
            }
        }
        let is_first = |kind| self.further.iter().all(|further| further.kind != kind);
        if let Some(kind) = kind.filter(|kind| stack.len() == 1 && is_first(*kind)) {
            let column = column.clone();
            self.further.push(FurtherColumn { kind, round: 1, criterion: None, column });
        } else {
            let finding = Finding::new(Rule::BonusColumn, Severity::Error, cell);
            findings.push(finding.found(FindingValue::Text(clean(&cell.text))));
        }
        true
    }

    /// Assigns a column of totals. `is_only_of_area` says that the area over it has no other column. False if
    /// it is one of an area from which nothing is taken.
    fn take_total(
        &mut self,
        (column, is_only_of_area): (ScoreColumn, bool),
        groups: &[(Title, &Cell)],
        totals: &mut Vec<ScoreColumn>,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let known = self.tree.index_of(groups);
        // `Cộng` beside the criteria of an area is the score of the area.
        let sums_parts = known.is_some_and(|area| {
            let mut parts = self.tree.parts_of(area).peekable();
            parts.peek().is_some()
                && parts.all(|part| part.score_columns[self.only as usize].is_some())
        });
        // So it is beside the scores of an area that have the maxima: `Thẩm định (10) | XHH (6) | Cộng`.
        let areas = self.tree.criteria.iter().filter(|criterion| criterion.parent.is_none());
        let sums_scores = areas.count() > 1
            && known.is_some_and(|area| {
                let scores = &self.tree.criteria[area].score_columns;
                scores.iter().flatten().any(|column| column.maximum.is_some())
            });
        let has_maximum = groups.iter().any(|(title, _)| title.maximum.is_some());
        if self.is_percent_of_area(column.index, groups) {
            return true;
        }
        if !has_maximum && !sums_parts && !sums_scores {
            totals.push(column);
            return true;
        }
        let key = match_key(&column.heading.text);
        let says_total =
            ["tổng", "cộng"].iter().any(|word| key.starts_with(word)) && !is_only_of_area;
        let of_parts: Option<Points> = known.and_then(|area| {
            let parts = self.tree.parts_of(area);
            parts.map(|part| part.maximum.or(part.maximum_of(self.only))).sum()
        });
        let Some(area) = self.tree.criterion(groups, findings) else { return false };
        let of_sum = column.maximum.or(of_parts).filter(|_| sums_parts);
        area.maximum = area.maximum.or(of_sum);
        let appraised = &mut area.score_columns[self.only as usize];
        // `Điểm` alone below an area is what counts: usually the appraised score.
        if appraised.is_none() && (!says_total || sums_parts) {
            *appraised = Some(ScoreColumn { maximum: None, ..column });
            return true;
        }
        let is_scored = appraised.is_some();
        let area = area.heading.at.clone();
        if is_scored {
            self.check_area_total(&area, &column, findings);
        }
        is_scored
    }

    /// Assigns a column of scores to its criterion, or to the sums. False if the criterion has such
    /// a column already. Of an appraisal, the earlier column is one of another round.
    fn take_score(
        &mut self,
        kind: ScoreKind,
        column: ScoreColumn,
        groups: &[(Title, &Cell)],
        findings: &mut Vec<Finding>,
    ) -> bool {
        let (columns, criterion) = if groups.is_empty() {
            (&mut self.sums, None)
        } else {
            let Some(found) = self.tree.criterion(groups, findings) else { return false };
            (&mut found.score_columns, Some(found.heading.at.clone()))
        };
        let Some(column) = columns[kind as usize].replace(column) else { return true };
        let is_appraisal = kind == ScoreKind::Appraised;
        // `Điểm thẩm định thực tế` beside `Điểm thẩm định` has the points before they were scaled back
        // to the full maximum.
        let is_unscaled = match_key(&column.heading.text).contains("thực tế");
        if is_appraisal && is_unscaled {
            return true;
        }
        if is_appraisal {
            let kind = FurtherKind::EarlierAppraisal;
            self.further.push(FurtherColumn { kind, round: 0, criterion, column });
        }
        is_appraisal
    }
}

/// The headings over a column, of which one that sums up the area above it only says so: `Cộng (35)` for
/// `Cộng cải cách thể chế (35)` below `Cải cách thể chế`.
fn without_area_in_sum(mut stack: Vec<Cell>) -> Vec<Cell> {
    const SUMS: [&str; 6] =
        ["tổng điểm ", "tổng cộng ", "tổng ", "cộng ", "điểm lĩnh vực ", "điểm "];
    let key = |cell: &Cell| match_key(without_number(&Title::read(&cell.text).name));
    for at in 1..stack.len() {
        let (own, areas) = (key(&stack[at]), &stack[..at]);
        let named = SUMS.iter().find_map(|sum| own.strip_prefix(sum));
        let named = named.map(|name| name.strip_prefix("lĩnh vực ").unwrap_or(name));
        if named.is_some_and(|name| areas.iter().any(|area| key(area) == name)) {
            let maximum = Title::read(&stack[at].text).maximum;
            let behind = maximum.map(|maximum| format!(" ({})", maximum.shortest()));
            stack[at].text = format!("Cộng{}", behind.unwrap_or_default()).into();
        }
    }
    stack
}

/// The headings over a column, of which a year below what it is of stands above that: `Tổng điểm` over
/// `Năm 2023` is read as `Năm 2023` over `Tổng điểm`.
fn with_year_above(mut stack: Vec<Cell>, words: &Words) -> Vec<Cell> {
    let is_year = |cell: &Cell| {
        words.title(&cell.text).dated().is_some_and(|(title, _)| title.name.is_empty())
    };
    if let [.., above, lowest] = stack.as_mut_slice()
        && is_year(lowest)
        && !is_year(above)
        && words.heading(&words.title(&above.text)).is_some()
    {
        std::mem::swap(above, lowest);
    }
    stack
}

/// Whether the lowest heading over a column is that of a sum, and one above it that of an area.
fn is_sum_below_area(stack: &[Cell], words: &Words) -> bool {
    let heading = |cell: &Cell| words.heading(&words.title(&cell.text));
    let is_total = |cell: &&Cell| heading(cell) == Some(Heading::Total);
    stack
        .split_last()
        .filter(|(lowest, above)| is_total(lowest) || above.iter().any(|cell| is_total(&cell)))
        .is_some_and(|(_, above)| above.iter().any(|cell| heading(cell).is_none()))
}

/// The note on a column that is not kept.
fn left_out(column: &ScoreColumn) -> Finding {
    Finding::left_out(&column.heading, clean(&column.heading.text))
}

/// What a column is whose headings name a year.
enum Dated {
    /// One of the year of the results.
    OfTheYear,
    /// One of an earlier year, which was taken.
    Taken,
    /// One of a later year, or of a year that nothing tells from that of the results.
    Repeated,
}

/// The number of columns that each heading is over. That of an area may be over several scores.
fn spans(stacks: &[Vec<Cell>]) -> HashMap<String, usize> {
    let mut spans: HashMap<String, usize> = HashMap::new();
    for stack in stacks {
        let texts: BTreeSet<String> = stack.iter().map(|cell| clean(&cell.text)).collect();
        for text in texts {
            *spans.entry(text).or_default() += 1;
        }
    }
    spans
}

/// Takes a row of maxima among or below the headings, such as `Điểm tối đa | 70 | 30 | 100` or `(70) | (30)`,
/// into the headings that print none: `Thẩm định` becomes `Thẩm định (70)`.
fn move_maxima_into_headings(rows: &mut Vec<RawRow>, header_rows: usize, words: &Words) {
    const NAMES: [&str; 7] = [
        "điểm tối đa",
        "tối đa",
        "thang điểm",
        "tổng điểm tối đa",
        "số điểm tối đa",
        "điểm chuẩn",
        "thang điểm chuẩn",
    ];
    /// A row of column numbers or of a group may stand above it.
    const MOST_ABOVE: usize = 2;
    for at in 1..header_rows {
        let maxima: Vec<(usize, String)> = bracketed(&rows[at]).collect();
        for (column, text) in maxima {
            rows[at].cells[column].text = CompactString::default();
            add_maximum(&mut rows[..at], column, &text, words);
        }
    }

    let is_named = |row: &RawRow| {
        row.cells.iter().take(2).any(|cell| NAMES.contains(&match_key(&cell.text).as_str()))
    };
    let has_figures = |row: &RawRow| row.cells.iter().any(is_figure);
    let is_of_maxima = |(at, row): (usize, &RawRow)| {
        (is_named(row) && has_figures(row)) || is_bare_maxima(row, &rows[at + 1..])
    };
    let mut below = rows.iter().enumerate().skip(header_rows).take(MOST_ABOVE + 1);
    let at = below.position(is_of_maxima).map(|at| header_rows + at);
    // They may stand below the units, too.
    let at = at.or_else(|| {
        let last = rows.iter().rposition(has_figures)?;
        (last >= header_rows && is_named(&rows[last])).then_some(last)
    });
    let Some(at) = at else { return };

    let maxima = rows.remove(at);
    // They may be repeated on each page.
    rows.retain(|row| !reads_alike(row, &maxima));
    for (column, cell) in maxima.cells.iter().enumerate() {
        if is_figure(cell) || maximum_in(cell).is_some() {
            let text = clean(&cell.text);
            let text = text.trim_matches(['(', ')']);
            add_maximum(&mut rows[..header_rows], column, text, words);
        }
    }
}

/// Takes columns below the heading of an area that print its maximum again for each unit, `Điểm tối đa |
/// Điểm đạt`, into that heading. Returns their indices. Where the maxima of units differ, the column is
/// left as it is.
fn move_area_maxima(rows: &mut [RawRow], header_rows: usize, words: &Words) -> Vec<usize> {
    let (heads, below) = rows.split_at_mut(header_rows);
    let Some(lowest) = heads.iter().rposition(|row| !numbers_columns(row)) else {
        return Vec::new();
    };
    let width = heads[lowest].cells.len();
    let text = |row: &RawRow, index: usize| row.cells.get(index).map(|cell| clean(&cell.text));
    let mut moved = Vec::new();
    for index in (0..width).filter(|_| lowest > 0) {
        let heading = text(&heads[lowest], index).unwrap_or_default();
        let area = text(&heads[lowest - 1], index).unwrap_or_default();
        let title = words.title(&area);
        let is_of_area = words.heading(&words.title(&heading)) == Some(Heading::Maximum)
            && area != heading
            && !area.is_empty()
            && title.maximum.is_none()
            && words.heading(&title).is_none();
        let cells = below.iter().filter_map(|row| row.cells.get(index));
        let printed: BTreeSet<String> =
            cells.filter(|cell| is_points(cell)).map(|cell| clean(&cell.text)).collect();
        let (Some(most), 1, true) = (printed.first(), printed.len(), is_of_area) else { continue };
        let above = &mut heads[lowest - 1];
        let same = |cell: &&mut RawCell| clean(&cell.text) == area;
        for cell in above.cells.iter_mut().filter(same) {
            cell.text = format!("{area} ({most})").into();
        }
        moved.push(index);
    }
    moved
}

/// Adds a maximum to the lowest heading of a column, if that prints none.
fn add_maximum(heads: &mut [RawRow], column: usize, maximum: &str, words: &Words) {
    let mut headings = heads.iter_mut().rev().filter_map(|row| row.cells.get_mut(column));
    let lowest = headings.find(|heading| !clean(&heading.text).is_empty());
    if let Some(lowest) = lowest.filter(|lowest| words.title(&lowest.text).maximum.is_none()) {
        let text = clean(&lowest.text);
        // A heading that goes over several rows is one.
        for heading in heads.iter_mut().filter_map(|row| row.cells.get_mut(column)) {
            if clean(&heading.text) == text {
                heading.text = format!("{text} ({maximum})").into();
            }
        }
    }
}

/// The cells of a row of headings that hold nothing but a maximum in brackets, without the brackets.
fn bracketed(row: &RawRow) -> impl Iterator<Item = (usize, String)> + '_ {
    let cells = row.cells.iter().enumerate();
    let numbers_columns = numbers_columns(row);
    cells.filter(move |(_, cell)| !numbers_columns && !cell.copied).filter_map(|(column, cell)| {
        let text = clean(&cell.text);
        let inside = text.strip_prefix('(')?.strip_suffix(')')?;
        maximum_in(cell).map(|_| (column, inside.to_owned()))
    })
}

/// The maximum that a cell prints: `60`, `(60)`, `60 điểm`, `(tối đa 60 điểm)`.
fn maximum_in(cell: &RawCell) -> Option<Points> {
    let text = clean(&cell.text);
    Title::read(&format!("({})", text.trim_matches(['(', ')']))).maximum
}

/// Whether a row without a name holds maxima: several numbers, each of which no figure below it exceeds.
fn is_bare_maxima(row: &RawRow, below: &[RawRow]) -> bool {
    let has_words = row
        .cells
        .iter()
        .any(|cell| clean(&cell.text).contains(char::is_alphabetic) && maximum_in(cell).is_none());
    if has_words || numbers_columns(row) {
        return false;
    }
    let maxima = row.cells.iter().enumerate();
    let maxima: Vec<_> =
        maxima.filter_map(|(column, cell)| Some((column, maximum_in(cell)?))).collect();
    let is_held = |(column, most): &(usize, Points)| {
        let mut cells = below.iter().filter_map(|row| maximum_in(row.cells.get(*column)?));
        cells.all(|points| points <= *most)
    };
    // Plain numbers could be a unit without its name, or sums: maxima add up to the scale.
    let is_marked =
        |(column, _): &(usize, Points)| row.cells.get(*column).is_some_and(|cell| !is_figure(cell));
    let sum: Points = maxima.iter().map(|(_, most)| *most).sum();
    let greatest = maxima.iter().map(|(_, most)| *most).max().unwrap_or_default();
    let is_scale = |points: Points| USUAL_SCALES.contains(&points);
    let add_up = is_scale(sum) || (is_scale(greatest) && sum == greatest + greatest);
    // The first columns hold the numbers and names of units.
    maxima.len() > 1
        && maxima.iter().all(|(column, _)| *column > 0)
        && maxima.iter().all(is_held)
        && (maxima.iter().all(is_marked) || add_up)
}

/// The score in a column below a heading of scores: its heading only says points, their sum or their mean,
/// or names an area with its maximum. None for any other column.
fn kind_below(
    groups: &[(Title, &Cell)],
    title: &Title,
    heading: Option<Heading>,
    words: &Words,
) -> Option<ScoreKind> {
    let (above, _) = groups.last().filter(|(above, _)| !above.percent)?;
    let names_area = heading.is_none() && title.maximum.is_some();
    match words.heading(above) {
        Some(Heading::Score(kind)) if is_plain_amount(title) || names_area => Some(kind),
        _ => None,
    }
}

/// Gives the maximum of `Điểm (40)` to the area above it, whose name has none. Returns whether it did.
fn give_maximum(groups: &mut [(Title, &Cell)], title: &mut Title, words: &Words) -> bool {
    const POINTS: [&str; 5] = ["điểm", "điểm số", "số điểm", "điểm đạt", "điểm đạt được"];
    let has_maximum = POINTS.contains(&match_key(&title.name).as_str()) && title.maximum.is_some();
    let Some((area, _)) = groups.last_mut().filter(|_| has_maximum) else { return false };
    let is_area = area.maximum.is_none() && words.heading(area).is_none() && !only_groups(area);
    if is_area {
        area.maximum = title.maximum.take();
    }
    is_area
}

/// Gives the maximum of `Cộng (36)` to the area above it.
fn give_maxima_of_sums(groups: &mut [(Title, &Cell)], is_total: impl Fn(&Title) -> bool) {
    for at in 1..groups.len() {
        let maximum = groups[at].0.maximum.filter(|_| is_total(&groups[at].0));
        let above = &mut groups[at - 1].0;
        above.maximum = above.maximum.or(maximum.filter(|_| !is_total(above)));
    }
}

/// Whether a heading says no more than that points stand below it.
fn is_plain_amount(title: &Title) -> bool {
    const NAMES: [&str; 15] = [
        "tổng",
        "cộng",
        "tổng điểm",
        "tổng cộng",
        "tổng số điểm",
        "tổng điểm đạt",
        "tổng điểm đạt được",
        "điểm",
        "điểm số",
        "số điểm",
        "điểm đạt",
        "trung bình",
        "điểm trung bình",
        "bình quân",
        "điểm bình quân",
    ];
    NAMES.contains(&match_key(&title.name).as_str())
}

/// Whether the lowest heading of a column names districts and nothing below them.
fn names_districts(stack: &[Cell]) -> bool {
    let Some(lowest) = stack.last() else { return false };
    let key = match_key(&lowest.text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    has(&["huyện", "quận"]) && !has(&["xã,", "phường", "thị trấn", "tên xã", "đơn vị", "cơ quan"])
}

/// The number of top headings that span all scores and so distinguish nothing, such as
/// `Kết quả đánh giá`.
fn over_all(stacks: &[Vec<Cell>], words: &Words) -> usize {
    let is_score = |stack: &&Vec<Cell>| {
        let lowest = stack.last().map(|cell| words.heading(&words.title(&cell.text)));
        stack.len() > 1 && matches!(lowest, Some(Some(Heading::Score(_))))
    };
    let scores: Vec<_> = stacks.iter().filter(is_score).collect();

    let same = |level: usize| {
        let text = |stack: &Vec<Cell>| stack.get(level).map(|cell| clean(&cell.text));
        let Some(first) = scores.first().filter(|stack| stack.len() > level + 2) else {
            return false;
        };
        let title = text(first).map(|text| words.title(&text));
        title.is_some_and(|title| title.maximum.is_none())
            && scores.iter().all(|stack| text(stack) == text(first))
    };
    (0..2).take_while(|level| same(*level)).count()
}

/// Whether a heading only says that scores or criteria stand below it.
fn only_groups(title: &Title) -> bool {
    const NAMES: [&str; 21] = [
        "chỉ số thành phần",
        "các chỉ số thành phần",
        "sau phúc tra",
        "sau phúc khảo",
        "sau giải trình",
        "sau điều chỉnh",
        "kết quả điều chỉnh",
        "kết quả sau điều chỉnh",
        "cả năm",
        "kết quả cả năm",
        "kết quả",
        "kết quả đánh giá",
        "kết quả chấm điểm",
        "kết quả thẩm định",
        "kết quả theo từng lĩnh vực",
        "kết quả theo lĩnh vực",
        "điểm các lĩnh vực",
        "điểm theo lĩnh vực",
        "điểm thành phần",
        "trong đó",
        "các lĩnh vực",
    ];
    title.maximum.is_none() && NAMES.contains(&match_key(&title.name).as_str())
}

/// Whether a heading over others says that their figures have been corrected since: `Trước phúc tra`.
fn is_before(title: &Title) -> bool {
    const WORDS: [&str; 6] = [
        "trước phúc tra",
        "trước phúc khảo",
        "trước giải trình",
        "trước điều chỉnh",
        "trước khi điều chỉnh",
        "đã công bố",
    ];
    let key = match_key(&title.name);
    WORDS.iter().any(|words| key.contains(words))
}

/// The headings over a column from top to bottom, without empty cells and repetitions.
fn stack(table: usize, header: &[&RawRow], column: usize) -> Vec<Cell> {
    let mut stack: Vec<Cell> = Vec::new();
    for row in header {
        let Some(raw) = row.cells.get(column) else { continue };
        let text = clean(&raw.text);
        let repeated = stack.last().is_some_and(|above| clean(&above.text) == text);
        if !text.is_empty() && !repeated {
            stack.push(Cell::new(table, raw));
        }
    }
    stack
}
