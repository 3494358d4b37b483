//! Documentation examples are run here.
