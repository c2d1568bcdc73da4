use jiff::civil::{Date, date};

/// Easter Sunday of a year in the Gregorian calendar, by the method of J.-M. Oudin (1940).
#[must_use]
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let century = y / 100;
    let golden = y % 19;
    let k = (century - 17) / 25;
    let i = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
    let i = i - (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - golden) / 11));
    let j = (y + y / 4 + i + 2 - century + century / 4) % 7;
    let days = i - j;
    let month = 3 + (days + 40) / 44;
    let day = days + 28 - 31 * (month / 4);
    // The method gives 22 March to 25 April in every year.
    date(
        year,
        i8::try_from(month).unwrap_or(3),
        i8::try_from(day).unwrap_or(22),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dates as printed in the tables of the Book of Common Prayer.
    #[test]
    fn easter_falls_where_the_tables_say() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2019, 4, 21),
            (2022, 4, 17),
            (2024, 3, 31),
            (2025, 4, 20),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }
}
