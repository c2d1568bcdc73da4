//! Every component in every state on one page, `/components`, for whoever builds pages and whoever looks at them.
