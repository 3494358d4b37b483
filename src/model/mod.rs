//! The vocabulary: points, blocks, grades, years, criteria, and the rounding of figures. This
//! module does no input or output.

mod block;
mod coded;
mod date;
mod event;
mod file_name;
mod framework;
mod grade;
mod heading;
mod index;
mod interned;
mod issuer;
mod points;
mod rounding;
mod rule;
mod spelling;
mod trace;

pub use block::{Block, BlockKind, DeclaredBlock};
pub use coded::Coded;
pub(crate) use coded::coded;
pub use date::{Date, Year};
pub use event::EventKind;
pub use file_name::file_name;
pub use framework::{
    Coverage, Criterion, Framework, FurtherKind, GradeBand, RankConvention, ScoreKind, Stage,
    TextKind,
};
pub use grade::{Grade, GradeSet};
pub use heading::{DeclaredHeading, Heading};
pub use index::{Index, TitledIndex, named_index};
pub use issuer::{authority_of, is_office_of, is_same_authority, issuer_key};
pub use points::{DecimalMark, ParsePointsError, Points, Printed};
pub use rounding::{billionths, rounded, rounded_quotient};
pub use rule::{Rule, Severity};
pub use spelling::{
    abbreviates, capitalised, clean, match_key, may_share_parent, name_with_parent,
    name_without_parent, parent_key, place_with_usual_capitals, plain_key, says_kind, unaccented,
    unit_key,
};
pub use trace::{Traced, TracedFigure, UnitChange};
