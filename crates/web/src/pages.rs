//! The pages of the server: plain data in, HTML out. Handlers fill them; nothing here asks the store.
//!
//! Each view's documentation names the forms on it: method, address and fields. Repeated fields (check boxes of one
//! name) arrive as several pairs: parse such a form as a list of pairs.

#![expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates pass every argument by reference and call methods of the view"
)]

pub mod admin_view;
pub mod advice;
pub mod case;
pub mod case_new;
pub mod cases;
pub mod demo;
pub mod holds;
pub mod log;
pub mod me;
pub mod people;
pub mod prose;
pub mod refusal;
pub mod regulation;
pub mod regulation_text;
pub mod rules;
pub mod seats;
pub mod sign_in;
pub mod token;
pub mod verify;

#[cfg(test)]
mod samples;

/// Keys that views compose from names of the law.
#[cfg(test)]
pub(crate) fn composed_keys() -> Vec<String> {
    [
        advice::composed_keys(),
        regulation_text::composed_keys(),
        case_new::composed_keys(),
        holds::composed_keys(),
        log::composed_keys(),
        me::composed_keys(),
    ]
    .concat()
}
