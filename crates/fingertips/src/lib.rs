//! The public interface of Fingertips: what it offers for a place, fetched politely and kept by content.
