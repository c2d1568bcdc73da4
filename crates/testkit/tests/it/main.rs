//! Checks of the repository itself: what the compiler and the linter cannot see.

mod tidy;
