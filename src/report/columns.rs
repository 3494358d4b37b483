//! The columns of a decision's table, behind running number and name: planned from the framework
//! alone, so that the workbook to fill in and the annex of the decision have the same ones.

use crate::model::{Framework, Points, ScoreKind};
use crate::text::template as words;

use super::Head;

/// The columns of running number and name.
pub const NAMES: usize = 2;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// One of the three scores on a criterion of the framework.
    Score {
        /// The criterion, as an index into the framework.
        criterion: usize,
        /// Which of the three.
        score_kind: ScoreKind,
    },
    /// The sum of one of the three over all criteria.
    Sum(ScoreKind),
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
    /// Its headings from top to bottom, one a header row.
    pub headings: Vec<String>,
    /// What stands in it.
    pub figure: Figure,
    /// The maximum of a score or a sum.
    pub maximum: Points,
    /// The columns that it is the sum of, or the total that a rank or a grade follows from; none
    /// for a score that is given.
    pub of: Vec<usize>,
}

/// The columns of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionColumns {
    /// In their order.
    pub columns: Vec<DecisionColumn>,
    /// The number of header rows.
    pub depth: usize,
}

impl DecisionColumns {
    /// The scores of every criterion, their sums, the total, the rank and the grade.
    #[must_use]
    pub fn plan(framework: &Framework) -> Self {
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
        let all = framework.roots().map(|criterion| criterion.max_total).sum();
        let mut counted = Vec::new();
        for kind in ScoreKind::ALL {
            let of = std::mem::take(&mut totals[kind as usize]);
            if !of.is_empty() {
                let column = DecisionColumn {
                    headings: vec![words::sums(all), words::score(kind, maximum(kind))],
                    figure: Figure::Sum(kind),
                    maximum: maximum(kind),
                    of,
                };
                let sum = columns.add(column);
                counted.extend(Some(sum).filter(|_| kind != ScoreKind::SelfScore));
            }
        }
        let mut last = |above: String, heading: String, figure, of| {
            columns.add(DecisionColumn { headings: vec![above, heading], figure, maximum: all, of })
        };
        let total = last(words::sums(all), words::total(all), Figure::Total, counted);
        last(words::PLACES.to_owned(), words::RANK.to_owned(), Figure::Rank, vec![total]);
        last(words::PLACES.to_owned(), words::GRADE.to_owned(), Figure::Grade, vec![total]);
        columns
    }

    /// The columns of a decision that publishes totals only.
    #[must_use]
    pub fn totals_only() -> Self {
        let mut columns = Self { columns: Vec::new(), depth: 1 };
        for (heading, figure) in [
            (words::TOTAL_ONLY, Figure::Total),
            (words::RANK, Figure::Rank),
            (words::GRADE, Figure::Grade),
        ] {
            let headings = vec![heading.to_owned()];
            columns.add(DecisionColumn { headings, figure, maximum: Points::ZERO, of: Vec::new() });
        }
        columns
    }

    /// Adds a column; headings that are fewer than the header rows go down over the rest.
    fn add(&mut self, mut column: DecisionColumn) -> usize {
        let heading = column.headings.pop().unwrap_or_default();
        let last = column.headings.last().cloned().unwrap_or_default();
        column.headings.resize(self.depth - 1, last);
        column.headings.push(heading);
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Adds the columns of a criterion and of its parts; gives those that its three scores stand
    /// in.
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

    /// The header rows: headings that go on over several columns or rows are one cell.
    #[must_use]
    pub fn heads(&self) -> Vec<Vec<Head>> {
        let (columns, depth) = (&self.columns, self.depth);
        let mut heads: Vec<Vec<Head>> = vec![Vec::new(); depth];
        for text in [words::SEQUENCE, words::UNIT] {
            heads[0].push(Head { down: depth, ..Head::one(text) });
        }
        let mut rules = vec![vec![false; columns.len()]; depth];
        for level in 0..depth {
            for index in 0..columns.len() {
                if rules[level][index] {
                    continue;
                }
                let headings = &columns[index].headings;
                let goes_on = |other: &DecisionColumn| {
                    other.headings[..=level] == headings[..=level] && level + 1 < depth
                };
                let width = columns[index + 1..].iter().take_while(|other| goes_on(other)).count();
                let span = &columns[index..=index + width];
                let repeats = |below: &usize| {
                    span.iter().all(|other| other.headings[*below] == headings[level])
                };
                let height = (level + 1..depth).take_while(repeats).count();
                for line in &mut rules[level..=level + height] {
                    line[index..=index + width].fill(true);
                }
                heads[level].push(Head {
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
