//! Style sheets, script and mark, inside the binary, under `/assets/{hash}/{name}`: an address never changes its bytes,
//! so browsers keep them for a year.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// One file that pages link to.
pub struct Asset {
    /// Its file name.
    pub name: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// Every asset, in the order in which pages link style sheets.
pub static ALL: [Asset; 6] = [
    Asset {
        name: "designsystemet-theme.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/vendor/designsystemet-theme.css"),
    },
    Asset {
        name: "designsystemet.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/vendor/designsystemet.css"),
    },
    Asset {
        name: "theme.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/theme.css"),
    },
    Asset {
        name: "zegel.css",
        media: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/zegel.css"),
    },
    Asset {
        name: "zegel.js",
        media: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../assets/zegel.js"),
    },
    Asset {
        name: "seal.svg",
        media: "image/svg+xml",
        bytes: include_bytes!("../assets/seal.svg"),
    },
];

/// First 12 hex digits of the SHA-256 over all assets: one hash for all, so that style and script always match.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in &ALL {
        hash.update(asset.name.as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(asset.bytes));
    }
    HEXLOWER.encode(&hash.finalize()).chars().take(12).collect()
});

/// The address of an asset.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// The route that serves them.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{name}", get(serve))
}

async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // An old page may ask for an old hash: it gets today's bytes, but must not keep them under that name.
    let keep = if hash == *HASH {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.media)),
            (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        ],
        asset.bytes,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn addresses_answer_and_stay() {
        for asset in &ALL {
            let request = Request::get(address(asset.name))
                .body(Body::empty())
                .unwrap();
            let response = routes::<()>().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{}", asset.name);
            assert!(
                response.headers()[header::CACHE_CONTROL]
                    .to_str()
                    .unwrap()
                    .contains("immutable")
            );
        }
        let request = Request::get("/assets/old/zegel.css")
            .body(Body::empty())
            .unwrap();
        let response = routes::<()>().oneshot(request).await.unwrap();
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let request = Request::get("/assets/old/nothing.css")
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            routes::<()>().oneshot(request).await.unwrap().status(),
            StatusCode::NOT_FOUND
        );
    }

    #[test]
    fn our_style_fetches_nothing_from_elsewhere() {
        for asset in &ALL {
            let text = String::from_utf8_lossy(asset.bytes);
            assert!(
                !text.contains("url(http") && !text.contains("@import"),
                "{}",
                asset.name
            );
        }
    }

    /// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let hex = colour.trim_start_matches('#');
        let digit = |at: usize| u32::from_str_radix(&hex[at..=at], 16).unwrap();
        let channel = |n: usize| {
            let value = if hex.len() == 3 {
                digit(n) * 17
            } else {
                digit(2 * n) * 16 + digit(2 * n + 1)
            };
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_in_both_schemes() {
        assert!(
            (contrast("#000", "#fff") - 21.0).abs() < 0.01
                && (contrast("#767676", "#ffffff") - 4.54).abs() < 0.01
        );
        let theme = include_str!("../assets/theme.css");
        let schemes: Vec<&str> = theme.split("prefers-color-scheme: dark").collect();
        assert_eq!(schemes.len(), 2);
        for scheme in schemes {
            let colour = |name: &str| {
                let (_, rest) = scheme.split_once(&format!("{name}: ")).unwrap();
                rest.split(';').next().unwrap()
            };
            let accent = |name: &str| colour(&format!("--ds-color-accent-{name}"));
            let neutral = |name: &str| colour(&format!("--ds-color-neutral-{name}"));
            let papers = [
                colour("--zegel-page"),
                colour("--zegel-paper"),
                accent("background-tinted"),
                accent("surface-tinted"),
            ];
            for paper in papers {
                for text in [
                    accent("text-default"),
                    accent("text-subtle"),
                    neutral("text-default"),
                    neutral("text-subtle"),
                ] {
                    assert!(
                        contrast(text, paper) >= 4.5,
                        "{text} on {paper}: {}",
                        contrast(text, paper)
                    );
                }
            }
            for button in ["base-default", "base-hover", "base-active"] {
                assert!(
                    contrast(accent(button), accent("base-contrast-default")) >= 4.5,
                    "{button}"
                );
                assert!(
                    contrast(accent(button), colour("--zegel-page")) >= 3.0,
                    "{button} on the page"
                );
            }
        }
    }
}
