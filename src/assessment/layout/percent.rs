//! Tables that print each total twice: in points, and in percent of the maximum.

use crate::model::{Points, Rule, Severity, clean, match_key};
use crate::source::RawRow;

use super::super::column::{ColumnMeaning, ScoreColumn};
use super::super::finding::{Finding, FindingValue};
use super::Layout;

impl Layout {
    /// Assigns the columns of totals. Of two, one may hold the percent of the other. If it does not
    /// follow from the points, as where each unit has a maximum of its own that is not printed, the
    /// percent are the totals. Any further column is a finding.
    pub(super) fn settle_totals(&mut self, totals: Vec<ScoreColumn>, findings: &mut Vec<Finding>) {
        let mut totals = totals.into_iter();
        let (first, second) = (totals.next(), totals.next());
        self.total = first;

        let mut repeated = None;
        if let (Some(first), Some(second)) = (&self.total, second) {
            let percent = [first, &second].map(|column| self.is_percent(column));
            let (points, percent) = match percent {
                [false, true] => (first.clone(), second),
                [true, false] => (second, first.clone()),
                _ => (first.clone(), second.clone()),
            };
            if self.is_percent(&percent) && !self.is_percent(&points) {
                let has_maximum = points.maximum.is_some()
                    || !self.tree.criteria.is_empty()
                    || self.sums.iter().any(Option::is_some);
                if has_maximum || self.follows(&percent, &points) {
                    self.describe_again(&percent, ColumnMeaning::Percent);
                    (self.total, self.percent) = (Some(points), Some(percent));
                } else {
                    self.describe_again(&points, ColumnMeaning::Remark);
                    self.total = Some(percent);
                }
            } else {
                repeated = Some(percent);
            }
        }

        for column in repeated.into_iter().chain(totals) {
            let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &column.heading)
                .over_figures(self.holds_figures(column.index));
            findings.push(finding.found(FindingValue::Text(clean(&column.heading.text))));
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

    /// Whether most of the percent follow from the points on a scale of 100.
    fn follows(&self, percent: &ScoreColumn, points: &ScoreColumn) -> bool {
        let figure = |row: &RawRow, column: &ScoreColumn| {
            let text = clean(&row.cells.get(column.index)?.text);
            let number = text.trim_end_matches('%').trim_end();
            Points::parse_with(number, self.mark).ok().map(|printed| printed.points)
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
