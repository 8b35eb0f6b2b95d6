use super::{
    Column,
    face::Weight,
    layout::Layout,
    line::{self, Line, Style},
};

/// Between two columns.
const GAP: f32 = 10.0;

impl Layout<'_> {
    /// A table; a row stays on one sheet while it can, and every sheet has the head again.
    pub(super) fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let (head, body) = (self.style(8.5, Weight::Bold), self.style(9.5, Weight::Regular));
        let all: f32 = columns.iter().map(|column| column.weight).sum();
        let gaps = GAP * f32::from(u8::try_from(columns.len().saturating_sub(1)).unwrap_or(u8::MAX));
        let free = self.width() - gaps;
        let widths: Vec<f32> = columns.iter().map(|column| free * column.weight / all.max(0.01)).collect();
        let names: Vec<String> = columns.iter().map(|column| column.head.clone()).collect();
        self.make_room(head.leading() * 4.0);
        self.head(columns, &widths, &names, head);
        for row in rows {
            let mut cells = self.cells(row, &widths, body);
            let height = tallest(&cells);
            if self.make_room(height) {
                self.head(columns, &widths, &names, head);
            }
            // A row taller than a sheet goes on on the next one.
            while cells.iter().any(|cell| !cell.is_empty()) {
                let lines = self.fitting(body);
                let now: Vec<Vec<Line>> =
                    cells.iter_mut().map(|cell| cell.drain(..cell.len().min(lines)).collect()).collect();
                self.row(columns, &widths, now);
                if cells.iter().any(|cell| !cell.is_empty()) && self.make_room(f32::MAX) {
                    self.head(columns, &widths, &names, head);
                }
            }
            self.y += 2.0;
            self.rule(0.25);
            self.y += 3.0;
        }
        self.y += 6.0;
    }

    /// Lines that fit on this sheet; at least one, so that there is an end.
    fn fitting(&self, style: Style) -> usize {
        let mut count = 1;
        while self.has_room(style.leading() * f32::from(u16::try_from(count + 1).unwrap_or(u16::MAX)))
            && count < 200
        {
            count += 1;
        }
        count
    }

    fn cells(&mut self, row: &[String], widths: &[f32], style: Style) -> Vec<Vec<Line>> {
        row.iter().zip(widths).map(|(cell, width)| line::set(self.faces, cell, style, *width)).collect()
    }

    fn head(&mut self, columns: &[Column], widths: &[f32], names: &[String], style: Style) {
        let cells = self.cells(names, widths, style);
        self.row(columns, widths, cells);
        self.y += 2.0;
        self.rule(0.8);
        self.y += 4.0;
    }

    fn row(&mut self, columns: &[Column], widths: &[f32], cells: Vec<Vec<Line>>) {
        let (top, height) = (self.y, tallest(&cells));
        let mut x = self.left();
        for ((column, width), cell) in columns.iter().zip(widths).zip(cells) {
            let mut y = top;
            for line in cell {
                let leading = line.style.leading();
                self.put(line, x, y, *width, column.side);
                y += leading;
            }
            x += width + GAP;
        }
        self.y = top + height;
    }
}

fn tallest(cells: &[Vec<Line>]) -> f32 {
    let height = |cell: &Vec<Line>| cell.iter().map(|line| line.style.leading()).sum::<f32>();
    cells.iter().map(height).fold(0.0, f32::max)
}
