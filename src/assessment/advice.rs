//! Advice on a document that did not pass: what a person could add to the import. Every proposal is
//! tried on the document itself before it is shown, and what came of it is stated. A proposal never
//! leaves figures out and never accepts an error.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::model::{
    Block, DeclaredHeading, Heading, Points, Rule, ScoreKind, Severity, Year, clean, match_key,
};
use crate::registry::Registry;
use crate::source::{RawCell, RawDocument, RawRow};

use super::check::check_as_asked;
use super::criteria_heading::heads_criteria;
use super::document::{Assessment, CheckedDocument, open_errors};
use super::error::CheckError;
use super::finding::{Finding, FindingValue};
use super::heading::nearest_heading;
use super::instructions::Instructions;
use super::options::Options;
use super::proposal::{Addition, MissingFact, Outcome, Proposal, Resemblance};
use super::row::is_figure;
use super::scale::likely;
use super::unit_words::names_a_unit;

/// The most proposals on one document.
const MOST: usize = 5;

/// Documents with more cells get no proposals: trying them would take too long.
const MOST_CELLS: usize = 100_000;

/// How long proposals may be tried.
const LONGEST: Duration = Duration::from_secs(2);

/// Interprets and checks a raw document. `known` holds the units and frameworks known so far.
///
/// # Errors
/// Returns an error if the document cannot be understood, or has errors that were not accepted, with
/// what could be added to the import.
pub fn check(
    raw: RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> Result<CheckedDocument, CheckError> {
    let spare = spare(&raw);
    check_as_asked(raw, instructions, known).map_err(|error| match &spare {
        Some(spare) => advised(error, spare, instructions, known),
        None => error,
    })
}

/// A copy of a document on which proposals can be tried. None if it is too large.
fn spare(raw: &RawDocument) -> Option<RawDocument> {
    let cells: usize =
        raw.tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
    (cells <= MOST_CELLS).then(|| RawDocument {
        path: raw.path.clone(),
        format: raw.format,
        bytes: Vec::new(),
        sha256: raw.sha256.clone(),
        reading: raw.reading.clone(),
        took: raw.took,
        tables: raw.tables.clone(),
        remarks: Vec::new(),
    })
}

/// An error with what could be added to the import.
fn advised(
    error: CheckError,
    spare: &RawDocument,
    instructions: &Instructions,
    known: &Registry,
) -> CheckError {
    let trials = Trials { spare, instructions, known, until: Instant::now() + LONGEST };
    match error {
        CheckError::Missing { path, table, facts, .. } => {
            let (facts, outcome) = trials.missing(facts);
            CheckError::Missing { path, table, facts, outcome }
        }
        CheckError::OtherIndex { path, table, index, title, .. } => {
            let outcome = trials.outcome(&[Addition::Index(index)]);
            CheckError::OtherIndex { path, table, index, title, outcome }
        }
        CheckError::Rejected { raw, origin, assessments, .. } => {
            let proposals = trials.on_findings(&assessments);
            CheckError::Rejected { raw, origin, assessments, proposals }
        }
        CheckError::NoResults { path, headings, .. } => {
            let (proposals, resembles) = (trials.on_headings(), resemblance(spare));
            CheckError::NoResults { path, headings, proposals, resembles }
        }
        other @ (CheckError::NoFigures { .. }
        | CheckError::OneUnitForSeveral { .. }
        | CheckError::UnnamedForm { .. }
        | CheckError::UntitledBlock { .. }
        | CheckError::UnknownIndex { .. }
        | CheckError::UnknownBlock { .. }
        | CheckError::SeveralBlocks { .. }
        | CheckError::Contradiction { .. }
        | CheckError::TooFewUnits { .. }
        | CheckError::GradeCounts { .. }
        | CheckError::NoYearInName(_)
        | CheckError::MappedYears { .. }
        | CheckError::MappedDate { .. }
        | CheckError::MissingColumn { .. }
        | CheckError::SameBlock { .. }
        | CheckError::OneBlockForSeveral { .. }) => other,
    }
}

/// Tries proposals on a document.
struct Trials<'a> {
    spare: &'a RawDocument,
    instructions: &'a Instructions,
    known: &'a Registry,
    until: Instant,
}

impl Trials<'_> {
    fn with(&self, options: Options) -> Result<CheckedDocument, CheckError> {
        let instructions = Instructions { options, ..self.instructions.clone() };
        check_as_asked(self.spare.clone(), &instructions, self.known)
    }

    fn is_over(&self) -> bool {
        Instant::now() > self.until
    }

    fn outcome(&self, additions: &[Addition]) -> Outcome {
        outcome_of(&self.with_all(additions))
    }

    fn with_all(&self, additions: &[Addition]) -> Result<CheckedDocument, CheckError> {
        let mut options = self.instructions.options.clone();
        for addition in additions {
            add(&mut options, addition);
        }
        self.with(options)
    }

    /// All facts that the document leaves out, and what comes of the values that it suggests.
    fn missing(
        &self,
        first: Vec<(MissingFact, Option<String>)>,
    ) -> (Vec<(MissingFact, Option<String>)>, Outcome) {
        const MOST_FACTS: usize = 6;
        let mut options = self.instructions.options.clone();
        let mut facts = first;
        let mut asked = facts.clone();
        loop {
            for (fact, hint) in asked.drain(..) {
                let value = hint.unwrap_or_else(|| placeholder(fact).to_owned());
                add(&mut options, &Addition::Fact(fact, Some(value)));
            }
            let tried = self.with(options.clone());
            if let Err(CheckError::Missing { facts: more, .. }) = &tried
                && facts.len() < MOST_FACTS
                && more.iter().all(|(fact, _)| facts.iter().all(|(known, _)| known != fact))
            {
                asked.clone_from(more);
                facts.extend(more.iter().cloned());
                continue;
            }
            let is_known = facts.iter().all(|(_, hint)| hint.is_some());
            return (facts, if is_known { outcome_of(&tried) } else { Outcome::Untried });
        }
    }

    /// What could be added where headings or the scale are unknown.
    fn on_findings(&self, assessments: &[Assessment]) -> Vec<Proposal> {
        let of_scale = open_errors(assessments).find(|finding| finding.rule == Rule::Scale);
        let scale = of_scale.and_then(|finding| match (&finding.expected, &finding.found) {
            (None, Some(FindingValue::Points(highest))) => likely(*highest),
            _ => None,
        });
        let scale = scale.or_else(|| sum_of_extract(assessments));
        if let Some(scale) = scale {
            let additions = vec![Addition::Scale(scale)];
            let outcome = self.outcome(&additions);
            return Vec::from_iter(
                matches!(outcome, Outcome::Passes(_)).then_some(Proposal { additions, outcome }),
            );
        }

        let unknown = unknown_headings(assessments);
        if unknown.is_empty() {
            return Vec::new();
        }
        let before: BTreeSet<Rule> = rules(assessments.iter().flat_map(|one| &one.findings));
        let open: Vec<usize> =
            (0..unknown.len()).filter(|index| unknown[*index].likely.is_none()).collect();
        let are_of_forms = assessments.iter().any(|assessment| assessment.from_forms);
        let of = |index: usize| {
            let text = &unknown[index].text;
            let known = if are_of_forms && is_measure(text) { &[] } else { candidates(text) };
            known.iter().copied().filter(|means| may_hold(text, *means))
        };
        let speaks_of_points = |index: usize| match_key(&unknown[index].text).contains("điểm");
        let choices: Vec<Vec<Heading>> = match open[..] {
            [] => vec![Vec::new()],
            [only] => of(only).map(|heading| vec![heading]).collect(),
            // Two columns that the headings do not tell apart could be almost anything.
            [one, other] if !speaks_of_points(one) || !speaks_of_points(other) => Vec::new(),
            [one, other] => {
                of(one).flat_map(|first| of(other).map(move |second| vec![first, second])).collect()
            }
            _ => Vec::new(),
        };

        // Beside units across, they may be further units.
        let as_units = vec![Heading::Unit; open.len()];
        let choices = Some(as_units).filter(|_| !open.is_empty()).into_iter().chain(choices);

        let mut proposals = Vec::new();
        let mut first = None;
        for choice in choices {
            if self.is_over() || proposals.len() == MOST {
                break;
            }
            let mut chosen = choice.into_iter();
            let additions: Vec<Addition> = unknown
                .iter()
                .filter_map(|heading| {
                    let means = heading.likely.or_else(|| chosen.next())?;
                    Some(Addition::Heading(DeclaredHeading {
                        printed: heading.text.clone(),
                        means,
                    }))
                })
                .collect();
            let tried = self.with_all(&additions);
            let outcome = outcome_of(&tried);
            let Ok(document) = &tried else {
                if takes(&tried, &additions) {
                    first.get_or_insert(Proposal { additions, outcome });
                }
                continue;
            };
            let after = rules(document.assessments.iter().flat_map(|one| &one.findings));
            if after.is_subset(&before) {
                proposals.push(Proposal { additions, outcome });
            }
        }
        // What the headings themselves show is worth saying even if other errors remain.
        if proposals.is_empty() && open.is_empty() {
            proposals.extend(first);
        }
        proposals
    }

    /// What the columns of figures beside criteria may hold: the scores of a form in their usual order, or
    /// units across.
    fn on_form(&self, rows: &[RawRow]) -> Option<Proposal> {
        const SCORE_WORDS: [&str; 7] =
            ["điểm", "chấm", "đánh giá", "kết quả", "thẩm", "phúc tra", "xhh"];
        const ORDERS: [&[ScoreKind]; 5] = [
            &[ScoreKind::SelfScore],
            &[ScoreKind::Appraised],
            &[ScoreKind::SelfScore, ScoreKind::Appraised],
            &[ScoreKind::Appraised, ScoreKind::Survey],
            &ScoreKind::ALL,
        ];
        let first = rows.iter().position(|row| row.cells.iter().any(heads_criteria))?;
        let criterion = rows[first].cells.iter().position(heads_criteria)?;
        let is_filled = |index: &usize| {
            rows[first + 1..].iter().any(|row| row.cells.get(*index).is_some_and(is_figure))
        };
        let is_known = |index: &usize| {
            let text = clean(&rows[first].cells[*index].text);
            text.is_empty()
                || match_key(&text).contains("tối đa")
                || match_key(&text).contains("chuẩn")
        };
        let columns = (criterion + 1..rows[first].cells.len()).filter(is_filled);
        let columns: Vec<usize> = columns.filter(|index| !is_known(index)).collect();
        let text = |index: usize| clean(&rows[first].cells[index].text);
        // Parts of the year are neither scores nor units.
        let is_period = |index: &usize| {
            let key = match_key(&text(*index));
            ["quý ", "tháng ", "6 tháng", "sáu tháng", "9 tháng"].iter().any(|p| key.starts_with(p))
        };
        if columns.iter().any(is_period) {
            return None;
        }
        let names: BTreeSet<String> = columns.iter().map(|index| text(*index)).collect();
        if names.len() < columns.len() {
            return None;
        }
        let speaks_of_scores = columns.iter().all(|index| {
            let key = match_key(&text(*index));
            SCORE_WORDS.iter().any(|word| key.contains(word))
        });
        // Other headings may be units that the program does not take for any.
        let units = columns.iter().filter(|index| !names_a_unit(&text(**index)));
        let as_units: Vec<Heading> = vec![Heading::Unit; units.clone().count()];
        let attempts: Vec<(Vec<usize>, Vec<Heading>)> = if speaks_of_scores {
            let fitting = ORDERS.iter().filter(|order| order.len() == columns.len());
            let scores =
                |order: &&[ScoreKind]| order.iter().map(|kind| Heading::Score(*kind)).collect();
            fitting.map(|order| (columns.clone(), scores(order))).collect()
        } else {
            vec![(units.copied().collect(), as_units)]
        };
        let may_hold = |(columns, kinds): &(Vec<usize>, Vec<Heading>)| {
            columns.iter().zip(kinds).all(|(index, means)| may_hold(&text(*index), *means))
        };
        for (columns, kinds) in attempts.into_iter().filter(may_hold) {
            let additions: Vec<Addition> = columns
                .into_iter()
                .zip(kinds)
                .map(|(index, means)| {
                    Addition::Heading(DeclaredHeading { printed: text(index), means })
                })
                .collect();
            let tried = self.with_all(&additions);
            // A fact that is missing besides is asked for next.
            let is_read = matches!(tried, Ok(_) | Err(CheckError::Missing { .. }));
            if is_read {
                return Some(Proposal { additions, outcome: outcome_of(&tried) });
            }
        }
        None
    }

    /// What could be added where no table of results was found, although units are named.
    fn on_headings(&self) -> Vec<Proposal> {
        for table in &self.spare.tables {
            let Some(first) = table.rows.iter().position(|row| row.cells.iter().any(is_figure))
            else {
                continue;
            };
            // A row that names a group of units has one text.
            let heads = |row: &&RawRow| {
                let texts: BTreeSet<String> =
                    row.cells.iter().map(|cell| clean(&cell.text)).collect();
                texts.iter().filter(|text| !text.is_empty()).count() > 1
            };
            let Some(head) = table.rows[..first].iter().rfind(heads) else { continue };
            let column = |index: usize, is: fn(&RawCell) -> bool| {
                let cells = table.rows[first..].iter().filter_map(|row| row.cells.get(index));
                cells.filter(|cell| is(cell)).count() > 1
            };
            let of_unit = |cell: &RawCell| names_a_unit(&clean(&cell.text));
            let width = head.cells.len();
            if let Some(proposal) = self.on_form(&table.rows) {
                return vec![proposal];
            }
            let Some(unit) = (0..width).find(|index| column(*index, of_unit)) else { continue };
            let figures = (unit + 1..width).rev().filter(|index| column(*index, is_figure));
            let declared = |index: usize, means: Heading| {
                let printed = clean(&head.cells[index].text);
                Addition::Heading(DeclaredHeading { printed, means })
            };
            let unit = declared(unit, Heading::Unit);
            let totals = figures.map(|index| declared(index, Heading::Total));
            let mut attempts = vec![vec![unit.clone()]];
            for total in totals {
                attempts.extend([vec![total.clone()], vec![unit.clone(), total]]);
            }
            for additions in attempts {
                if self.is_over() {
                    return Vec::new();
                }
                let outcome = self.outcome(&additions);
                if matches!(outcome, Outcome::Passes(_)) {
                    return vec![Proposal { additions, outcome }];
                }
            }
        }
        Vec::new()
    }
}

/// What a column of figures with an unknown heading may hold, the likeliest first.
const CANDIDATES: [Heading; 6] = [
    Heading::Score(ScoreKind::Appraised),
    Heading::Score(ScoreKind::Survey),
    Heading::Score(ScoreKind::SelfScore),
    Heading::Total,
    Heading::Rank,
    Heading::Grade,
];

/// Whether the key of a heading speaks of what counts in the end: `Điểm chính thức`.
fn is_last_round(key: &str) -> bool {
    ["chính thức", "cuối", "kết luận", "sau ", "lần "].iter().any(|word| key.contains(word))
}

/// Words of headings over survey scores.
const SURVEY_WORDS: [&str; 8] =
    ["xã hội học", "xhh", "khảo sát", "hài lòng", "điều tra", "người dân", "sipas", "ý kiến"];

/// Whether a column under this heading may hold something: `Tự chấm lại` is no appraised score.
fn may_hold(text: &str, means: Heading) -> bool {
    const WORDS: [(ScoreKind, &[&str]); 3] = [
        (ScoreKind::SelfScore, &["tự chấm", "tự đánh giá"]),
        (ScoreKind::Appraised, &["thẩm định", "phúc tra"]),
        (ScoreKind::Survey, &SURVEY_WORDS),
    ];
    let key = match_key(text);
    let mut named = WORDS.iter().filter(|(_, words)| words.iter().any(|word| key.contains(word)));
    match means {
        // The last round of an appraisal is no survey, whose points would add to the total.
        Heading::Score(ScoreKind::Survey) if is_last_round(&key) => false,
        // No sum contradicts a self score, so any figures would pass as one.
        Heading::Score(ScoreKind::SelfScore)
            if !["tự ", "đơn vị", "cơ sở", "cơ quan"].iter().any(|word| key.contains(word)) =>
        {
            false
        }
        Heading::Score(kind) => named.all(|(named, _)| *named == kind),
        Heading::Sequence
        | Heading::Unit
        | Heading::Group
        | Heading::Further(_)
        | Heading::Respondents
        | Heading::Total
        | Heading::Maximum
        | Heading::Rank
        | Heading::Grade
        | Heading::Evidence
        | Heading::Remark => true,
    }
}

/// What a column of figures with an unknown heading may hold. Percent are no points.
fn candidates(text: &str) -> &'static [Heading] {
    // Differences, losses, targets and weights are points, but no scores.
    const NO_SCORES: [&str; 29] = [
        "so với",
        "chênh lệch",
        "mức tăng",
        "so sánh",
        "bị trừ",
        "chưa đạt",
        "còn thiếu",
        "điểm mất",
        "phấn đấu",
        "dự kiến",
        "chỉ tiêu",
        "điểm sàn",
        "tối thiểu",
        "mục tiêu",
        "kế hoạch",
        "trọng số",
        "mỗi lần",
        "bình quân",
        "cao nhất",
        "người chấm",
        "biên chế",
        "trung bình",
        "điểm tb",
        "số lượng",
        "mất điểm",
        "điểm bị mất",
        "thi đua",
        "quy đổi",
        "tối đa",
    ];
    let key = match_key(text);
    let is_change = key.contains("điều chỉnh") && !key.contains("sau");
    if is_change || NO_SCORES.iter().any(|words| key.contains(words)) {
        return &[Heading::Remark];
    }
    let is_share = text.contains('%') || key.contains("tỷ lệ");
    // A column of years tells results apart. Scores that somebody asked for, and those of another year, are scores.
    let is_other_score = ["đề nghị", "đề xuất", "giải trình", "năm trước", "kỳ trước", "lần trước"];
    if key == "năm"
        || key.starts_with("năm ")
        || key.split(' ').any(|word| word == "cũ")
        || is_other_score.iter().any(|words| key.contains(words))
    {
        &[]
    } else if is_share {
        &[Heading::Total]
    } else if names_a_unit(text) {
        &[Heading::Unit]
    } else {
        &CANDIDATES
    }
}

/// Whether a column of a form rather holds what was measured than points: `Kết quả đạt được`, `Hệ số`.
fn is_measure(text: &str) -> bool {
    const MEASURES: [&str; 6] = ["kết quả", "thực tế", "mức", "hệ số", "số liệu", "đánh giá"];
    const POINTS: [&str; 3] = ["điểm", "chấm", "thẩm"];
    let key = match_key(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    has(&MEASURES) && !has(&POINTS)
}

/// An unknown heading of a table of results.
struct UnknownHeading {
    text: String,
    /// What its column holds, as far as the heading or the column shows it.
    likely: Option<Heading>,
}

/// The sum of the maxima of a table that prints some areas of a framework only. A sum that is near the scale
/// rather shows that a maximum was copied wrongly.
fn sum_of_extract(assessments: &[Assessment]) -> Option<Points> {
    const MOST_PERCENT: i64 = 60;
    let mut open = open_errors(assessments);
    let finding = open
        .next()
        .filter(|finding| finding.rule == Rule::FrameworkMaximum && finding.score_kind.is_none())?;
    match (open.next(), &finding.expected, &finding.found) {
        (None, Some(FindingValue::Points(scale)), Some(FindingValue::Points(sum))) => {
            let is_extract = sum.ten_thousandths() * 100 <= scale.ten_thousandths() * MOST_PERCENT;
            is_extract.then_some(*sum)
        }
        _ => None,
    }
}

fn unknown_headings(assessments: &[Assessment]) -> Vec<UnknownHeading> {
    let findings = open_errors(assessments);
    let mut unknown: Vec<UnknownHeading> = Vec::new();
    for finding in findings.filter(|finding| finding.rule == Rule::UnknownHeading) {
        let Some(text) = finding.found.as_ref().map(ToString::to_string) else { continue };
        let shown = finding.expected.as_ref().and_then(|code| code.to_string().parse().ok());
        let nearest = || nearest_heading(&text).map(|(_, heading)| heading);
        let text_only = || (!finding.over_figures).then_some(Heading::Remark);
        let likely = shown.or_else(nearest).or_else(text_only);
        if !text.is_empty() && unknown.iter().all(|known| known.text != text) {
            unknown.push(UnknownHeading { text, likely });
        }
    }
    unknown
}

/// The rules that errors and warnings are about.
fn rules<'a>(findings: impl Iterator<Item = &'a Finding>) -> BTreeSet<Rule> {
    let is_flaw = |finding: &&Finding| finding.severity != Severity::Note;
    findings.filter(is_flaw).map(|finding| finding.rule).collect()
}

/// Whether no heading that was declared is still unknown.
fn takes(tried: &Result<CheckedDocument, CheckError>, additions: &[Addition]) -> bool {
    let Err(CheckError::Rejected { assessments, .. }) = tried else { return true };
    let unknown = unknown_headings(assessments);
    !additions.iter().any(|addition| match addition {
        Addition::Heading(declared) => unknown.iter().any(|one| one.text == declared.printed),
        Addition::Fact(..) | Addition::Index(_) | Addition::Scale(_) => false,
    })
}

fn outcome_of(tried: &Result<CheckedDocument, CheckError>) -> Outcome {
    match tried {
        Ok(document) => {
            Outcome::Passes(document.assessments.iter().map(|one| one.results.len()).sum())
        }
        Err(CheckError::Rejected { assessments, .. }) => {
            Outcome::Errors(open_errors(assessments).count())
        }
        Err(CheckError::Missing { .. }) => Outcome::Untried,
        Err(_) => Outcome::Refused,
    }
}

/// A value with which the search for missing facts goes on.
const fn placeholder(fact: MissingFact) -> &'static str {
    match fact {
        MissingFact::Number => "1/QĐ-UBND",
        MissingFact::IssuedOn => "2000-01-01",
        MissingFact::Issuer | MissingFact::Authority => "UBND",
        MissingFact::Year => "2000",
        MissingFact::Block => "department",
        MissingFact::Unit => "Sở",
        MissingFact::Stage => "self",
    }
}

fn add(options: &mut Options, addition: &Addition) {
    match addition {
        Addition::Index(index) => options.index = Some(*index),
        Addition::Scale(scale) => options.scale = Some(*scale),
        Addition::Heading(heading) => options.headings.insert(0, heading.clone()),
        Addition::Fact(_, None) => {}
        Addition::Fact(fact, Some(value)) => match fact {
            MissingFact::Number => options.number = Some(value.clone()),
            MissingFact::IssuedOn => options.issued_on = value.parse().ok(),
            MissingFact::Issuer => options.issuer = Some(value.clone()),
            MissingFact::Authority => options.authority = Some(value.clone()),
            MissingFact::Year => options.year = value.parse::<Year>().ok(),
            MissingFact::Block => options.block = value.parse::<Block>().ok(),
            MissingFact::Unit => options.unit = Some(value.clone()),
            MissingFact::Stage => options.stage = value.parse().ok(),
        },
    }
}

/// What the tables of a document without results look like.
fn resemblance(raw: &RawDocument) -> Resemblance {
    let heads = || raw.tables.iter().flat_map(|table| table.rows.iter().take(3));
    let names_units = |row: &RawRow| {
        row.cells.iter().filter(|cell| !cell.copied && names_a_unit(&clean(&cell.text))).count() > 1
    };
    if heads().any(|row| row.cells.iter().any(heads_criteria)) {
        Resemblance::BlankForm
    } else if heads().any(names_units) {
        Resemblance::UnitsAcross
    } else {
        Resemblance::Nothing
    }
}
