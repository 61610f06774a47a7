//! The two columns' cases, as answers to our questions.

use zegel_model::scope::Account;

use super::answers::{Answers, Chats, Council, Phone, Want, Wants, Why};
use super::code::codes;

codes! {
    /// A worked example.
    Example {
        /// After a fine for wiped chats an employer wants management software on everybody's own phone.
        PhonesAfterTheFine = "phones_after_the_fine",
        /// An IT service firm wants to keep WhatsApp of its company phones, to prove what was agreed.
        LogsOnCompanyPhones = "logs_on_company_phones",
        /// The same firm, on the phones that its people own.
        LogsOnPrivatePhones = "logs_on_private_phones",
    }
}

impl Example {
    /// The questions, answered as in the case; `None` never occurs, since each example wants something.
    pub fn answers(self) -> Option<Answers> {
        let wants = |wants: &[Want]| Wants::new(wants.iter().copied());
        Some(match self {
            Self::PhonesAfterTheFine => Answers {
                phone: Phone::Private,
                account: Account::Personal,
                chats: Chats::Everything,
                wants: wants(&[Want::Evidence, Want::ManagePhones, Want::WipeStolen])?,
                staff: 120,
                council: Council::WorksCouncil,
                why: Why::Regulator,
            },
            Self::LogsOnCompanyPhones => Answers {
                phone: Phone::Company,
                account: Account::Business,
                chats: Chats::Groups,
                wants: wants(&[Want::Evidence, Want::ReadBack])?,
                staff: 30,
                council: Council::None,
                why: Why::Complaint,
            },
            Self::LogsOnPrivatePhones => Answers {
                phone: Phone::Private,
                account: Account::Personal,
                chats: Chats::Everything,
                wants: wants(&[Want::Evidence, Want::ReadBack])?,
                staff: 30,
                council: Council::None,
                why: Why::Complaint,
            },
        })
    }
}
