//! Checks a value against a JSON Schema, as far as the schemas in `docs/schemas` go: a keyword that is not known here
//! fails, so that nothing is passed over in silence.

use serde_json::{Map, Value};

use crate::binary::repository;

/// A schema of ours.
pub struct Schema(Value);

impl Schema {
    /// The schema of this name in `docs/schemas`.
    pub fn named(name: &str) -> Self {
        let path = repository().join(format!("docs/schemas/{name}.schema.json"));
        let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        Self(schema)
    }

    /// What is wrong with a value, and where; `None` of one that the schema allows.
    pub fn refuses(&self, value: &Value) -> Option<String> {
        self.check(&self.0, value, "$").err()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let keywords = schema
            .as_object()
            .unwrap_or_else(|| panic!("no schema: {schema}"));
        for (keyword, of) in keywords {
            self.keyword((keyword, of), keywords, value, at)?;
        }
        Ok(())
    }

    fn keyword(
        &self,
        (keyword, of): (&str, &Value),
        all: &Map<String, Value>,
        value: &Value,
        at: &str,
    ) -> Result<(), String> {
        let wrong = |holds: bool| {
            if holds {
                Ok(())
            } else {
                Err(format!("{at}: {keyword} {of}"))
            }
        };
        match keyword {
            "$schema" | "$defs" | "title" | "description" => Ok(()),
            "$ref" => {
                let pointer = of.as_str().unwrap().strip_prefix('#').unwrap();
                let schema = self.0.pointer(pointer);
                self.check(
                    schema.unwrap_or_else(|| panic!("no such part: {of}")),
                    value,
                    at,
                )
            }
            "type" => wrong(match of {
                Value::Array(types) => types.iter().any(|one| is(one, value)),
                one => is(one, value),
            }),
            "enum" => wrong(of.as_array().unwrap().contains(value)),
            "anyOf" | "oneOf" => {
                let schemas = of.as_array().unwrap().iter();
                let results: Vec<_> = schemas.map(|one| self.check(one, value, at)).collect();
                match results.iter().filter(|result| result.is_ok()).count() {
                    0 => results.into_iter().last().unwrap(),
                    fitting => wrong(fitting == 1 || keyword == "anyOf"),
                }
            }
            "minimum" => wrong(
                value
                    .as_f64()
                    .is_none_or(|number| number >= of.as_f64().unwrap()),
            ),
            "minLength" => wrong(length(value, of, |value| {
                value.as_str().map(|text| text.chars().count())
            })),
            "minProperties" => wrong(length(value, of, |value| value.as_object().map(Map::len))),
            "required" => {
                let Some(object) = value.as_object() else {
                    return Ok(());
                };
                let mut names = of.as_array().unwrap().iter();
                wrong(names.all(|name| object.contains_key(name.as_str().unwrap())))
            }
            "properties" => {
                for (name, schema) in of.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        self.check(schema, value, &format!("{at}.{name}"))?;
                    }
                }
                Ok(())
            }
            "additionalProperties" => {
                let named = all.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if named.is_none_or(|named| !named.contains_key(name)) {
                        self.check(of, value, &format!("{at}.{name}"))?;
                    }
                }
                Ok(())
            }
            "items" => {
                let items = value.as_array().into_iter().flatten();
                for (place, value) in items.enumerate() {
                    self.check(of, value, &format!("{at}[{place}]"))?;
                }
                Ok(())
            }
            "pattern" => wrong(
                value
                    .as_str()
                    .is_none_or(|text| fits(of.as_str().unwrap(), text)),
            ),
            other => panic!("the check does not know the keyword {other}"),
        }
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the check does not know the type {other}"),
    }
}

fn length(value: &Value, of: &Value, length: impl Fn(&Value) -> Option<usize>) -> bool {
    let least = usize::try_from(of.as_u64().unwrap()).unwrap();
    length(value).is_none_or(|length| length >= least)
}

/// Whether a text fits a pattern from its beginning to its end. Known are characters, `[…]` with ranges, and how often:
/// `?`, `{n}`, `{n,m}`.
fn fits(pattern: &str, text: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|p| p.strip_suffix('$'));
    let mut pattern = inner.unwrap_or_else(|| panic!("no such pattern: {pattern}"));
    let mut text = text.chars().peekable();
    while let Some(first) = pattern.chars().next() {
        assert!(!"(|*+\\.".contains(first), "no such pattern: {pattern}");
        let (class, rest) = if first == '[' {
            let (class, rest) = pattern[1..].split_once(']').unwrap();
            (class.to_owned(), rest)
        } else {
            (first.to_string(), &pattern[first.len_utf8()..])
        };
        let (least, most, rest) = often(rest);
        let mut found = 0;
        while found < most && text.next_if(|c| within(&class, *c)).is_some() {
            found += 1;
        }
        if found < least {
            return false;
        }
        pattern = rest;
    }
    text.next().is_none()
}

fn often(pattern: &str) -> (usize, usize, &str) {
    if let Some(rest) = pattern.strip_prefix('?') {
        return (0, 1, rest);
    }
    let Some((counts, rest)) = pattern.strip_prefix('{').and_then(|p| p.split_once('}')) else {
        return (1, 1, pattern);
    };
    let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
    (least.parse().unwrap(), most.parse().unwrap(), rest)
}

fn within(class: &str, c: char) -> bool {
    let class: Vec<char> = class.chars().collect();
    let mut ranges = class.windows(3).filter(|three| three[1] == '-');
    class.contains(&c) && c != '-' || class == [c] || ranges.any(|r| (r[0]..=r[2]).contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let wall = "^-?[0-9]{4,6}-[0-9]{2}T[.0-9]{0,3}$";
        for (text, good) in [
            ("2026-05T", true),
            ("-202600-05T.1", true),
            ("26-05T", false),
            ("2026-5T", false),
            ("2026-05T.123", false),
            ("2026-05Tx", false),
        ] {
            assert_eq!(fits(wall, text), good, "{text}");
        }
    }
}
