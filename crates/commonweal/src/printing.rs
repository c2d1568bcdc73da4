//! Plugs the printer of papers in.

use papers::Paper;
use papers::formats::docx::Painter;
use papers_typst::Printer;
use web::PaperPrinter;

/// Prints with Typst, in this process.
pub(crate) struct TypstPrinter(pub(crate) Printer);

impl PaperPrinter for TypstPrinter {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String> {
        self.0
            .print(paper)
            .map(|pdf| pdf.bytes)
            .map_err(|problem| problem.to_string())
    }

    fn painter(&self) -> Option<&dyn Painter> {
        Some(self.0.painter())
    }
}
