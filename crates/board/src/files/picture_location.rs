//! Whether a picture tells where it was taken. Telephones write the place into every photograph, and a photograph of
//! somebody's damp kitchen then names their home.

/// Begins the camera's data in a JPEG; a TIFF directory follows.
const EXIF: &[u8] = b"Exif\0\0";
/// Begins the same data in a PNG.
const PNG_EXIF: &[u8] = b"eXIf";
/// What editors write beside the camera's data, in words.
const WORDS: [&[u8]; 2] = [b"GPSLatitude", b"GPSLongitude"];
/// Camera's data that are packed, so that nobody sees what they tell.
const PACKED: [&[u8]; 4] = [
    b"Raw profile type exif",
    b"Raw profile type APP1",
    b"Raw profile type xmp",
    b"XML:com.adobe.xmp\0\x01",
];

/// The entry of a directory that leads to the place.
const TAG_PLACE: u16 = 0x8825;
/// Latitude and longitude. A camera that does not know where it is writes a place without either.
const TAGS_LATITUDE_LONGITUDE: [u16; 2] = [2, 4];

/// Whether a JPEG or PNG tells where it was taken, or may tell it where that cannot be read. Everything in the file is
/// looked through, previews and second pictures too.
pub(super) fn tells_where(picture: &[u8]) -> bool {
    WORDS
        .iter()
        .chain(&PACKED)
        .any(|words| places_of(picture, words).next().is_some())
        || [EXIF, PNG_EXIF].iter().any(|start| {
            places_of(picture, start)
                .filter_map(|at| picture.get(at + start.len()..))
                .filter(|data| data.starts_with(b"II*\0") || data.starts_with(b"MM\0*"))
                .any(|data| place_of(data) != Some(false))
        })
}

fn places_of<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes
        .windows(wanted.len())
        .enumerate()
        .filter_map(move |(at, window)| (window == wanted).then_some(at))
}

/// Whether a TIFF directory leads to a latitude or longitude; `None` where it cannot be read.
fn place_of(tiff: &[u8]) -> Option<bool> {
    let small_first = tiff.starts_with(b"II");
    let first = number(tiff, 4, small_first)?;
    for (tag, value) in entries(tiff, first, small_first)? {
        if tag == TAG_PLACE {
            let place = entries(tiff, value, small_first)?;
            return Some(
                place
                    .iter()
                    .any(|(tag, _)| TAGS_LATITUDE_LONGITUDE.contains(tag)),
            );
        }
    }
    Some(false)
}

/// Tag and value of each entry of the directory at an offset.
fn entries(tiff: &[u8], at: usize, small_first: bool) -> Option<Vec<(u16, usize)>> {
    let count = short(tiff, at, small_first)?;
    (0..usize::from(count))
        .map(|entry| {
            let at = at.checked_add(2 + entry * 12)?;
            Some((
                short(tiff, at, small_first)?,
                number(tiff, at.checked_add(8)?, small_first)?,
            ))
        })
        .collect()
}

fn short(bytes: &[u8], at: usize, small_first: bool) -> Option<u16> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(if small_first {
        u16::from_le_bytes(two)
    } else {
        u16::from_be_bytes(two)
    })
}

fn number(bytes: &[u8], at: usize, small_first: bool) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(if small_first {
        u32::from_le_bytes(four)
    } else {
        u32::from_be_bytes(four)
    })
    .ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A picture of a camera whose place holds one entry: 2 is a latitude, 0 the version of the writing alone.
    pub(crate) fn photograph(place_tag: u16) -> Vec<u8> {
        let mut picture = b"\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0".to_vec();
        picture.extend(8_u32.to_le_bytes());
        picture.extend(1_u16.to_le_bytes());
        picture.extend(TAG_PLACE.to_le_bytes());
        picture.extend([4, 0, 1, 0, 0, 0]);
        picture.extend(26_u32.to_le_bytes());
        picture.extend(0_u32.to_le_bytes());
        picture.extend(1_u16.to_le_bytes());
        picture.extend(place_tag.to_le_bytes());
        picture.extend([0; 10]);
        picture
    }

    #[test]
    fn a_place_is_found_and_its_absence_too() {
        assert!(tells_where(&photograph(2)));
        assert!(tells_where(&photograph(4)));
        assert!(
            !tells_where(&photograph(0)),
            "a camera that knew no place says only how it would write one"
        );
        assert!(!tells_where(b"\xff\xd8\xff\xe0\x00\x10JFIF\0"));
        let cut = &photograph(2)[..40];
        assert!(tells_where(cut), "what cannot be read may tell anything");
    }

    #[test]
    fn words_and_packed_data_count_as_well() {
        for told in [
            &b"<exif:GPSLatitude>51,32.1N</exif:GPSLatitude>"[..],
            b"tEXtRaw profile type exif\0\n",
            b"iTXtXML:com.adobe.xmp\0\x01\0\0\0",
        ] {
            assert!(tells_where(told), "{told:?}");
        }
        assert!(!tells_where(b"iTXtXML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>"));
    }
}
