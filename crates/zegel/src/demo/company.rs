//! The made-up employer of the demo: twelve people and an accountant.

use zegel_model::person::Role;

/// Its name.
pub(crate) const EMPLOYER: &str = "Installatiebedrijf De Vries";
/// How many people work there.
pub(crate) const HEADCOUNT: u32 = 12;

/// Somebody of the demo.
pub(crate) struct Figure {
    /// Their name.
    pub(crate) name: &'static str,
    /// What they are.
    pub(crate) roles: &'static [Role],
    /// Has read the notice when the demo begins.
    pub(crate) read: bool,
}

/// Whom the demo founds with.
pub(crate) const OWNER: &str = "Sanne de Vries";

/// Everybody else. The first of a role is the one that the bar switches to.
pub(crate) const PEOPLE: [Figure; 12] = [
    Figure {
        name: "Joris Bakker",
        roles: &[Role::Employee],
        read: true,
    },
    Figure {
        name: "Esther de Groot",
        roles: &[Role::Employee, Role::Reviewer],
        read: true,
    },
    Figure {
        name: "Willem Post",
        roles: &[Role::Employee, Role::PrivacyContact],
        read: true,
    },
    Figure {
        name: "Lotte Visser",
        roles: &[Role::Employee, Role::StaffSeat],
        read: true,
    },
    Figure {
        name: "Ruben de Vries",
        roles: &[Role::Employee, Role::EmployerSeat],
        read: true,
    },
    Figure {
        name: "Kees van Dam",
        roles: &[Role::Employee, Role::EmployerSeat],
        read: true,
    },
    Figure {
        name: "Anneke Bos (accountant)",
        roles: &[Role::StaffSeat],
        read: false,
    },
    Figure {
        name: "Mehmet Yilmaz",
        roles: &[Role::Employee],
        read: true,
    },
    Figure {
        name: "Fatima El Idrissi",
        roles: &[Role::Employee],
        read: true,
    },
    Figure {
        name: "Daan Mulder",
        roles: &[Role::Employee],
        read: true,
    },
    Figure {
        name: "Bram Jansen",
        roles: &[Role::Employee],
        read: false,
    },
    Figure {
        name: "Noor Peters",
        roles: &[Role::Employee],
        read: true,
    },
];

/// An export that the demo brings in: the fixture and whose phone it came from.
pub(crate) struct Export {
    /// Below `fixtures/chats`.
    pub(crate) fixture: &'static str,
    /// Who brings it in.
    pub(crate) holder: &'static str,
}

/// The exports, all from business accounts on company phones.
pub(crate) const EXPORTS: [Export; 4] = [
    Export {
        fixture: "nl-android-groep",
        holder: "Joris Bakker",
    },
    Export {
        fixture: "nl-android-groep-mehmet",
        holder: "Mehmet Yilmaz",
    },
    Export {
        fixture: "nl-ios-klant.zip",
        holder: "Fatima El Idrissi",
    },
    Export {
        fixture: "en-us-android.txt",
        holder: "Daan Mulder",
    },
];
