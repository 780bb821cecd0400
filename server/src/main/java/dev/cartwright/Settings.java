package dev.cartwright;

import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.store.woocommerce.LogUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Every setting there is. `docs/configuration.md` shows the same table, and a test compares them.
final class Settings {
    private Settings() {}

    static final Setting<String> HOST =
            new Setting<>(
                    "host",
                    SettingType.text("ADDRESS", "a host name or address"),
                    "127.0.0.1",
                    "Address to listen on; `0.0.0.0` for every one this machine has.");
    static final Setting<Integer> PORT =
            new Setting<>(
                    "port",
                    SettingType.wholeNumber(0, 65_535),
                    "8080",
                    "Port to listen on; 0 takes any free one and says which.");
    static final Setting<Path> DATA =
            new Setting<>(
                    "data",
                    SettingType.path(),
                    "data",
                    "Directory with the embedded database and the key file; made when missing.");
    static final Setting<Optional<String>> DATABASE =
            new Setting<>(
                    "database",
                    SettingType.optional(SettingType.postgresUrl()),
                    "",
                    "Keeps everything in PostgreSQL instead of the data directory's SQLite.",
                    true);
    static final Setting<Optional<String>> WOOCOMMERCE =
            new Setting<>(
                    "woocommerce",
                    SettingType.optional(SettingType.shopPlace()),
                    "",
                    "A shop's database: where it is, or the `wp-config.php` that says so.",
                    true);
    static final Setting<Optional<String>> WOOCOMMERCE_USER =
            new Setting<>(
                    "woocommerce-user",
                    SettingType.optional(SettingType.line("NAME", "a name", SettingType.ONE_LINE)),
                    "",
                    "As whom to go there; unset, as the URL or the `wp-config.php` says.");
    static final Setting<Optional<String>> WOOCOMMERCE_PASSWORD =
            new Setting<>(
                    "woocommerce-password",
                    SettingType.optional(
                            SettingType.line("TEXT", "one line", SettingType.ONE_LINE)),
                    "",
                    "That user's password; better in the environment or a file than in a flag.",
                    true);
    static final Setting<Optional<String>> WOOCOMMERCE_USERS_TABLE =
            new Setting<>(
                    "woocommerce-users-table",
                    SettingType.optional(
                            SettingType.line(
                                    "NAME", "letters, digits, _ and $", SettingType.TABLE_PREFIX)),
                    "",
                    "Its table of users, where `CUSTOM_USER_TABLE` gives it a name of its own.");
    static final Setting<Optional<String>> WOOCOMMERCE_USERMETA_TABLE =
            new Setting<>(
                    "woocommerce-usermeta-table",
                    SettingType.optional(
                            SettingType.line(
                                    "NAME", "letters, digits, _ and $", SettingType.TABLE_PREFIX)),
                    "",
                    "Its table of users' data, likewise for `CUSTOM_USER_META_TABLE`.");
    static final Setting<Optional<String>> WOOCOMMERCE_PREFIX =
            new Setting<>(
                    "woocommerce-prefix",
                    SettingType.optional(
                            SettingType.line(
                                    "WORD", "letters, digits, _ and $", SettingType.TABLE_PREFIX)),
                    "",
                    "What the names of the shop's tables begin with; unset, that of the only shop"
                            + " there is.");
    static final Setting<LogUse> WOOCOMMERCE_BINLOG =
            new Setting<>(
                    "woocommerce-binlog",
                    SettingType.oneOf(LogUse.class),
                    "auto",
                    "`auto`: changed carts are learnt from its binary log where that is allowed.");
    static final Setting<Optional<Path>> KEY_FILE =
            new Setting<>(
                    "key-file",
                    SettingType.optional(SettingType.path()),
                    "",
                    "File that seals secrets at rest; unset, `secret.keys` in the data directory.");
    static final Setting<Optional<String>> PUBLIC_URL =
            new Setting<>(
                    "public-url",
                    SettingType.optional(SettingType.webAddress()),
                    "",
                    "How the outside calls this server, for links and OAuth; unset, the Host header.");
    static final Setting<Optional<Path>> TLS_CERTIFICATE =
            new Setting<>(
                    "tls-certificate",
                    SettingType.optional(SettingType.path()),
                    "",
                    "PEM file with the certificate and its chain; with `tls-key`, serves https.");
    static final Setting<Optional<Path>> TLS_KEY =
            new Setting<>(
                    "tls-key",
                    SettingType.optional(SettingType.path()),
                    "",
                    "PEM file with the certificate's private key (PKCS #8, unencrypted).");
    static final Setting<Optional<List<String>>> TRUSTED_PROXIES =
            new Setting<>(
                    "trusted-proxies",
                    SettingType.optional(SettingType.networks()),
                    "",
                    "Peers whose `Forwarded` and `X-Forwarded-*` headers are believed.");
    static final Setting<Integer> MAX_BODY =
            new Setting<>(
                    "max-body",
                    SettingType.size("1KB", "16MB"),
                    "256KB",
                    "Largest request body; beyond it, 413.");
    static final Setting<Integer> MAX_HEADERS =
            new Setting<>(
                    "max-headers",
                    SettingType.size("1KB", "256KB"),
                    "16KB",
                    "Largest request header block; beyond it, 431.");
    static final Setting<Integer> MAX_URL =
            new Setting<>(
                    "max-url",
                    SettingType.size("1KB", "64KB"),
                    "8KB",
                    "Longest request line; beyond it, 414.");
    static final Setting<Integer> MAX_CONNECTIONS =
            new Setting<>(
                    "max-connections",
                    SettingType.wholeNumber(1, 100_000),
                    "4096",
                    "Connections open at once; further ones wait.");
    static final Setting<Duration> IDLE_TIMEOUT =
            new Setting<>(
                    "idle-timeout",
                    SettingType.duration("1s", "1h"),
                    "75s",
                    "A connection without a request is closed after this.");
    static final Setting<Duration> READ_TIMEOUT =
            new Setting<>(
                    "read-timeout",
                    SettingType.duration("1s", "10m"),
                    "30s",
                    "How long a request may take to arrive.");
    static final Setting<Duration> WRITE_TIMEOUT =
            new Setting<>(
                    "write-timeout",
                    SettingType.duration("1s", "1h"),
                    "30s",
                    "How long a client may refuse to take its answer.");
    static final Setting<Duration> ANSWER_TIMEOUT =
            new Setting<>(
                    "answer-timeout",
                    SettingType.duration("1s", "24h"),
                    "2m",
                    "How long one answer may take in all, however steadily it is read.");
    static final Setting<Duration> SHUTDOWN_GRACE =
            new Setting<>(
                    "shutdown-grace",
                    SettingType.duration("0s", "10m"),
                    "10s",
                    "How long requests under way may take to finish at a shutdown.");
    static final Setting<Integer> CARTS_IN_FLIGHT =
            new Setting<>(
                    "carts-in-flight",
                    SettingType.wholeNumber(1, 100_000),
                    "64",
                    "Carts that all lists together hold in memory; further lists wait.");
    static final Setting<Integer> ANSWER_CACHE =
            new Setting<>(
                    "answer-cache",
                    SettingType.size("0B", "1024MB"),
                    "80MB",
                    "Memory for answers about single carts, kept until they change; `0B`: none.");
    static final Setting<Integer> KEY_LIMIT =
            new Setting<>(
                    "key-limit",
                    SettingType.wholeNumber(0, 1_000_000_000),
                    "3000000",
                    "Calls a minute of one key that has no limit of its own; 0 for any number.");
    static final Setting<Integer> FAILED_LOGINS_LIMIT =
            new Setting<>(
                    "failed-logins-limit",
                    SettingType.wholeNumber(0, 1_000_000),
                    "10",
                    "Wrong credentials a minute from one address, then 429; 0 for any number.");
    static final Setting<Integer> ANONYMOUS_LIMIT =
            new Setting<>(
                    "anonymous-limit",
                    SettingType.wholeNumber(0, 1_000_000_000),
                    "6000",
                    "Calls a minute without a credential from one address; 0 for any number.");
    static final Setting<Integer> UNUSED_KEY_DAYS =
            new Setting<>(
                    "unused-key-days",
                    SettingType.wholeNumber(0, 3_650),
                    "90",
                    "Days after which a key that nobody uses is disabled; 0 for never.");
    static final Setting<LogFormat> LOG_FORMAT =
            new Setting<>(
                    "log-format",
                    SettingType.oneOf(LogFormat.class),
                    "auto",
                    "How log lines look on standard error; `auto`: text on a terminal, else JSON.");
    static final Setting<LogLevel> LOG_LEVEL =
            new Setting<>(
                    "log-level",
                    SettingType.oneOf(LogLevel.class),
                    "info",
                    "What is logged; requests are logged at `info`.");

    static final List<Setting<?>> ALL =
            List.of(
                    HOST,
                    PORT,
                    DATA,
                    DATABASE,
                    WOOCOMMERCE,
                    WOOCOMMERCE_USER,
                    WOOCOMMERCE_PASSWORD,
                    WOOCOMMERCE_PREFIX,
                    WOOCOMMERCE_USERS_TABLE,
                    WOOCOMMERCE_USERMETA_TABLE,
                    WOOCOMMERCE_BINLOG,
                    KEY_FILE,
                    PUBLIC_URL,
                    TLS_CERTIFICATE,
                    TLS_KEY,
                    TRUSTED_PROXIES,
                    MAX_BODY,
                    MAX_HEADERS,
                    MAX_URL,
                    MAX_CONNECTIONS,
                    IDLE_TIMEOUT,
                    READ_TIMEOUT,
                    WRITE_TIMEOUT,
                    ANSWER_TIMEOUT,
                    SHUTDOWN_GRACE,
                    CARTS_IN_FLIGHT,
                    ANSWER_CACHE,
                    KEY_LIMIT,
                    FAILED_LOGINS_LIMIT,
                    ANONYMOUS_LIMIT,
                    UNUSED_KEY_DAYS,
                    LOG_FORMAT,
                    LOG_LEVEL);
}
