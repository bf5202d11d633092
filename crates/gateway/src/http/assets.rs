//! Files of the pages, in the binary: no page loads anything from another host.
//!
//! The address of a file holds a hash of its content, so browsers may keep it for good.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::caching::Fnv;
use super::pages;

/// A file that a page loads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Asset {
    /// The script of `GraphiQL`, with everything it is made of.
    GraphiqlScript,
    /// The style of `GraphiQL`, with its fonts.
    GraphiqlStyle,
    /// Licences of what is in the two above.
    Licences,
    /// The style of our own pages.
    PageStyle,
}

impl Asset {
    const ALL: [Self; 4] = [
        Self::GraphiqlScript,
        Self::GraphiqlStyle,
        Self::Licences,
        Self::PageStyle,
    ];

    const fn content(self) -> &'static [u8] {
        match self {
            Self::GraphiqlScript => include_bytes!("../../assets/graphiql/graphiql.js"),
            Self::GraphiqlStyle => include_bytes!("../../assets/graphiql/graphiql.css"),
            Self::Licences => include_bytes!("../../assets/graphiql/LICENCES.txt"),
            Self::PageStyle => include_bytes!("../../assets/page.css"),
        }
    }

    const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::GraphiqlScript => ("graphiql", "js"),
            Self::GraphiqlStyle => ("graphiql", "css"),
            Self::Licences => ("licences", "txt"),
            Self::PageStyle => ("page", "css"),
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::GraphiqlScript => "text/javascript; charset=utf-8",
            Self::GraphiqlStyle | Self::PageStyle => "text/css; charset=utf-8",
            Self::Licences => "text/plain; charset=utf-8",
        }
    }

    /// The address, relative to the pages at the root.
    pub(super) fn address(self) -> String {
        let name = NAMES.iter().find(|(asset, _)| *asset == self);
        format!("graphiql/assets/{}", name.map_or("", |(_, name)| name))
    }
}

/// The address of the style of our own pages, relative to the root.
pub(crate) fn page_style() -> String {
    Asset::PageStyle.address()
}

/// The file name of each asset, with the hash of its content.
static NAMES: LazyLock<Vec<(Asset, String)>> = LazyLock::new(|| {
    let name = |asset: Asset| {
        let mut hash = Fnv::default();
        hash.part(asset.content());
        let (stem, extension) = asset.file();
        let mut name = format!("{stem}-");
        // Writing to a string cannot fail.
        let _ = write!(name, "{:016x}.{extension}", hash.0 >> 64);
        (asset, name)
    };
    Asset::ALL.map(name).into()
});

/// `/graphiql/assets/{name}`
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let Some((asset, _)) = NAMES.iter().find(|(_, known)| *known == name) else {
        return pages::not_found().await;
    };
    let headers = [
        (CONTENT_TYPE, asset.content_type()),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.content()).into_response()
}
