//! Which columns a kind of row has, and which of them people see.

use crate::text::Lang;

/// The columns of a kind of row: all in machine formats, some for people.
pub struct Columns {
    pub(super) all: &'static [&'static str],
    pub(super) shown: &'static [&'static str],
}

/// Of [`crate::analysis::GradedRow`].
pub const RANKINGS: Columns = Columns {
    all: &[
        "year",
        "block",
        "unit",
        "rank",
        "total",
        "grade",
        "attainment",
        "self_total",
        "appraised_total",
        "survey_total",
        "published_rank",
        "published_total",
        "published_grade",
        "coverage",
        "simulated",
        "recomputed_rank",
        "recomputed_total",
        "next_grade",
        "next_grade_more_than",
        "next_grade_at_most",
        "unit_id",
        "units",
    ],
    shown: &["rank", "unit", "total", "recomputed_total", "grade", "self_total", "appraised_total", "survey_total"],
};
/// Of [`crate::analysis::UnitGapRow`].
pub const UNIT_GAPS: Columns = Columns {
    all: &[
        "year",
        "block",
        "unit",
        "self_total",
        "appraised_total",
        "gap",
        "gap_share",
        "over",
        "under",
        "robust_z",
        "block_gap_share",
        "unit_id",
    ],
    shown: &["unit", "self_total", "appraised_total", "gap", "gap_share", "over", "under", "robust_z"],
};
/// Of [`crate::analysis::GapRow`].
pub const GAPS: Columns = Columns {
    all: &[
        "year",
        "block",
        "unit",
        "criterion",
        "self",
        "appraised",
        "gap",
        "gap_share",
        "robust_z",
        "series",
        "level",
        "unit_id",
    ],
    shown: &["unit", "criterion", "self", "appraised", "gap", "gap_share", "robust_z"],
};
/// Of [`crate::analysis::AuditCell`].
pub const AUDIT_CELLS: Columns = Columns {
    all: &["year", "block", "unit", "criterion", "gap", "gap_share", "residual"],
    shown: &["unit", "criterion", "gap", "gap_share", "residual"],
};
/// Of [`crate::analysis::WeaknessRow`].
pub const WEAKNESSES: Columns = Columns {
    all: &[
        "year",
        "block",
        "unit",
        "criterion",
        "attainment",
        "lost",
        "lost_share",
        "block_median",
        "behind",
        "series",
        "level",
        "unit_id",
    ],
    shown: &["unit", "criterion", "attainment", "lost", "lost_share", "block_median", "behind"],
};
/// Of [`crate::analysis::CriterionSummary`].
pub const CRITERION_SUMMARIES: Columns = Columns {
    all: &["year", "block", "criterion", "attainment", "median", "lowest", "lowest_unit", "lost", "lost_share"],
    shown: &["criterion", "attainment", "median", "lowest", "lowest_unit", "lost", "lost_share"],
};
const FINDING_COLUMNS: &[&str] = &[
    "year",
    "block",
    "unit",
    "rule",
    "severity",
    "expected",
    "found",
    "difference",
    "cell",
    "message",
    "criterion",
    "accepted",
    "message_en",
];
/// Of [`crate::store::FindingRow`], with the message in the reader's language.
#[must_use]
pub fn findings(lang: Lang) -> Columns {
    Columns {
        all: FINDING_COLUMNS,
        shown: lang.pick(&["severity", "rule", "cell", "message"], &["severity", "rule", "cell", "message_en"]),
    }
}
/// Of [`crate::store::TraceRow`].
pub const TRACES: Columns = Columns {
    all: &[
        "year",
        "block",
        "unit",
        "criterion",
        "figure",
        "value",
        "number",
        "file_name",
        "sha256",
        "table",
        "row",
        "column",
        "line",
        "page",
        "sheet",
        "text",
    ],
    shown: &["criterion", "figure", "value", "table", "row", "column", "line", "text"],
};

/// Of [`crate::analysis::DeltaRow`] with its caveats.
pub const DELTAS: Columns = Columns {
    all: DELTA_COLUMNS,
    shown: &[
        "unit",
        "rank_from",
        "rank_to",
        "rank_change",
        "total_from",
        "total_to",
        "attainment_delta",
        "constant_delta",
    ],
};
/// The same rows with the causes of the change.
pub const CAUSES: Columns = Columns {
    all: DELTA_COLUMNS,
    shown: &[
        "unit",
        "delta",
        "performance",
        "weight",
        "rounding",
        "rank_change",
        "own_change",
        "framework_change",
        "set_change",
    ],
};
const DELTA_COLUMNS: &[&str] = &[
    "block",
    "unit",
    "from_year",
    "to_year",
    "rank_from",
    "rank_to",
    "rank_change",
    "total_from",
    "total_to",
    "delta",
    "attainment_from",
    "attainment_to",
    "attainment_delta",
    "grade_from",
    "grade_to",
    "constant_from",
    "constant_to",
    "constant_delta",
    "performance",
    "weight",
    "rounding",
    "own_change",
    "framework_change",
    "set_change",
    "framework_changed",
    "simulated",
    "unit_id",
    "caveats",
];
/// Of [`crate::analysis::CriterionChange`].
pub const CRITERION_CHANGES: Columns = Columns {
    all: &[
        "block",
        "unit",
        "from_year",
        "to_year",
        "criterion",
        "level",
        "points_from",
        "points_to",
        "delta",
        "max_from",
        "max_to",
        "attainment_from",
        "attainment_to",
        "attainment_delta",
        "performance",
        "weight",
        "unit_id",
    ],
    shown: &["unit", "criterion", "points_from", "points_to", "delta", "performance", "weight", "attainment_delta"],
};
/// Of [`crate::analysis::GradeMove`].
pub const GRADE_MOVES: Columns = Columns {
    all: &["block", "from_year", "to_year", "grade_from", "grade_to", "units", "names"],
    shown: &["grade_from", "grade_to", "units", "names"],
};
/// Of [`crate::analysis::TrendRow`].
pub const TRENDS: Columns = Columns {
    all: &[
        "block",
        "unit",
        "years",
        "first_year",
        "last_year",
        "attainment_first",
        "attainment_last",
        "slope",
        "tau",
        "volatility",
        "best_year",
        "worst_year",
        "rising",
        "falling",
        "top_quarter",
        "bottom_quarter",
        "simulated",
        "unit_id",
        "label",
        "derived_years",
        "series",
    ],
    shown: &[
        "label",
        "years",
        "slope",
        "tau",
        "best_year",
        "worst_year",
        "rising",
        "falling",
        "top_quarter",
        "bottom_quarter",
    ],
};
/// Of [`crate::analysis::BlockTrendRow`].
pub const BLOCK_TRENDS: Columns = Columns {
    all: &["block", "year", "units", "attainment", "attainment_delta", "simulated", "slope", "tau"],
    shown: &["block", "year", "units", "attainment", "attainment_delta", "slope", "tau"],
};
/// Of [`crate::analysis::PersistentWeakness`].
pub const PERSISTENT_WEAKNESSES: Columns = Columns {
    all: &[
        "block",
        "unit",
        "criterion",
        "level",
        "years",
        "years_behind",
        "first_year",
        "last_year",
        "mean_behind",
        "last_behind",
        "last_lost",
        "unit_id",
    ],
    shown: &["unit", "criterion", "years_behind", "years", "last_year", "mean_behind", "last_behind", "last_lost"],
};
/// Of [`crate::analysis::PersistentOverscoring`].
pub const PERSISTENT_OVERSCORING: Columns = Columns {
    all: &[
        "block",
        "unit",
        "years",
        "first_year",
        "last_year",
        "mean_gap_share",
        "last_gap_share",
        "block_gap_share",
        "last_gap",
        "unit_id",
    ],
    shown: &[
        "unit",
        "years",
        "first_year",
        "last_year",
        "mean_gap_share",
        "last_gap_share",
        "block_gap_share",
        "last_gap",
    ],
};
/// Of [`crate::analysis::ImprovedSelfScoring`].
pub const IMPROVED_SELF_SCORING: Columns = Columns {
    all: &[
        "block",
        "unit",
        "from_year",
        "to_year",
        "gap_share_from",
        "gap_share_to",
        "block_gap_share_from",
        "block_gap_share_to",
        "unit_id",
    ],
    shown: &["unit", "gap_share_from", "block_gap_share_from", "gap_share_to", "block_gap_share_to"],
};
/// Of a unit's years.
pub const UNIT_YEARS: Columns = Columns {
    all: &[
        "block",
        "unit",
        "year",
        "rank",
        "units",
        "total",
        "grade",
        "attainment",
        "gap_share",
        "block_gap_share",
        "partial",
        "derived",
        "mark",
    ],
    shown: &["unit", "year", "mark", "rank", "units", "total", "grade", "attainment", "gap_share", "block_gap_share"],
};
/// Of units that came or went between two years.
pub const SET_CHANGES: Columns =
    Columns { all: &["block", "from_year", "to_year", "unit", "change"], shown: &["unit", "change"] };
