//! What only a terminal needs: help, usage, and what commands say while they work.

pub mod example;
pub mod help;
pub mod reference;
pub mod terminal;
pub mod usage;
