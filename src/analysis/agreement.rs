//! Whether survey and appraisal put the units of a block in the same order.

use crate::model::billionths;
use crate::relation::BlockAgreement;
use crate::stats::Concordance;

use super::leniency::MIN_UNITS;
use super::ranking::Standing;

/// Computes the agreement for an assessment. None if fewer than [`MIN_UNITS`] units have both
/// scores.
pub(super) fn agreement(assessment_id: i64, standings: &[&Standing]) -> Option<BlockAgreement> {
    let pair = |standing: &&Standing| {
        let (printed, sums) = (&standing.printed, &standing.statistic);
        let appraised =
            printed.appraised_total.or(sums.appraised_sum)?.share_of(sums.max_appraised)?;
        let survey = printed
            .survey_total
            .or(sums.survey_sum)?
            .share_of(sums.max_total - sums.max_appraised)?;

        // Nine decimals, so that floating-point noise does not separate equal shares.
        Some((billionths(appraised), billionths(survey)))
    };
    let pairs: Vec<_> = standings.iter().filter_map(pair).collect();
    if pairs.len() < MIN_UNITS {
        return None;
    }

    let Concordance { concordant, discordant, tau } = Concordance::of(&pairs);
    let count = |pairs: u64| usize::try_from(pairs).unwrap_or(usize::MAX);
    let (concordant, discordant) = (count(concordant), count(discordant));
    Some(BlockAgreement { assessment_id, units: pairs.len(), concordant, discordant, tau })
}
