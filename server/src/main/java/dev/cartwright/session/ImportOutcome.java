package dev.cartwright.session;

/// What became of one imported session.
public enum ImportOutcome {
    CREATED,
    /// It had changed there, and nobody had changed it here.
    UPDATED,
    /// The same as at the last import.
    UNCHANGED,
    /// It was trashed or purged here, and is not revived.
    KEPT_DELETED,
    /// It was changed here since the last import, or a live cart of another origin has its key.
    KEPT_OURS
}
