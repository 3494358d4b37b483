//! The tree of criteria that the headings of a table print: columns, maximum points and parts.

use crate::model::{Criterion, Points, Rule, ScoreKind, Severity, match_key};

use super::cell::Cell;
use super::column::ScoreColumn;
use super::finding::{Finding, FindingValue};
use super::heading::{Title, numbered};

/// The most levels of criteria.
const DEEPEST: usize = 4;

/// The columns of one criterion.
#[derive(Clone)]
pub(super) struct CriterionColumns {
    pub(super) name: String,
    /// The index of its parent, which comes before its parts.
    pub(super) parent: Option<usize>,
    pub(super) heading: Cell,
    pub(super) maximum: Option<Points>,
    pub(super) score_columns: [Option<ScoreColumn>; 3],
    /// The maximum of the appraised score, of the survey score and of both together. None if the
    /// headings do not determine them.
    pub(super) maxima: Option<[Points; 3]>,
}

impl CriterionColumns {
    pub(super) fn maximum_of(&self, kind: ScoreKind) -> Option<Points> {
        self.score_columns[kind as usize].as_ref().and_then(|column| column.maximum)
    }

    /// The maxima of the appraised score, of the survey score and of both. `of_parts` are the sums
    /// of the first two over the parts. A maximum that is not printed follows from the two others
    /// or from the parts. None if they are not determined or negative.
    fn maxima_with(&self, of_parts: Option<[Points; 2]>) -> Option<[Points; 3]> {
        let printed = |kind| self.maximum_of(kind);
        let has_survey = self.score_columns[ScoreKind::Survey as usize].is_some();
        let has_appraised = self.score_columns[..2].iter().any(Option::is_some);
        let [of_appraised, of_survey] = of_parts.unwrap_or([Points::ZERO; 2]);
        let appraised = if has_appraised {
            printed(ScoreKind::Appraised).or(printed(ScoreKind::SelfScore))
        } else {
            Some(of_appraised)
        };

        let survey = if has_survey { printed(ScoreKind::Survey) } else { Some(of_survey) };

        let maxima = match (appraised, survey, self.maximum) {
            (Some(appraised), Some(survey), total) => {
                [appraised, survey, total.unwrap_or(appraised + survey)]
            }
            (Some(appraised), None, Some(total)) => [appraised, total - appraised, total],
            (None, Some(survey), Some(total)) => [total - survey, survey, total],
            // Nothing prints the maximum of the sum of parts.
            (appraised, survey, None) if of_parts.is_some() => {
                let [appraised, survey] =
                    [appraised.unwrap_or(of_appraised), survey.unwrap_or(of_survey)];
                [appraised, survey, appraised + survey]
            }
            _ => return None,
        };
        maxima.iter().all(|maximum| *maximum >= Points::ZERO).then_some(maxima)
    }
}

/// The criteria in the order of their columns, each after its parent.
#[derive(Default, Clone)]
pub(super) struct Tree {
    pub(super) criteria: Vec<CriterionColumns>,
}

impl Tree {
    /// The criterion that nested headings name, outermost first. Criteria that are new are added at
    /// the end. None if the headings nest too deep.
    pub(super) fn criterion(
        &mut self,
        groups: &[(Title, &Cell)],
        findings: &mut Vec<Finding>,
    ) -> Option<&mut CriterionColumns> {
        let mut parent = None;
        for (title, cell) in groups.iter().take(DEEPEST + 1) {
            let same =
                |columns: &CriterionColumns| columns.name == title.name && columns.parent == parent;
            let index = self.criteria.iter().position(same).unwrap_or_else(|| {
                self.criteria.push(CriterionColumns {
                    name: title.name.clone(),
                    parent,
                    heading: (*cell).clone(),
                    maximum: title.maximum,
                    score_columns: [const { None }; 3],
                    maxima: None,
                });
                self.criteria.len() - 1
            });

            // The heading is printed over each column, and the maxima may differ or be left out.
            let first = self.criteria[index].maximum;
            self.criteria[index].maximum = first.or(title.maximum);
            if let (Some(first), Some(other)) =
                (first, title.maximum.filter(|_| first != title.maximum))
            {
                let finding = Finding::new(Rule::CriterionMaximum, Severity::Error, cell);
                findings.push(finding.criterion(&title.name).points(first, other));
            }
            parent = Some(index);
        }
        parent.filter(|_| groups.len() <= DEEPEST).map(|index| &mut self.criteria[index])
    }

    /// The index of the criterion that nested headings name, if it is known.
    pub(super) fn index_of(&self, groups: &[(Title, &Cell)]) -> Option<usize> {
        let mut parent = None;
        for (title, _) in groups {
            let is_same =
                |columns: &CriterionColumns| columns.name == title.name && columns.parent == parent;
            parent = Some(self.criteria.iter().position(is_same)?);
        }
        parent
    }

    /// The parts of a criterion.
    pub(super) fn parts_of(&self, index: usize) -> impl Iterator<Item = &CriterionColumns> {
        self.criteria.iter().filter(move |columns| columns.parent == Some(index))
    }

    /// Completes the tree once all columns are known. Numbers before the names show parts that have
    /// no heading in common with their parent. Then the maxima are computed. Missing maxima, deep
    /// levels and repeated names are findings.
    pub(super) fn settle(&mut self, findings: &mut Vec<Finding>) {
        self.join_numbered();
        self.drop_title();

        // A chain of parents that is too long, or a circle, is cut.
        for index in 0..self.criteria.len() {
            let mut above = self.criteria[index].parent;
            for _ in 2..DEEPEST {
                above = above.and_then(|parent| self.criteria[parent].parent);
            }
            if above.and_then(|parent| self.criteria[parent].parent).is_some() {
                let columns = &mut self.criteria[index];
                columns.parent = None;
                findings.push(
                    Finding::new(Rule::TooDeep, Severity::Error, &columns.heading)
                        .criterion(&columns.name),
                );
            }
        }

        for criterion in &mut self.criteria {
            if let Some((_, name)) =
                numbered(&criterion.name).filter(|_| criterion.parent.is_none())
            {
                criterion.name = name.to_owned();
            }
        }

        for index in (0..self.criteria.len()).rev() {
            let parts: Option<Vec<_>> = self.parts_of(index).map(|part| part.maxima).collect();
            let of_parts = parts
                .filter(|parts| !parts.is_empty())
                .map(|parts| [0, 1].map(|which| parts.iter().map(|maxima| maxima[which]).sum()));
            self.criteria[index].maxima = self.criteria[index].maxima_with(of_parts);
        }

        for criterion in &self.criteria {
            if criterion.maxima.is_none() {
                let finding =
                    Finding::new(Rule::MissingMaximum, Severity::Error, &criterion.heading);
                findings.push(finding.criterion(&criterion.name));
            }
        }

        let same =
            |columns: &&CriterionColumns, other: &CriterionColumns| columns.name == other.name;
        for (index, columns) in self.criteria.iter().enumerate() {
            if let Some(first) = self.criteria[..index].iter().find(|first| same(first, columns)) {
                let finding =
                    Finding::new(Rule::RepeatedHeading, Severity::Error, &columns.heading);
                findings.push(
                    finding.criterion(&first.name).found(FindingValue::Text(columns.name.clone())),
                );
            }
        }
    }

    /// Makes `1.2` a part of `1`, and sorts every criterion after its parent.
    fn join_numbered(&mut self) {
        let number = |columns: &CriterionColumns| {
            numbered(&columns.name).map(|(number, _)| number.to_owned())
        };
        let numbers: Vec<_> = self.criteria.iter().map(number).collect();
        for index in 0..self.criteria.len() {
            let above = numbers[index]
                .as_deref()
                .and_then(|number| number.rsplit_once('.'))
                .map(|(above, _)| above);
            if let Some(above) = above.filter(|_| self.criteria[index].parent.is_none()) {
                self.criteria[index].parent =
                    numbers.iter().position(|number| number.as_deref() == Some(above));
            }
        }

        let mut order = Vec::new();
        let mut pending: Vec<_> = (0..self.criteria.len())
            .rev()
            .filter(|at| self.criteria[*at].parent.is_none())
            .collect();
        while let Some(index) = pending.pop() {
            order.push(index);
            pending.extend(
                (0..self.criteria.len())
                    .rev()
                    .filter(|at| self.criteria[*at].parent == Some(index)),
            );
        }

        let position_of = |index: usize| order.iter().position(|criterion| *criterion == index);
        let parents: Vec<_> =
            self.criteria.iter().map(|columns| columns.parent.and_then(position_of)).collect();
        let mut unsorted: Vec<_> =
            std::mem::take(&mut self.criteria).into_iter().zip(parents).map(Some).collect();
        for (mut criterion, parent) in order.into_iter().filter_map(|index| unsorted[index].take())
        {
            criterion.parent = parent;
            self.criteria.push(criterion);
        }
    }

    /// Drops a heading that only says that criteria stand below it: `Kết quả theo từng lĩnh vực`.
    fn drop_title(&mut self) {
        const TITLES: [&str; 9] = [
            "kết quả",
            "điểm",
            "tổng hợp",
            "trong đó",
            "các ",
            "chi tiết",
            "nội dung",
            "lĩnh vực",
            "tiêu chí",
        ];
        let mut roots = self.criteria.iter().filter(|columns| columns.parent.is_none());
        let (Some(root), None) = (roots.next(), roots.next()) else { return };
        let key = match_key(&root.name);
        let is_title = root.maximum.is_none()
            && root.score_columns.iter().all(Option::is_none)
            && self.parts_of(0).count() > 1
            && TITLES.iter().any(|word| key.starts_with(word));
        if is_title {
            self.criteria.remove(0);
            for columns in &mut self.criteria {
                columns.parent = columns.parent.and_then(|parent| parent.checked_sub(1));
            }
        }
    }

    /// The criteria with their maxima. Unknown maxima are zero; a finding reports them.
    pub(super) fn to_criteria(&self) -> Vec<Criterion> {
        let criterion = |columns: &CriterionColumns| {
            let [max_appraised, max_survey, max_total] = columns.maxima.unwrap_or_default();
            Criterion {
                name: columns.name.clone(),
                parent: columns.parent,
                max_appraised,
                max_survey,
                max_total,
            }
        };
        self.criteria.iter().map(criterion).collect()
    }
}
