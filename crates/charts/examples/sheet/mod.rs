//! The page on which the examples show charts: each with its key and its table, side by side where there is room.

use charts::{Cell, Drawn, Entry, KeyEntry, STYLE};

const PAGE: &str = "*{box-sizing:border-box} body{margin:0;font:16px/1.4 arial,sans-serif;color:#17211f}
main{max-width:1184px;margin:0 auto;padding:16px 16px 64px} svg{display:block} p{margin:0}
.grid{display:grid;grid-template-columns:minmax(0,1fr);gap:24px 40px;align-items:start}
@media(min-width:900px){main{padding:32px} .grid{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
table{border-collapse:collapse;font-size:14px} td,th{border-bottom:1px solid #d5cebf;padding:2px 8px;text-align:left}";

/// A chart under what it shows.
pub(crate) type Shown = (&'static str, Drawn);

/// The page: parts one beneath the other, each across the page or as a grid of halves.
pub(crate) fn page(title: &str, parts: &[(bool, Vec<Shown>)]) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{PAGE}{STYLE}</style></head>\
         <body><main><h1>{title}</h1>"
    );
    for (in_halves, charts) in parts {
        let figures: String = charts.iter().map(figure).collect();
        if *in_halves {
            page.extend(["<div class=\"grid\">", &figures, "</div>"]);
        } else {
            page.push_str(&figures);
        }
    }
    page.push_str("</main></body></html>");
    page
}

/// A value that nobody may see.
pub(crate) fn hidden() -> Cell {
    Cell::Suppressed("too few people".to_owned())
}

fn figure((finding, drawn): &Shown) -> String {
    let item = |entry: &KeyEntry| format!("<li>{}<span>{}</span></li>", entry.mark, entry.words);
    let items: Vec<String> = drawn.key.iter().map(item).collect();
    let key = format!("<ul class=\"cw-chart__key\">{}</ul>", items.concat());
    let row = |row: &Vec<Entry>| {
        let entries: Vec<&str> = row.iter().map(Entry::shown).collect();
        format!("<tr><td>{}</td></tr>", entries.join("</td><td>"))
    };
    let rows = drawn
        .table
        .rows
        .iter()
        .map(row)
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<figure class=\"cw-chart\"><figcaption><h2 class=\"cw-chart__title\">{finding}</h2>\
         <p class=\"cw-chart__sub\">{}</p></figcaption>{key}{}<details><summary>Show as a table</summary>\
         <table>{rows}</table></details></figure>",
        drawn.title,
        drawn.html()
    )
}
