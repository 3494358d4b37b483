//! Traces stored figures to their cells, which are read from the documents again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::assessment::Reread;
use crate::model::Year;
use crate::relation::TraceRow;
use crate::source::{DocumentReader, Location};
use crate::store::{PlacedFigure, Store, StoredDocument};

use super::error::ImportError;

/// The cells behind the figures of a unit, or only those of one year or one criterion. The
/// documents are read again, and the text of each cell is compared with the stored figure.
///
/// # Errors
/// Returns an error if a document can no longer be read or the database fails.
pub fn trace(
    store: &Store,
    unit_id: i64,
    year: Option<Year>,
    criterion: Option<&str>,
    reader: &dyn DocumentReader,
) -> Result<Vec<TraceRow>, ImportError> {
    let known = store.load_known()?;
    let mut documents: HashMap<i64, Reread> = HashMap::new();
    let mut rows = Vec::new();

    for PlacedFigure { mut row, document, blank } in store.load_placed(unit_id, year, criterion)? {
        let reread = match documents.entry(document) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let stored = store.load_document(document)?;
                let StoredDocument { file_name, bytes, instructions, .. } = stored;
                let raw = reader.read_bytes(&file_name, bytes, &instructions.reading)?;
                entry.insert(Reread::new(raw, &instructions, &known))
            }
        };

        let cell = reread.cell([row.table, row.row, row.column]);
        if let Some(cell) = cell {
            if let Some(file) = cell.location.file() {
                file.clone_into(&mut row.file_name);
            }
            match cell.location.inside() {
                Location::Line(line) => row.line = Some(*line),
                Location::Page(page) => row.page = Some(*page),
                Location::Sheet(sheet) => row.sheet = Some(sheet.to_string()),
                Location::Table | Location::File(..) => {}
            }
            if !blank {
                row.text = cell.text.to_string();
            }
        }

        row.agrees = cell.is_some_and(|cell| {
            let cell = (row.text.as_str(), cell.location.clone(), row.column);
            reread.says(cell, row.figure, row.value)
        });
        rows.push(row);
    }
    Ok(rows)
}
