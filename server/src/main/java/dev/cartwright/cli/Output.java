package dev.cartwright.cli;

import picocli.CommandLine.Option;

/// How a command that makes something tells what it made.
final class Output {
    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(names = "--porcelain", description = "Print only what a script needs.")
    boolean porcelain;
}
