//! What holds for every page, every route and every statement.
