//! Where a reason or a condition comes from. What we know only from memory or second hand says so.

use super::code::codes;

codes! {
    /// A law, ruling, opinion or column. Its name and what it asks stand in the locales, by code.
    Source {
        /// The column on forcing phone management upon private phones.
        ColumnPhones = "column_phones",
        /// The column on keeping WhatsApp logs in the company cloud.
        ColumnLogs = "column_logs",
        /// The fine of 1.84 million euro for wiped chats, 10 December 2019.
        AcmFine = "acm_fine",
        /// GDPR article 5: purpose, minimisation, storage limit, accountability.
        GdprPrinciples = "gdpr_principles",
        /// GDPR article 6(1)(f) with EDPB guidelines 1/2024.
        LegitimateInterest = "legitimate_interest",
        /// GDPR article 7, with the Dutch data protection authority of 7 February 2025.
        ConsentOfStaff = "consent_of_staff",
        /// GDPR article 9, UAVG articles 30 and 46.
        SpecialData = "special_data",
        /// GDPR articles 12 to 15, with CJEU C-579/21 (Pankki S).
        RightToKnow = "right_to_know",
        /// GDPR articles 18 and 21.
        Objection = "objection",
        /// GDPR article 22.
        AutomatedDecisions = "automated_decisions",
        /// GDPR articles 25 and 32.
        ByDesign = "by_design",
        /// GDPR article 35, with the authority's list (Stcrt. 2019, 64418).
        ImpactAssessment = "impact_assessment",
        /// GDPR article 88, with CJEU C-65/23 of 19 December 2024.
        WorksAgreements = "works_agreements",
        /// ECHR, Barbulescu v. Romania, 61496/08, paragraph 121.
        Barbulescu = "barbulescu",
        /// Opinion 2/2017 of the working party (WP249).
        Wp249 = "wp249",
        /// Constitution of the Netherlands, article 13.
        SecrecyOfLetters = "secrecy_of_letters",
        /// A ruling of a cantonal judge, reported in January 2026.
        PrivateChatsRuling = "private_chats_ruling",
        /// WOR article 2: who must have a works council.
        CouncilDuty = "council_duty",
        /// WOR article 27(1)(k) and (l).
        CouncilConsent = "council_consent",
        /// WOR article 27(2).
        CouncilProcedure = "council_procedure",
        /// WOR article 25(1)(k) and 25(6).
        CouncilAdvice = "council_advice",
        /// WOR article 35c.
        StaffBody = "staff_body",
        /// Awb article 5:20(2) and Instellingswet ACM article 12g.
        Privilege = "privilege",
        /// AWR article 52(4) and (5).
        FiscalRecords = "fiscal_records",
        /// Wet bescherming klokkenluiders, article 1a.
        Reporters = "reporters",
        /// What Apple and Google document about their phones.
        Platforms = "platforms",
    }
}

/// How far a source was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Looked up.
    LookedUp,
    /// Own knowledge or second hand: check before quoting. Pages mark it.
    OwnKnowledge,
}

impl Source {
    /// How far we checked it ourselves.
    pub const fn standing(self) -> Standing {
        match self {
            Self::GdprPrinciples
            | Self::SpecialData
            | Self::Objection
            | Self::AutomatedDecisions
            | Self::ByDesign
            | Self::Barbulescu
            | Self::CouncilDuty => Standing::OwnKnowledge,
            Self::ColumnPhones
            | Self::ColumnLogs
            | Self::AcmFine
            | Self::LegitimateInterest
            | Self::ConsentOfStaff
            | Self::RightToKnow
            | Self::ImpactAssessment
            | Self::WorksAgreements
            | Self::Wp249
            | Self::SecrecyOfLetters
            | Self::PrivateChatsRuling
            | Self::CouncilConsent
            | Self::CouncilProcedure
            | Self::CouncilAdvice
            | Self::StaffBody
            | Self::Privilege
            | Self::FiscalRecords
            | Self::Reporters
            | Self::Platforms => Standing::LookedUp,
        }
    }
}
