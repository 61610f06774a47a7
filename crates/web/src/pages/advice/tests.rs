use std::collections::BTreeSet;

use askama::Template;
use zegel_model::regulation::Table;
use zegel_model::scope::SourceClass;

use super::super::samples::{Sample, sample};
use super::*;
use crate::language::Language;

const DOCUMENTS: [&str; 6] = [
    "regulation",
    "notice",
    "balancing_test",
    "six_questions",
    "council_request",
    "staff_minutes",
];

/// The codes of a family, as the locale names them.
fn codes(family: &str) -> Vec<&'static str> {
    let prefix = format!("advice-{family}-");
    let keys = include_str!("../../../locales/nl/advice.ftl")
        .lines()
        .filter_map(|line| line.split_once(" ="));
    keys.filter_map(|(key, _)| key.strip_prefix(&prefix))
        .collect()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
}

const QUERY: &str = "phone=private&account=personal&chats=everything&want=evidence&want=wipe_stolen&staff=30&council=none&why=complaint";

pub(crate) fn answers(wants: &[&'static str]) -> PaperAnswers {
    PaperAnswers {
        phone: "both",
        account: "personal",
        chats: "groups",
        wants: wants.to_vec(),
        staff: 30,
        council: "none",
        why: "complaint",
        alternatives: vec!["business_account", "confirm_in_writing"],
        table: Table::small_employer(&SourceClass::ALL[1..].iter().copied().collect()),
    }
}

fn sources() -> Vec<SourceLine> {
    vec![
        SourceLine {
            code: "column_logs",
            own_knowledge: false,
        },
        SourceLine {
            code: "barbulescu",
            own_knowledge: true,
        },
    ]
}

fn form(layout: &Layout) -> AdvicePage {
    let example = |code, verdict| ExampleLine {
        code,
        verdict,
        query: QUERY.to_owned(),
    };
    AdvicePage {
        layout: layout.clone(),
        chosen: Vec::new(),
        missing: Vec::new(),
        examples: vec![
            example("phones_after_the_fine", "not_this_way"),
            example("logs_on_company_phones", "yes_if"),
            example("logs_on_private_phones", "not_this_way"),
        ],
    }
}

fn answer(layout: &Layout, verdict: &'static str) -> AnswerPage {
    let points = |codes: &[&'static str]| {
        codes
            .iter()
            .map(|code| PointLine {
                code,
                sources: sources(),
            })
            .collect()
    };
    AnswerPage {
        layout: layout.clone(),
        chosen: pairs(QUERY),
        query: QUERY.to_owned(),
        verdict,
        parts: vec![
            PartLine {
                want: "evidence",
                phone: Ownership::Private,
                verdict: "not_this_way",
            },
            PartLine {
                want: "wipe_stolen",
                phone: Ownership::Company,
                verdict: "yes_if",
            },
        ],
        reasons: points(&[
            "all_or_nothing",
            "private_life",
            "fair_purpose",
            "safeguards_first",
        ]),
        alternatives: vec![
            OfferLine {
                code: "business_account",
                query: Some("phone=private&account=business".to_owned()),
            },
            OfferLine {
                code: "confirm_in_writing",
                query: None,
            },
        ],
        conditions: points(&["staff_heard", "regulation", "four_eyes", "weighed"]),
        steps: vec![
            "change_plan",
            "write_regulation",
            "hear_staff",
            "fill_seats",
        ],
        documents: DOCUMENTS.to_vec(),
    }
}

fn document(layout: &Layout, document: &'static str, wants: &[&'static str]) -> DocumentPage {
    DocumentPage {
        layout: layout.clone(),
        document,
        query: QUERY.to_owned(),
        answers: answers(wants),
    }
}

pub(crate) fn samples(layout: &Layout) -> Vec<Sample> {
    let mut incomplete = form(layout);
    incomplete.chosen = pairs("phone=private&want=evidence&staff=<b>\"&staff=<Jansen>");
    incomplete.missing = vec!["account", "staff", "why"];
    let mut futile = answer(layout, "no");
    futile.documents = Vec::new();
    futile.conditions.truncate(1);
    vec![
        sample("advice", &form(layout)),
        sample("advice-incomplete", &incomplete),
        sample("answer-yes", &answer(layout, "yes")),
        sample("answer-yes-if", &answer(layout, "yes_if")),
        sample("answer-not-this-way", &answer(layout, "not_this_way")),
        sample("answer-no", &futile),
        sample(
            "document-notice",
            &document(layout, "notice", &["evidence", "wipe_stolen"]),
        ),
        sample(
            "document-balancing",
            &document(layout, "balancing_test", &["evidence"]),
        ),
        sample(
            "document-questions",
            &document(layout, "six_questions", &["read_back", "manage_phones"]),
        ),
        sample(
            "document-council",
            &document(layout, "council_request", &["wipe_stolen"]),
        ),
        sample(
            "document-minutes",
            &document(layout, "staff_minutes", &["evidence", "read_back"]),
        ),
        sample(
            "document-regulation",
            &document(layout, "regulation", &["evidence"]),
        ),
    ]
}

fn bare(language: Language) -> Layout {
    Layout::bare(language, "/")
}

#[test]
fn every_code_has_a_point_on_the_page() {
    for language in Language::ALL {
        let mut page = answer(&bare(language), "no");
        let points = |family| {
            codes(family)
                .into_iter()
                .map(|code| PointLine {
                    code,
                    sources: Vec::new(),
                })
                .collect()
        };
        page.reasons = points("reason");
        page.conditions = points("condition");
        page.alternatives = codes("alternative")
            .into_iter()
            .map(|code| OfferLine { code, query: None })
            .collect();
        page.steps = codes("step");
        let all = codes("source")
            .into_iter()
            .map(|code| SourceLine {
                code,
                own_knowledge: false,
            })
            .collect();
        page.reasons[0].sources = all;
        let html = page.render().unwrap();
        assert!(!html.contains("advice-"), "a code without words");
        assert_eq!(crate::language::misses(), BTreeSet::new());
        for family in ["reason", "alternative", "condition", "source", "verdict"] {
            for code in codes(family) {
                let point = point(&page.layout, family, code);
                assert!(
                    !point.lead.is_empty() && !point.rest.is_empty(),
                    "{code} lacks its explanation"
                );
            }
        }
    }
}

#[test]
fn a_source_of_our_own_knowledge_is_marked_wherever_it_stands() {
    let page = answer(&bare(Language::En), "yes_if");
    let html = page.render().unwrap();
    let marker = page.layout.t("advice-own-knowledge");
    // Four reasons and four conditions name it, the list once more.
    assert_eq!(html.matches(&marker).count(), 9);
    assert!(
        html.contains("href=\"#source-barbulescu\"") && html.contains("id=\"source-barbulescu\"")
    );
}

#[test]
fn it_says_once_that_it_is_no_legal_advice() {
    for language in Language::ALL {
        let layout = bare(language);
        let words = layout.t("advice-not-legal-advice");
        for html in [
            form(&layout).render().unwrap(),
            answer(&layout, "no").render().unwrap(),
        ] {
            assert_eq!(html.matches(&words).count(), 1);
        }
    }
}

#[test]
fn the_form_keeps_what_was_answered() {
    let layout = bare(Language::Nl);
    let mut page = form(&layout);
    page.chosen = pairs("phone=both&want=evidence&want=wipe_stolen&staff=12&council=nonsense");
    let html = page.render().unwrap();
    assert_eq!(html.matches(" checked").count(), 3);
    assert!(html.contains("value=\"12\""));
    for question in &QUESTIONS {
        assert!(html.contains(&format!("name=\"{}\"", question.name)));
        for choice in question.choices {
            assert!(html.contains(&format!("value=\"{choice}\"")));
        }
    }
}

#[test]
fn every_document_renders_with_every_answer() {
    let wants: [&[&'static str]; 6] = [
        &[],
        &["evidence"],
        &["read_back"],
        &["manage_phones"],
        &["wipe_stolen"],
        &["evidence", "read_back", "manage_phones", "wipe_stolen"],
    ];
    for language in Language::ALL {
        let layout = bare(language);
        for name in DOCUMENTS {
            let mut seen = BTreeSet::new();
            for wants in wants {
                let page = document(&layout, name, wants);
                let text = page.markdown();
                assert!(text.starts_with(&format!("# {}\n", page.title())), "{text}");
                assert!(page.prose().sections.len() >= 2, "{name}");
                assert!(
                    !text.contains("paper-") && !text.contains("advice-"),
                    "{text}"
                );
                assert!(text.contains(&layout.t("paper-made-with")));
                seen.insert(text);
            }
            assert!(
                name == "regulation" || seen.len() >= 3,
                "{name} hardly depends on what is wanted"
            );
        }
    }
    assert_eq!(crate::language::misses(), BTreeSet::new());
}

#[test]
fn the_answers_stand_in_the_documents() {
    let layout = bare(Language::En);
    let mut page = document(&layout, "balancing_test", &["evidence"]);
    let before = page.markdown();
    let changes: [fn(&mut PaperAnswers); 7] = [
        |a| a.phone = "company",
        |a| a.account = "business",
        |a| a.chats = "colleagues",
        |a| a.staff = 1_200,
        |a| a.council = "works_council",
        |a| a.why = "regulator",
        |a| a.alternatives = vec!["company_phone"],
    ];
    for change in changes {
        page.answers = answers(&["evidence"]);
        change(&mut page.answers);
        assert_ne!(page.markdown(), before);
    }
}

#[test]
fn the_documents_as_they_are_read() {
    for name in [
        "balancing_test",
        "six_questions",
        "council_request",
        "staff_minutes",
    ] {
        let page = document(&bare(Language::Nl), name, &["evidence", "wipe_stolen"]);
        insta::assert_snapshot!(name, page.markdown());
    }
}
