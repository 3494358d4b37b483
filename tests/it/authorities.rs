//! A database with everything that authorities do differently: two authorities and two indices,
//! blocks of one's own, groups, bonus and penalty points, dense ranks, letter grades and a scale of
//! 1,000.

use crate::project::Project;
use crate::views::compare_parts_with_oracle;

/// Two simulated authorities with all extras, in one database.
fn two_authorities() -> Project {
    let project = Project::new();
    for (seed, folder) in [("7", "first"), ("8", "second")] {
        let simulate = ["simulate", "--years", "2021-2024", "--seed", seed, "--all-extras"];
        project.run(&[&simulate[..], &["--out", folder]].concat()).succeeded();
        project.run(&["import", folder]).succeeded();
    }
    project
}

#[test]
fn nothing_is_mixed_in_any_relation() {
    let project = two_authorities();
    // Departments, two groups of districts and three blocks of one's own; SIPAS of departments.
    assert_eq!(compare_parts_with_oracle(&project), 2 * (6 + 1));
}
