//! The index: tantivy in memory, one segment, so that a document's number is its message's.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::directory::RamDirectory;
use tantivy::query::{
    BooleanQuery, EmptyQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query as Find,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, TokenizerManager};
use tantivy::{DocId, Index, IndexReader, Score, SegmentOrdinal, SegmentReader, TantivyDocument};

use super::highlight::{Piece, Pieces};
use super::query::{Folded, Query, Term};
use super::words::Words;

/// What the writer may use before it would have to make a second segment, in bytes; it only sizes a table.
const WRITER_BYTES: usize = 32 << 20;
/// A phrase with an open end stands for at most so many different last words.
const MOST_ENDINGS: u32 = 65_536;

/// The index could not be made or asked.
#[derive(Debug, thiserror::Error)]
#[error("the search index failed")]
pub(crate) struct IndexError(#[from] tantivy::TantivyError);

/// Finds messages by their words.
pub(crate) struct Finder {
    reader: IndexReader,
    fields: Fields,
    forms: Forms,
}

#[derive(Clone, Copy)]
struct Fields {
    exact: Field,
    dutch: Field,
    english: Field,
}

/// A word in the forms in which it is indexed.
#[derive(Clone)]
pub(super) struct Forms {
    pub(super) dutch: TextAnalyzer,
    pub(super) english: TextAnalyzer,
}

impl Forms {
    fn new() -> Self {
        let stems = |language| {
            TextAnalyzer::builder(Words::default())
                .filter(Stemmer::new(language))
                .build()
        };
        Self {
            dutch: stems(Language::Dutch),
            english: stems(Language::English),
        }
    }
}

/// All stems of a text, in order: as many as it has words.
pub(super) fn stems(analyzer: &TextAnalyzer, text: &str) -> Vec<Folded> {
    let mut analyzer = analyzer.clone();
    let mut out = Vec::new();
    analyzer
        .token_stream(text)
        .process(&mut |token| out.push(Folded::new(token.text.clone())));
    out
}

/// Every hit, in the order in which the one segment has them: a frequent word has tens of thousands.
struct InOrder;

/// The hits so far.
struct Hits(Vec<usize>);

impl Collector for InOrder {
    type Fruit = Vec<usize>;
    type Child = Hits;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Hits> {
        Ok(Hits(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<usize>>) -> tantivy::Result<Vec<usize>> {
        Ok(segments.into_iter().flatten().collect())
    }
}

impl SegmentCollector for Hits {
    type Fruit = Vec<usize>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.0.extend(usize::try_from(document));
    }

    fn harvest(self) -> Vec<usize> {
        self.0
    }
}

impl Finder {
    /// Reads the texts in; their places in this order are what [`Self::find`] answers.
    pub(crate) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Self, IndexError> {
        let mut schema = Schema::builder();
        let mut field = |name: &str, option| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(name)
                .set_fieldnorms(false)
                .set_index_option(option);
            schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
        };
        let fields = Fields {
            exact: field("exact", IndexRecordOption::WithFreqsAndPositions),
            dutch: field("dutch", IndexRecordOption::Basic),
            english: field("english", IndexRecordOption::Basic),
        };
        let forms = Forms::new();
        let tokenizers = TokenizerManager::new();
        tokenizers.register("exact", TextAnalyzer::builder(Words::default()).build());
        tokenizers.register("dutch", forms.dutch.clone());
        tokenizers.register("english", forms.english.clone());
        let mut writer = Index::builder()
            .schema(schema.build())
            .tokenizers(tokenizers)
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(fields.exact, text);
            document.add_text(fields.dutch, text);
            document.add_text(fields.english, text);
            writer.add_document(document)?;
        }
        let reader = writer.finalize()?.reader()?;
        Ok(Self {
            reader,
            fields,
            forms,
        })
    }

    /// The places of all texts that the query means, in order.
    pub(crate) fn find(&self, query: &Query) -> Result<Vec<usize>, IndexError> {
        let wanted = query
            .wanted
            .iter()
            .map(|term| (Occur::Must, self.term(term)));
        let unwanted = query
            .unwanted
            .iter()
            .map(|term| (Occur::MustNot, self.term(term)));
        let find = BooleanQuery::new(wanted.chain(unwanted).collect());
        Ok(self.reader.searcher().search(&find, &InOrder)?)
    }

    /// The text in pieces, those that the query means marked as hits.
    pub(crate) fn highlight(&self, query: &Query, text: &str) -> Vec<Piece> {
        Pieces::new(&self.forms, query).of(text)
    }

    fn term(&self, term: &Term) -> Box<dyn Find> {
        match term {
            Term::Word(word) => self.word(word),
            Term::Beginning(word) => {
                Box::new(FuzzyTermQuery::new_prefix(self.exact(word), 0, true))
            }
            Term::Phrase { words, open_end } => self.phrase(words, *open_end),
        }
    }

    fn word(&self, word: &str) -> Box<dyn Find> {
        let one = |field, text: &str| -> (Occur, Box<dyn Find>) {
            let term = tantivy::Term::from_field_text(field, text);
            (
                Occur::Should,
                Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            )
        };
        let mut any = vec![one(self.fields.exact, word)];
        any.extend(
            stems(&self.forms.dutch, word)
                .iter()
                .map(|stem| one(self.fields.dutch, stem)),
        );
        any.extend(
            stems(&self.forms.english, word)
                .iter()
                .map(|stem| one(self.fields.english, stem)),
        );
        Box::new(BooleanQuery::new(any))
    }

    fn phrase(&self, words: &[Folded], open_end: bool) -> Box<dyn Find> {
        let terms: Vec<tantivy::Term> = words.iter().map(|word| self.exact(word)).collect();
        match (terms.as_slice(), open_end) {
            ([], _) => Box::new(EmptyQuery),
            ([only], false) => Box::new(TermQuery::new(only.clone(), IndexRecordOption::Basic)),
            ([only], true) => Box::new(FuzzyTermQuery::new_prefix(only.clone(), 0, true)),
            (_, false) => Box::new(PhraseQuery::new(terms)),
            (_, true) => {
                let mut phrase = PhrasePrefixQuery::new(terms);
                phrase.set_max_expansions(MOST_ENDINGS);
                Box::new(phrase)
            }
        }
    }

    fn exact(&self, word: &str) -> tantivy::Term {
        tantivy::Term::from_field_text(self.fields.exact, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::highlight::PieceKind;

    const TEXTS: [&str; 12] = [
        "De lekkage is gemeld, de lekkages zijn groot", // 0
        "Wanneer is de vergadering?",                   // 1
        "Alle vergaderingen zijn gewist",               // 2
        "We moeten dat wissen",                         // 3
        "Reünie in café De Brug",                       // 4
        "reunie in cafe",                               // 5
        "de nieuwe ketel komt vrijdag",                 // 6
        "de ketel is nieuwe",                           // 7
        "The meetings were cancelled, he promised deliveries", // 8
        "One meeting, one delivery",                    // 9
        "lek",                                          // 10
        "",                                             // 11
    ];

    fn found(line: &str) -> Vec<usize> {
        let finder = Finder::new(TEXTS.into_iter()).unwrap();
        let query = Query::parse(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let places = finder.find(&query).unwrap();
        for place in &places {
            let pieces = finder.highlight(&query, TEXTS[*place]);
            assert!(
                pieces.iter().any(|piece| piece.kind == PieceKind::Hit),
                "{line}: a hit shows where"
            );
            let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(whole, TEXTS[*place], "nothing is lost");
        }
        places
    }

    #[test]
    fn forms_of_a_word_in_both_languages() {
        assert_eq!(found("vergadering"), [1, 2]);
        assert_eq!(found("vergaderingen"), [1, 2]);
        assert_eq!(found("gewiste"), found("wissen"));
        assert_eq!(found("lekkages"), [0]);
        assert_eq!(found("meeting"), [8, 9]);
        assert_eq!(found("delivery"), [8, 9]);
        assert_eq!(found("promises"), [8]);
    }

    #[test]
    fn diacritics_and_case_do_not_count() {
        assert_eq!(found("reunie"), [4, 5]);
        assert_eq!(found("REÜNIE"), [4, 5]);
        assert_eq!(found("cafe\u{301}"), [4, 5]);
    }

    #[test]
    fn phrases_are_in_order_and_exact() {
        assert_eq!(found("nieuwe ketel"), [6, 7]);
        assert_eq!(found("\"nieuwe ketel\""), [6]);
        assert_eq!(found("\"vergadering\""), [1]);
        assert_eq!(found("\"ketel komt vrij*\""), [6]);
        assert_eq!(found("\"ketel vrijdag\""), Vec::<usize>::new());
    }

    #[test]
    fn beginnings_and_exclusions() {
        assert_eq!(found("lek*"), [0, 10]);
        assert_eq!(found("lekk*"), [0]);
        assert_eq!(found("lek* -gemeld"), [10]);
        assert_eq!(found("ketel -\"nieuwe ketel\""), [7]);
        assert_eq!(found("vergaderingen -gewist"), [1]);
        assert_eq!(found("xyzzy"), Vec::<usize>::new());
    }

    #[test]
    fn an_empty_room_finds_nothing() {
        let finder = Finder::new(std::iter::empty()).unwrap();
        let query = Query::parse("iets").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(finder.find(&query).unwrap(), Vec::<usize>::new());
    }
}
