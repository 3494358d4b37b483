//! The pages, each of the tables of verbs, of charts and of sentences.

mod checks;
mod figures;
mod import;
mod queries;
mod sources;
mod units;
mod visit;

use anyhow::Result;

use super::page::Page;
use super::request::Place;
use crate::failure::Reported;
use crate::words::web::Word;

pub use queries::query_form;
pub use visit::Visit;

/// Makes the page of a request.
pub fn page(visit: &Visit<'_>) -> Result<Page> {
    match visit.request.place {
        Place::Start => figures::start(visit),
        Place::Ranking => figures::ranking(visit),
        Place::Heatmap => figures::heatmap(visit),
        Place::Course => figures::course(visit),
        Place::Compare => figures::compare(visit),
        Place::OverScoring => figures::over_scoring(visit),
        Place::Findings => checks::findings(visit),
        Place::Rule => checks::rule(visit),
        Place::Methods => checks::methods(visit),
        Place::Questions => queries::questions(visit),
        Place::Sql => queries::sql(visit),
        Place::Search => queries::search(visit),
        Place::Documents => sources::documents(visit),
        Place::Import => import::import(visit),
        // The site sends its bytes; a page of it there is none.
        Place::Original => {
            Err(Reported::named("unknown-name", Word::NotFound.say(visit.request.lang)))
        }
        Place::Cell => sources::cell(visit),
        Place::Unit => units::unit(visit),
        Place::Criterion => units::criterion(visit),
    }
}
