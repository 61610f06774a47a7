//! Codes: what the advice says, without its words. The words stand in the locales, one entry for each code.

use serde::Serialize;

use super::source::Source;

/// An enum whose variants, list and names cannot drift apart: they are written once.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them, in the order of pages.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As in addresses and locales.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The one of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(super) use codes;

codes! {
    /// The answer to "may I?". Ordered from most to least welcome.
    Verdict {
        /// Yes; telling it beforehand is enough.
        Yes = "yes",
        /// Yes, once the conditions are met.
        YesIf = "yes_if",
        /// The aim is fair, the way is not: take an alternative.
        NotThisWay = "not_this_way",
        /// The aim itself is not allowed.
        No = "no",
    }
}

codes! {
    /// Why the answer is as it is.
    Reason {
        /// Reading back what was agreed is a fair purpose.
        FairPurpose = "fair_purpose",
        /// Work conversations may be kept for reading back.
        WorkTalk = "work_talk",
        /// Colleagues have a private life at work too.
        ColleaguesToo = "colleagues_too",
        /// Who lets evidence vanish is fined.
        EvidenceCounts = "evidence_counts",
        /// A possible loss is an interest, not yet a permission.
        LossIsNoPermission = "loss_is_no_permission",
        /// Keeping data safe is a fair interest.
        SafetyCounts = "safety_counts",
        /// Safeguards first, then necessity.
        SafeguardsFirst = "safeguards_first",
        /// Consent of staff is hardly usable.
        ConsentHardlyCounts = "consent_hardly_counts",
        /// A private phone holds a private life.
        PrivateLife = "private_life",
        /// Logging an app takes every conversation in it.
        AllOrNothing = "all_or_nothing",
        /// Private chats stay private on a company phone.
        PrivateAtWork = "private_at_work",
        /// No operating system lets an employer manage the private side of a private phone.
        PlatformRefuses = "platform_refuses",
        /// A company phone may be managed.
        CompanyPhone = "company_phone",
        /// Wiping a lost company phone protects everybody on it.
        WipeProtects = "wipe_protects",
        /// On a private phone only the work part may be wiped.
        WorkPartOnly = "work_part_only",
        /// A wipe may destroy what must be kept.
        WipeDestroys = "wipe_destroys",
        /// No fishing for a dismissal.
        NoFishing = "no_fishing",
        /// Watching somebody weighs heaviest of all.
        WatchingPeople = "watching_people",
        /// General control is no purpose.
        NoPurpose = "no_purpose",
    }
}

codes! {
    /// What does less harm and often helps more.
    Alternative {
        /// Talk with the person it is about.
        Talk = "talk",
        /// Leave out checking on somebody.
        LeaveOutChecking = "leave_out_checking",
        /// Name the event that it is about.
        NameTheEvent = "name_the_event",
        /// Let somebody from outside look into one concrete suspicion.
        OutsideInquiry = "outside_inquiry",
        /// Only conversations about work.
        OnlyWorkChats = "only_work_chats",
        /// A business account for work.
        BusinessAccount = "business_account",
        /// A company phone for work.
        CompanyPhone = "company_phone",
        /// The holder hands in one conversation at a time.
        HolderHandsIn = "holder_hands_in",
        /// People read back their own conversations.
        OwnReadBack = "own_read_back",
        /// Confirm what was agreed by mail or order.
        ConfirmInWriting = "confirm_in_writing",
        /// A work profile on the private phone.
        WorkProfile = "work_profile",
        /// The phone's own function to find and wipe it.
        PhonesOwnWipe = "phones_own_wipe",
        /// A no-delete order when a regulator calls.
        NoDeleteOrder = "no_delete_order",
    }
}

codes! {
    /// What must be so before anything is kept or managed.
    Condition {
        /// The works council consents beforehand.
        CouncilConsents = "council_consents",
        /// The works council may advise on important technology.
        CouncilAdvises = "council_advises",
        /// With 50 people there must be a works council.
        CouncilFirst = "council_first",
        /// Staff or their representation are heard.
        StaffHeard = "staff_heard",
        /// A handful of people are told what and why.
        StaffTold = "staff_told",
        /// Everybody is told beforehand what can be wiped, and when.
        WipeTold = "wipe_told",
        /// A privacy regulation says who reads what and when.
        Regulation = "regulation",
        /// Everybody has read the notice.
        Notice = "notice",
        /// Everybody can see who opened what.
        AccessLedger = "access_ledger",
        /// Nobody opens anything alone.
        FourEyes = "four_eyes",
        /// The list of purposes is closed.
        ClosedPurposes = "closed_purposes",
        /// The interests were weighed, after the safeguards.
        Weighed = "weighed",
        /// An assessment of the impact (DPIA).
        Assessed = "assessed",
        /// The six questions are answered.
        SixQuestions = "six_questions",
        /// The holder decides, conversation by conversation.
        HolderDecides = "holder_decides",
        /// Refusing has no consequences.
        RefusalIsFree = "refusal_is_free",
        /// What is marked private or confidential stays out.
        MarkedStaysOut = "marked_stays_out",
        /// Council members, company doctor and reporters of wrongs stay out.
        ConfidentialOut = "confidential_out",
        /// Letters with lawyers are kept apart.
        LawyersApart = "lawyers_apart",
        /// Customers are told as well.
        CustomersTold = "customers_told",
        /// Nothing is kept longer than needed.
        KeptBriefly = "kept_briefly",
        /// What belongs to the accounts is kept seven years.
        FiscalRecords = "fiscal_records",
        /// Somebody who objects is answered.
        ObjectionAnswered = "objection_answered",
        /// No location, unless a phone was reported lost.
        NoLocation = "no_location",
        /// Only the work part of a private phone.
        WorkPartOnly = "work_part_only",
        /// No wipe while a legal hold rests on the holder.
        HoldFirst = "hold_first",
    }
}

codes! {
    /// What to do next, in order.
    Step {
        /// Stop here: write nothing, install nothing.
        Stop = "stop",
        /// Choose an alternative and ask again.
        ChangePlan = "change_plan",
        /// Write down one event and one purpose.
        NamePurpose = "name_purpose",
        /// Adapt the regulation.
        WriteRegulation = "write_regulation",
        /// Ask the works council for its consent.
        AskCouncil = "ask_council",
        /// Hear staff and keep minutes.
        HearStaff = "hear_staff",
        /// Fill and drill the seats of both sides.
        FillSeats = "fill_seats",
        /// Give the notice to everybody.
        GiveNotice = "give_notice",
        /// Weigh the interests and answer the six questions.
        Weigh = "weigh",
        /// Agree who orders a hold when a regulator calls.
        PrepareHold = "prepare_hold",
        /// Begin with one team, and look back after three months.
        StartSmall = "start_small",
        /// Tell staff in writing, and keep a list of phones.
        TellStaff = "tell_staff",
    }
}

codes! {
    /// A text that is ready to adapt.
    Document {
        /// The privacy regulation.
        Regulation = "regulation",
        /// The notice for staff.
        Notice = "notice",
        /// The balancing test.
        BalancingTest = "balancing_test",
        /// The six questions of the impact assessment.
        SixQuestions = "six_questions",
        /// The request to the works council.
        CouncilRequest = "council_request",
        /// The minutes of the meeting with staff.
        StaffMinutes = "staff_minutes",
    }
}

impl Reason {
    /// What it rests on; never empty.
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::FairPurpose | Self::WorkTalk => &[Source::ColumnLogs],
            Self::ColleaguesToo => &[Source::ColumnLogs, Source::Barbulescu],
            Self::EvidenceCounts | Self::WipeDestroys => &[Source::AcmFine],
            Self::LossIsNoPermission | Self::SafeguardsFirst => &[Source::ColumnPhones],
            Self::SafetyCounts | Self::WipeProtects => &[Source::ColumnPhones, Source::ByDesign],
            Self::ConsentHardlyCounts => &[Source::ConsentOfStaff],
            Self::PrivateLife => &[
                Source::ColumnPhones,
                Source::Wp249,
                Source::SecrecyOfLetters,
            ],
            Self::AllOrNothing => &[Source::ColumnLogs, Source::SecrecyOfLetters],
            Self::PrivateAtWork => &[Source::PrivateChatsRuling, Source::Barbulescu],
            Self::PlatformRefuses => &[Source::Platforms],
            Self::CompanyPhone => &[Source::ColumnPhones, Source::Wp249],
            Self::WorkPartOnly => &[Source::Wp249],
            Self::NoFishing | Self::NoPurpose => &[Source::ColumnLogs, Source::GdprPrinciples],
            Self::WatchingPeople => &[
                Source::ImpactAssessment,
                Source::Barbulescu,
                Source::AutomatedDecisions,
            ],
        }
    }
}

impl Reason {
    /// It weighs against what was asked, not for it.
    pub const fn speaks_against(self) -> bool {
        match self {
            Self::AllOrNothing
            | Self::PrivateAtWork
            | Self::PrivateLife
            | Self::PlatformRefuses
            | Self::LossIsNoPermission
            | Self::NoFishing
            | Self::WatchingPeople
            | Self::NoPurpose => true,
            Self::FairPurpose
            | Self::WorkTalk
            | Self::ColleaguesToo
            | Self::EvidenceCounts
            | Self::SafetyCounts
            | Self::SafeguardsFirst
            | Self::ConsentHardlyCounts
            | Self::CompanyPhone
            | Self::WipeProtects
            | Self::WorkPartOnly
            | Self::WipeDestroys => false,
        }
    }
}

impl Condition {
    /// What asks for it; never empty.
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::CouncilConsents => &[
                Source::CouncilConsent,
                Source::CouncilProcedure,
                Source::WorksAgreements,
                Source::ColumnLogs,
            ],
            Self::CouncilAdvises => &[Source::CouncilAdvice],
            Self::CouncilFirst => &[Source::CouncilDuty],
            Self::StaffHeard => &[Source::StaffBody, Source::ColumnLogs],
            Self::StaffTold => &[Source::ColumnLogs],
            Self::WipeTold | Self::CustomersTold => &[Source::RightToKnow],
            Self::Regulation => &[Source::ColumnPhones, Source::ColumnLogs],
            Self::Notice | Self::AccessLedger => &[Source::RightToKnow, Source::ColumnPhones],
            Self::FourEyes => &[Source::ColumnLogs, Source::ByDesign],
            Self::ClosedPurposes => &[Source::ColumnLogs, Source::GdprPrinciples],
            Self::Weighed => &[Source::LegitimateInterest, Source::ColumnPhones],
            Self::Assessed => &[Source::ImpactAssessment, Source::Wp249],
            Self::SixQuestions => &[Source::Barbulescu],
            Self::HolderDecides => &[Source::ColumnLogs, Source::SecrecyOfLetters],
            Self::RefusalIsFree => &[Source::ConsentOfStaff],
            Self::MarkedStaysOut => &[Source::PrivateChatsRuling, Source::SecrecyOfLetters],
            Self::ConfidentialOut => &[Source::Reporters, Source::SpecialData],
            Self::LawyersApart => &[Source::Privilege],
            Self::KeptBriefly => &[Source::GdprPrinciples],
            Self::FiscalRecords => &[Source::FiscalRecords],
            Self::ObjectionAnswered => &[Source::Objection],
            Self::NoLocation | Self::WorkPartOnly => &[Source::Wp249],
            Self::HoldFirst => &[Source::AcmFine],
        }
    }
}

/// One line of an answer: a code and what it rests on, as pages show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The code, as in the locales.
    pub code: &'static str,
    /// Where it comes from.
    pub sources: &'static [Source],
}

impl From<Reason> for Point {
    fn from(reason: Reason) -> Self {
        Self {
            code: reason.name(),
            sources: reason.sources(),
        }
    }
}

impl From<Condition> for Point {
    fn from(condition: Condition) -> Self {
        Self {
            code: condition.name(),
            sources: condition.sources(),
        }
    }
}
