use std::fmt::Write;

/// What a family of samples is, as Prometheus calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Counter,
    Gauge,
    Histogram,
}

/// Prometheus' text format, version 0.0.4, written line by line.
#[derive(Debug, Default)]
pub struct Text(String);

impl Text {
    /// Begin a family; its samples follow.
    pub fn family(&mut self, name: &str, kind: Kind, help: &str) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        self.0.push_str(name);
        for (place, (label, word)) in labels.iter().enumerate() {
            let word = word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(self.0, "{}{label}=\"{word}\"", if place == 0 { '{' } else { ',' });
        }
        let _ = writeln!(self.0, "{} {value}", if labels.is_empty() { "" } else { "}" });
    }

    /// A family of one sample.
    pub fn single(&mut self, name: &str, kind: Kind, help: &str, value: impl std::fmt::Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// One histogram: `counts` has one more than `ends`, for what is beyond the last end.
    pub fn histogram(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        ends_micros: &[u64],
        counts: &[u64],
        total_micros: u64,
    ) {
        let bucket = format!("{name}_bucket");
        let ends = ends_micros.iter().map(|end| seconds(*end)).chain(["+Inf".to_owned()]);
        let mut so_far = 0;
        for (end, count) in ends.zip(counts) {
            so_far += count;
            let labels: Vec<(&str, &str)> = labels.iter().copied().chain([("le", end.as_str())]).collect();
            self.sample(&bucket, &labels, so_far);
        }
        self.sample(&format!("{name}_sum"), labels, seconds(total_micros));
        self.sample(&format!("{name}_count"), labels, so_far);
    }

    pub fn finish(self) -> String {
        self.0
    }
}

/// Microseconds as decimal seconds without needless noughts.
pub fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped_and_seconds_are_decimal() {
        let mut text = Text::default();
        text.single("up", Kind::Gauge, "Whether it is up.", 1);
        text.sample("odd", &[("name", "a\"b\\c\nd")], 2);
        assert_eq!(
            text.finish(),
            "# HELP up Whether it is up.\n# TYPE up gauge\nup 1\nodd{name=\"a\\\"b\\\\c\\nd\"} 2\n"
        );
        assert_eq!([0, 500, 1_000_000, 1_250_000].map(seconds), ["0", "0.0005", "1", "1.25"]);
    }
}
