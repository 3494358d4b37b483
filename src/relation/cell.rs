//! The values of relations: their kinds, and how a database stores them.

use std::borrow::Cow;

use crate::model::{
    Block, BlockKind, Coded, Coverage, Date, EventKind, Grade, GradeSet, Points, Rule, Severity,
    Stage, Traced, TracedFigure, UnitChange, Year,
};

/// A value as a database or a frame stores it.
#[derive(Debug, Clone, PartialEq)]
pub enum Stored<'a> {
    /// No value.
    Null,
    /// Years, ranks, counts, flags, and points in ten-thousandths.
    Integer(i64),
    /// Shares and statistics.
    Real(f64),
    /// Names and codes.
    Text(Cow<'a, str>),
}

/// How the values of a column are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Whole numbers.
    Integer,
    /// Floating point.
    Real,
    /// Text.
    Text,
}

/// A type that a column can hold.
pub trait Payload: Sized {
    /// How a database stores it; none when it is never stored.
    const STORAGE: Option<Storage>;
    /// The value in stored form.
    fn stored(&self) -> Stored<'_>;
    /// The value from its stored form; none when the form is of another kind.
    fn of(stored: Stored<'_>) -> Option<Self>;

    /// The names of all values when there are only a few; otherwise none.
    #[must_use]
    fn codes() -> Option<Vec<&'static str>> {
        None
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident($payload:ty),)+) => {
        /// The kind of values that a column has. It decides how they are stored, written and shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $($(#[doc = $doc])* $kind,)+ }

        /// A value with its kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Cell {
            /// No value.
            Empty,
            $($(#[doc = $doc])* $kind($payload),)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// What values of the kind mean.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$kind => concat!($($doc),*)),+ }
            }

            /// The names of all values that a column of the kind can have; none when they are not
            /// listed.
            #[must_use]
            pub fn codes(self) -> Option<Vec<&'static str>> {
                match self { $(Self::$kind => <$payload as Payload>::codes()),+ }
            }

            /// How a database stores the values; none when they are never stored.
            #[must_use]
            pub const fn storage(self) -> Option<Storage> {
                match self { $(Self::$kind => <$payload as Payload>::STORAGE),+ }
            }

            /// The cell of this kind for a stored value; none when the value is of another kind.
            #[must_use]
            pub fn cell(self, stored: Stored<'_>) -> Option<Cell> {
                match (self, stored) {
                    (_, Stored::Null) => Some(Cell::Empty),
                    $((Self::$kind, stored) => <$payload as Payload>::of(stored).map(Cell::$kind)),+
                }
            }
        }

        impl Cell {
            /// The kind of the value; none when there is no value.
            #[must_use]
            pub const fn kind(&self) -> Option<Kind> {
                match self {
                    Self::Empty => None,
                    $(Self::$kind(_) => Some(Kind::$kind)),+
                }
            }

            /// The value as a database stores it.
            #[must_use]
            pub fn stored(&self) -> Stored<'_> {
                match self {
                    Self::Empty => Stored::Null,
                    $(Self::$kind(value) => value.stored()),+
                }
            }
        }
    };
}

kinds! {
    /// An assessed year.
    Year(Year),
    /// A block.
    Block(Block),
    /// The name of a unit or of a criterion.
    Name(String),
    /// Text.
    Text(String),
    /// An identifier. It counts nothing.
    Id(i64),
    /// The level of a criterion: 1 for criteria that add up to the total, 2 for their parts, 3 for
    /// the parts of those.
    Level(u32),
    /// An amount of points. Tables and reports show at least two decimals.
    Points(Points),
    /// A difference of points. Tables and reports show its sign.
    SignedPoints(Points),
    /// A share, where 1 is the whole. Tables and reports show per cent.
    Share(f64),
    /// A change of a share, where 0.01 is one percentage point. Tables and reports show percentage
    /// points with their sign.
    ShareChange(f64),
    /// A distance between shares, where 0.01 is one percentage point. Tables and reports show
    /// percentage points.
    PercentPoints(f64),
    /// A statistic without a unit. Tables and reports show two decimals.
    Statistic(f64),
    /// A number of things.
    Count(usize),
    /// A rank, from 1.
    Rank(u32),
    /// A change of a rank: positive is a rise. Tables and reports show its sign.
    RankChange(i64),
    /// A grade.
    Grade(Grade),
    /// How much of an assessment is published.
    Coverage(Coverage),
    /// The stage that an assessment has reached.
    Stage(Stage),
    /// How serious a finding is.
    Severity(Severity),
    /// The name of a check.
    Rule(Rule),
    /// What happened to units.
    Event(EventKind),
    /// The figure of a unit that a cell of a document holds.
    Figure(TracedFigure),
    /// A figure that was read from a cell of a document.
    Traced(Traced),
    /// Whether a unit joined or left the ranking.
    UnitChange(UnitChange),
    /// A day.
    Day(Date),
    /// Yes (1) or no (0).
    Flag(bool),
    /// Several names or sentences.
    Texts(Vec<String>),
    /// An array or an object, which only machine formats show.
    Nested(serde_json::Value),
    /// A whole number from a query, whose meaning is not known.
    Integer(i64),
    /// A floating-point number from a query, whose meaning is not known.
    Real(f64),
}

impl Kind {
    /// Whether the values are numbers, which are aligned right.
    #[must_use]
    pub const fn is_number(self) -> bool {
        match self {
            Self::Year
            | Self::Id
            | Self::Level
            | Self::Points
            | Self::SignedPoints
            | Self::Share
            | Self::ShareChange
            | Self::PercentPoints
            | Self::Statistic
            | Self::Count
            | Self::Rank
            | Self::RankChange
            | Self::Integer
            | Self::Real => true,
            Self::Block
            | Self::Name
            | Self::Text
            | Self::Grade
            | Self::Coverage
            | Self::Stage
            | Self::Severity
            | Self::Rule
            | Self::Event
            | Self::Figure
            | Self::Traced
            | Self::UnitChange
            | Self::Day
            | Self::Flag
            | Self::Texts
            | Self::Nested => false,
        }
    }

    /// Whether the values are points. Tables store them as whole ten-thousandths; the views for
    /// people show points.
    #[must_use]
    pub const fn is_points(self) -> bool {
        matches!(self, Self::Points | Self::SignedPoints)
    }
}

macro_rules! integers {
    ($($payload:ty: $to:expr, $from:expr;)+) => { $(
        impl Payload for $payload {
            const STORAGE: Option<Storage> = Some(Storage::Integer);

            fn stored(&self) -> Stored<'_> {
                Stored::Integer($to(*self))
            }

            fn of(stored: Stored<'_>) -> Option<Self> {
                if let Stored::Integer(integer) = stored { $from(integer) } else { None }
            }
        }
    )+ };
}

integers! {
    i64: |value| value, Some;
    u32: i64::from, |integer: i64| integer.try_into().ok();
    usize: |value: Self| i64::try_from(value).unwrap_or(i64::MAX), |integer: i64| integer.try_into().ok();
    bool: i64::from, |integer| match integer { 0 => Some(false), 1 => Some(true), _ => None };
    Points: |value: Self| value.ten_thousandths(), Self::stored;
    Year: |value: Self| i64::from(value.number()), |integer: i64| integer.try_into().ok().and_then(Self::new);
}

macro_rules! coded_texts {
    ($($payload:ty),+) => { $(
        impl Payload for $payload {
            const STORAGE: Option<Storage> = Some(Storage::Text);

            fn stored(&self) -> Stored<'_> {
                Stored::Text(Cow::Borrowed(self.name()))
            }

            fn of(stored: Stored<'_>) -> Option<Self> {
                if let Stored::Text(text) = stored { Self::from_name(&text) } else { None }
            }

            fn codes() -> Option<Vec<&'static str>> {
                Some(Self::VALUES.iter().map(|value| value.name()).collect())
            }
        }
    )+ };
}

coded_texts!(Coverage, Stage, Severity, Rule, EventKind, TracedFigure, UnitChange);

impl Payload for Block {
    const STORAGE: Option<Storage> = Some(Storage::Text);

    fn stored(&self) -> Stored<'_> {
        Stored::Text(Cow::Owned(self.key()))
    }

    fn of(stored: Stored<'_>) -> Option<Self> {
        if let Stored::Text(text) = stored { Self::from_key(&text) } else { None }
    }

    fn codes() -> Option<Vec<&'static str>> {
        Some(BlockKind::BUILT_IN.map(BlockKind::code).to_vec())
    }
}

impl Payload for Grade {
    const STORAGE: Option<Storage> = Some(Storage::Text);

    fn stored(&self) -> Stored<'_> {
        Stored::Text(Cow::Borrowed(self.name()))
    }

    fn of(stored: Stored<'_>) -> Option<Self> {
        if let Stored::Text(text) = stored { Self::from_key(&text) } else { None }
    }

    fn codes() -> Option<Vec<&'static str>> {
        Some(GradeSet::USUAL.names().to_vec())
    }
}

impl Payload for f64 {
    const STORAGE: Option<Storage> = Some(Storage::Real);

    fn stored(&self) -> Stored<'_> {
        Stored::Real(*self)
    }

    fn of(stored: Stored<'_>) -> Option<Self> {
        if let Stored::Real(real) = stored { Some(real) } else { None }
    }
}

impl Payload for String {
    const STORAGE: Option<Storage> = Some(Storage::Text);

    fn stored(&self) -> Stored<'_> {
        Stored::Text(Cow::Borrowed(self))
    }

    fn of(stored: Stored<'_>) -> Option<Self> {
        if let Stored::Text(text) = stored { Some(text.into_owned()) } else { None }
    }
}

impl Payload for Date {
    const STORAGE: Option<Storage> = Some(Storage::Text);

    fn stored(&self) -> Stored<'_> {
        Stored::Text(Cow::Owned(self.to_string()))
    }

    fn of(stored: Stored<'_>) -> Option<Self> {
        if let Stored::Text(text) = stored { text.parse().ok() } else { None }
    }
}

macro_rules! never_stored {
    ($($payload:ty),+) => { $(
        impl Payload for $payload {
            const STORAGE: Option<Storage> = None;

            fn stored(&self) -> Stored<'_> {
                Stored::Null
            }

            fn of(_: Stored<'_>) -> Option<Self> {
                None
            }
        }
    )+ };
}

never_stored!(Vec<String>, serde_json::Value, Traced);

/// A field of a row: a value that is always present, or one that may be missing.
pub trait Field<P>: Sized {
    /// Whether the value may be missing.
    const OPTIONAL: bool;
    /// The value as a cell.
    fn put(&self, cell: fn(P) -> Cell) -> Cell;
    /// The field from the value of a cell; none when the value is missing but required.
    fn take(value: Option<P>) -> Option<Self>;
}

impl<P: Clone> Field<P> for P {
    const OPTIONAL: bool = false;

    fn put(&self, cell: fn(P) -> Cell) -> Cell {
        cell(self.clone())
    }

    fn take(value: Option<P>) -> Option<Self> {
        value
    }
}

impl<P: Clone> Field<P> for Option<P> {
    const OPTIONAL: bool = true;

    fn put(&self, cell: fn(P) -> Cell) -> Cell {
        self.clone().map_or(Cell::Empty, cell)
    }

    fn take(value: Option<P>) -> Option<Self> {
        Some(value)
    }
}
