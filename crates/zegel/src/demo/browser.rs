//! A browser of somebody in the demo: one cookie, no scripts, follows nothing by itself.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::blocking::{Client, Response};
use reqwest::redirect::Policy;

/// Somebody's browser.
pub(super) struct Browser {
    client: Client,
    base: String,
    cookie: Option<String>,
    language: &'static str,
}

/// A page that was fetched.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) text: String,
}

impl Browser {
    /// A browser of nobody.
    pub(super) fn nobody(base: &str) -> anyhow::Result<Self> {
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .timeout(Duration::from_mins(1))
            .build()?;
        Ok(Self {
            client,
            base: base.to_owned(),
            cookie: None,
            language: "nl",
        })
    }

    /// A browser that stepped into a role through the demo's door.
    pub(super) fn of_role(base: &str, role: &str) -> anyhow::Result<Self> {
        let mut browser = Self::nobody(base)?;
        let answer = browser
            .client
            .get(format!("{base}/demo/as/{role}"))
            .send()?;
        let cookie = answer
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok());
        let cookie = cookie
            .and_then(|line| line.split(';').next())
            .context("the door of this role is shut")?;
        browser.cookie = Some(cookie.to_owned());
        Ok(browser)
    }

    /// The same in another language.
    pub(super) fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// One page, whatever it is.
    pub(super) fn get(&self, path: &str) -> anyhow::Result<Page> {
        let mut request = self.client.get(format!("{}{path}", self.base));
        request = request
            .header("accept", "text/html")
            .header("accept-language", self.language);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        page(request.send()?)
    }

    /// One page that must be there.
    pub(super) fn see(&self, path: &str) -> anyhow::Result<String> {
        let page = self.get(path)?;
        if page.status != 200 {
            bail!("{path} answered {}", page.status);
        }
        Ok(page.text)
    }

    /// A form on one of our own pages.
    pub(super) fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<Page> {
        self.post_to(&format!("{}{path}", self.base), "same-origin", form)
    }

    /// A form to another address, as a page of ours would send it.
    pub(super) fn post_to(
        &self,
        url: &str,
        site: &str,
        form: &[(&str, &str)],
    ) -> anyhow::Result<Page> {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = self
            .client
            .post(url)
            .header("accept", "text/html")
            .header("accept-language", self.language)
            .header("origin", &self.base)
            .header("sec-fetch-site", site)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        page(request.send()?)
    }
}

fn page(answer: Response) -> anyhow::Result<Page> {
    let status = answer.status().as_u16();
    let location = answer
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Ok(Page {
        status,
        location,
        text: answer.text()?,
    })
}
