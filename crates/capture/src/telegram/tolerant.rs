//! Values that are what they should be, or nothing: a field of another kind must not cost the message.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A string, or a number as it would be written.
#[derive(Default)]
pub(super) struct Word(pub(super) Option<String>);

/// A text with parts in bold or with links: a string, or a list of strings and objects that have a `text`.
#[derive(Default)]
pub(super) struct Prose(pub(super) String);

/// A list; whatever is none is an empty one.
pub(super) struct List<T>(pub(super) Vec<T>);

/// An object; whatever is none is nothing.
pub(super) struct Object<T>(pub(super) Option<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl Word {
    /// As a number.
    pub(super) fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.0.as_deref()?.parse().ok()
    }
}

/// Kinds of values that a visitor takes for nothing.
macro_rules! nothing {
    ($value:expr; $($kind:ident)*) => {$(
        nothing!(@ $kind, $value);
    )*};
    (@ scalar, $value:expr) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
    (@ number, $value:expr) => {
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
    (@ string, $value:expr) => {
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
    (@ list, $value:expr) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok($value)
        }
    };
    (@ object, $value:expr) => {
        fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
            while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($value)
        }
    };
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Word, E> {
                Ok(Word(Some(text.to_owned())))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Word, E> {
                Ok(Word(Some(number.to_string())))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Word, E> {
                Ok(Word(Some(number.to_string())))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Word, E> {
                Ok(Word(Some(number.to_string())))
            }
            nothing!(Word(None); scalar list object);
        }
        from.deserialize_any(Visit)
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Prose;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E>(self, text: &str) -> Result<Prose, E> {
                Ok(Prose(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Prose, A::Error> {
                let mut all = String::new();
                while let Some(Piece(text)) = list.next_element()? {
                    all.push_str(&text);
                }
                Ok(Prose(all))
            }
            nothing!(Prose::default(); scalar number object);
        }
        from.deserialize_any(Visit)
    }
}

/// An element of [`Prose`].
struct Piece(String);

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Piece;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an object that has one")
            }
            fn visit_str<E>(self, text: &str) -> Result<Piece, E> {
                Ok(Piece(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Piece, A::Error> {
                let entity = Entity::deserialize(MapAccessDeserializer::new(object))?;
                Ok(Piece(entity.text.0.unwrap_or_default()))
            }
            nothing!(Piece(String::new()); scalar number list);
        }
        from.deserialize_any(Visit)
    }
}

#[derive(serde::Deserialize)]
struct Entity {
    #[serde(default)]
    text: Word,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(Object(one)) = list.next_element()? {
                    all.extend(one);
                }
                Ok(List(all))
            }
            nothing!(List::default(); scalar number string object);
        }
        from.deserialize_any(Visit(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Visit<T> {
            type Value = Object<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(object)).map(|one| Object(Some(one)))
            }
            nothing!(Object(None); scalar number string list);
        }
        from.deserialize_any(Visit(PhantomData))
    }
}

/// A list of names.
#[derive(Default)]
pub(super) struct Names(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Names;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut all = Vec::new();
                while let Some(Word(name)) = list.next_element()? {
                    // An account that was deleted has no name; that there was one more shows in the source.
                    all.extend(name.filter(|name| !name.is_empty()));
                }
                Ok(Names(all))
            }
            nothing!(Names::default(); scalar number string object);
        }
        from.deserialize_any(Visit)
    }
}
