//! Who works here and what they are to the archive.

use std::collections::BTreeSet;

use askama::Template;
use zegel_model::Timestamp;
use zegel_model::person::Role;

use crate::narrow::Narrow;
use crate::page::Layout;

/// `/people`, for the owner.
///
/// Forms: `POST /people` with `name` (one a line) and `role` (repeated, `Role::name()`), which answers with a
/// [`LinkPage`];
/// `POST /people/{id}/link` (no fields), likewise.
#[derive(Template)]
#[template(path = "people/list.html")]
pub struct PeoplePage {
    /// Around the page.
    pub layout: Layout,
    /// Everybody, by name.
    pub people: Vec<PersonLine>,
    /// Which of them are shown.
    pub narrow: Narrow,
    /// What the form starts with: what was typed, after a refusal.
    pub name: String,
    /// Roles ticked in the form.
    pub roles: BTreeSet<Role>,
    /// Why the form was refused, in the reader's language.
    pub problem: Option<String>,
}

/// One person.
pub struct PersonLine {
    /// Address of the form that makes a new sign-in link.
    pub link_action: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub roles: Vec<Role>,
    /// Since when they are known.
    pub added: Timestamp,
    /// They confirmed having read the notice in force.
    pub notice_read: bool,
}

/// One-time links, shown once.
#[derive(Template)]
#[template(path = "people/link.html")]
pub struct LinkPage {
    /// Around the page.
    pub layout: Layout,
    /// At least one.
    pub links: Vec<LinkLine>,
    /// Until when they work.
    pub until: Timestamp,
}

/// One link.
pub struct LinkLine {
    /// Whose.
    pub name: String,
    /// The whole address.
    pub link: String,
}

impl PeoplePage {
    fn role_name(&self, role: &Role) -> &'static str {
        role.name()
    }

    fn all_roles(&self) -> [Role; 6] {
        Role::ALL
    }

    fn ticked(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    fn role_hint(&self, role: &Role) -> String {
        self.layout.t(match role {
            Role::Employee => "people-hint-employee",
            Role::Reviewer => "people-hint-reviewer",
            Role::PrivacyContact => "people-hint-privacy-contact",
            Role::StaffSeat => "people-hint-staff-seat",
            Role::EmployerSeat => "people-hint-employer-seat",
            Role::Owner => "people-hint-owner",
        })
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let person = |name: &str, roles: &[Role], notice_read| PersonLine {
        link_action: "/people/person-1/link".to_owned(),
        name: name.to_owned(),
        roles: roles.to_vec(),
        added: NOON,
        notice_read,
    };
    let link = |name: &str| LinkLine {
        name: name.to_owned(),
        link: "http://localhost:8080/sign-in/krugkidrovuwg2zamjzg653oebtg66a".to_owned(),
    };
    let links = |names: &[&str]| LinkPage {
        layout: layout.clone(),
        links: names.iter().map(|name| link(name)).collect(),
        until: NOON.plus_days(7),
    };
    let page = |people, problem: Option<String>| PeoplePage {
        layout: layout.clone(),
        narrow: Narrow::new("/people", "", false),
        people,
        name: problem
            .as_ref()
            .map(|_| "Joris Smit".to_owned())
            .unwrap_or_default(),
        roles: [Role::Employee].into(),
        problem,
    };
    let mut many = page(vec![person("Zoë Maas", &[Role::Employee], true)], None);
    many.narrow = Narrow::new("/people", "<m>", true);
    let mut nobody = page(Vec::new(), None);
    nobody.narrow = Narrow::new("/people", "x", false);
    vec![
        sample("people-many", &many),
        sample("people-nobody", &nobody),
        sample(
            "people",
            &page(
                vec![
                    person("Bram de Boer", &[Role::Reviewer, Role::Employee], true),
                    person(
                        "Fatima el Idrissi",
                        &[Role::Employee, Role::PrivacyContact],
                        true,
                    ),
                    person("Henk de Vries", &[Role::EmployerSeat, Role::Owner], false),
                    person("Sanne <Jansen>", &[Role::Employee], false),
                ],
                None,
            ),
        ),
        sample(
            "people-refused",
            &page(
                Vec::new(),
                Some("Beoordelaar en Eigenaar kunnen niet samen.".to_owned()),
            ),
        ),
        sample("people-link", &links(&["Sanne <Jansen>"])),
        sample(
            "people-links",
            &links(&["Sanne <Jansen>", "Bartholomeus Wolfeschlegelsteinhausen"]),
        ),
    ]
}
