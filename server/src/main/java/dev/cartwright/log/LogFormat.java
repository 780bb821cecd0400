package dev.cartwright.log;

/// How log lines look.
public enum LogFormat {
    /// Text where a person looks on, JSON where a program reads.
    AUTO,
    TEXT,
    JSON
}
