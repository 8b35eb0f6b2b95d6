use people::choices;
use platform::views::Shell;

use super::Zone;

/// Where a zone reaches, by the names of countries and regions.
pub fn places(shell: &Shell, zone: &Zone) -> String {
    let names: Vec<String> =
        zone.countries.iter().map(|country| choices::country(shell, country.code())).collect();
    let names = if names.is_empty() { shell.t("shipping-everywhere").to_owned() } else { names.join(", ") };
    let regions = zone.regions.join(", ");
    if regions.is_empty() { names } else { format!("{names}: {regions}") }
}
