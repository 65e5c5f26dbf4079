//! Object streams of a PDF: many small objects packed together, with an index of where each begins. The library reads
//! every entry of the index from its place to the end of whatever begins there, so a small stream whose entries all point
//! at one large array would be read, and held, a hundred thousand times.

use std::cell::Cell;

use lopdf::{Object, ObjectId, Stream};

use super::preflight::{ONE_STREAM_MOST, VALUES_LIMIT, values};

thread_local! {
    /// Values that the file may still be built of. The library takes a function without any state.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// A further file is read, of whose values so many stand outside of object streams.
pub fn begin(values: usize) {
    LEFT.set(VALUES_LIMIT.saturating_sub(values));
}

/// For the library, before it unpacks an object: leaves out an object stream whose objects lie in each other, or hold
/// more values than a file may have.
pub fn plain(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    match object {
        Object::Stream(stream) if stream.dict.has_type(b"ObjStm") && !is_plain(stream) => None,
        // What is answered counts for packed objects only, and none of those is a stream.
        Object::Stream(_) => Some((id, Object::Null)),
        packed => Some((id, packed.clone())),
    }
}

/// True as well for what the library cannot unpack: it leaves that out by itself.
fn is_plain(stream: &Stream) -> bool {
    let Ok(content) = stream.get_plain_content_with_limit(ONE_STREAM_MOST) else { return true };
    let first = stream.dict.get(b"First").and_then(Object::as_i64).ok().and_then(|first| usize::try_from(first).ok());
    let Some((index, objects)) = first.and_then(|first| content.split_at_checked(first)) else { return true };
    let Ok(index) = std::str::from_utf8(index) else { return true };
    let numbers: Vec<Option<usize>> = index.split_whitespace().map(|number| number.parse().ok()).collect();
    let places = numbers.chunks_exact(2).filter_map(|entry| entry[1]);
    let Some(left) = LEFT.get().checked_sub(values(objects)) else { return false };
    LEFT.set(left);
    lie_beside_each_other(objects, places.collect())
}

/// What a sign stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Comment,
    /// `<48656c6c6f>`
    Hexadecimal,
    /// `(a (b) c)`, with the brackets that are open.
    Text(usize),
}

/// No two places are the same, and none is inside of an object, a string or a comment.
fn lie_beside_each_other(objects: &[u8], mut places: Vec<usize>) -> bool {
    // Blanks before an object belong to it.
    for place in &mut places {
        let rest = objects.get(*place..).unwrap_or_default();
        *place += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }
    places.retain(|place| *place < objects.len());
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut within = Within::Nothing;
    let mut open = 0usize;
    let mut at = 0;
    while at < objects.len() {
        while places.peek().is_some_and(|place| *place <= at) {
            let place = places.next();
            if place != Some(at) || places.peek() == Some(&at) || open > 0 || within != Within::Nothing {
                return false;
            }
        }
        let next = objects.get(at + 1);
        let mut taken = 1;
        within = match (within, objects[at]) {
            (Within::Nothing, b'%') => Within::Comment,
            (Within::Nothing, b'(') => Within::Text(1),
            (Within::Nothing, b'<') if next == Some(&b'<') => {
                (taken, open) = (2, open + 1);
                Within::Nothing
            }
            (Within::Nothing, b'>') if next == Some(&b'>') => {
                (taken, open) = (2, open.saturating_sub(1));
                Within::Nothing
            }
            (Within::Nothing, b'<') => Within::Hexadecimal,
            (Within::Nothing, b'[') => {
                open += 1;
                Within::Nothing
            }
            (Within::Nothing, b']') => {
                open = open.saturating_sub(1);
                Within::Nothing
            }
            (Within::Comment, b'\r' | b'\n') | (Within::Hexadecimal, b'>') | (Within::Text(1), b')') => Within::Nothing,
            (Within::Text(brackets), b'(') => Within::Text(brackets + 1),
            (Within::Text(brackets), b')') => Within::Text(brackets - 1),
            (Within::Text(brackets), b'\\') => {
                taken = 2;
                Within::Text(brackets)
            }
            (within, _) => within,
        };
        at += taken;
    }
    places.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(objects: &str, places: &[usize]) -> bool {
        lie_beside_each_other(objects.as_bytes(), places.to_vec())
    }

    #[test]
    fn objects_one_after_the_other_are_plain() {
        let objects = "<</A[1 2]/B<</C(x)>>>>\n[1 (a\\)[) <5b> %[\n] 12 /Name ";
        let places = [0, 23, 45, 48].map(|place| objects.len().min(place));
        assert!(plain(objects, &places));
        // In any order, with blanks before, and beyond the end as broken writers have it.
        assert!(plain(objects, &[45, 22, 0, 4_000]));
    }

    #[test]
    fn objects_in_each_other_are_not() {
        let objects = "[ 1 [ 2 ] 3 ] (a b) <41 42>";
        for inside in [&[0, 0][..], &[0, 2], &[0, 4], &[0, 16], &[0, 23]] {
            assert!(!plain(objects, inside), "{inside:?}");
        }
        assert!(plain(objects, &[0, 14, 20]));
    }
}
