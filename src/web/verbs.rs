//! Runs the verbs of the command line for the pages: what a page shows is what the verb would print.

use anyhow::Result;
use cchc::chart::Scene;
use cchc::model::Index;
use cchc::store::SqlValue;
use cchc::text::Lang;
use clap::Parser as _;

use super::request::Request;
use crate::cli::{Cli, Select, Verb};
use crate::cmd::{self, Captured, Context};
use crate::failure::{self, Reported};
use crate::prompt::Session;

/// The longest that a query on a page may take, in seconds.
const LONGEST_QUERY: &str = "15";

/// A verb with its arguments, as one would type them.
pub struct Call {
    lang: Lang,
    arguments: Vec<String>,
    /// An argument without an option.
    subject: Option<String>,
}

impl Call {
    pub fn new(lang: Lang, verb: &str) -> Self {
        Self { lang, arguments: vec!["cchc".to_owned(), verb.to_owned()], subject: None }
    }

    /// With an option, if there is a value for it.
    pub fn with(mut self, option: &str, value: Option<&str>) -> Self {
        // With the sign, no value is read as an option.
        self.arguments.extend(value.map(|value| format!("--{option}={value}")));
        self
    }

    /// With an option that takes no value.
    pub fn flag(mut self, option: &str, is_set: bool) -> Self {
        self.arguments.extend(is_set.then(|| format!("--{option}")));
        self
    }

    pub fn subject(mut self, subject: &str) -> Self {
        self.subject = Some(subject.to_owned());
        self
    }

    pub fn parsed(self) -> Result<Verb> {
        Ok(self.command_line()?.verb)
    }

    fn command_line(self) -> Result<Cli> {
        let subject = self.subject.into_iter().flat_map(|subject| ["--".to_owned(), subject]);
        let arguments = self.arguments.into_iter().chain(subject);
        match Cli::try_parse_from(arguments) {
            Ok(cli) => Ok(cli),
            Err(error) => Err(Reported::usage(failure::usage_message(self.lang, &error))),
        }
    }

    /// The tables and the messages of the verb. Only verbs that write nothing can be called.
    pub fn run(self, context: &Context) -> Result<Captured> {
        let verb = self.parsed()?;
        let run = |context: &Context| match verb {
            Verb::Check(options) => cmd::check::run(context, &options),
            Verb::Rank(options) => cmd::rank::run(context, &options),
            Verb::Gap(options) => cmd::gap::run(context, &options),
            Verb::Leniency(options) => cmd::leniency::run(context, &options),
            Verb::Review(options) => cmd::review::run(context, &options),
            Verb::Weakness(options) => cmd::weakness::run(context, &options),
            Verb::Delta(options) => cmd::delta::run(context, &options),
            Verb::Trend(options) => cmd::trend::run(context, &options),
            Verb::Unit(options) => cmd::unit::run(context, &options),
            Verb::Documents(options) => cmd::documents::run(context, &options),
            Verb::Ask(options) => cmd::ask::run(context, &options),
            Verb::Build(_)
            | Verb::Import(_)
            | Verb::Simulate(_)
            | Verb::Explain(_)
            | Verb::Chart(_)
            | Verb::Report(_)
            | Verb::Sql(_)
            | Verb::Serve(_)
            | Verb::Trace(_)
            | Verb::Extract(_)
            | Verb::Export(_)
            | Verb::Remove(_)
            | Verb::Rebuild(_)
            | Verb::Template(_)
            | Verb::Manual(_)
            | Verb::Worker(_) => Err(Reported::usage("")),
        };
        Ok(context.captured(run)?.1)
    }

    /// The chart that `cchc chart` would draw.
    pub fn scene(self, context: &Context) -> Result<Scene> {
        let Verb::Chart(options) = self.with("output", Some("chart.svg")).parsed()? else {
            return Err(Reported::usage(""));
        };
        cmd::chart::scene(context, &options)
    }
}

/// The answer to one query, in a worker with the limits of `cchc sql`.
pub fn query(
    context: &Context,
    sql: &str,
    parameters: &[(String, SqlValue)],
    rows: usize,
) -> Result<Captured> {
    let call = Call::new(context.lang, "sql").with("limit", Some(&rows.to_string()));
    let Verb::Sql(options) = call.with("timeout", Some(LONGEST_QUERY)).parsed()? else {
        return Err(Reported::usage(""));
    };
    let answer = |context: &Context| {
        Session::open(context, &options.asking)?.answer(sql, parameters)?;
        Ok(())
    };
    Ok(context.captured(answer)?.1)
}

/// The authority and the index that an address names.
pub fn authority_and_index(request: &Request) -> Result<(Option<String>, Option<Index>)> {
    let call = Call::new(request.lang, "documents");
    let call = call.with("authority", request.value("authority"));
    let cli = call.with("index", request.value("index")).command_line()?;
    Ok((cli.authority, cli.index))
}

/// The year and the block that an address names, as their options read them.
pub fn select(request: &Request) -> Result<Select> {
    let call = Call::new(request.lang, "check");
    let call = call.with("year", request.value("year")).with("block", request.value("block"));
    let Verb::Check(options) = call.parsed()? else { return Err(Reported::usage("")) };
    Ok(options.select)
}
