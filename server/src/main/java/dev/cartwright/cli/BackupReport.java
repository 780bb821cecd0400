package dev.cartwright.cli;

/// What a finished and checked backup holds.
///
/// @param bytes size of the file
/// @param sessions carts in it, those in trash too
public record BackupReport(long bytes, long sessions) {}
