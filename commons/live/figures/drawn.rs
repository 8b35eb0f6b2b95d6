//! A show as two plots over its minutes: who watched, and what was sold.

use platform::{
    plot::{self, Figure, Scale, Series},
    views::Shell,
};

use super::{Figures, Minute};

/// Viewers as a line and sales as columns, with one table for both.
pub fn drawn(shell: &Shell, figures: &Figures) -> Vec<Figure> {
    let at: Vec<String> = figures.minutes.iter().map(|minute| format!("{}′", minute.minute)).collect();
    let words = |key: &str| shell.t(key).to_owned();
    let money = |minute: &Minute| shell.money(&figures.money_of(minute));
    let last = figures.minutes.last().map_or(0, |minute| minute.viewers);
    let (most, last) = (shell.number(figures.most_viewers()), shell.number(last));
    let about = shell.say("room-viewers-about", &[("most", &most), ("last", &last)]);
    let viewers = one(figures, |minute| minute.viewers);
    let scale = Scale::fit(figures.minutes.iter().map(|minute| minute.viewers), |count| shell.number(count));
    let watched = Figure {
        title: words("room-viewers"),
        svg: plot::lines(&about, &scale, &at, &viewers),
        about,
        ..Figure::default()
    };
    let about = shell.say("room-money-about", &[("amount", &shell.money(&figures.money))]);
    let sold = one(figures, |minute| minute.minor);
    let scale = Scale::fit(figures.minutes.iter().map(|minute| minute.minor), |minor| {
        money(&Minute { minor, ..Minute::default() })
    });
    let busy = figures.minutes.iter().filter(|minute| minute.viewers + minute.pieces + minute.likes > 0);
    let row = |minute: &Minute| {
        let [viewers, likes, pieces] =
            [minute.viewers, minute.likes, minute.pieces].map(|count| shell.number(count));
        vec![format!("{}′", minute.minute), viewers, likes, pieces, money(minute)]
    };
    let sales = Figure {
        title: words("room-sales"),
        svg: plot::columns(&about, &scale, &at, &sold),
        about,
        keys: Vec::new(),
        head: ["room-minute", "room-viewers", "room-likes", "room-pieces", "room-money"].map(words).to_vec(),
        rows: busy.map(row).collect(),
    };
    vec![watched, sales]
}

fn one(figures: &Figures, of: impl Fn(&Minute) -> i64) -> [Series; 1] {
    [Series { name: String::new(), values: figures.minutes.iter().map(|minute| Some(of(minute))).collect() }]
}
