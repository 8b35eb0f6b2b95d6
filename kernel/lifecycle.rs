use crate::Word;

/// The stages that a thing goes through, and the acts that lead from one to the next: a state graph as data.
///
/// Defined by [`lifecycle!`](crate::lifecycle) and tested by [`lifecycle_tests!`](crate::lifecycle_tests).
pub trait Lifecycle: Word {
    type Act: Word;

    /// What goes through them, with its article: `an order`.
    const THING: &'static str;
    /// The key of what a reader is told when an act is refused.
    const PROBLEM: &'static str;
    const STEPS: &'static [(Self, Self::Act, Self)];

    /// Where an act leads from here.
    fn after(self, act: Self::Act) -> Result<Self, Refused<Self>> {
        let step = Self::STEPS.iter().find(|(from, by, _)| *from == self && *by == act);
        step.map(|(_, _, to)| *to).ok_or(Refused { from: self, act })
    }

    fn can(self, act: Self::Act) -> bool {
        self.after(act).is_ok()
    }
}

/// The act does not lead anywhere from here, or is not for the asker to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} that is {} cannot {}", S::THING, from.name(), act.name())]
pub struct Refused<S: Lifecycle> {
    pub from: S,
    pub act: S::Act,
}

/// Define the lifecycle of a thing: the names of its stages and acts, as they stand in tables and addresses, and every
/// step that there is. Everything begins at the first stage. A refusal speaks of the thing, and is told by the key.
///
/// `Stage of State` and `Act of Step` name the enums that carry what is true in a stage and what an act brings along.
/// They are written by hand, variant by variant, with the function that takes a step; the macro gives them `stage` and
/// `name`, and `act`.
///
/// ```
/// use kernel::Lifecycle;
///
/// kernel::lifecycle! {
///     "a lamp", "problem-lamp-state";
///     /// How a lamp stands.
///     LampStage of LampState { Dark = "dark", Lit = "lit", Broken = "broken" }
///     /// What is done with a lamp.
///     LampAct { Light = "light", Quench = "quench", Drop = "drop" }
///     Dark --Light--> Lit
///     Lit --Quench--> Dark
///     Lit --Drop--> Broken
/// }
/// enum LampState { Dark, Lit { hours: i64 }, Broken }
///
/// assert_eq!(LampState::Lit { hours: 3 }.stage(), LampStage::Lit);
/// assert_eq!(LampStage::Lit.after(LampAct::Drop), Ok(LampStage::Broken));
/// let refused = LampStage::Broken.after(LampAct::Light).unwrap_err();
/// assert_eq!(refused.to_string(), "a lamp that is broken cannot light");
/// ```
#[macro_export]
macro_rules! lifecycle {
    (
        $thing:literal, $problem:literal;
        $(#[$stage_meta:meta])* $stage:ident $(of $state:ident)? { $($node:ident = $node_word:literal),* $(,)? }
        $(#[$act_meta:meta])* $act:ident $(of $step:ident)? { $($verb:ident = $verb_word:literal),* $(,)? }
        $($from:ident --$by:ident--> $to:ident)*
    ) => {
        $crate::words! { $(#[$stage_meta])* $stage { $($node = $node_word),* } }
        $crate::words! { $(#[$act_meta])* $act { $($verb = $verb_word),* } }

        impl $crate::Lifecycle for $stage {
            type Act = $act;

            const THING: &'static str = $thing;
            const PROBLEM: &'static str = $problem;
            const STEPS: &'static [(Self, $act, Self)] = &[$((Self::$from, $act::$by, Self::$to)),*];
        }

        $crate::lifecycle!(@stage $($state)? => $stage { $($node)* });
        $crate::lifecycle!(@act $($step)? => $act { $($verb)* });
    };
    (@stage $state:ident => $stage:ident { $($node:ident)* }) => {
        impl $state {
            pub fn stage(&self) -> $stage {
                match self { $(Self::$node { .. } => $stage::$node),* }
            }

            pub fn name(&self) -> &'static str {
                self.stage().name()
            }
        }
    };
    (@act $step:ident => $act:ident { $($verb:ident)* }) => {
        impl $step {
            pub fn act(&self) -> $act {
                match self { $(Self::$verb { .. } => $act::$verb),* }
            }
        }
    };
    (@$part:ident => $($rest:tt)*) => {};
}

/// The tests of a lifecycle: every stage is reached from the first, exactly the named ones have no way out, `next` (the
/// hand-written step) agrees with the graph from every stage by every act, and the drawing in the module's own text,
/// one `//! dark --light--> lit` a line, has the same steps.
///
/// ```ignore
/// kernel::lifecycle_tests! {
///     OrderStage ends at [Completed, Closed, Refunded], drawn in include_str!("mod.rs"),
///     next by |from, act| one_of(from).next(step_of(act)).map(|state| state.stage())
/// }
/// ```
#[macro_export]
macro_rules! lifecycle_tests {
    ($stage:ident ends at [$($end:ident),*], drawn in $drawing:expr, next by $next:expr) => {
        #[test]
        fn every_stage_is_reached() {
            assert_eq!($crate::for_macros::unreached::<$stage>(), []);
        }

        #[test]
        fn the_ends_are_closed_and_nothing_else_is() {
            assert_eq!($crate::for_macros::ends::<$stage>(), [$($stage::$end),*]);
        }

        #[test]
        fn next_agrees_with_the_graph_everywhere() {
            assert_eq!($crate::for_macros::disagreements::<$stage>($next), [""; 0]);
        }

        #[test]
        fn the_drawing_is_the_graph() {
            assert_eq!($crate::for_macros::drawn($drawing), $crate::for_macros::steps::<$stage>());
        }
    };
}

pub fn unreached<S: Lifecycle>() -> Vec<S> {
    let mut reached: Vec<S> = S::ALL.iter().copied().take(1).collect();
    while let Some((_, _, to)) =
        S::STEPS.iter().find(|(from, _, to)| reached.contains(from) && !reached.contains(to))
    {
        reached.push(*to);
    }
    S::ALL.iter().copied().filter(|stage| !reached.contains(stage)).collect()
}

/// The stages without a way out.
pub fn ends<S: Lifecycle>() -> Vec<S> {
    let is_end = |stage: &S| S::STEPS.iter().all(|(from, _, _)| from != stage);
    S::ALL.iter().copied().filter(is_end).collect()
}

pub fn disagreements<S: Lifecycle>(next: impl Fn(S, S::Act) -> Result<S, Refused<S>>) -> Vec<String> {
    let mut found = Vec::new();
    for &from in S::ALL {
        for &act in S::Act::ALL {
            let (taken, drawn) = (next(from, act), from.after(act));
            if taken != drawn {
                found.push(format!("{from:?} {act:?}: {taken:?}, and by the graph {drawn:?}"));
            }
        }
    }
    found
}

/// The steps of the graph as they are drawn, sorted.
pub fn steps<S: Lifecycle>() -> Vec<String> {
    let draw =
        |(from, act, to): &(S, S::Act, S)| format!("{} --{}--> {}", from.name(), act.name(), to.name());
    let mut steps: Vec<String> = S::STEPS.iter().map(draw).collect();
    steps.sort();
    steps
}

/// The steps that a module's own text draws, sorted.
pub fn drawn(text: &str) -> Vec<&str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("//! "));
    let mut drawn: Vec<&str> = lines.filter(|line| line.contains("-->")).collect();
    drawn.sort_unstable();
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::lifecycle! {
        "a lamp", "problem-lamp-state";
        LampStage of LampState { Dark = "dark", Lit = "lit", Broken = "broken" }
        LampAct of LampStep { Light = "light", Quench = "quench", Drop = "drop" }
        Dark --Light--> Lit
        Lit --Quench--> Dark
        Lit --Drop--> Broken
    }

    #[derive(Clone, Copy)]
    enum LampState {
        Dark,
        Lit { hours: i64 },
        Broken,
    }

    enum LampStep {
        Light { hours: i64 },
        Quench,
        Drop,
    }

    impl LampState {
        fn next(self, step: LampStep) -> Result<Self, Refused<LampStage>> {
            let refused = Refused { from: self.stage(), act: step.act() };
            match (self, step) {
                (Self::Dark, LampStep::Light { hours }) => Ok(Self::Lit { hours }),
                (Self::Lit { .. }, LampStep::Quench) => Ok(Self::Dark),
                (Self::Lit { .. }, LampStep::Drop) => Ok(Self::Broken),
                (Self::Dark | Self::Lit { .. } | Self::Broken, _) => Err(refused),
            }
        }
    }

    fn next(from: LampStage, act: LampAct) -> Result<LampStage, Refused<LampStage>> {
        let state = match from {
            LampStage::Dark => LampState::Dark,
            LampStage::Lit => LampState::Lit { hours: 3 },
            LampStage::Broken => LampState::Broken,
        };
        let step = match act {
            LampAct::Light => LampStep::Light { hours: 3 },
            LampAct::Quench => LampStep::Quench,
            LampAct::Drop => LampStep::Drop,
        };
        state.next(step).map(|state| state.stage())
    }

    const DRAWING: &str =
        "//! A lamp.\n//! dark --light--> lit\n//! lit --quench--> dark\n//! lit --drop--> broken\n";

    crate::lifecycle_tests! {
        LampStage ends at [Broken], drawn in DRAWING, next by next
    }

    crate::lifecycle! {
        "a wrong lamp", "problem-lamp-state";
        WrongStage { Dark = "dark", Lit = "lit", Buried = "buried", Broken = "broken" }
        WrongAct { Light = "light", Drop = "drop", Mend = "mend" }
        Dark --Light--> Lit
        Lit --Drop--> Broken
        Broken --Mend--> Lit
        Buried --Mend--> Dark
    }

    #[test]
    fn a_stage_that_nothing_leads_to_is_found() {
        assert_eq!(unreached::<WrongStage>(), [WrongStage::Buried]);
    }

    #[test]
    fn an_end_with_a_way_out_is_found() {
        assert_eq!(ends::<WrongStage>(), []);
    }

    #[test]
    fn a_step_that_goes_elsewhere_or_is_not_drawn_is_found() {
        let elsewhere = |from, act| match (from, act) {
            (LampStage::Lit, LampAct::Drop) => Ok(LampStage::Dark),
            (LampStage::Broken, LampAct::Light) => Ok(LampStage::Lit),
            (from, act) => next(from, act),
        };
        let found = disagreements(elsewhere);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("Lit Drop") && found[1].starts_with("Broken Light"), "{found:?}");
    }

    #[test]
    fn a_line_too_few_too_many_or_twice_is_found_in_the_drawing() {
        let too_few = DRAWING.replace("//! lit --drop--> broken\n", "");
        let too_many = format!("{DRAWING}//! broken --light--> lit\n");
        let twice = format!("{DRAWING}//! dark --light--> lit\n");
        for wrong in [too_few, too_many, twice] {
            assert_ne!(drawn(&wrong), steps::<LampStage>(), "{wrong}");
        }
    }

    #[test]
    fn a_refusal_names_the_thing_its_stage_and_the_act() {
        let refused = next(LampStage::Broken, LampAct::Quench).unwrap_err();
        assert_eq!(refused, Refused { from: LampStage::Broken, act: LampAct::Quench });
        assert_eq!(refused.to_string(), "a lamp that is broken cannot quench");
    }

    #[test]
    fn names_are_read_and_steps_bring_along_what_they_say() {
        assert_eq!(LampStage::parse("lit"), Some(LampStage::Lit));
        assert_eq!(LampAct::parse("lit"), None);
        assert_eq!(
            (WrongStage::parse("buried"), WrongAct::parse("mend")),
            (Some(WrongStage::Buried), Some(WrongAct::Mend))
        );
        let lit = LampState::Dark.next(LampStep::Light { hours: 2 }).unwrap();
        assert!(matches!(lit, LampState::Lit { hours: 2 }) && lit.name() == "lit");
        assert!(lit.stage().can(LampAct::Drop) && !lit.stage().can(LampAct::Light));
    }
}
