//! In or out, decided per conversation and before anything leaves. The only maker of `Message<InScope>`.
//!
//! | account | phone | default | the holder may |
//! |---|---|---|---|
//! | business | either | in, unless marked private or confidential | mark |
//! | personal | company | out | confirm, conversation by conversation |
//! | personal | private | out | confirm, conversation by conversation, alone |

use serde::{Deserialize, Serialize};

use crate::message::{InScope, Message, Raw};

/// Whose account the conversation was held with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// An account of the business.
    Business,
    /// Somebody's own.
    Personal,
}

/// Whose phone it was on. The first fact about a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ownership {
    /// The employer's.
    Company,
    /// The employee's.
    Private,
}

/// What decides the default: the account and the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceClass {
    /// Whose account.
    pub account: Account,
    /// Whose phone.
    pub phone: Ownership,
}

impl SourceClass {
    /// Every class there is, in order.
    pub const ALL: [Self; 4] = [
        Self {
            account: Account::Business,
            phone: Ownership::Company,
        },
        Self {
            account: Account::Business,
            phone: Ownership::Private,
        },
        Self {
            account: Account::Personal,
            phone: Ownership::Company,
        },
        Self {
            account: Account::Personal,
            phone: Ownership::Private,
        },
    ];

    /// How it is stored and signed: bit 0 personal, bit 1 private.
    pub const fn code(self) -> u8 {
        (match self.account {
            Account::Business => 0,
            Account::Personal => 1,
        }) | (match self.phone {
            Ownership::Company => 0,
            Ownership::Private => 2,
        })
    }

    /// The class of a stored code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// How far a source can be trusted, shown wherever a message is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// A: a signed webhook of the platform.
    SignedFeed,
    /// B: a backup or database of the device.
    DeviceBackup,
    /// C: a text export, which anybody can write.
    TextExport,
}

impl Provenance {
    /// The letter on the pages: A, B or C.
    pub const fn letter(self) -> char {
        match self {
            Self::SignedFeed => 'A',
            Self::DeviceBackup => 'B',
            Self::TextExport => 'C',
        }
    }
}

/// What the holder marked the conversation as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marking {
    /// Nothing.
    #[default]
    None,
    /// Private: stays out.
    Private,
    /// With a confidential contact (company doctor, council, reporter of wrongs): stays out.
    Confidential,
}

/// What the holder answered to the question about this one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Keep it.
    Yes,
    /// Leave it where it is.
    No,
}

/// The outcome for one conversation.
#[derive(Debug)]
pub enum Decision {
    /// Its messages may go on.
    In(Admission),
    /// Nothing of it may be stored, sent or logged, in any form.
    Out,
}

/// Leave to take one conversation in. Only [`decide`] makes one.
#[derive(Debug)]
pub struct Admission {
    class: SourceClass,
}

impl Admission {
    /// The class it was decided for.
    pub const fn class(&self) -> SourceClass {
        self.class
    }

    /// Lets one message of the conversation pass.
    pub fn admit(&self, message: Message<Raw>) -> Message<InScope> {
        Message::in_scope(message)
    }
}

/// Decides for one conversation. Silence (`None`) is never a yes where the holder must confirm.
pub fn decide(class: SourceClass, marking: Marking, answer: Option<Answer>) -> Decision {
    let keep = match (marking, class.account, answer) {
        (Marking::None, Account::Business, None | Some(Answer::Yes))
        | (Marking::None, Account::Personal, Some(Answer::Yes)) => true,
        (Marking::None, Account::Personal, None)
        | (Marking::None, _, Some(Answer::No))
        | (Marking::Private | Marking::Confidential, _, _) => false,
    };
    if keep {
        Decision::In(Admission { class })
    } else {
        Decision::Out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        for class in SourceClass::ALL {
            assert_eq!(SourceClass::from_code(class.code()), Some(class));
            for marking in [Marking::None, Marking::Private, Marking::Confidential] {
                for answer in [None, Some(Answer::Yes), Some(Answer::No)] {
                    let kept = matches!(decide(class, marking, answer), Decision::In(_));
                    let business = class.account == Account::Business;
                    let expected = marking == Marking::None
                        && answer != Some(Answer::No)
                        && (business || answer == Some(Answer::Yes));
                    assert_eq!(kept, expected, "{class:?} {marking:?} {answer:?}");
                }
            }
        }
    }
}
