//! Tables of pictures.

super::tables! {
    /// The files, each by the hash of its content.
    "image_file" image_file(id: Uuid) {
        media_type: String,
        width: i32,
        height: i32,
        content: Vec<u8>,
        created_at: DateTimeUtc,
    }

    /// What was uploaded, by whom.
    "image_upload" image_upload(id: Uuid) {
        image: Uuid,
        account: Uuid,
        created_at: DateTimeUtc,
    }

    /// What uses a file, or did in a revision that can still be read.
    "image_use" image_use(image: Uuid, entity: Uuid) {}
}
