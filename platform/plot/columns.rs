use super::{
    MOST_SERIES, Scale, Series,
    draw::WIDE,
    lines::{frame, height, ticks},
};

/// Columns over places, named by `at`: those of a place stand side by side, one of each series.
pub fn columns(about: &str, scale: &Scale, at: &[String], all: &[Series]) -> String {
    let places = at.len().max(1) as f64;
    let room = WIDE / places;
    let mut drawing = frame(scale, at, |place| (place as f64 + 0.5) * room);
    let many = all.len().clamp(1, MOST_SERIES) as f64;
    // A fifth of the room stays free, so that one sees where a place ends.
    let wide = room * 0.8 / many;
    for (number, series) in all.iter().take(MOST_SERIES).enumerate() {
        let class = format!("plot-column plot-fill--{}", number + 1);
        for (place, value) in series.values.iter().take(at.len()).enumerate() {
            let Some(value) = value.filter(|value| *value > 0) else { continue };
            let x = place as f64 * room + room * 0.1 + wide * number as f64;
            let y = height(scale, value);
            drawing.rect(&class, (x, y), (wide, height(scale, 0) - y));
        }
    }
    ticks(&mut drawing, scale);
    drawing.done("columns", about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_column_and_each_series_has_its_own() {
        let scale = Scale::fit([4], |number| number.to_string());
        let at = ["a".to_owned(), "b".to_owned()];
        let one = |values: [Option<i64>; 2]| Series { name: String::new(), values: values.to_vec() };
        let svg = columns("", &scale, &at, &[one([Some(4), Some(0)]), one([None, Some(2)])]);
        assert_eq!(svg.matches("<rect").count(), 2);
        assert_eq!((svg.matches("plot-fill--1").count(), svg.matches("plot-fill--2").count()), (1, 1));
    }
}
