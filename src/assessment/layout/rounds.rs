//! Tables that print more than the three scores: several rounds of an appraisal, or the satisfaction
//! of those who were served.

use crate::model::{FurtherKind, Points, Rule, ScoreKind, Severity, clean, match_key};

use super::super::cell::Position;
use super::super::column::{ColumnMeaning, FurtherColumn, ScoreColumn};
use super::super::criterion::CriterionColumns;
use super::super::finding::{Finding, FindingValue};
use super::Layout;

impl Layout {
    /// Numbers the rounds of each appraisal by their headings. The last round counts, the others are
    /// earlier ones. Columns whose headings do not tell a round apart are findings.
    pub(super) fn settle_rounds(&mut self, findings: &mut Vec<Finding>) {
        let is_earlier = |further: &FurtherColumn| further.kind == FurtherKind::EarlierAppraisal;
        let (mut earlier, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.further).into_iter().partition(is_earlier);
        self.further = others;

        while let Some(FurtherColumn { criterion, .. }) = earlier.first() {
            let criterion = criterion.clone();
            let (same, rest): (Vec<_>, Vec<_>) =
                earlier.into_iter().partition(|other| other.criterion == criterion);
            earlier = rest;

            let Some(slot) = self.appraised(criterion.as_ref()) else { continue };
            let columns = same.into_iter().map(|further| further.column).chain(slot.take());
            let mut columns: Vec<_> =
                columns.map(|column| (round(&column.heading.text), column)).collect();
            columns.sort_by_key(|(round, _)| *round);
            let repeated = columns.windows(2).find(|pair| pair[0].0 == pair[1].0);
            if let Some([_, (_, column)]) = repeated {
                let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &column.heading);
                let text = FindingValue::Text(clean(&column.heading.text));
                findings.push(finding.over_figures(true).found(text));
            }

            *slot = columns.pop().map(|(_, column)| column);
            for ((_, column), round) in columns.into_iter().zip(1..) {
                self.describe_again(&column, ColumnMeaning::Earlier);
                let criterion = criterion.clone();
                let kind = FurtherKind::EarlierAppraisal;
                self.further.push(FurtherColumn { kind, round, criterion, column });
            }
        }
    }

    /// The place of the appraised column of a criterion, or of the sum.
    fn appraised(&mut self, criterion: Option<&Position>) -> Option<&mut Option<ScoreColumn>> {
        let columns = match criterion {
            None => &mut self.sums,
            Some(at) => {
                let mut criteria = self.tree.criteria.iter_mut();
                &mut criteria.find(|found| found.heading.at == *at)?.score_columns
            }
        };
        Some(&mut columns[ScoreKind::Appraised as usize])
    }

    /// Makes a column of satisfaction, or of a survey over all criteria, a criterion of its own where
    /// the table has criteria: they add up to the total.
    pub(super) fn join_satisfaction(&mut self, findings: &mut Vec<Finding>) {
        if self.tree.criteria.is_empty() {
            return;
        }
        let survey = ScoreKind::Survey as usize;
        let rest = self.rest_of_scale();
        let mut criteria = self.tree.criteria.iter();
        let is_apart = criteria.all(|criterion| criterion.score_columns[survey].is_none());
        if is_apart
            && let Some(column) = &mut self.sums[survey]
            && column.maximum.is_none()
        {
            column.maximum = rest;
            let note = Finding::new(Rule::MissingMaximum, Severity::Note, &column.heading);
            findings.extend(rest.map(|rest| note.found(FindingValue::Points(rest))));
        }
        let has_maximum = |column: &mut ScoreColumn| column.maximum.is_some();
        if is_apart && let Some(column) = self.sums[survey].take_if(has_maximum) {
            self.add_criterion(column);
        }
        let is_satisfaction = |further: &FurtherColumn| further.kind == FurtherKind::Satisfaction;
        if let Some(at) = self.further.iter().position(is_satisfaction) {
            let column = self.further.remove(at).column;
            self.add_criterion(column);
        }
    }

    /// What the appraised maxima of the areas leave of the scale, if they print all of theirs and the table
    /// has a total beside their sum.
    fn rest_of_scale(&self) -> Option<Points> {
        let total = self.total.as_ref()?;
        let scale = total.maximum.or(self.overall.as_ref().map(|(maximum, _)| *maximum));
        let scale = scale.unwrap_or(Points::HUNDRED);
        let areas = self.tree.criteria.iter().filter(|criterion| criterion.parent.is_none());
        let maxima: Option<Points> =
            areas.map(|area| area.maximum.or(area.maximum_of(ScoreKind::Appraised))).sum();
        maxima.filter(|sum| *sum < scale).map(|sum| scale - sum)
    }

    /// Adds a criterion of level 1 that has nothing but a survey score.
    fn add_criterion(&mut self, column: ScoreColumn) {
        let name = clean(&column.heading.text);
        let name = name.split(" (").next().unwrap_or_default().to_owned();
        let mut score_columns = [const { None }; 3];
        let heading = column.heading.clone();
        score_columns[ScoreKind::Survey as usize] = Some(column);
        let (parent, maximum, maxima) = (None, None, None);
        self.tree.criteria.push(CriterionColumns {
            name,
            parent,
            heading,
            maximum,
            score_columns,
            maxima,
        });
    }

    /// Records again what a column holds, now that the others are known.
    pub(super) fn describe_again(&mut self, column: &ScoreColumn, means: ColumnMeaning) {
        let number = column.index + 1;
        for described in self.columns.iter_mut().filter(|described| described.column == number) {
            described.means = Some(means);
        }
    }
}

/// The round of an appraisal that a heading names: the number in it, or the last one if it is the
/// appraisal after an explanation. Without either, it is the first.
pub(super) fn round(heading: &str) -> u32 {
    const LAST: u32 = 1_000;
    const LAST_WORDS: [&str; 10] = [
        "phúc tra",
        "phúc khảo",
        "hội đồng",
        "sau giải trình",
        "chính thức",
        "cuối cùng",
        "điều chỉnh",
        "thống nhất",
        "chấm lại",
        "lần cuối",
    ];
    const ORDINALS: [(&str, u32); 6] = [
        ("thứ nhất", 1),
        ("lần đầu", 1),
        ("thứ hai", 2),
        ("lần hai", 2),
        ("thứ ba", 3),
        ("lần ba", 3),
    ];
    let key = match_key(heading);
    let name = key.split('(').next().unwrap_or_default();
    let number = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 1)
        .find_map(|digits| digits.parse().ok());
    let ordinal = || ORDINALS.iter().find(|(words, _)| name.contains(words)).map(|(_, n)| *n);
    let last = || LAST_WORDS.iter().any(|words| name.contains(words)).then_some(LAST);
    number.or_else(ordinal).or_else(last).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_the_rounds_of_an_appraisal_apart() {
        for (heading, expected) in [
            ("Điểm thẩm định", 1),
            ("Điểm thẩm định (70)", 1),
            ("Điểm thẩm định lần 2 (70)", 2),
            ("Thẩm định lần thứ hai", 2),
            ("TĐ2", 2),
            ("Điểm thẩm định sau giải trình", 1_000),
            ("Điểm phúc tra", 1_000),
        ] {
            assert_eq!(round(heading), expected, "{heading}");
        }
    }
}
