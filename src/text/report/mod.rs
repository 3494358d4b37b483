//! The sentences of the reports. Each must be true of whatever figures it is given.

use crate::model::Block;

use super::{Lang, block_label, lower_first, words};

mod blanks;
mod certainty;
mod changes;
mod decision;
mod frame;
mod heading;
mod lasting;
mod leniency;
mod multi_year;
mod next_grade;
mod notes;
mod phrase;
mod proposals;
mod rank_interval;
mod results;
mod scope;
mod self_scores;
mod sender;
mod sheet;
mod summary;
mod unit;

pub use blanks::{cell as blank_cell, framework, organisation, reasons, remarks, survey_forms};
pub use certainty::{caution, certainty, purpose};
pub use changes::{against_the_rank, causes, extent, large_changes_note, rounding_note};
pub use decision::{
    DECIDES, annex_of_decision, articles, attached_to_decision, authority, bases, decision_title,
    extract_of,
};
pub use frame::{
    About, Letterhead, Paper, Period, Signature, addressee, attached_to_report, closing, draft,
    letterhead, not_for_reporting, opening, signature, simulated_mark, title_of_year,
    title_of_years,
};
pub use heading::{
    Caption, Col, Heading, SheetName, annex_number, caption, changes_since, figure_number,
    results_of_year, results_of_years, roman, table_number,
};
pub use lasting::{FAR_SHOWN, lasting_rule, lasting_weaknesses, shortcomings};
pub use leniency::{lasting_leniency, leniency, no_leniency};
pub use multi_year::multi_year;
pub use next_grade::next_grade;
pub use notes::{
    checked, chosen_areas_note, framework_note, left_out, left_out_rows, leniency_note, made_by,
    method, place_in_words, shades_note, source_note, sources,
};
pub use phrase::{cases, list_up_to as named_units, tied_in_cell};
pub use proposals::{Annexes, MOST_PROPOSALS, left_to_the_office, proposals};
pub use rank_interval::{no_rank_intervals, rank_intervals};
pub use results::{
    areas, block_results, block_title, close_to_a_grade, grades_cell, quarters, survey, units_note,
    weak_for_years,
};
pub use scope::{scope_note, scope_of_year, scope_of_years};
pub use self_scores::{
    appraised_above, explain_note, extent_of_gaps, lasting_gaps, no_reasons, one_year,
};
pub use sender::Sender;
pub use sheet::{
    attached_to_letter, cut_items, mend_first, reply, sheet_sources, sheet_terms, sheet_title,
    sums_note, unit_result,
};
pub use summary::{Sections, blocks, summary, year_at_a_glance};
pub use unit::{derived_mark, explained, partial_mark, unit_course};

words! {
    /// Fixed words of screens and pages.
    pub enum Word {
        /// The mark of simulated figures.
        Simulated = "SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA";
        /// The heading of sources.
        Source = "Nguồn số liệu", "Source";
    }
}

/// A fixed word in a language.
#[must_use]
pub fn word(lang: Lang, word: Word) -> &'static str {
    word.say(lang)
}

/// The label of the last row of a table by unit.
#[must_use]
pub fn whole_block(lang: Lang) -> &'static str {
    lang.pick("Cả khối", "Whole block")
}

/// A heading for one block.
#[must_use]
pub fn block_heading(lang: Lang, block: Block) -> String {
    lang.pick(format!("Khối {}", lower_first(&block_label(lang, block))), block_label(lang, block))
}
