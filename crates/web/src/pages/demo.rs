//! The demo's first page: the story, and a door for every role.

use askama::Template;
use zegel_model::person::Role;

use crate::page::Layout;

/// `/demo`, in the demo alone.
#[derive(Template)]
#[template(path = "demo.html")]
pub struct DemoPage {
    /// Around the page.
    pub layout: Layout,
    /// The made-up employer.
    pub employer: String,
    /// People who work there.
    pub headcount: u32,
    /// One card a role, in the order of the story.
    pub cards: Vec<DemoCard>,
    /// Address of the employer's view (one host name).
    pub employer_side: String,
    /// Address of the employee's view (another host name, so that both can be signed in at once).
    pub employee_side: String,
    /// Whose view that is: a participant of what the waiting case asks for.
    pub employee: String,
    /// Address of the case that waits for approval, if it still does.
    pub waiting_case: Option<String>,
    /// Address of the case that is closed.
    pub closed_case: Option<String>,
}

/// A door.
pub struct DemoCard {
    /// Which role.
    pub role: Role,
    /// Who has it.
    pub name: String,
    /// Their sign-in link.
    pub href: String,
}

impl DemoPage {
    fn story(&self, role: &Role) -> String {
        self.layout.t(match role {
            Role::Employee => "demo-card-employee",
            Role::Reviewer => "demo-card-reviewer",
            Role::PrivacyContact => "demo-card-privacy-contact",
            Role::StaffSeat => "demo-card-staff-seat",
            Role::EmployerSeat => "demo-card-employer-seat",
            Role::Owner => "demo-card-owner",
        })
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::sample;
    let card = |role: Role, name: &str| DemoCard {
        role,
        name: name.to_owned(),
        href: "/sign-in/abc".to_owned(),
    };
    let page = |waiting: bool| DemoPage {
        layout: layout.clone(),
        employer: "Installatiebedrijf De Vries".to_owned(),
        headcount: 12,
        cards: vec![
            card(Role::Reviewer, "Bram de Boer"),
            card(Role::StaffSeat, "Joris Smit"),
            card(Role::EmployerSeat, "Ingrid Visser"),
            card(Role::Employee, "Sanne Jansen"),
            card(Role::PrivacyContact, "Fatima el Idrissi"),
            card(Role::Owner, "Henk de Vries"),
        ],
        employer_side: "http://127.0.0.1:8080/cases".to_owned(),
        employee_side: "http://localhost:8080/me".to_owned(),
        employee: "Sanne Jansen".to_owned(),
        waiting_case: waiting.then(|| "/cases/case-a".to_owned()),
        closed_case: waiting.then(|| "/cases/case-b".to_owned()),
    };
    vec![
        sample("demo", &page(true)),
        sample("demo-later", &page(false)),
    ]
}
