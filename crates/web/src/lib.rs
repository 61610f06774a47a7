//! How our programs speak HTTP and HTML: listener, client, problems, layout, languages, assets, and every page as a
//! view: plain data with a template.
//!
//! Refuses: SQL, rules, content or names in logs and errors, inline script or style, anything fetched from elsewhere.
//! Spec: RFC 9457 (problems), RFC 9110 (negotiation), CSP level 3.
//!
//! A handler fills a view of [`pages`] and gives it to [`page::show`]; a refusal is a [`problem::Problem`].

pub mod assets;
pub mod check;
pub mod client;
pub mod form;
pub mod guard;
pub mod intake;
pub mod language;
pub mod listen;
pub mod narrow;
pub mod page;
pub mod pages;
pub mod problem;
mod switch;
pub mod tls;
mod waiting;

pub use language::{Arg, Catalogue, Language};
pub use page::{Layout, show, show_as};
pub use problem::{Code, Problem};
