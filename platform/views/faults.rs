//! Above a form that was refused: what is wrong, each with a way to its field, and the first of them in focus.

/// What `ui::refused` leaves in the box at the top, where the list goes.
const PLACE: &str = "<!--faults-->";
const FAULT: &str = "<p class=\"field-error\"";
const INVALID: &str = "aria-invalid=\"true\"";
const LEGEND: &str = "<legend class=\"field-label\">";

/// A page with its form's faults listed at the top, in the order of the page. A field that was refused says so beside
/// itself, which only the drawn page knows in that order, with the label that the reader sees.
pub fn listed(html: String) -> String {
    let focused = |html: &str| html.replacen(INVALID, &format!("{INVALID} autofocus"), 1);
    if !html.contains(PLACE) {
        return focused(&html);
    }
    let items: String = html.match_indices(FAULT).filter_map(|(at, _)| item(&html, at)).collect();
    let list = if items.is_empty() { items } else { format!("<ul class=\"faults\">{items}</ul>") };
    focused(&html.replacen(PLACE, &list, 1))
}

/// The fault whose words begin there.
fn item(html: &str, at: usize) -> Option<String> {
    let (before, rest) = html.split_at_checked(at)?;
    let (attributes, rest) = rest.split_once('>')?;
    let (words, _) = rest.split_once("</p>")?;
    let id = attributes.split_once(" id=\"")?.1.split_once('"')?.0;
    let name = id.strip_suffix("-error")?;
    let label = html.split_once(&format!("for=\"{name}\">")).map(|(_, label)| label);
    // A group of choices has a legend in the place of a label.
    let legend =
        before.rsplit_once(LEGEND).map(|(_, legend)| legend).filter(|it| !it.contains("</fieldset>"));
    let label = label.or(legend).and_then(|rest| rest.split_once('<'));
    let label = label.map(|(label, _)| format!("<b>{}</b> ", label.trim())).unwrap_or_default();
    let target = if html.contains(&format!(" id=\"{name}\"")) { name } else { id };
    Some(format!("<li dir=\"auto\"><a href=\"#{target}\">{label}{words}</a></li>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_listed_with_ways_to_its_fields_and_the_first_is_in_focus() {
        let field = |name: &str, label: &str, error: &str| {
            format!(
                "<label class=\"field-label\" for=\"{name}\">{label} <span>x</span></label>\
                 <input id=\"{name}\" aria-invalid=\"true\"><p class=\"field-error\" id=\"{name}-error\" dir=\"auto\">{error}</p>"
            )
        };
        let page = format!(
            "<div>{PLACE}</div>{}{}<legend class=\"field-label\">Kinds</legend><p class=\"field-error\" id=\"kinds-error\">One</p>",
            field("phone", "Phone", "No number"),
            field("line1", "Street", "Needed")
        );
        let listed = listed(page);
        assert!(listed.starts_with(
            "<div><ul class=\"faults\"><li dir=\"auto\"><a href=\"#phone\"><b>Phone</b> No number</a></li>\
             <li dir=\"auto\"><a href=\"#line1\"><b>Street</b> Needed</a></li>\
             <li dir=\"auto\"><a href=\"#kinds-error\"><b>Kinds</b> One</a></li></ul></div>"
        ));
        assert_eq!(listed.matches("autofocus").count(), 1);
        assert!(listed.find("autofocus") < listed.find("id=\"line1\""));
    }

    #[test]
    fn a_page_without_a_box_has_its_first_wrong_field_in_focus() {
        assert_eq!(listed("<input aria-invalid=\"true\">".into()), "<input aria-invalid=\"true\" autofocus>");
        assert_eq!(listed("<p>good</p>".into()), "<p>good</p>");
    }
}
