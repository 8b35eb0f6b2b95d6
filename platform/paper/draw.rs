//! The PDF itself.

use krilla::{
    Document,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
};

use super::{
    Paper, PaperError, Part,
    face::Weight,
    layout::{Mark, Sheet},
};

/// Draw the sheets of a paper.
pub fn draw(paper: &Paper, sheets: Vec<Sheet>) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(paper.title.clone()).language(paper.lang.to_owned()));
    for sheet in sheets {
        let (width, height) = sheet.format.points();
        let settings =
            PageSettings::from_wh(width, height).ok_or_else(|| PaperError::Set("a sheet".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill::default()));
        for mark in sheet.marks {
            match mark {
                Mark::Rule { x, y, width, thick } => {
                    let mut path = PathBuilder::new();
                    if let Some(rect) = Rect::from_xywh(x, y, width, thick) {
                        path.push_rect(rect);
                    }
                    if let Some(path) = path.finish() {
                        surface.draw_path(&path);
                    }
                }
                Mark::Line { x, y, line } => {
                    // Lines of every script stand on one base line, spaced by the size alone.
                    let base =
                        y + line.style.size * if line.style.weight == Weight::Bold { 1.1 } else { 1.08 };
                    let mut at = x;
                    for run in line.runs {
                        let font = run.face.font.clone();
                        let start = Point::from_xy(at, base);
                        surface.draw_glyphs(start, &run.glyphs, font, &line.text, line.style.size, false);
                        at += run.width;
                    }
                }
            }
        }
        surface.finish();
        page.finish();
    }
    for part in &paper.parts {
        let Part::File { name, kind, content } = part else { continue };
        let file = EmbeddedFile {
            path: name.clone(),
            mime_type: MimeType::new(kind),
            description: Some(name.clone()),
            association_kind: AssociationKind::Data,
            data: content.clone().into(),
            modification_date: None,
            // As it is, so that one finds it in the document without unpacking anything.
            compress: Some(false),
            location: None,
        };
        document.embed_file(file);
    }
    document.finish().map_err(|error| PaperError::Set(format!("{error:?}")))
}
