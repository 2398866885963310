package dev.slipway.protocol;

/// A file that a person gave to a session, to go with a prompt. Immutable.
///
/// @param name what the person's file is called: one line, not a path
/// @param mediaType `type/subtype` as the sender said, which nobody checked; `application/octet-stream` for none
public record Attachment(AttachmentId attachmentId, String name, String mediaType, long sizeBytes) {
    public Attachment {
        Check.present("attachmentId", attachmentId);
        Check.filled("name", name, 300);
        Check.filled("mediaType", mediaType, 300);
        Check.notNegative("sizeBytes", sizeBytes);
    }
}
