//! Pictures: the files, made anew from what was uploaded; uploads that wait to be used; and what
//! uses them or did, which decides who may see them.
//!
//! The id of a file is made of its content, so that the same picture is kept once.

use crate::table::Type::{Bytes, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0013_images",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::new("image_file")
            .key("id", Uuid)
            .has("media_type", Text)
            .has("width", Int)
            .has("height", Int)
            .has("content", Bytes)
            .has("created_at", Time),
        Table::new("image_upload")
            .key("id", Uuid)
            .refers_on("image", "image_file", "ON DELETE CASCADE")
            .refers("account", "account")
            .has("created_at", Time),
        Table::list_in("image_use", "image", "image_file").key_refers("entity", "head"),
    ]
}
