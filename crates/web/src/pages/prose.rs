//! A text in sections, one source for the page that people read and the file that they adapt.

use askama::Template;

/// A text. Renders as a fragment: second headings and lower, no landmarks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "regulation/prose.html")]
pub struct Prose {
    /// In order.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// What a refusal points to, such as `R3`; empty for sections that nothing points to.
    pub anchor: &'static str,
    /// The heading; empty for what stands before the first.
    pub title: String,
    /// In order.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list.
    Items(Vec<String>),
    /// A place for the reader's own words.
    Fill(String),
}

impl Section {
    /// An empty part.
    pub fn new(title: String) -> Self {
        Self {
            title,
            ..Self::default()
        }
    }

    /// The same with an anchor.
    #[must_use]
    pub fn at(mut self, anchor: &'static str) -> Self {
        self.anchor = anchor;
        self
    }

    /// With one more paragraph.
    #[must_use]
    pub fn text(mut self, text: String) -> Self {
        self.blocks.push(Block::Text(text));
        self
    }

    /// With a list; an empty list adds nothing.
    #[must_use]
    pub fn items(mut self, items: Vec<String>) -> Self {
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
        self
    }

    /// With a place for the reader's own words.
    #[must_use]
    pub fn fill(mut self, what: String) -> Self {
        self.blocks.push(Block::Fill(what));
        self
    }
}

impl Prose {
    /// The text as `CommonMark`, under a first heading.
    pub fn markdown(&self, title: &str) -> String {
        let mut parts = vec![format!("# {}", line(title))];
        for section in &self.sections {
            if !section.title.is_empty() {
                parts.push(format!("## {}", line(&section.title)));
            }
            parts.extend(section.blocks.iter().map(|block| match block {
                Block::Text(text) | Block::Fill(text) => line(text),
                Block::Items(items) => {
                    let items: Vec<String> = items
                        .iter()
                        .map(|item| format!("- {}", line(item)))
                        .collect();
                    items.join("\n")
                }
            }));
        }
        parts.join("\n\n") + "\n"
    }
}

/// A text on one line: a name with a line break must not become a heading, nor a tag where Markdown lets HTML through.
fn line(text: &str) -> String {
    text.replace(['\r', '\n'], " ").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Prose {
        let section = Section::new("Een <b>".to_owned()).at("R1");
        let section = section
            .text("Twee\n# drie".to_owned())
            .items(vec!["vier".to_owned()])
            .items(Vec::new());
        Prose {
            sections: vec![section.fill("[vijf]".to_owned())],
        }
    }

    #[test]
    fn a_text_becomes_html() {
        let html = text().render().unwrap();
        assert!(
            html.contains("id=\"R1\"") && html.contains("<li>vier</li>") && html.contains("[vijf]"),
            "{html}"
        );
        assert!(!html.contains("<b>"));
    }

    #[test]
    fn a_text_becomes_markdown() {
        assert_eq!(
            text().markdown("Titel\n# x"),
            "# Titel # x\n\n## Een &lt;b>\n\nTwee # drie\n\n- vier\n\n[vijf]\n"
        );
    }
}
