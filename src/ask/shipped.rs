//! The questions that are shipped with the program.

macro_rules! files {
    ($($name:literal,)+) => {
        /// The name and the text of each file, in the order of the list.
        pub const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../questions/", $name)))),+];
    };
}

files! {
    "01-ranking.sql",
    "02-first-and-last.sql",
    "03-points-behind.sql",
    "04-spread-of-results.sql",
    "05-score-sheet.sql",
    "06-one-criterion.sql",
    "07-ranks-without-survey.sql",
    "08-survey-and-appraisal.sql",
    "09-over-scoring-by-unit.sql",
    "10-over-scoring-by-criterion.sql",
    "11-largest-gaps.sql",
    "12-under-scoring.sql",
    "13-lasting-over-scoring.sql",
    "14-closer-to-the-appraisal.sql",
    "15-self-scores-and-appraisal.sql",
    "16-lost-points-by-criterion.sql",
    "17-costliest-criteria.sql",
    "18-largest-losses.sql",
    "19-behind-on-several-criteria.sql",
    "20-best-on-each-criterion.sql",
    "21-lasting-weaknesses.sql",
    "22-change-between-years.sql",
    "23-causes-of-change.sql",
    "24-grade-changes.sql",
    "25-criteria-rising-and-falling.sql",
    "26-ranks-over-the-years.sql",
    "27-course-of-one-unit.sql",
    "28-rising-or-falling-in-a-row.sql",
    "29-block-means.sql",
    "30-most-often-at-the-top.sql",
    "31-find-a-unit.sql",
    "32-alphabetical-list.sql",
    "33-renamed-and-merged-units.sql",
    "34-effect-of-mergers.sql",
    "35-certainty-of-ranks.sql",
    "36-sure-ranks-per-block.sql",
    "37-units-per-grade.sql",
    "38-nearest-to-the-next-grade.sql",
    "39-steps-to-the-next-grade.sql",
    "40-maximum-points.sql",
    "41-changed-maximum-points.sql",
    "42-criteria-that-separate-units.sql",
    "43-findings-by-rule.sql",
    "44-documents-behind-a-year.sql",
}
