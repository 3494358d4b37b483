//! Texts that only a terminal needs: help, usage errors, and the messages of commands.

pub mod example;
pub mod help;
pub mod reference;
pub mod terminal;
pub mod usage;
pub mod web;
