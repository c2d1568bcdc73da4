/// A drawing as dots, for readers that cannot draw it from its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file, a PNG.
    pub png: Vec<u8>,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// Whoever turns the drawing of a figure into dots. Slow to build, so the binary brings it.
pub trait Painter: Send + Sync {
    /// The drawing as a picture; `None` where it cannot be painted.
    fn paint(&self, drawing: &str) -> Option<Picture>;
}
