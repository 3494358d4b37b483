//! What programs read: rows with a schema, errors with names, and what is done.

use serde_json::Value;

use crate::project::{Project, Run};

/// Whether a value is what a schema allows, as far as the schema of the outputs goes.
fn fits(value: &Value, schema: &Value) -> bool {
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().any(|schema| fits(value, schema));
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.contains(value);
    }
    match schema["type"].as_str() {
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("null") => value.is_null(),
        _ => value.is_array() || value.is_object(),
    }
}

/// Holds a row against its schema, and the rows within it against theirs.
#[track_caller]
fn holds(verb: &str, row: &Value, items: &Value) {
    for (field, schema) in items["properties"].as_object().expect("properties") {
        let value = row.get(field).unwrap_or_else(|| panic!("{verb} lacks {field}"));
        assert!(fits(value, schema), "{verb}: {field} is {value}, not {schema}");
        let rows = value.as_array().filter(|_| schema["items"]["properties"].is_object());
        for row in rows.into_iter().flatten() {
            holds(verb, row, &schema["items"]);
        }
    }
}

#[test]
fn what_verbs_write_has_the_declared_schema() {
    let project = Project::simulated("2019-2022", "1");
    project.run(&["manual", "manual"]).succeeded();
    let text =
        std::fs::read_to_string(project.path("manual/output.schema.json")).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");

    let verbs = schema["properties"].as_object().expect("verbs");
    assert!(verbs.len() > 30);
    let mut filled = 0;
    for (verb, reference) in verbs {
        // Neither another authority nor past self scores are there.
        if verb == "rank --children" {
            continue;
        }
        let name = |word| match word {
            "NAME" => "Sở Y tế",
            "FILE" => concat!(env!("CARGO_MANIFEST_DIR"), "/data/2018/309-QD-UBND.txt"),
            other => other,
        };
        let arguments: Vec<&str> = verb.split(' ').map(name).collect();
        // The document is no simulated one.
        let other = Project::new();
        let rows = if verb.starts_with("import") { &other } else { &project }.json(&arguments);
        // The results are appraised, and so the first one counts.
        let reference = reference["anyOf"].get(0).unwrap_or(reference);
        let name = reference["$ref"].as_str().expect("a reference").rsplit('/').next();
        for row in &rows {
            holds(verb, row, &schema["$defs"][name.expect("a name")]["items"]);
        }
        filled += usize::from(!rows.is_empty());
    }
    assert!(filled >= 25, "{filled} verbs have rows");
}

/// The error that a run printed for programs.
fn error(run: &Run) -> Value {
    let last = run.err.lines().last().expect("an error");
    serde_json::from_str::<Value>(last).expect("JSON")["error"].clone()
}

#[test]
fn errors_have_names_that_stay() {
    let project = Project::with_small();
    let broken = project.write("broken.docx", "no archive");
    for (arguments, name, code) in [
        (&["rank", "--year", "2012"][..], "nothing-stored", 1),
        (&["weakness", "--unit", "Sở Không có"], "unknown-name", 1),
        (&["sql", "SELECT x"], "query", 1),
        (&["sql", "DELETE FROM result"], "only-reading", 1),
        (&["sql", ""], "empty-query", 1),
        (&["sql", "SELECT 1", "--db", "none.db"], "no-database", 3),
        (&["rank", "--bom"], "usage", 2),
        (&["rank", "--no-such-option"], "usage", 2),
        (&["import", &broken], "unreadable-document", 1),
    ] {
        for lang in ["vi", "en"] {
            let options = ["--error-format", "json", "--lang", lang];
            let run = project.run(&[arguments, &options].concat());
            let error = error(&run);
            assert_eq!((&error["name"], run.code), (&name.into(), code), "{arguments:?}: {run:?}");
            assert_eq!(error["exit_code"], code);
            assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
    }
}

#[test]
fn what_is_done_is_told_without_figures() {
    let project = Project::with_small();
    let run = project.run(&["rank", "--verbose", "--lang", "en"]).succeeded();
    for words in ["cchc.db", "version", "3 rows", "Time: "] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    for figure in ["88.5", "79.5", "Xã Ví dụ"] {
        assert!(run.out.contains(figure) && !run.err.contains(figure), "{figure}: {}", run.err);
    }
    project.run(&["rank", "--verbose", "--quiet"]).failed(2);
}
