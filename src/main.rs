//! The command `cchc`: parses the command line, runs the verb, prints an error once and sets the
//! exit code.

mod ask;
mod cli;
mod cmd;
mod console;
mod double_click;
mod failure;
mod localise;
mod prompt;
mod query;
mod web;
mod words;
mod workers;

use std::alloc::System;
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use cap::Cap;
use clap::{CommandFactory, FromArgMatches};

use cli::{Cli, Verb};
use words::terminal;

/// The allocator, with a limit that a worker sets; the program itself has none.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    // With this handler, a quota on file sizes makes a write fail, which is undone and reported,
    // instead of ending the program.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(
        signal_hook::consts::signal::SIGXFSZ,
        Arc::new(AtomicBool::new(false)),
    );

    // A reader that panics over a broken document is an error like any other, which is reported
    // once, so its panic is not printed.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(cchc::source::READER_THREAD) {
            hook(panic);
        }
    }));

    let given: Vec<OsString> = match double_click::arguments() {
        Some(arguments) => arguments.into_iter().map(OsString::from).collect(),
        None => std::env::args_os().collect(),
    };
    let arguments: Vec<String> =
        given.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let command = localise::localised(Cli::command(), localise::language(&arguments));
    let parsed =
        command.try_get_matches_from(given).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            let (lang, format) =
                (localise::language(&arguments), localise::error_format(&arguments));
            return failure::command_line(lang, format, &error);
        }
    };

    let Cli { db, lang, authority, index, quiet, verbose, error_format, verb } = cli;
    let since = std::time::Instant::now();
    let context = cmd::Context {
        db,
        lang,
        quiet,
        verbose,
        error_format,
        authority,
        index,
        bar: indicatif::ProgressBar::hidden(),
        reader: workers::reader(),
        rereads: Arc::default(),
        captured: None,
    };

    let done = match verb {
        Verb::Build(options) => cmd::build::run(&context, &options),
        Verb::Import(options) => cmd::import::run(&context, *options),
        Verb::Simulate(options) => cmd::simulate::run(&context, &options),
        Verb::Check(options) => cmd::check::run(&context, &options),
        Verb::Explain(options) => cmd::explain::run(&context, &options),
        Verb::Rank(options) => cmd::rank::run(&context, &options),
        Verb::Gap(options) => cmd::gap::run(&context, &options),
        Verb::Leniency(options) => cmd::leniency::run(&context, &options),
        Verb::Review(options) => cmd::review::run(&context, &options),
        Verb::Weakness(options) => cmd::weakness::run(&context, &options),
        Verb::Delta(options) => cmd::delta::run(&context, &options),
        Verb::Trend(options) => cmd::trend::run(&context, &options),
        Verb::Unit(options) => cmd::unit::run(&context, &options),
        Verb::Chart(options) => cmd::chart::run(&context, &options),
        Verb::Report(options) => cmd::report::run(&context, &options),
        Verb::Sql(options) => cmd::sql::run(&context, &options),
        Verb::Ask(options) => cmd::ask::run(&context, &options),
        Verb::Serve(options) => cmd::serve::run(&context, &options),
        Verb::Trace(options) => cmd::trace::run(&context, &options),
        Verb::Documents(options) => cmd::documents::run(&context, &options),
        Verb::Extract(options) => cmd::extract::run(&context, &options),
        Verb::Export(options) => cmd::export::run(&context, &options),
        Verb::Remove(options) => cmd::remove::run(&context, &options),
        Verb::Rebuild(options) => cmd::rebuild::run(&context, &options),
        Verb::Template(options) => cmd::template::run(&context, &options),
        Verb::Manual(options) => cmd::manual::run(&context, &options),
        Verb::Worker(options) => cmd::worker::run(&options),
    };

    let code = match done {
        Ok(code) => code,
        Err(error) => failure::report(lang, error_format, &error),
    };
    context.detail(|| terminal::time_taken(lang, since.elapsed()));
    code
}
