//! Rows that all carry the same name in a column are summed into one result, as two names' rows are into two.

use measures_sql::named::named;
use measures_sql::options::Options;
use measures_sql::read::read_csv;

#[test]
fn one_group_is_summed_as_two_are() {
    let cases = [
        (
            "proportion",
            "area,numerator,denominator\nNorth,1,4\nNorth,2,4\n",
            37.5,
        ),
        (
            "rate",
            "area,count,population\nNorth,1,4000\nNorth,2,4000\n",
            37.5,
        ),
    ];
    for (name, file, expected) in cases {
        let measure = named(name).unwrap();
        let results = |file: &str| -> Vec<serde_json::Value> {
            let table = read_csv(file.as_bytes()).unwrap();
            let groups = table.groups(&["area".to_owned()]).unwrap();
            groups
                .iter()
                .map(|group| {
                    let found = (measure.measure)(group, &Options::default()).unwrap();
                    found.as_json(name, &[], &[])
                })
                .collect()
        };
        let one = results(file);
        assert_eq!(one.len(), 1, "{name}: one result for one group");
        let value = one[0]["value"].as_f64().unwrap();
        assert!((value - expected).abs() < 1e-9, "{name}: {value}");
        let two = results(&format!("{file}South,1,8\n"));
        assert_eq!(two[0], one[0], "{name}: another group changes nothing");
    }
}
