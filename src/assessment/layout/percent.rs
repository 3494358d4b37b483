//! Tables that print each total twice: in points, and in percent of the maximum.

use crate::model::{FurtherKind, Points, Rule, ScoreKind, Severity, clean, match_key};
use crate::source::RawRow;

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, FurtherColumn, ScoreColumn};
use super::super::finding::{Finding, FindingValue};
use super::super::heading::{Title, Words};
use super::{Layout, ON_HUNDRED};

impl Layout {
    /// Decides what satisfaction in percent is. It is the total of a table of the index of
    /// satisfaction that has no other figures. Elsewhere, percent do not add up with points, so the
    /// column is a remark.
    pub(super) fn settle_satisfaction(&mut self, totals: &mut Vec<ScoreColumn>, words: &Words) {
        let is_percent = |further: &FurtherColumn| {
            let column = &further.column;
            further.kind == FurtherKind::Satisfaction
                && (column.is_percent || self.all_have_percent_sign(column))
                && column.maximum.is_none()
        };
        let Some(at) = self.further.iter().position(is_percent) else { return };
        let column = self.further.remove(at).column;
        let is_alone = totals.is_empty()
            && self.tree.criteria.is_empty()
            && self.sums.iter().all(Option::is_none);
        if is_alone && words.is_of_satisfaction() {
            self.describe_again(&column, ColumnMeaning::Total);
            totals.push(column);
        } else {
            self.describe_again(&column, ColumnMeaning::Remark);
        }
    }

    /// Assigns the columns of totals. Of two, one may hold the percent of the other. If it does not
    /// follow from the points, as where each unit has a maximum of its own that is not printed, the
    /// percent are the totals. Any further column is a finding.
    pub(super) fn settle_totals(&mut self, totals: Vec<ScoreColumn>, findings: &mut Vec<Finding>) {
        let is_before = |column: &ScoreColumn| says_before_bonus(&column.heading.text);
        let (before, totals): (Vec<_>, Vec<_>) =
            totals.into_iter().partition(|column| self.has_bonus() && is_before(column));
        for column in before {
            self.settle_before_bonus(column);
        }

        let mut totals = totals.into_iter();
        let (first, second) = (totals.next(), totals.next());
        self.total = first;

        // The percent of the appraised points, where each unit has a maximum.
        let has_sums = self.maximum.is_some() && self.sums[ScoreKind::Appraised as usize].is_some();
        if let (Some(first), None) = (&self.total, &second)
            && has_sums
            && self.is_percent(first)
        {
            self.describe_again(&first.clone(), ColumnMeaning::Percent);
            self.percent = self.total.take();
        }

        let mut repeated = None;
        if let (Some(first), Some(second)) = (self.total.clone(), second) {
            match [&first, &second].map(|column| self.is_percent(column)) {
                [false, true] => self.settle_percent(first, second),
                [true, false] => self.settle_percent(second, first),
                [false, false] if self.is_before_bonus(&first, &second) => {
                    self.settle_before_bonus(first);
                    self.total = Some(second);
                }
                [true, true] | [false, false] => repeated = Some(second),
            }
        }

        for column in repeated.into_iter().chain(totals) {
            let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &column.heading)
                .over_figures(self.holds_figures(column.index));
            findings.push(finding.found(FindingValue::Text(clean(&column.heading.text))));
        }
    }

    /// The columns of bonus and penalty points.
    fn bonus_columns(&self) -> impl Iterator<Item = &ScoreColumn> {
        let is_bonus = |kind| matches!(kind, FurtherKind::Bonus | FurtherKind::Penalty);
        self.further
            .iter()
            .filter(move |further| is_bonus(further.kind))
            .map(|further| &further.column)
    }

    fn has_bonus(&self) -> bool {
        self.bonus_columns().next().is_some()
    }

    /// Whether columns of bonus or penalty points stand between two totals.
    fn is_before_bonus(&self, first: &ScoreColumn, second: &ScoreColumn) -> bool {
        self.bonus_columns().any(|column| (first.index..second.index).contains(&column.index))
    }

    /// Assigns the points before bonus and penalty: they are the appraised sum of a table without
    /// other scores, so that the total is checked against them.
    fn settle_before_bonus(&mut self, before: ScoreColumn) {
        let has_scores =
            !self.tree.criteria.is_empty() || self.sums.iter().skip(1).any(Option::is_some);
        if has_scores {
            self.describe_again(&before, ColumnMeaning::Remark);
        } else {
            self.describe_again(&before, ColumnMeaning::Appraised);
            self.sums[ScoreKind::Appraised as usize] = Some(before);
        }
    }

    /// Assigns a column of points and one of percent.
    fn settle_percent(&mut self, points: ScoreColumn, percent: ScoreColumn) {
        let has_maximum = points.maximum.is_some()
            || !self.tree.criteria.is_empty()
            || self.sums.iter().any(Option::is_some)
            || self.maximum.is_some()
            || self.prints_maxima(&points)
            || (!is_named_index(&percent) && self.is_on_hundred(&points));
        if has_maximum || self.follows(&percent, &points) {
            self.describe_again(&percent, ColumnMeaning::Percent);
            (self.total, self.percent) = (Some(points), Some(percent));
        } else {
            self.describe_again(&points, ColumnMeaning::Remark);
            self.total = Some(percent);
        }
    }

    /// Whether a column of totals is in percent: its heading or its figures say so, or it is the
    /// index itself.
    fn is_percent(&self, column: &ScoreColumn) -> bool {
        let name = match_key(&column.heading.text);
        column.is_percent
            || self.all_have_percent_sign(column)
            || ["chỉ số", "tỷ lệ", "tỉ lệ"].iter().any(|word| name.starts_with(word))
    }

    /// Whether the highest figure of a column shows a scale of 100.
    fn is_on_hundred(&self, column: &ScoreColumn) -> bool {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column.index));
        let points = cells
            .filter_map(|cell| Cell::new(self.number, cell).read_figure(self.mark).ok()?.points());
        points.max().is_some_and(|highest| ON_HUNDRED.contains(&highest))
    }

    /// Whether the cells of a column print the maxima of their units, as in `80/85`.
    fn prints_maxima(&self, column: &ScoreColumn) -> bool {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column.index));
        let figures =
            cells.filter_map(|cell| Cell::new(self.number, cell).read_figure(self.mark).ok());
        let mut figures = figures.filter(|figure| figure.points().is_some()).peekable();
        figures.peek().is_some() && figures.all(|figure| figure.own_maximum().is_some())
    }

    /// Whether the figures of a column are those of another column in percent of the maxima that its
    /// cells print: 95,83 beside `57,5/60`.
    pub(super) fn is_percent_of_cells(&self, index: usize) -> bool {
        /// Half of the second decimal, in ten-thousandths of a percent.
        const NEAR: i64 = 50;
        let figure = |row: &RawRow, index: usize| {
            Cell::new(self.number, row.cells.get(index)?).read_percent(self.mark).ok()
        };
        let is_of = |other: usize| {
            let mut compared = self.rows.iter().filter_map(|row| {
                let (share, cell) = (figure(row, index)?.points()?, figure(row, other)?);
                let expected = cell.points()?.rescaled_up(cell.own_maximum()?, Points::HUNDRED);
                Some((share - expected).ten_thousandths().abs() <= NEAR)
            });
            let first = compared.next();
            first == Some(true) && compared.all(|is_near| is_near)
        };
        (0..self.width).filter(|other| *other != index).any(is_of)
    }

    /// Whether the figures of a column below an area are its appraised scores, or these and the survey,
    /// in percent of its maximum.
    pub(super) fn is_percent_of_area(&self, index: usize, groups: &[(Title, &Cell)]) -> bool {
        let Some((title, _)) = groups.last() else { return false };
        let area = self.tree.criteria.iter().find(|area| area.name == title.name);
        let Some(area) = area else { return false };
        let of_kind = |kind: ScoreKind| area.score_columns[kind as usize].as_ref();
        let Some(appraised) = of_kind(ScoreKind::Appraised) else { return false };
        let survey = of_kind(ScoreKind::Survey);
        let maxima =
            appraised.maximum.zip(survey.map_or(Some(Points::ZERO), |survey| survey.maximum));
        let with_survey = maxima.map(|(appraised, survey)| appraised + survey);
        // The appraised scores alone have their own maximum.
        let alone = (vec![appraised.index], appraised.maximum.or(area.maximum));
        let together = [Some(appraised), survey].into_iter().flatten();
        let together =
            (together.map(|column| column.index).collect(), area.maximum.or(with_survey));
        [alone, together].into_iter().any(|(columns, most)| {
            most.is_some_and(|most| self.is_percent_of_columns(index, &columns, most))
        })
    }

    /// Whether the figures of a column are the sums of others in percent of a maximum.
    pub(super) fn is_percent_of_columns(
        &self,
        index: usize,
        columns: &[usize],
        most: Points,
    ) -> bool {
        /// Half of the second decimal, in ten-thousandths of a percent.
        const NEAR: i64 = 50;
        let points = |row: &RawRow, index: usize| {
            let cell = Cell::new(self.number, row.cells.get(index)?);
            cell.read_percent(self.mark).ok()?.points()
        };
        let mut compared = self.rows.iter().filter_map(|row| {
            let sum: Option<Points> = columns.iter().map(|column| points(row, *column)).sum();
            let expected = sum?.rescaled_up(most, Points::HUNDRED);
            Some((points(row, index)? - expected).ten_thousandths().abs() <= NEAR)
        });
        compared.next() == Some(true) && compared.all(|is_near| is_near)
    }

    /// Whether most of the percent follow from the points on a scale of 100.
    fn follows(&self, percent: &ScoreColumn, points: &ScoreColumn) -> bool {
        let figure = |row: &RawRow, column: &ScoreColumn| {
            let cell = Cell::new(self.number, row.cells.get(column.index)?);
            cell.read_percent(self.mark).ok()?.points()
        };
        let pairs: Vec<_> = self
            .rows
            .iter()
            .filter_map(|row| Some((figure(row, percent)?, figure(row, points)?)))
            .collect();
        let equal = pairs.iter().filter(|(percent, points)| percent == points).count();
        equal * 2 > pairs.len()
    }
}

/// Whether a column is headed as the index itself, and not just as a share.
fn is_named_index(column: &ScoreColumn) -> bool {
    match_key(&column.heading.text).contains("chỉ số")
}

/// Whether a heading of totals says that bonus or penalty points are still to be counted: `Tổng điểm
/// (chưa tính điểm thưởng)`, `Tổng điểm trước khi trừ`.
fn says_before_bonus(heading: &str) -> bool {
    let key = match_key(heading);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    has(&[
        "chưa ",
        "trước khi",
        "trước thưởng",
        "không tính",
        "không kể",
        "không gồm",
        "không bao gồm",
    ]) && has(&["thưởng", "trừ", "cộng", "phạt"])
}
