//! The reader as a whole: minutes of our own in many house styles, the real minutes where they are
//! at hand, and minutes grown from a grammar.

mod real;
