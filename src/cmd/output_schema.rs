//! The JSON Schema of what the verbs write with `--format json`, made from the declarations of the
//! relations.

use serde_json::{Map, Value, json};

use cchc::relation::{Declaration, outputs, views};
use cchc::render::dry_run::dry_runs_schema;
use cchc::render::table::schema_of_kind;

/// The name of the schema of dry runs, which are of no relation.
const DRY_RUN: &str = "dry_runs";

/// The version of the schema. It rises when a field of an earlier version changes or goes.
const VERSION: u32 = 1;

/// The verbs that write rows, with the relation of the rows.
const VERBS: [(&str, &str); 36] = [
    ("ask", "saved_questions"),
    ("check", "findings"),
    ("delta", "deltas"),
    ("delta --by cause", "deltas"),
    ("delta --by criterion", "delta_criteria"),
    ("delta --by grade", "grade_moves"),
    ("delta --by set", "unit_changes"),
    ("documents", "documents"),
    ("gap", "unit_gaps"),
    ("gap --by cell", "audit_cells"),
    ("gap --by criterion", "gaps"),
    ("gap --improved", "improved_self_scoring"),
    ("gap --persistent", "persistent_overscoring"),
    ("leniency", "leniency"),
    ("leniency --by criterion", "criterion_strictness"),
    ("leniency --lasting", "lasting_leniency"),
    ("rank", "rankings"),
    ("rank --all-indices", "places"),
    ("rank --children", "places"),
    ("rank --intervals", "rank_intervals"),
    ("rank --next-grade", "next_grade_steps"),
    ("rank --recomputed", "rankings"),
    ("review", "gaps"),
    ("review", "review"),
    ("review --trials", "review_trials"),
    ("trace --unit NAME", "traces"),
    ("trend", "trends"),
    ("trend --by agreement", "survey_agreement"),
    ("trend --by block", "block_trends"),
    ("trend --by merger", "mergers"),
    ("trend --by spread", "block_spreads"),
    ("unit NAME", "unit_years"),
    ("weakness", "weaknesses"),
    ("weakness --by criterion", "criterion_summaries"),
    ("weakness --by discrimination", "criterion_discrimination"),
    ("weakness --persistent", "persistent_weaknesses"),
];

/// The schema of all outputs.
pub fn output_schema() -> Value {
    let mut relations = Map::new();
    for declaration in views().into_iter().chain(outputs()) {
        relations.insert(declaration.name.to_owned(), rows_of(&declaration));
    }
    relations.insert(DRY_RUN.to_owned(), dry_runs_schema());
    let mut verbs = Map::new();
    let with_dry_run = VERBS.into_iter().chain([("import FILE --dry-run", DRY_RUN)]);
    for (verb, relation) in with_dry_run {
        let rows = json!({ "$ref": format!("#/$defs/{relation}") });
        // What a verb writes may depend on the stage of the results.
        let rows = match verbs.remove(verb) {
            Some(others) => json!({ "anyOf": [others, rows] }),
            None => rows,
        };
        verbs.insert(verb.to_owned(), rows);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("https://docs.rs/cchc/output/{VERSION}"),
        "title": "What the verbs of cchc write with --format json",
        "description": "One array of rows per verb; with --format jsonl, one row per line. Points are exact decimals; \
            shares and statistics are floating-point numbers. A field that a reader does not know is to be ignored: later versions may add some.",
        "version": VERSION,
        "properties": verbs,
        "$defs": relations,
    })
}

/// The schema of the rows of a relation. A verb may add fields, such as `simulated`.
fn rows_of(declaration: &Declaration) -> Value {
    let mut properties = Map::new();
    for column in &declaration.columns {
        let mut schema = schema_of_kind(column.kind);
        if column.is_optional {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema["description"] = column.meaning.into();
        properties.insert(column.name.to_owned(), schema);
    }
    let required: Vec<_> = declaration.columns.iter().map(|column| column.name).collect();
    json!({
        "type": "array",
        "description": declaration.meaning,
        "items": { "type": "object", "properties": properties, "required": required },
    })
}
