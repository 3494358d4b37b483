//! The checks, one file per rule. Each file declares what the rule checks, why, an example and its
//! message. A new rule needs a variant of [`Rule`], a line in the list below and its file.
//!
//! The checks that need a whole table run here, in [`run`] and [`run_mapped`]. The others run while
//! a table is read. Several rules share `scores`, `sums`, `maxima`, `tolerance` and `words`.

pub(super) mod maxima;
mod scores;
mod sums;
pub(super) mod tolerance;
mod words;

use std::str::FromStr;

use crate::language::{Label, Lang, block_label, score_kind_label};
use crate::model::{Coded as _, Rule, Severity};

use super::document::Assessment;
use super::finding::Finding;
use super::layout::Layout;
use super::scale::Scale as TableScale;
use maxima::lists_all_parts;

/// The declaration of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// The severities that its findings may have, lightest first.
    pub severities: &'static [Severity],
    /// Whether `--accept` admits a document that breaks the rule. Content that cannot be read
    /// cannot be accepted.
    pub acceptable: bool,
    /// Whether its message already names the score that it is about.
    names_score: bool,
    /// Whether its message already says what to do.
    pub advises: bool,
    /// What holds in a table that obeys the rule.
    pub checks: Label,
    /// Why the rule exists.
    pub why: Label,
    /// A table that breaks the rule, and what to do.
    pub example: Label,
    message: fn(Lang, &Finding) -> String,
}

/// Declares the modules of the rules and the lookup of their declarations.
macro_rules! rules {
    ($($module:ident => $rule:ident,)+) => {
        $(pub(super) mod $module;)+

        /// The declaration of a rule.
        #[must_use]
        pub const fn declaration(rule: Rule) -> &'static Declaration {
            match rule { $(Rule::$rule => &$module::DECLARATION,)+ }
        }
    };
}

rules! {
    unknown_heading => UnknownHeading,
    too_deep => TooDeep,
    bonus_column => BonusColumn,
    unread_cell => UnreadCell,
    scale => Scale,
    repeated_heading => RepeatedHeading,
    unread_table => UnreadTable,
    missing_maximum => MissingMaximum,
    row_length => RowLength,
    not_a_number => NotANumber,
    unknown_grade => UnknownGrade,
    hidden_row => HiddenRow,
    missing_unit => MissingUnit,
    row_unread => RowUnread,
    merged_cell => MergedCell,
    missing_figure => MissingFigure,
    sum_self => SumSelf,
    sum_appraised => SumAppraised,
    sum_survey => SumSurvey,
    sum_parts => SumParts,
    total => Total,
    percent => Percent,
    own_maximum => OwnMaximum,
    scaled_back => ScaledBack,
    joint_maximum => JointMaximum,
    form_criteria => FormCriteria,
    form_unit => FormUnit,
    revised => Revised,
    missing_form => MissingForm,
    not_appraised => NotAppraised,
    above_maximum => AboveMaximum,
    below_zero => BelowZero,
    criterion_maximum => CriterionMaximum,
    framework_maximum => FrameworkMaximum,
    rank_order => RankOrder,
    total_before_bonus => TotalBeforeBonus,
    dense_ranks => DenseRanks,
    grade_order => GradeOrder,
    appraised_above_self => AppraisedAboveSelf,
    row_sequence => RowSequence,
    duplicate_unit => DuplicateUnit,
    ambiguous_unit => AmbiguousUnit,
    repeated_row => RepeatedRow,
    grade_count => GradeCount,
    grade_bound => GradeBound,
    duplicate_series => DuplicateSeries,
    unknown_unit => UnknownUnit,
    unit_years => UnitYears,
    unknown_code => UnknownCode,
    blank_column => BlankColumn,
    blank_unit => BlankUnit,
    rounded => Rounded,
    precision => Precision,
    part_of_year => PartOfYear,
    survey_alone => SurveyAlone,
    left_out => LeftOut,
}

/// Parses the name of a rule, in any case and with `_` or `-`.
impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || match nearest_rule(text) {
            Some(nearest) => {
                format!("{text:?} is not a check; did you mean {nearest}? `cchc explain` lists all")
            }
            None => format!("{text:?} is not a check; `cchc explain` lists all"),
        };
        Self::from_name(&text.to_lowercase().replace('_', "-")).ok_or_else(unknown)
    }
}

/// The rule whose name is most similar to a text. None if no name is similar enough.
#[must_use]
pub fn nearest_rule(text: &str) -> Option<Rule> {
    let similar = Rule::ALL
        .into_iter()
        .map(|rule| (strsim::jaro_winkler(rule.code(), text), rule))
        .filter(|(similarity, _)| *similarity > 0.8);

    similar.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, rule)| rule)
}

/// The finding in one sentence: whose figure it is, what is printed and what was expected.
#[must_use]
pub fn finding_message(lang: Lang, finding: &Finding) -> String {
    let declaration = declaration(finding.rule);
    let score = finding
        .score_kind
        .filter(|_| !declaration.names_score)
        .map(|kind| score_kind_label(lang, kind).to_owned());

    let subject = [finding.unit.clone(), finding.criterion.clone(), score];
    let name = subject.into_iter().flatten().collect::<Vec<_>>().join(" – ");
    let table = || {
        finding
            .block
            .map_or_else(|| lang.pick("Bảng", "Table").to_owned(), |block| block_label(lang, block))
    };
    let subject = if name.is_empty() { table() } else { name };

    let accepted = if finding.accepted {
        lang.pick(" (được chấp nhận khi nhập)", " (accepted at import)")
    } else {
        ""
    };

    format!("{subject}: {}{accepted}.", (declaration.message)(lang, finding))
}

/// Runs the checks that need a whole table on a mapped table. Checks of printed maxima and of the
/// scale are left out, because the headings of such a table print neither. Findings are sorted by
/// cell.
pub(super) fn run_mapped(layout: &Layout, assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    let (framework, results) = (&assessment.framework, &assessment.results);
    sums::check(framework, results, |_| true, &mut findings);
    scores::check_criteria(framework, results, |_| false, &mut findings);
    scores::check_mapped_totals(framework, results, &mut findings);
    rounded::check(layout, assessment, &mut findings);
    scale::check_mapped(layout, assessment, &mut findings);
    check_every_table(assessment, &mut findings);
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}

/// Accepts the errors of the given rules, if they can be accepted.
pub(super) fn accept(findings: &mut [Finding], accepted: &[Rule]) {
    for finding in findings {
        finding.accepted = finding.severity == Severity::Error
            && declaration(finding.rule).acceptable
            && accepted.contains(&finding.rule);
    }
}

/// Checks the ranks that the forms of units print, of which some may be missing.
pub(super) fn check_joined_ranks(assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    rank_order::check_known(assessment, &mut findings);
    assessment.findings = findings;
}

/// Runs every check that needs a whole table. Findings are sorted by cell.
pub(super) fn run(layout: &Layout, scale: TableScale, assessment: &mut Assessment) {
    let mut findings = std::mem::take(&mut assessment.findings);
    let (framework, results) = (&assessment.framework, &assessment.results);
    criterion_maximum::check(layout, framework, &mut findings);
    let is_listed = |index: usize| !assessment.from_forms || lists_all_parts(framework, index);
    framework_maximum::check(layout, framework, scale, assessment.stage, &mut findings);
    sums::check(framework, results, is_listed, &mut findings);
    percent::check(framework, results, &mut findings);
    scores::check_scores(layout, framework, results, &mut findings);
    let before = findings.len();
    scale::check(layout, assessment, scale, &mut findings);
    if findings.len() > before {
        // Until the scale is known, nothing is above it.
        let is_above = |finding: &Finding| finding.rule == Rule::AboveMaximum;
        findings.retain(|finding| !is_above(finding) || finding.score_kind.is_some());
    }
    scores::check_restated(&assessment.restated, scale.points, &mut findings);
    check_every_table(assessment, &mut findings);
    total_before_bonus::check(layout, assessment, &mut findings);
    // This program writes figures without needless zeros.
    findings.retain(|finding| finding.rule != Rule::Precision || layout.given.is_none());
    findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
    assessment.findings = findings;
}

/// Runs the checks of every table: ranks, grades, appraised against self scores, running numbers and
/// decimals.
fn check_every_table(assessment: &Assessment, findings: &mut Vec<Finding>) {
    // A form has the rank of its unit among all.
    if !assessment.from_forms {
        rank_order::check(assessment, findings);
    }
    grade_count::check(assessment, findings);
    grade_order::check(&assessment.framework, &assessment.results, findings);
    appraised_above_self::check(assessment, findings);
    row_sequence::check(&assessment.results, findings);
    // Figures of a form are typed by many hands.
    if !assessment.from_forms {
        precision::check(&assessment.results, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::cell::Cell;
    use crate::assessment::finding::FindingValue;
    use crate::model::{Points, ScoreKind};
    use crate::source::{Location, RawCell};

    #[test]
    fn every_rule_has_a_message_of_its_own_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            let mut messages: Vec<(String, Rule)> = Vec::new();

            for rule in Rule::ALL {
                let finding = Finding::new(
                    rule,
                    Severity::Warning,
                    &Cell::new(1, &RawCell::new(Location::Table, "x")),
                )
                .expected(FindingValue::Points(Points::HUNDRED))
                .found(FindingValue::Points(Points::ZERO));
                let message = (declaration(rule).message)(lang, &finding);
                assert!(message.chars().count() > 10, "{rule}: {message:?}");
                messages.push((message, rule));
            }

            messages.sort();
            for pair in messages.windows(2) {
                // The three sums of scores have one message: it names the kind of score.
                let is_sum = |rule| {
                    [ScoreKind::SelfScore, ScoreKind::Appraised, ScoreKind::Survey]
                        .map(Rule::sum_of)
                        .contains(&rule)
                };
                let are_sums = is_sum(pair[0].1) && is_sum(pair[1].1);
                assert!(
                    pair[0].0 != pair[1].0 || are_sums,
                    "{} and {}: {}",
                    pair[0].1,
                    pair[1].1,
                    pair[0].0
                );
            }
        }
    }

    #[test]
    fn a_misspelt_rule_leads_to_the_nearest_one() {
        assert_eq!(nearest_rule("rank-ordr"), Some(Rule::RankOrder));
        assert_eq!(nearest_rule("grade-ordre"), Some(Rule::GradeOrder));
        assert_eq!(nearest_rule("xyz"), None);
    }
}
