use super::Item;

/// Which of some things, by their places, are on while another of them is: all of them on the same stage, or all of them one
/// person's.
pub fn clashes(items: &[&Item]) -> Vec<usize> {
    let meets = |at: usize, item: &Item| {
        items.iter().enumerate().any(|(other, it)| other != at && item.said.overlaps(&it.said))
    };
    items.iter().enumerate().filter(|(at, item)| meets(*at, item)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use kernel::{ShopId, Timestamp, minutes};

    use super::*;
    use crate::festivals::{
        FestivalId,
        programme::{ItemId, ItemKind, ItemPlan},
    };

    fn at(begins: u64, minutes_long: i64) -> Item {
        let zero = Timestamp::from_micros(0);
        Item {
            id: ItemId::new(ShopId::new(1), 1),
            festival: FestivalId::new(ShopId::new(1), 1),
            said: ItemPlan {
                kind: ItemKind::Show,
                title: "x".into(),
                title_en: String::new(),
                stage: "A".into(),
                begins_at: zero + minutes(begins),
                minutes: minutes_long,
                seats: 0,
            },
            taken: 0,
            removed_at: None,
            updated_at: zero,
        }
    }

    #[test]
    fn things_that_follow_each_other_do_not_clash_and_those_that_overlap_do() {
        let (one, two, three, four) = (at(0, 30), at(30, 30), at(59, 5), at(90, 10));
        assert_eq!(clashes(&[&one, &two, &three, &four]), [1, 2]);
        assert_eq!(clashes(&[&one]), [0; 0]);
        assert_eq!(clashes(&[&one, &one]), [0, 1]);
    }
}
