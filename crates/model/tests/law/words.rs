//! Names as stored and signed are one-to-one with what they stand for.

use zegel_model::case::{End, Purpose};
use zegel_model::event::{Event, Lost};
use zegel_model::hold::{Ground, On, Voice};
use zegel_model::person::Role;
use zegel_model::seat::Side;
use zegel_model::{CaseId, CopyId, Day, HoldId, PersonId, RegulationId};

use crate::people::{START, draft};

fn tag(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("events are JSON");
    let name = value.as_str().or_else(|| value["event"].as_str());
    name.expect("an event names itself").to_owned()
}

/// The name in locales is the tag in the payload: a page that shows one finds the other.
#[test]
fn names_are_tags() {
    for purpose in Purpose::ALL {
        assert_eq!(tag(&purpose), purpose.name());
        assert_eq!(Purpose::from_name(purpose.name()), Some(purpose));
    }
    for role in Role::ALL {
        assert_eq!(tag(&role), role.name());
        assert_eq!(Role::from_name(role.name()), Some(role));
    }
    for end in [
        End::Closed,
        End::Denied,
        End::Lapsed,
        End::Deadline,
        End::RoomStopped,
    ] {
        assert_eq!(tag(&end), end.name());
    }
    for ground in Ground::ALL {
        assert_eq!(tag(&ground), ground.name());
        assert_eq!(Ground::from_name(ground.name()), Some(ground));
    }
    for voice in Voice::ALL {
        assert_eq!(tag(&voice), voice.name());
    }
    for side in Side::ALL {
        assert_eq!(Side::from_code(side.code()), Some(side));
    }
}

/// So do events.
#[test]
#[expect(clippy::too_many_lines, reason = "every event once")]
fn events_name_themselves() {
    let (regulation, person) = (
        RegulationId::from_bytes([1; 16]),
        PersonId::from_bytes([2; 16]),
    );
    let (case, copy) = (CaseId::from_bytes([3; 16]), CopyId::from_bytes([4; 16]));
    let (version, hold, voice) = (1, HoldId::from_bytes([5; 16]), Voice::Staff);
    let by = person;
    let day: Day = "2022-05-02".parse().expect("a day");
    for event in [
        Event::Founded {
            headcount: 12,
            works_council: false,
        },
        Event::PersonAdded {
            person,
            roles: vec![Role::Owner],
        },
        Event::LinkOffered { person },
        Event::RegulationDrafted {
            regulation,
            version,
            table: draft().table,
        },
        Event::RegulationConsulted {
            regulation,
            version,
            held: START,
        },
        Event::InterestsWeighed {
            regulation,
            version,
        },
        Event::RegulationInForce {
            regulation,
            version,
        },
        Event::RegulationWithdrawn {
            regulation,
            version,
        },
        Event::NoticeConfirmed {
            regulation,
            version,
            person,
        },
        Event::Imported {
            copy,
            segments: 1,
            messages: 2,
        },
        Event::LeftOutside {
            person,
            copies: vec![copy],
            conversations: 3,
            messages: 40,
            statement: String::new(),
        },
        Event::ImportLacks {
            person,
            copy,
            missing: 1,
            changed: 0,
            first: day,
            last: day,
            statement: String::new(),
        },
        Event::CaseReleased {
            case,
            deadline: START,
        },
        Event::AttemptRefused { case, person },
        Event::CaseEnded {
            case,
            why: End::Lapsed,
        },
        Event::ArchiveRecovered {
            made: START,
            lost: vec![Lost {
                log: "conduct".to_owned(),
                first: 3,
                entries: 2,
            }],
            stated: Vec::new(),
        },
        Event::ClockChanged { behind: 300 },
        Event::HoldProposed {
            hold,
            on: On::Everything,
            ground: Ground::Regulator,
            by,
            voice,
        },
        Event::HoldSet { hold, by, voice },
        Event::HoldRefused { hold, by },
        Event::HoldReleaseProposed { hold, by, voice },
        Event::HoldKept { hold, by, voice },
        Event::HoldReleased { hold, by, voice },
    ] {
        assert_eq!(tag(&event), event.name());
    }
}
