//! Titles and source lines of charts.

use crate::model::{Block, Date, Index, Year, coded};
use crate::store::AssessmentRow;

use super::{Lang, block_label, date, index_label, lower_first, printable_line, words};

coded! {
    /// A kind of chart, by its name in `cchc chart`.
    pub enum ChartKind {
        /// The ranks of a block in one year.
        Ranking = "ranking",
        /// Self and appraised scores of the units of a block.
        Gap = "gap",
        /// How far units score themselves above their block, and how certain that is.
        Leniency = "leniency",
        /// Attainment by unit and criterion.
        Heatmap = "heatmap",
        /// The points lost by criterion.
        Lost = "lost",
        /// The ranks of the units of a block over the years.
        Bump = "bump",
        /// The attainment of the units of a block over the years.
        Course = "course",
        /// The changes of attainment between two years.
        Delta = "delta",
        /// A unit's attainment by criterion over the years.
        History = "history",
        /// Self − appraised scores over the years.
        GapYears = "gap-years",
        /// Why a unit's total changed between two years.
        Causes = "causes",
    }
}

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartScope {
    /// One block in one year.
    Year,
    /// One block over the years.
    Years,
    /// One unit over the years.
    Unit,
}

impl ChartKind {
    /// Whether it shows one year, several years or one unit.
    #[must_use]
    pub const fn scope(self) -> ChartScope {
        match self {
            Self::Ranking | Self::Gap | Self::Leniency | Self::Heatmap | Self::Lost => {
                ChartScope::Year
            }
            Self::Bump | Self::Course | Self::Delta | Self::GapYears => ChartScope::Years,
            Self::History | Self::Causes => ChartScope::Unit,
        }
    }

    /// The names of the kinds of a scope: `ranking, gap, leniency, heatmap, lost`.
    #[must_use]
    pub fn names(scope: ChartScope) -> String {
        let kinds: Vec<_> =
            Self::ALL.into_iter().filter(|kind| kind.scope() == scope).map(Self::code).collect();
        kinds.join(", ")
    }

    /// The subject that its title names. A title names every index but the administration reform
    /// index; a ranking names that, too.
    fn subject(self, lang: Lang, index: Index) -> String {
        let what = self.what(lang);
        match (self, index.is_cchc()) {
            (Self::Ranking, true) => {
                lang.pick("Xếp hạng Chỉ số CCHC", "PAR index ranking").to_owned()
            }
            (Self::Ranking, false) => lang.pick(
                format!("Xếp hạng {}", index_label(lang, index)),
                format!("Ranking: {}", index_label(lang, index)),
            ),
            (_, true) => what.to_owned(),
            (_, false) => format!("{what} ({})", index.name),
        }
    }

    /// What it shows.
    fn what(self, lang: Lang) -> &'static str {
        match self {
            Self::Ranking => lang.pick("Xếp hạng", "Ranking"),
            Self::Gap => lang.pick("Điểm tự chấm và điểm thẩm định", "Self and appraised scores"),
            Self::Leniency => lang.pick(
                "Xu hướng tự chấm cao so với khối",
                "Leniency of self-scoring against the block",
            ),
            Self::Heatmap => lang.pick("Tỷ lệ đạt theo lĩnh vực", "Attainment by criterion"),
            Self::Lost => lang.pick("Điểm mất theo lĩnh vực", "Points lost by criterion"),
            Self::Bump => lang.pick("Thứ hạng qua các năm", "Ranks over the years"),
            Self::Course => lang.pick("Tỷ lệ đạt qua các năm (%)", "Attainment over the years (%)"),
            Self::Delta => lang.pick(
                "Tăng, giảm tỷ lệ đạt (điểm phần trăm)",
                "Change in attainment (percentage points)",
            ),
            Self::GapYears => lang.pick(
                "Chênh lệch tự chấm – thẩm định (% điểm tối đa)",
                "Self − appraised scores (% of maximum)",
            ),
            Self::History => {
                lang.pick("Tỷ lệ đạt theo lĩnh vực (%)", "Attainment by criterion (%)")
            }
            Self::Causes => lang.pick("Nguyên nhân thay đổi tổng điểm", "Why the total changed"),
        }
    }
}

/// The title of a chart of one block in one year.
#[must_use]
pub fn chart_title(
    lang: Lang,
    (kind, index): (ChartKind, Index),
    year: Year,
    block: Block,
) -> String {
    // Provinces are ranked by indices of others, which a mapping need not name.
    let what = if block == Block::PROVINCE && index.is_cchc() {
        kind.what(lang).to_owned()
    } else {
        kind.subject(lang, index)
    };
    let block = block_label(lang, block);
    match lang {
        Lang::Vi => format!("{what} – khối {}, năm {year}", lower_first(&block)),
        Lang::En => format!("{what} – {}, {year}", lower_first(&block)),
    }
}

/// The title of a chart of one block over several years.
#[must_use]
pub fn years_title(
    lang: Lang,
    (kind, index): (ChartKind, Index),
    block: Block,
    years: [Year; 2],
) -> String {
    let (what, span) = (kind.subject(lang, index), span(years));
    let block = lower_first(&block_label(lang, block));
    lang.pick(format!("{what} – khối {block}, {span}"), format!("{what} – {block}, {span}"))
}

/// The title of a chart of one unit.
#[must_use]
pub fn unit_title(
    lang: Lang,
    (kind, index): (ChartKind, Index),
    unit: &str,
    years: [Year; 2],
) -> String {
    format!("{} – {unit}, {}", kind.subject(lang, index), span(years))
}

fn span([from, to]: [Year; 2]) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// The legend entry of a new framework.
#[must_use]
pub fn framework_label(lang: Lang, number: usize, year: Year, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("Bộ tiêu chí mới", "A new framework"));
    lang.pick(
        format!("[{number}] {name}, áp dụng từ năm {year}"),
        format!("[{number}] {name}, from {year}"),
    )
}

/// The note on a new framework between the years of a chart.
#[must_use]
pub fn framework_note(lang: Lang, year: Year, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("Bộ tiêu chí mới", "A new framework"));
    lang.pick(format!("{name} áp dụng từ năm {year}"), format!("{name} applies from {year}"))
}

/// Where the figures of a chart over several years come from.
#[must_use]
pub fn sources_line(lang: Lang, assessments: &[AssessmentRow]) -> String {
    let is_simulated = assessments.iter().any(|assessment| assessment.simulated);
    let mark =
        if is_simulated { lang.pick("SỐ LIỆU MÔ PHỎNG. ", "SIMULATED DATA. ") } else { "" };
    let decisions = assessments.iter().map(|assessment| {
        let (number, year) = (&assessment.number, assessment.year);
        lang.pick(format!("{number} (kết quả năm {year})"), format!("{number} (results of {year})"))
    });
    let decisions = decisions.collect::<Vec<_>>().join(", ");
    let are_decisions = assessments.iter().all(|assessment| assessment.number.contains("/QĐ"));
    let kind =
        if are_decisions { lang.pick("các Quyết định số ", "decisions ") } else { "" };
    let of = assessments.first().map_or_else(String::new, |assessment| {
        let authority = printable_line(&assessment.authority);
        lang.pick(format!(" của {authority}"), format!(", {authority}"))
    });
    lang.pick(
        format!("{mark}Nguồn: {kind}{decisions}{of}"),
        format!("{mark}Source: {kind}{decisions}{of}"),
    )
}

words! {
    /// The words of chart legends.
    pub enum ChartWord {
        /// The units that rose most.
        Risen = "tăng tỷ lệ đạt nhiều nhất", "attainment rose most";
        /// The units that fell most.
        Fallen = "giảm tỷ lệ đạt nhiều nhất", "attainment fell most";
        /// All others.
        Other = "các đơn vị khác", "other units";
        /// A year that was published in part.
        Partial = "nét đứt, vòng rỗng: năm chỉ công bố một phần số liệu",
            "dashed line, ring: a year published in part";
        /// Units that are level, or nearly.
        Level = "nối dọc: hai đơn vị cùng hạng hoặc gần như ngang nhau (chuyển dưới 1% tỷ trọng \
            điểm là đổi \
            hạng)",
                "joined: level or nearly level (moving less than 1% of the weight swaps them)";
        /// The median of the block.
        Median = "trung vị của khối", "median of the block";
        /// A unit.
        Unit = "đơn vị", "unit";
        /// A year before the first year of a unit.
        Derived = "nét đứt: bình quân các đơn vị hợp thành",
            "dashed line: mean of the predecessors";
        /// The part of a change that comes from the unit's performance.
        Performance = "do kết quả thực hiện", "performance";
        /// The part that comes from changed maximum points.
        Weight = "do thay đổi điểm tối đa", "change of maximum points";
        /// The part that comes from points beside the criteria.
        Beside = "Điểm ngoài các lĩnh vực", "Points beside the criteria";
        /// The part that comes from the rounding of printed totals.
        Rounding = "do làm tròn", "rounding";
        /// A rise.
        Up = "tăng", "rise";
        /// A fall.
        Down = "giảm", "fall";
    }
}

/// Where the figures of a chart come from.
#[must_use]
pub fn source_line(
    lang: Lang,
    number: &str,
    issued_on: Date,
    issuer: &str,
    simulated: bool,
) -> String {
    let day = date(lang, issued_on);
    let simulated =
        if simulated { lang.pick("SỐ LIỆU MÔ PHỎNG. ", "SIMULATED DATA. ") } else { "" };
    let publication = publication(lang, number);
    match lang {
        Lang::Vi => format!("{simulated}Nguồn: {publication} ngày {day} của {issuer}"),
        Lang::En => format!("{simulated}Source: {publication} of {day}, {issuer}"),
    }
}

/// A publication by its number: `Quyết định số 501/QĐ-UBND`. A publication that is not a decision
/// goes by its name alone.
#[must_use]
pub fn publication(lang: Lang, number: &str) -> String {
    if number.contains("/QĐ") {
        lang.pick(format!("Quyết định số {number}"), format!("Decision {number}"))
    } else {
        number.to_owned()
    }
}
