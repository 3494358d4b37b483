//! The columns of a decision's table, after the running number and the name of the unit. They
//! follow from the framework and from the points beside it, so that the workbook to fill in and the annex of the decision
//! have the same columns.

use crate::model::{Framework, FurtherKind, Points, ScoreKind};
use crate::text::template as words;

use super::HeaderCell;

/// The number of columns before the figures: the running number and the name.
pub const LEADING_COLUMNS: usize = 2;

/// The figure that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// One of the three scores on a criterion of the framework.
    Score {
        /// The criterion, as an index into the criteria of the framework.
        criterion: usize,
        /// Which of the three scores.
        score_kind: ScoreKind,
    },
    /// The sum of one of the three scores over all criteria.
    Sum(ScoreKind),
    /// Points beside the criteria.
    Beside(FurtherKind),
    /// The maximum of the unit's total, in a table without criteria.
    Maximum,
    /// The total.
    Total,
    /// The rank.
    Rank,
    /// The grade.
    Grade,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionColumn {
    /// Its headings from top to bottom, one per header row.
    pub headings: Vec<String>,
    /// The figure it holds.
    pub figure: Figure,
    /// The maximum of the score, the sum or the total; zero in a table of totals only.
    pub maximum: Points,
    /// The columns, as indices, from which it is computed: the addends of a sum, or the total for a
    /// rank or a grade. Empty for a score that is entered by hand.
    pub of: Vec<usize>,
}

/// The columns of the table of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionColumns {
    /// The columns from left to right.
    pub columns: Vec<DecisionColumn>,
    /// The number of header rows.
    pub depth: usize,
}

impl DecisionColumns {
    /// Plans the scores of every criterion, their sums, the points beside them, the total, the rank
    /// and the grade.
    #[must_use]
    pub fn plan(framework: &Framework, beside: &[FurtherKind]) -> Self {
        let levels = (0..framework.criteria.len()).map(|index| framework.level(index));
        let depth = 1 + levels.max().unwrap_or(1) as usize;
        let mut columns = Self { columns: Vec::new(), depth };

        let mut totals: [Vec<usize>; 3] = [const { Vec::new() }; 3];
        for (index, _) in framework
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| criterion.parent.is_none())
        {
            let scores = columns.criterion(framework, index, &[]);
            for kind in ScoreKind::ALL {
                totals[kind as usize].extend(scores[kind as usize]);
            }
        }

        let maximum = |kind| framework.roots().map(|criterion| criterion.maximum(kind)).sum();
        let max_total = framework.sum_of_maxima();

        let mut counted = Vec::new();
        for kind in ScoreKind::ALL {
            let of = std::mem::take(&mut totals[kind as usize]);
            if !of.is_empty() {
                let column = DecisionColumn {
                    headings: vec![words::sums(max_total), words::score(kind, maximum(kind))],
                    figure: Figure::Sum(kind),
                    maximum: maximum(kind),
                    of,
                };
                let sum = columns.add(column);
                counted.extend(Some(sum).filter(|_| kind != ScoreKind::SelfScore));
            }
        }

        for kind in beside {
            let headings = vec![words::beside(*kind).to_owned(); 2];
            let figure = Figure::Beside(*kind);
            let column = DecisionColumn { headings, figure, maximum: Points::ZERO, of: Vec::new() };
            counted.push(columns.add(column));
        }

        let mut add_result = |above: String, heading: String, figure, of| {
            let headings = vec![above, heading];
            columns.add(DecisionColumn { headings, figure, maximum: max_total, of })
        };
        let (above, heading) = (words::sums(max_total), words::total(max_total));
        let total = add_result(above, heading, Figure::Total, counted);
        add_result(words::PLACES.to_owned(), words::RANK.to_owned(), Figure::Rank, vec![total]);
        add_result(words::PLACES.to_owned(), words::GRADE.to_owned(), Figure::Grade, vec![total]);

        columns
    }

    /// The columns of a decision without criteria: sums, points beside them, the maximum of each
    /// unit, the total, the rank and the grade.
    #[must_use]
    pub fn without_criteria(scale: Points, beside: &[FurtherKind]) -> Self {
        let mut columns = Self { columns: Vec::new(), depth: 1 };
        let sums =
            ScoreKind::ALL.map(|kind| (words::score_name(kind).to_owned(), Figure::Sum(kind)));
        let beside =
            beside.iter().map(|kind| (words::beside(*kind).to_owned(), Figure::Beside(*kind)));
        let results = [
            (words::MAXIMUM.to_owned(), Figure::Maximum),
            (words::total_alone(scale), Figure::Total),
            (words::RANK.to_owned(), Figure::Rank),
            (words::GRADE.to_owned(), Figure::Grade),
        ];
        for (heading, figure) in sums.into_iter().chain(beside).chain(results) {
            let headings = vec![heading];
            columns.add(DecisionColumn { headings, figure, maximum: Points::ZERO, of: Vec::new() });
        }
        columns
    }

    /// Adds a column and returns its index. If it has fewer headings than there are header rows,
    /// its last heading but one fills the rows in between.
    fn add(&mut self, mut column: DecisionColumn) -> usize {
        let heading = column.headings.pop().unwrap_or_default();
        let last = column.headings.last().cloned().unwrap_or_default();
        column.headings.resize(self.depth - 1, last);
        column.headings.push(heading);
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Adds the columns of a criterion and of its parts. Returns the index of the column of each of
    /// its three scores; `None` for a score with a maximum of zero.
    fn criterion(
        &mut self,
        framework: &Framework,
        index: usize,
        above: &[String],
    ) -> [Option<usize>; 3] {
        let criterion = &framework.criteria[index];
        let mut path = above.to_vec();
        path.push(words::criterion(&criterion.name, criterion.max_total));

        let parts: Vec<_> = framework.parts_of(index).map(|(part, _)| part).collect();
        let scores: Vec<_> =
            parts.iter().map(|part| self.criterion(framework, *part, &path)).collect();
        if !parts.is_empty() {
            path.push(words::OF_PARTS.to_owned());
        }

        ScoreKind::ALL.map(|kind| {
            let maximum = criterion.maximum(kind);
            let of = scores.iter().filter_map(|columns| columns[kind as usize]).collect();
            let mut headings = path.clone();
            headings.push(words::score(kind, maximum));
            let figure = Figure::Score { criterion: index, score_kind: kind };
            (maximum > Points::ZERO)
                .then(|| self.add(DecisionColumn { headings, figure, maximum, of }))
        })
    }

    /// The header rows. A heading that repeats over adjacent columns or rows becomes one cell.
    #[must_use]
    pub fn heads(&self) -> Vec<Vec<HeaderCell>> {
        let (columns, depth) = (&self.columns, self.depth);
        let mut heads: Vec<Vec<HeaderCell>> = vec![Vec::new(); depth];
        for text in [words::SEQUENCE, words::UNIT] {
            heads[0].push(HeaderCell { down: depth, ..HeaderCell::one(text) });
        }

        let mut covered = vec![vec![false; columns.len()]; depth];
        for level in 0..depth {
            for index in 0..columns.len() {
                if covered[level][index] {
                    continue;
                }

                let headings = &columns[index].headings;
                let continues = |other: &DecisionColumn| {
                    other.headings[..=level] == headings[..=level] && level + 1 < depth
                };
                let width =
                    columns[index + 1..].iter().take_while(|other| continues(other)).count();

                let span = &columns[index..=index + width];
                let repeats = |below: &usize| {
                    span.iter().all(|other| other.headings[*below] == headings[level])
                };
                let height = (level + 1..depth).take_while(repeats).count();

                for row in &mut covered[level..=level + height] {
                    row[index..=index + width].fill(true);
                }

                heads[level].push(HeaderCell {
                    text: headings[level].clone(),
                    across: width + 1,
                    down: height + 1,
                    upright: level + 1 == depth && depth > 1,
                });
            }
        }
        heads
    }
}
