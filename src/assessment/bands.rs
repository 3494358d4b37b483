//! Where grades begin, as far as printed totals and grades show it.

use crate::model::{Grade, GradeBand, Points};

use super::{Assessment, UnitResult};

/// The bounds that one table shows: each grade that occurs, best first.
pub(super) fn of_results(results: &[UnitResult]) -> Vec<GradeBand> {
    let graded = || results.iter().filter_map(|result| Some((result.grade.as_ref()?.grade, result.total_points()?)));
    let band = |grade: Grade| {
        let at_most = graded().filter(|(other, _)| *other == grade).map(|(_, total)| total).min()?;
        let above = graded().filter(|(other, _)| *other > grade).map(|(_, total)| total).max();
        Some(GradeBand { grade, above: above.filter(|total| *total < at_most), at_most })
    };
    Grade::ALL.into_iter().filter_map(band).collect()
}

/// Blocks of one decision are graded alike: where their bounds agree, each takes the narrower one of both.
pub(super) fn join(assessments: &mut [Assessment]) {
    let bands = assessments.iter().flat_map(|assessment| assessment.framework.bands.clone());
    let mut joint: Vec<GradeBand> = Vec::new();
    for band in bands {
        match joint.iter_mut().find(|other| other.grade == band.grade) {
            Some(other) => {
                other.above = other.above.max(band.above);
                other.at_most = other.at_most.min(band.at_most);
            }
            None => joint.push(band),
        }
    }
    let agree = |band: &GradeBand| band.above.is_none_or(|above: Points| above < band.at_most);
    for assessment in assessments {
        for band in &mut assessment.framework.bands {
            if let Some(joint) = joint.iter().find(|joint| joint.grade == band.grade && agree(joint)) {
                *band = *joint;
            }
        }
    }
}
