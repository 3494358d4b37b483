//! Relations: the tables of results. Each is declared once.
//!
//! The declaration of a relation gives its Rust row, the names of its columns in SQL, CSV and JSON,
//! its cells on the screen and in reports, the headings in both languages, the table of its columns
//! in `docs/`, and the key by which tests compare it. This module names neither a database nor a
//! frame: [`crate::store`] and [`crate::frame`] walk the columns.

mod cell;
mod columns;
mod delta;
mod document;
mod gap;
mod statistic;
mod label;
mod leniency;
mod multi_year;
mod question;
mod ranking;
mod review;
mod score;
mod sql;
mod trend;
mod weakness;

pub use crate::language::Label;
pub use cell::{Cell, Field, Kind, Payload, Storage, Stored};
pub use columns::{ColumnVectors, Values};
pub use delta::{CriterionChange, DeltaRow, GradeMove, UnitChangeRow};
pub use document::{DocumentRow, FindingRow, LineageRow, RestatementRow, TraceRow};
pub use gap::{
    AppraisalRound, AuditCell, EvidenceRow, GapRow, ImprovedSelfScoring, PersistentOverscoring,
    UnitGapRow,
};
pub use leniency::{CriterionStrictness, LastingLeniency, LeniencyRow};
pub use multi_year::{BlockSpread, CriterionDiscrimination, MergerRow, SurveyAgreement};
pub use question::{QuestionRow, answer_column, answer_heading, answer_word};
pub use ranking::{NextGradeRow, PlaceRow, RankIntervalRow, RankingRow, UnitYear};
pub use review::{ReviewRow, ReviewTrial};
pub use score::{CriterionRow, CriterionSummary, GradeBandRow, ScoreRow, SelfScoreRow};
pub use statistic::{
    BlockAgreement, BlockGap, BlockLeniency, BlockMean, BlockStep, BlockTrend,
    CriterionDiscriminationStatistic, CriterionGapEffect, CriterionKey, CriterionLeniency,
    CriterionSplit, CriterionStatistic, Delta, LastingWeakness, LevelLoss, LevelSums, Merger,
    NextGradeStep, NextGradeSurvey, OverscoringStreak, PreviousResult, ResultFigures,
    ResultStatistic, ScoreFigures, ScorePoints, SelfScoringImprovement, StoredRankInterval, Trend,
    UnitGap, UnitGapEffect, UnitLastingLeniency, UnitLeniency, YearPair,
};
pub use trend::{BlockTrendRow, TrendPoint, TrendRow};
pub use weakness::{PersistentWeakness, WeaknessRow};

/// The declaration of a column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnInfo {
    /// The name in SQL, CSV and JSON.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    /// Whether values may be missing.
    pub is_optional: bool,
    /// The heading.
    pub label: Label,
    /// What the column means: its unit and range, and when it is NULL.
    pub meaning: &'static str,
}

/// A column of a relation with rows of type `R`.
#[derive(Debug)]
pub struct Column<R> {
    /// Its declaration.
    pub info: ColumnInfo,
    /// Takes the column's value from a row.
    pub cell: fn(&R) -> Cell,
}

impl<R> Clone for Column<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<R> {}

/// A table of results with rows of one type.
pub trait Relation: Sized + 'static {
    /// The name in SQL, and in tests.
    const NAME: &'static str;
    /// What the relation contains.
    const MEANING: &'static str;
    /// The view or table from which the store reads rows, with points in ten-thousandths; none when
    /// the relation is not stored.
    const SOURCE: Option<&'static str>;
    /// Every column.
    const COLUMNS: &'static [Column<Self>];
    /// The columns that identify a row.
    const KEY: &'static [Column<Self>];
    /// The columns of the view for daily questions; empty when there is no view.
    const DAILY: &'static [Column<Self>];
    /// The columns that people see on a screen.
    const SHOWN: &'static [Column<Self>];
    /// The order of the rows of the view, in SQL.
    const ORDER: &'static str;

    /// The row with these values, given in the order of the columns; none when a value is of
    /// another kind or is missing but required.
    fn of(cells: &mut dyn Iterator<Item = Cell>) -> Option<Self>;

    /// The values in the order of the columns.
    fn cells(&self) -> Vec<Cell> {
        Self::COLUMNS.iter().map(|column| (column.cell)(self)).collect()
    }
}

/// A blank row for tests: optional values are missing, numbers are 0, texts are empty, and enums
/// have their first value.
#[cfg(test)]
pub(crate) fn blank<R: Relation>() -> R {
    let blank_cell = |column: &Column<R>| {
        let kind = column.info.kind;
        if kind == Kind::Texts {
            return Cell::Texts(Vec::new());
        }

        let code = kind.codes().and_then(|codes| kind.cell(Stored::Text(codes[0].into())));
        let others =
            [Stored::Integer(0), Stored::Integer(2022), Stored::Real(0.0), Stored::Text("".into())];
        let day = kind.cell(Stored::Text("2023-03-29".into()));
        code.or_else(|| others.into_iter().find_map(|stored| kind.cell(stored)))
            .or(day)
            .unwrap_or(Cell::Empty)
    };

    let mut cells = R::COLUMNS
        .iter()
        .map(|column| if column.info.is_optional { Cell::Empty } else { blank_cell(column) });
    R::of(&mut cells).expect("a row of blanks")
}

/// A relation without the type of its rows.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// The name in SQL.
    pub name: &'static str,
    /// What the relation contains.
    pub meaning: &'static str,
    /// The view or table from which the store reads rows; none when the relation is not stored.
    pub source: Option<&'static str>,
    /// Every column.
    pub columns: Vec<ColumnInfo>,
    /// The names of the columns that identify a row.
    pub key: Vec<&'static str>,
    /// The columns of the view for daily questions.
    pub daily: Vec<ColumnInfo>,
    /// The order of the rows of the view, in SQL.
    pub order: &'static str,
}

impl Declaration {
    /// The declaration of a relation.
    #[must_use]
    pub fn of<R: Relation>() -> Self {
        Self {
            name: R::NAME,
            meaning: R::MEANING,
            source: R::SOURCE,
            columns: R::COLUMNS.iter().map(|column| column.info).collect(),
            key: R::KEY.iter().map(|column| column.info.name).collect(),
            daily: R::DAILY.iter().map(|column| column.info).collect(),
            order: R::ORDER,
        }
    }
}

/// Every relation that the database shows in a view.
#[must_use]
pub fn views() -> Vec<Declaration> {
    vec![
        Declaration::of::<RankingRow>(),
        Declaration::of::<RankIntervalRow>(),
        Declaration::of::<NextGradeRow>(),
        Declaration::of::<ScoreRow>(),
        Declaration::of::<SelfScoreRow>(),
        Declaration::of::<AppraisalRound>(),
        Declaration::of::<EvidenceRow>(),
        Declaration::of::<GapRow>(),
        Declaration::of::<UnitGapRow>(),
        Declaration::of::<LeniencyRow>(),
        Declaration::of::<CriterionStrictness>(),
        Declaration::of::<LastingLeniency>(),
        Declaration::of::<WeaknessRow>(),
        Declaration::of::<CriterionSummary>(),
        Declaration::of::<CriterionDiscrimination>(),
        Declaration::of::<DeltaRow>(),
        Declaration::of::<CriterionChange>(),
        Declaration::of::<TrendRow>(),
        Declaration::of::<BlockTrendRow>(),
        Declaration::of::<BlockSpread>(),
        Declaration::of::<SurveyAgreement>(),
        Declaration::of::<MergerRow>(),
        Declaration::of::<PersistentWeakness>(),
        Declaration::of::<PersistentOverscoring>(),
        Declaration::of::<ImprovedSelfScoring>(),
        Declaration::of::<CriterionRow>(),
        Declaration::of::<GradeBandRow>(),
        Declaration::of::<LineageRow>(),
        Declaration::of::<RestatementRow>(),
        Declaration::of::<FindingRow>(),
        Declaration::of::<DocumentRow>(),
    ]
}

/// Every relation that a verb writes and no view shows.
#[must_use]
pub fn outputs() -> Vec<Declaration> {
    vec![
        Declaration::of::<PlaceRow>(),
        Declaration::of::<AuditCell>(),
        Declaration::of::<ReviewRow>(),
        Declaration::of::<ReviewTrial>(),
        Declaration::of::<GradeMove>(),
        Declaration::of::<UnitChangeRow>(),
        Declaration::of::<UnitYear>(),
        Declaration::of::<TraceRow>(),
        Declaration::of::<QuestionRow>(),
    ]
}

/// Every stored statistic. Each has a table of the same name.
#[must_use]
pub fn statistics() -> Vec<Declaration> {
    vec![
        Declaration::of::<ResultStatistic>(),
        Declaration::of::<StoredRankInterval>(),
        Declaration::of::<NextGradeStep>(),
        Declaration::of::<NextGradeSurvey>(),
        Declaration::of::<UnitGap>(),
        Declaration::of::<UnitGapEffect>(),
        Declaration::of::<CriterionGapEffect>(),
        Declaration::of::<BlockGap>(),
        Declaration::of::<BlockLeniency>(),
        Declaration::of::<UnitLeniency>(),
        Declaration::of::<CriterionLeniency>(),
        Declaration::of::<UnitLastingLeniency>(),
        Declaration::of::<CriterionStatistic>(),
        Declaration::of::<LevelLoss>(),
        Declaration::of::<YearPair>(),
        Declaration::of::<Delta>(),
        Declaration::of::<PreviousResult>(),
        Declaration::of::<CriterionSplit>(),
        Declaration::of::<Trend>(),
        Declaration::of::<BlockMean>(),
        Declaration::of::<BlockTrend>(),
        Declaration::of::<BlockStep>(),
        Declaration::of::<CriterionDiscriminationStatistic>(),
        Declaration::of::<BlockAgreement>(),
        Declaration::of::<Merger>(),
        Declaration::of::<LastingWeakness>(),
        Declaration::of::<OverscoringStreak>(),
        Declaration::of::<SelfScoringImprovement>(),
    ]
}

/// Declares a relation: `name: type = kind, label;` for each column, with its meaning as the
/// comment above it. A column may have another name in SQL:
/// `self_score as "self": Points = Points, label::SELF;`. Fields after `beside` are for the program
/// alone: no column shows them, and they are empty in rows that were read from a database.
macro_rules! relation {
    (
        $(#[doc = $meaning:literal])+
        pub struct $row:ident: $name:literal $(from $source:literal)?;
        key $($key:ident),+;
        $(daily $($daily:ident),+; order $order:literal;)?
        $(shown $($shown:ident),+;)?
        $(
            $(#[doc = $doc:literal])+
            $field:ident $(as $sql:literal)?: $type:ty = $kind:ident $(, $label:expr)?;
        )+
        $(beside $($(#[doc = $beside_doc:literal])+ $beside:ident: $beside_type:ty;)+)?
    ) => {
        $(#[doc = $meaning])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $row {
            $($(#[doc = $doc])+ pub $field: $type,)+
            $($($(#[doc = $beside_doc])+ pub $beside: $beside_type,)+)?
        }

        #[allow(non_upper_case_globals, reason = "a column is called as its field")]
        impl $row {
            $(
                $(#[doc = $doc])+
                pub const $field: $crate::relation::Column<Self> = $crate::relation::Column {
                    info: $crate::relation::ColumnInfo {
                        name: relation!(@name $field $($sql)?),
                        kind: $crate::relation::Kind::$kind,
                        is_optional: relation!(@optional $type, $kind),
                        label: relation!(@label $($label)?),
                        meaning: concat!($($doc),+),
                    },
                    cell: |row| $crate::relation::Field::put(&row.$field, $crate::relation::Cell::$kind),
                };
            )+
        }

        impl $crate::relation::Relation for $row {
            const NAME: &'static str = $name;
            const MEANING: &'static str = concat!($($meaning),+);
            const SOURCE: Option<&'static str> = relation!(@source $($source)?);
            const COLUMNS: &'static [$crate::relation::Column<Self>] = &[$(Self::$field),+];
            const KEY: &'static [$crate::relation::Column<Self>] = &[$(Self::$key),+];
            const DAILY: &'static [$crate::relation::Column<Self>] = &[$($(Self::$daily),+)?];
            const SHOWN: &'static [$crate::relation::Column<Self>] = &[$($(Self::$shown),+)?];
            const ORDER: &'static str = concat!($($order)?);

            fn of(cells: &mut dyn Iterator<Item = $crate::relation::Cell>) -> Option<Self> {
                Some(Self {
                    $($field: {
                        let value = match cells.next()? {
                            $crate::relation::Cell::$kind(value) => Some(value),
                            $crate::relation::Cell::Empty => None,
                            #[allow(clippy::wildcard_enum_match_arm, reason = "any other kind is \
                                not this column's")]
                            _ => return None,
                        };
                        $crate::relation::Field::take(value)?
                    },)+
                    $($($beside: Default::default(),)+)?
                })
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $sql:literal) => { $sql };
    (@label) => { $crate::relation::Label { vi: "", en: "" } };
    (@label $label:expr) => { $label };
    (@source) => { None };
    (@source $source:literal) => { Some($source) };
    (@optional $type:ty, $kind:ident) => { $crate::relation::is_optional::<$type, _>($crate::relation::Cell::$kind) };
}
pub(crate) use relation;

/// Whether a field of this type may be missing in a column of this kind.
const fn is_optional<F: Field<P>, P>(_: fn(P) -> Cell) -> bool {
    F::OPTIONAL
}
