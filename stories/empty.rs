//! The stories are in `stories.rs`: one test binary that speaks HTTP to a real server.
