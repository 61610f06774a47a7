//! What somebody answered, and the address that says the same: an answer can be shared as a link.

use std::collections::BTreeSet;

use serde::Serialize;
use zegel_model::scope::{Account, Ownership, SourceClass};

use super::code::codes;

codes! {
    /// The seven questions, in order.
    Question {
        /// Whose phone is it?
        Phone = "phone",
        /// Whose account is it?
        Account = "account",
        /// Which chats?
        Chats = "chats",
        /// What do you want?
        Want = "want",
        /// How many people work here?
        Staff = "staff",
        /// Is there a works council or a staff representation?
        Council = "council",
        /// Why now?
        Why = "why",
    }
}

codes! {
    /// Whose phones it is about.
    Phone {
        /// The employer's.
        Company = "company",
        /// The employees' own.
        Private = "private",
        /// Some of each.
        Both = "both",
    }
}

codes! {
    /// Which conversations it is about.
    Chats {
        /// With customers.
        Customers = "customers",
        /// Among colleagues.
        Colleagues = "colleagues",
        /// Groups with customers and colleagues.
        Groups = "groups",
        /// All there is, private ones too.
        Everything = "everything",
    }
}

codes! {
    /// What the employer wants.
    Want {
        /// Keep chats as evidence.
        Evidence = "evidence",
        /// Read back what was agreed.
        ReadBack = "read_back",
        /// Check on somebody.
        CheckPerson = "check_person",
        /// Block apps, manage phones.
        ManagePhones = "manage_phones",
        /// Wipe a stolen phone.
        WipeStolen = "wipe_stolen",
    }
}

codes! {
    /// Who speaks for staff.
    Council {
        /// Nobody was elected.
        None = "none",
        /// A staff representation (10 to 49 people).
        StaffBody = "staff_body",
        /// A works council.
        WorksCouncil = "works_council",
    }
}

codes! {
    /// What brought the question up.
    Why {
        /// Customers complain, agreements are disputed.
        Complaint = "complaint",
        /// A regulator came, or may come.
        Regulator = "regulator",
        /// A phone was lost or stolen.
        Loss = "loss",
        /// One employee is suspected of something.
        Suspicion = "suspicion",
        /// Keeping an eye on things in general.
        Control = "control",
    }
}

/// What is wanted: at least one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Wants(BTreeSet<Want>);

impl Wants {
    /// `None` if nothing is wanted.
    pub fn new(wants: impl IntoIterator<Item = Want>) -> Option<Self> {
        let wants: BTreeSet<Want> = wants.into_iter().collect();
        if wants.is_empty() {
            None
        } else {
            Some(Self(wants))
        }
    }

    /// Each, in order.
    pub fn iter(&self) -> impl Iterator<Item = Want> {
        self.0.iter().copied()
    }

    /// It is among them.
    pub fn has(&self, want: Want) -> bool {
        self.0.contains(&want)
    }

    /// The others; `None` if there are none.
    pub fn without(&self, want: Want) -> Option<Self> {
        Self::new(self.iter().filter(|one| *one != want))
    }
}

/// The answers to all questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// Whose phones.
    pub phone: Phone,
    /// Whose account.
    pub account: Account,
    /// Which chats.
    pub chats: Chats,
    /// What for.
    pub wants: Wants,
    /// How many people work here.
    pub staff: u32,
    /// Who speaks for them.
    pub council: Council,
    /// What brought it up.
    pub why: Why,
}

/// Questions without an answer that we understand. The page shows them again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("some questions have no answer yet; answer them and ask again")]
pub struct Unanswered(pub Vec<Question>);

/// As many people as a form may say work here.
const MOST_STAFF: u32 = 1_000_000;

impl Answers {
    /// From the pairs of an address's query. Of a question answered twice the last counts; unknown names are ignored.
    pub fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Unanswered> {
        let (mut phone, mut account, mut chats, mut council, mut why) =
            (None, None, None, None, None);
        let (mut staff, mut wants) = (None, BTreeSet::new());
        for (name, value) in pairs {
            match Question::from_name(name) {
                Some(Question::Phone) => phone = Phone::from_name(value),
                Some(Question::Account) => account = account_from(value),
                Some(Question::Chats) => chats = Chats::from_name(value),
                Some(Question::Want) => wants.extend(Want::from_name(value)),
                Some(Question::Staff) => staff = headcount(value),
                Some(Question::Council) => council = Council::from_name(value),
                Some(Question::Why) => why = Why::from_name(value),
                None => {}
            }
        }
        let wants = Wants::new(wants);
        let missing: Vec<Question> = [
            (Question::Phone, phone.is_none()),
            (Question::Account, account.is_none()),
            (Question::Chats, chats.is_none()),
            (Question::Want, wants.is_none()),
            (Question::Staff, staff.is_none()),
            (Question::Council, council.is_none()),
            (Question::Why, why.is_none()),
        ]
        .into_iter()
        .filter_map(|(question, missing)| missing.then_some(question))
        .collect();
        match (phone, account, chats, wants, staff, council, why) {
            (
                Some(phone),
                Some(account),
                Some(chats),
                Some(wants),
                Some(staff),
                Some(council),
                Some(why),
            ) => Ok(Self {
                phone,
                account,
                chats,
                wants,
                staff,
                council,
                why,
            }),
            _ => Err(Unanswered(missing)),
        }
    }

    /// The query of the address that asks the same; [`Answers::read`] gives it back.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in self.pairs() {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.push_str(&value);
        }
        query
    }

    /// Names and values as in the form, in the order of the questions.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            (Question::Phone.name(), self.phone.name().to_owned()),
            (
                Question::Account.name(),
                account_name(self.account).to_owned(),
            ),
            (Question::Chats.name(), self.chats.name().to_owned()),
        ];
        pairs.extend(
            self.wants
                .iter()
                .map(|want| (Question::Want.name(), want.name().to_owned())),
        );
        pairs.extend([
            (Question::Staff.name(), self.staff.to_string()),
            (Question::Council.name(), self.council.name().to_owned()),
            (Question::Why.name(), self.why.name().to_owned()),
        ]);
        pairs
    }

    /// The phones it is about, the company's first.
    pub const fn phones(&self) -> &'static [Ownership] {
        match self.phone {
            Phone::Company => &[Ownership::Company],
            Phone::Private => &[Ownership::Private],
            Phone::Both => &[Ownership::Company, Ownership::Private],
        }
    }

    /// The classes of conversations that a regulation for this would cover; none if nothing may be kept.
    pub fn classes(&self) -> BTreeSet<SourceClass> {
        let account = self.account;
        let classes = self.phones().iter().map(|phone| SourceClass {
            account,
            phone: *phone,
        });
        classes
            .filter(|_| self.keeps() && !self.fishing())
            .collect()
    }

    /// Because of one employee, or just in case: no purpose for keeping anything, whatever the phone.
    pub fn fishing(&self) -> bool {
        matches!(self.why, Why::Suspicion | Why::Control)
    }

    /// Chats are to be kept.
    pub fn keeps(&self) -> bool {
        self.wants.has(Want::Evidence) || self.wants.has(Want::ReadBack)
    }

    /// Something is to be done with the phone itself.
    pub fn touches_phones(&self) -> bool {
        self.wants.has(Want::ManagePhones) || self.wants.has(Want::WipeStolen)
    }

    /// Company phones take part.
    pub fn on_company(&self) -> bool {
        self.phones().contains(&Ownership::Company)
    }

    /// Private phones take part.
    pub fn on_private(&self) -> bool {
        self.phones().contains(&Ownership::Private)
    }

    /// A works council decides with the employer: there is one, or there must be.
    pub fn council_decides(&self) -> bool {
        self.council == Council::WorksCouncil || self.staff >= 50
    }
}

/// As in addresses.
pub(super) const fn account_name(account: Account) -> &'static str {
    match account {
        Account::Business => "business",
        Account::Personal => "personal",
    }
}

fn account_from(name: &str) -> Option<Account> {
    [Account::Business, Account::Personal]
        .into_iter()
        .find(|account| account_name(*account) == name)
}

fn headcount(text: &str) -> Option<u32> {
    text.trim()
        .parse()
        .ok()
        .filter(|count| (1..=MOST_STAFF).contains(count))
}
