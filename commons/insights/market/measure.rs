//! What is measured, and in what it is told.

use kernel::words;

words! {
    /// What is measured of a month.
    Measure {
        /// What was sold and not given back.
        Sales = "sales",
        Orders = "orders",
        /// The same by doors, by crafts; where buyers are.
        ByChannel = "by-channel",
        ByCraft = "by-craft",
        Buyers = "buyers",
        /// By where the shops are.
        ByPlace = "by-place",
        /// Of listings that are made after a design record.
        OriginalSales = "original-sales",
        /// How often somebody typed that they look for original design.
        OriginalSearches = "original-searches",
        /// Of harvests, and of shops that name a village.
        ProduceSales = "produce-sales",
        RuralSales = "rural-sales",
        /// By their kind.
        ShopsOpened = "shops-opened",
        /// Companies that opened: those that began here, and those that sold before.
        CompaniesOpened = "companies-opened",
        /// Shops that sold something.
        ShopsSelling = "shops-selling",
        /// Who owns an open shop at the end of the month, by bands of age.
        Founders = "founders",
        /// Open shops whose people told that women lead them, or not.
        WomenLed = "women-led",
        /// Live shows that began.
        Shows = "shows",
        /// Villages with a shop at the end of the month.
        Villages = "villages",
        /// Villages and towns that the newest published period recognises.
        Recognised = "recognised",
        Towns = "towns",
        /// Of a place, at the end of the month: shops that belong to it, those that are active by the rule, and households
        /// that have one.
        Shops = "shops",
        ActiveShops = "active-shops",
        Households = "households",
        /// Sales of shops that belonged to the place a year before too, and what these sold then.
        Like = "like",
        LikeBefore = "like-before",
        /// Degrees of the shops of a place together, times a million.
        Latitude = "latitude",
        Longitude = "longitude",
    }
}

/// In what a measure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    /// Of things that are public anyway, or that stand for no person.
    Count,
    /// Of people.
    People,
}

impl Measure {
    pub fn unit(self) -> Unit {
        match self {
            Self::Sales
            | Self::ByChannel
            | Self::ByCraft
            | Self::ByPlace
            | Self::OriginalSales
            | Self::ProduceSales
            | Self::RuralSales
            | Self::Like
            | Self::LikeBefore => Unit::Money,
            Self::Orders
            | Self::OriginalSearches
            | Self::ShopsOpened
            | Self::CompaniesOpened
            | Self::ShopsSelling
            | Self::Shows
            | Self::Villages
            | Self::Recognised
            | Self::Towns
            | Self::Shops
            | Self::ActiveShops
            | Self::Households
            | Self::Latitude
            | Self::Longitude => Unit::Count,
            Self::Buyers | Self::Founders | Self::WomenLed => Unit::People,
        }
    }

    /// Whether it is what there is at the end of a month, and not what came together in it.
    pub fn is_stock(self) -> bool {
        matches!(
            self,
            Self::Founders
                | Self::WomenLed
                | Self::Villages
                | Self::Recognised
                | Self::Towns
                | Self::Shops
                | Self::ActiveShops
                | Self::Households
        )
    }
}
