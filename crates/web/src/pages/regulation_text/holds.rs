//! Legal holds in the regulation: they stand in it so that staff can read them, and hold without it.

use zegel_model::hold::Voice;
use zegel_model::person::Role;
use zegel_model::regulation::Line;
use zegel_model::right::Action;

use super::{RegulationText, may, role};
use crate::language::IntoArg;
use crate::pages::prose::Section;

const fn line(role: Role, action: Action) -> Line {
    Line { role, action }
}

/// Who may do what with holds, from the first day.
pub(super) const LINES: [Line; 13] = [
    line(Role::PrivacyContact, Action::ProposeHold(Voice::Privacy)),
    line(Role::PrivacyContact, Action::ConfirmHold(Voice::Privacy)),
    line(Role::PrivacyContact, Action::RefuseHold),
    line(Role::PrivacyContact, Action::ReleaseHold(Voice::Privacy)),
    line(Role::StaffSeat, Action::ProposeHold(Voice::Staff)),
    line(Role::StaffSeat, Action::ConfirmHold(Voice::Staff)),
    line(Role::StaffSeat, Action::ReleaseHold(Voice::Staff)),
    line(Role::EmployerSeat, Action::ProposeHold(Voice::Employer)),
    line(Role::EmployerSeat, Action::ConfirmHold(Voice::Employer)),
    line(Role::EmployerSeat, Action::ReleaseHold(Voice::Employer)),
    line(Role::Owner, Action::ProposeHold(Voice::Employer)),
    line(Role::Owner, Action::ConfirmHold(Voice::Employer)),
    line(Role::Owner, Action::ReleaseHold(Voice::Employer)),
];

impl RegulationText {
    /// What a hold is, who may, and how it ends.
    pub(super) fn holds(&self) -> Section {
        let mut section = Section::new(self.t("regulation-hold-title"))
            .text(self.t("regulation-hold"))
            .text(self.t("regulation-hold-two"));
        for who in Role::ALL {
            let items: Vec<String> = LINES
                .iter()
                .filter(|line| line.role == who)
                .map(|line| may(self.language, line.action))
                .collect();
            if !items.is_empty() {
                let args = [("role", role(self.language, who).arg())];
                section = section
                    .text(self.language.say("regulation-role-may", &args))
                    .items(items);
            }
        }
        section.text(self.t("regulation-hold-see"))
    }
}
